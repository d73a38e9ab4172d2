"""What a turn takes over of what was spoken of: subject, kind, strand and place, where it has none.

A turn takes over what it leaves out and nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answer.asking.deadlines import timescale_said
from qa.authorities import fold
from qa.conversation.carried_kind import CarriedKind, asking_anew
from qa.conversation.carried_place import CarriedPlace
from qa.conversation.past.wording import stretch
from qa.conversation.typed.asking import (
    asks_for_more,
    asks_of_report,
    asks_of_scales,
    asks_of_thing,
    asks_where_named,
    names_matter,
    telling_asked,
)
from qa.conversation.typed.cues import load_cues, opens, said
from qa.conversation.typed.groups import (
    asked_of_group,
    body_standing,
    left_standing,
    less_judging,
    one_name,
)
from qa.conversation.typed.place import (
    asked_elsewhere,
)
from qa.conversation.typed.turn import ENOUGH_WORDS, TurnAsTyped
from qa.report import Strand
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.gist import sides_asked
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Turn, Understood

MOST_TAKEN = 5  # words of a subject, to be put behind those of a turn that names one beside it
# Words that ask for these, or set places side by side, are no part of a subject.
_ASKING = (Kind.JUDGEMENT, Kind.RECOMMENDATION, Kind.COMPARE, Kind.ACROSS)


@dataclass(frozen=True, slots=True)
class Carrying:
    """A turn, what was spoken of before it, and what the library holds."""

    turn: TurnAsTyped
    last: Understood
    facts: LibraryFacts
    wording: str  # the subject spoken of, as the question that named it says it
    beside: tuple[str, ...] = ()  # the questions before it, newest first
    grade: str = ""  # that of which it asks why

    @property
    def _where(self) -> CarriedPlace:
        return CarriedPlace(self.turn, self.last, self.facts)

    @property
    def _kind(self) -> CarriedKind:
        return CarriedKind(self.turn, self.last, self.grade)

    def whole(self) -> Turn:
        """The turn with subject, kind, strand and place taken over where it has none.

        One that names a place or a year alone, after one that went on with something ("was there
        money?"), asks of both: that, and what it went on with.
        """
        turn, whole = self.turn, self._whole()
        placed = (turn.names_place or turn.scope.years) and not (turn.own or turn.acts)
        before = next(iter(self.last.beside), "").rstrip(" .?!")
        anew = opens(fold(self.last.standalone), load_cues().instead_of)  # "what about fostering?"
        if not (placed and whole.subject and before) or anew or before in whole.standalone:
            return whole
        asked, bracket, told = whole.standalone.partition(" (")
        both = f"{asked} ({before}; {told}" if bracket else f"{asked} ({before})"
        return replace(whole, standalone=both)

    def _whole(self) -> Turn:
        """The turn with what it leaves out of the last."""
        turn, last = self.turn, self.last
        if turn.only_place and (elsewhere := asked_elsewhere(last, turn.scope, self.facts)):
            asked = self._where.less_names_of_elsewhere(elsewhere)
            return Turn(asked, last.subject, matter=last.matter, beside=last.beside)
        asks_otherwise = turn.names_place or asking_anew().search(turn.question)
        if not asks_otherwise and (
            of_group := asked_of_group(last.standalone, turn.folded, turn.content)
        ):
            subject = asked_of_group(last.subject, turn.folded, turn.content) or last.subject
            return Turn(of_group, subject, beside=last.beside)
        place, missing = self._where.words()
        if asks_of_scales(turn):
            return Turn(f"grade scale; {place}", last.subject, matter=last.matter, missing=missing)
        return self._composed(place, missing)

    def _composed(self, place: str, missing: str) -> Turn:
        """The turn made whole, and what alone it asks to be told."""
        telling = None if self.grade else telling_asked(self.turn, self.last, missing)
        return replace(self._made_whole(place, missing), telling=telling)

    def _made_whole(self, place: str, missing: str) -> Turn:
        """The turn's own words, and after them what it leaves out."""
        turn, last, own = self.turn, self.last, self.turn.own
        # "and its strengths?" after "what are the weaknesses?" asks for the strengths alone.
        anew = last.kind is Kind.OVERVIEW and (sides_asked(turn.bare) or bool(own))
        takes = self._takes_subject(own) and not anew
        subject = self._subject(own) if takes else ""
        if takes and turn.acts:
            kind = f"recommendations {timescale_said(turn.question)}".strip()
            asked = self._kind.asked(own) if own else ""
        else:
            kind, asked = self._kind.kind(own), self._kind.asked(own)
        worded = self._worded(subject)
        leans = bool(asked) and self._is_long(subject, own)
        parts = [
            "" if leans else worded,
            kind if kind not in subject else "",
            "" if not leans and self._names_strand(worded) else self._strand(own),
            place,
        ]
        told = "; ".join(part for part in parts if part)
        whole = f"{asked} ({told})" if asked and told else asked or told
        goes_on = self._of_people() or turn.narrows or turn.ends_on_it
        named_anew = turn.names_aspect and not goes_on  # but not "was there money for it?"
        points = turn.points and not turn.points_at_place
        is_short = len(own) < 2 or {*own} <= {*turn.those_named}
        keeps = subject and (points or is_short or turn.acts or turn.is_against or turn.asks_view)
        keeps = keeps and not named_anew
        if leans:
            beside: tuple[str, ...] = (worded,)
        elif keeps:
            beside = last.beside
        else:
            beside = () if subject else self.beside
        if not keeps:
            return Turn(whole, " ".join(own or turn.content), missing=missing, beside=beside)
        before = last.matter if turn.points_at_matter or not own else ""
        matter = f"{before} {' '.join(own)}".strip()
        if turn.is_against or turn.asks_view or asks_for_more(turn):
            matter = last.matter
        left = subject.removesuffix(last.matter).strip() if last.matter else subject
        return Turn(whole, left, missing=missing, matter=matter, beside=beside)

    # -- subject --------------------------------------------------------------------------

    def _takes_subject(self, own: Sequence[str]) -> bool:
        """Whether the turn is about what the last one was about."""
        turn = self.turn
        if (turn.asks_other and not own) or (turn.asks_view and not turn.drops_subject):
            return True
        if asks_of_report(turn) or turn.drops_subject or asks_where_named(turn):
            return False
        if turn.corrects and own and not turn.points:
            return False
        if turn.acts:
            return len(own) < 2 and not turn.names_what_of
        if turn.points_at_people and said(self.last.subject, load_cues().groups):
            # "how good are their schools?", of care leavers
            return not turn.asks_grade_of_aspect
        if turn.points_at_place and len(own) > 1:
            return False
        if turn.narrows:
            return len(own) < ENOUGH_WORDS
        if self._names_others():
            return False
        if turn.points and not turn.points_at_place:
            # "what grade did they get for ...?" points at the authority, not at the subject.
            return not turn.asks_grade_of_aspect
        # An aspect named anew takes the place of the one spoken of.
        return self._names_one(own) and not (turn.names_aspect and own)

    def _names_others(self) -> bool:
        """Whether "they" are the authority: people are named beside them, and none were before.
        "What did they spend on foster carers?", of what was saved, is one.
        """
        cues, turn = load_cues(), self.turn
        theirs = bool(turn.pointing) and {*turn.pointing} <= {*cues.persons}
        named = said(turn.folded, cues.groups)
        return theirs and bool(named) and not said(self.last.subject, (*cues.groups, *cues.people))

    def _of_people(self) -> bool:
        """Whether it asks of people spoken of: "their schools", "do they get money?"."""
        of_group = said(self.last.subject, load_cues().groups)
        they = {*self.turn.pointing} & {*load_cues().persons}
        return self.turn.points_at_people or bool(they and of_group)

    def _is_long(self, subject: str, own: Sequence[str]) -> bool:
        """Whether a subject is so long, where the turn names one beside it, that its words would
        drown the turn's own: it is leant to instead. Elsewhere it is asked in words.
        """
        turn = self.turn
        is_long = len(subject.split()) > MOST_TAKEN
        return is_long and bool(own) and not (turn.acts or turn.names_place)

    def _names_one(self, own: Sequence[str]) -> bool:
        """Whether these words are at most one name, or that of those spoken of."""
        return one_name(own, self.turn.folded) or {*own} <= {*self.turn.those_named}

    def _subject(self, own: Sequence[str]) -> str:
        """What is taken over of the subject; where nothing else is named, what was asked of it."""
        turn, last = self.turn, self.last
        subject = self._less_asking()
        if not (turn.acts or turn.asks_since or turn.points_at_matter or turn.asks_view):
            is_long = len(subject.split()) > MOST_TAKEN  # with more than the matter in it
            another = bool(own) and (is_long or names_matter(turn))
            subject = left_standing(subject, turn.folded, another)
        if turn.is_against or turn.asks_since:
            subject = less_judging(subject)
        named = subject.split()
        same = not own or turn.points_at_matter
        if asks_of_thing(turn) and not said(last.subject, load_cues().groups):
            subject, same = body_standing(subject), False
        if same and last.matter and not {*last.matter.split()} <= {*named}:
            subject = f"{subject} {last.matter}".strip()
        return subject

    def _worded(self, subject: str) -> str:
        """A subject taken over, in the words of the question that named it."""
        whole = self.last.subject
        rest = subject.removeprefix(whole)
        is_whole = whole and (subject == whole or (subject != rest and rest.startswith(" ")))
        part = stretch(self.wording, subject)
        dropped = {*whole.split()} - {*subject.split()}
        part = part if part and not dropped & {*fold(part).split()} else subject
        worded = f"{self.wording}{rest}" if is_whole else part
        return self._where.less_names_of_elsewhere(worded) if self.turn.names_place else worded

    def _less_asking(self) -> str:
        """A subject less the words that ask for its grade, or for what was recommended."""
        lexicon, last = load_lexicon(), self.last
        cues = (lexicon.kinds[kind] for kind in _ASKING)
        asking = {cue for each in cues for cue in each if " " not in cue}
        asking |= {*load_cues().fillers}
        asked_how = re.findall(r"\bhow (\w+)", fold(last.standalone))  # "how good is education?"
        asking |= {word for word in asked_how if word in lexicon.grades}
        if self.turn.strands and last.strand:
            asking |= set(last.strand.split())  # another is named now
        if said(self.turn.folded, lexicon.grades):
            asking |= {grade for grade in lexicon.grades if " " not in grade}
        return " ".join(word for word in last.subject.split() if word not in asking)

    def _names_strand(self, worded: str) -> bool:
        """Whether a subject in words is a matter of the strand, and needs not be said to be."""
        lexicon = load_lexicon()
        matters = said(fold(worded), lexicon.matters)
        return any(lexicon.strands[matter] is self.last.strand for matter in matters)

    def _strand(self, own: Sequence[str]) -> str:
        turn, last = self.turn, self.last
        if turn.strands or last.strand is None or last.strand is Strand.GENERAL:
            return ""
        is_new = turn.names_body or len(own) >= ENOUGH_WORDS
        is_new = is_new and not self._takes_subject(own)
        return "" if asks_of_report(turn) or is_new else str(last.strand)
