"""The words of a turn: those of content, and which of them name a subject."""

from __future__ import annotations

import re
from functools import cached_property

from qa.answer.asking.deadlines import timescale_said
from qa.answer.asking.phrasing import load_phrasing
from qa.authorities import fold
from qa.conversation.typed.cues import load_cues, said, without_tag, words_of_talk
from qa.conversation.typed.place import with_months
from qa.conversation.typed.pointing import pointing_words
from qa.conversation.typed.time_away import years_away_said
from qa.search.asked.dating import less_ordered, order_said
from qa.search.asked.question import Kind
from qa.search.asked.scope import Scope
from qa.search.asked.understanding import Understanding
from qa.search.language.scored import asks_which_end

_WORD = re.compile(r"[A-Za-z0-9&]+")
# The kinds of question that are carried over, and how each is asked for.
CARRIED = {
    Kind.FACT: "",  # whatever was asked: how many, when, who
    Kind.JUDGEMENT: "grade",
    Kind.SCALE: "grade",
    Kind.RECOMMENDATION: "recommendations",
}


class WordsOfTurn:
    """A turn's words of content, and which of them say where, what, which strand.

    `folded` is the turn folded, without the names of places and years; `content` its words that
    say something, `own` those of them that name a subject.
    """

    def __init__(self, question: str, scope: Scope, understanding: Understanding) -> None:
        self.question = question
        self.scope = scope
        self.understanding = understanding
        self._lexicon = understanding.lexicon
        self._cues = load_cues()
        self.whole = fold(question)
        kept = list(question)
        for start, end in scope.spans:
            kept[start:end] = " " * (end - start)
        self.bare, self.is_tagged = without_tag("".join(kept))
        words = _WORD.findall(self.bare.casefold())
        empty = self._lexicon.stop_words | words_of_talk(self.whole, self.names_place)
        self.content = [w for w in words if w not in empty and len(w) > 1]
        self.folded = fold(with_months(self.bare))
        self.strands = said(self.folded, self._lexicon.strands)
        self.kinds = [k for k in CARRIED if said(self.folded, self._lexicon.kinds[k])]
        self.pointing = pointing_words(less_ordered(question))
        self.acts = bool(said(self.folded, self._cues.act))
        # "timescale to put it right" asks what is to be done, not what was.
        plainly = " ".join(w for w in self.folded.split() if w not in self._cues.in_passing)
        since = said(plainly, self._cues.since) or plainly in self._cues.since_alone
        self.asks_since = bool(since) and not self.acts
        self.asks_other = bool(said(self.folded, self._cues.other_report))

    @property
    def names_place(self) -> bool:
        """Whether an authority is named, held or not."""
        return bool(self.scope.authorities or self.scope.unheld_authorities)

    @cached_property
    def own(self) -> list[str]:
        """Words that name a subject: not the kind, strand or grade, nor the report itself."""
        # "fostering" is of a strand, and a subject of its own.
        phrases = [phrase for phrase in self.strands if phrase not in self._lexicon.matters]
        phrases += [cue for kind in self.kinds for cue in self._lexicon.kinds[kind]]
        phrases += self._lexicon.grades
        if timescale := timescale_said(self.question):
            phrases += [*load_phrasing().asks_recommendations, timescale]
        if self.acts:
            phrases += self._cues.act
        if self.asks_since:
            phrases += [*self._cues.since, *self._cues.since_alone, *self._cues.in_passing]
        if self.asks_other:
            phrases += self._cues.other_report
        if compared := said(self.folded, self._lexicon.kinds[Kind.COMPARE]):
            phrases += [*compared, *self._cues.both]
        if said(self.folded, self._cues.which) or asks_which_end(self.question):
            phrases += said(self.folded, self._cues.extremes)
        phrases += said(self.folded, (*self._cues.judging, *self._cues.figures))
        phrases += said(self.folded, self._lexicon.kinds[Kind.ACROSS])
        phrases += [*years_away_said(self.folded), order_said(self.question)]
        phrases += said(self.folded, (*self._cues.earlier, *self._cues.present))
        phrases += said(self.folded, self._cues.why)
        ours = (*self._cues.ours, *self._cues.ours_alone)
        phrases += said(self.folded, (*self._cues.both_reports, *ours))
        talk = {word for phrase in phrases for word in phrase.split()}
        own = [w for w in self.content if w not in talk]
        responding = said(self.folded, self._cues.responding)
        acted = {word for phrase in responding for word in phrase.split()}
        # "what is being done about it?", "has anything been done?"
        return [w for w in own if w not in acted] if self.pointing or {*own} <= acted else own
