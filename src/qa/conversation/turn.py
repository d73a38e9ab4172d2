"""One turn as typed: what it says of itself, and what it takes from what was spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from qa.answer.advice import timescale_said
from qa.answer.phrasing import load_phrasing
from qa.authorities import fold, load_authorities
from qa.conversation.cues import load_cues, opens, said
from qa.conversation.groups import asked_of_group, left_standing
from qa.conversation.place import asked_elsewhere, carried_years, moved, with_months
from qa.patterns import any_of
from qa.report import Strand
from qa.search.counting import asks_how_many
from qa.search.facts import LibraryFacts
from qa.search.gist import sides_asked
from qa.search.question import Kind, Turn, Understood
from qa.search.scope import Scope
from qa.search.understanding import Understanding

# "what is it like to be in care?" points at nothing; "what is it called in Barnet?" does.
_NAMES_ITSELF = re.compile(
    r"\b(?:what(?:['’]s| is| are)) (?:that|it|they|those)\b(?! (?:called|named|known))", re.I
)
_WORD = re.compile(r"[A-Za-z0-9&]+")
_CARRIED = {
    Kind.FACT: "",  # whatever was asked: how many, when, who
    Kind.JUDGEMENT: "grade",
    Kind.SCALE: "grade",
    Kind.RECOMMENDATION: "recommendations",
}
# A turn with this many words of its own and nothing that points back stands alone.
ENOUGH_WORDS = 3


class TurnAsTyped:
    """A turn's words of content, and which of them say where, what, which strand."""

    def __init__(self, question: str, scope: Scope, understanding: Understanding) -> None:
        self.question = question
        self.scope = scope
        self._understanding = understanding
        self._lexicon = understanding.lexicon
        self._cues = load_cues()
        self._whole = fold(question)
        kept = list(question)
        for start, end in scope.spans:
            kept[start:end] = " " * (end - start)
        self._bare = "".join(kept)
        words = _WORD.findall(self._bare.casefold())
        # "ok" and "i meant" say nothing of their own.
        opening = (p for p in self._cues.follows if " " not in p or opens(self._whole, [p]))
        empty = {
            *self._lexicon.stop_words,
            *(word for phrase in opening for word in phrase.split()),
        }
        self._content = [w for w in words if w not in empty and len(w) > 1]
        self._folded = fold(with_months(self._bare))
        self._strands = said(self._folded, self._lexicon.strands)
        self._kinds = [k for k in _CARRIED if said(self._folded, self._lexicon.kinds[k])]
        aspects = said(self._folded, self._lexicon.aspects)
        self._names_aspect = any(phrase not in self._strands for phrase in aspects)
        pointing = fold(_NAMES_ITSELF.sub(" ", question))
        self._follows = opens(self._whole, self._cues.follows)
        self._points = bool(said(pointing, self._cues.points))
        self._acts = bool(said(self._folded, self._cues.act))
        self._since = bool(said(self._folded, self._cues.since))
        self._others = bool(said(self._folded, self._cues.other_report))
        self._against = self._asks_yes_or_no and self._is_only(self._cues.against)

    @property
    def _asks_yes_or_no(self) -> bool:
        """Whether it begins as a question for a yes or no does: "and is that good?"."""
        first, _, rest = self._whole.partition(" ")
        return opens(rest if first in self._cues.linking else self._whole, self._cues.verbs)

    def _is_only(self, phrases: Sequence[str]) -> bool:
        """Whether it says one of these phrases, and names no subject beside it."""
        talk = {word for phrase in said(self._folded, phrases) for word in phrase.split()}
        return bool(talk) and set(self._own) <= talk

    @property
    def names_place(self) -> bool:
        """Whether an authority is named, held or not."""
        return bool(self.scope.authorities or self.scope.unheld_authorities)

    @property
    def compares(self) -> bool:
        """Whether it compares what was spoken of: "which is better?", "who has the most?"."""
        compared = said(self._folded, self._lexicon.kinds[Kind.COMPARE])
        most = said(self._folded, self._cues.which) and self._is_only(self._cues.extremes)
        return bool(compared or most) and not self.names_place and not self.scope.years

    @property
    def is_about_report(self) -> bool:
        """Whether it asks of the report itself: when it came out, who led the inspection."""
        strands = {word for phrase in self._strands for word in phrase.split()}
        known = self._lexicon.report_words
        if self._others or not all(word in known for word in self._content):
            return False
        if said(self._folded, self._lexicon.kinds[Kind.METADATA]):
            return True
        # "and for looked after children?" names a strand, "what is it called?" what was spoken of.
        named = () if said(self._whole, self._cues.report) else self._cues.named
        return bool(set(self._content) - strands - {*named})

    @property
    def asks_for_more(self) -> bool:
        """Whether it is "more", "anything else?" and no more than that."""
        return not self.names_place and any(
            self._folded.removesuffix(f" {tail}") in self._cues.more
            for tail in ("", *self._cues.of_it)
        )

    @property
    def _own(self) -> list[str]:
        """Words that name a subject: not the kind, strand or grade, nor the report itself."""
        phrases = [*self._strands, *(cue for k in self._kinds for cue in self._lexicon.kinds[k])]
        phrases += self._lexicon.grades
        if timescale_said(self.question):
            phrases += load_phrasing().asks_recommendations
        if self._acts:
            phrases += self._cues.act
        if self._since:
            phrases += self._cues.since
        if self._others:
            phrases += self._cues.other_report
        phrases += said(self._folded, self._cues.judging)
        talk = {word for phrase in phrases for word in phrase.split()}
        return [w for w in self._content if w not in talk]

    def stands_alone(self) -> bool:
        """Whether the turn can be understood without those before it."""
        if self._asks_about_the_same() or self._against:
            return False
        if self._follows or self._points or not self._content:
            return False
        if said(self._whole, self._cues.paragraph):
            return self.names_place
        if self._is_elsewhere():
            return True
        compared = said(self._folded, self._lexicon.kinds[Kind.COMPARE])
        talk = {word for phrase in compared for word in phrase.split()}
        own = [word for word in self._content if word not in talk]
        return self.names_place or len(own) >= ENOUGH_WORDS

    def _asks_about_the_same(self) -> bool:
        """Whether it is one of the short questions that ask of nothing but what was spoken of."""
        asks = self._acts or self._since or self._others
        return bool(asks or said(self._folded, self._cues.instead)) and not self.names_place

    def _is_elsewhere(self) -> bool:
        """Whether it is of something that the reports know nothing of: a change of subject."""
        understanding = self._understanding
        if not self._own:
            return False  # "what is recommended?", "what was bad?"
        if not any(word in understanding.facts.words for word in self._content):
            return True
        inside = _WORD.findall(self._bare)[1:]
        names = [word for word in inside if word.istitle() and word.casefold() in self._content]
        return any(understanding.is_foreign(word.casefold()) for word in names)

    def made_whole(self, last: Understood) -> Turn:
        """The turn with subject, kind, strand and place taken over where it has none."""
        only_place = self.names_place and not self._content
        facts = self._understanding.facts
        if only_place and (elsewhere := asked_elsewhere(last, self.scope, facts)):
            return Turn(elsewhere, last.subject)
        if not self.names_place and (
            of_group := asked_of_group(last.standalone, self._folded, self._content)
        ):
            return Turn(of_group, asked_of_group(last.subject, self._folded, self._content))
        own = self._own
        # "and its strengths?" after "what are the weaknesses?" asks for the strengths alone.
        anew = last.kind is Kind.OVERVIEW and sides_asked(self._bare)
        takes = self._takes_subject(own) and not anew
        subject = self._less_asking(last) if takes else ""
        if not (self._acts or self._since):
            subject = left_standing(subject, self._folded, bool(own))
        place, missing = self._place(last)
        if takes and self._acts:
            kind, asked = f"recommendations {timescale_said(self.question)}".strip(), ""
        else:
            kind, asked = self._kind(last, own), self._asked(own)
        parts = [subject, kind if kind not in subject else "", self._strand(last), place]
        told = "; ".join(part for part in parts if part)
        whole = f"{asked} ({told})" if asked and told else asked or told
        keeps = subject and (len(own) < 2 or self._acts) and not self._names_aspect
        left = subject if keeps else " ".join(self._content)
        return Turn(whole, left, missing=missing)

    def _asked(self, own: Sequence[str]) -> str:
        """What of the turn's own words is worth searching with."""
        emptied = not own and (self._since or self._others)
        if self.is_about_report and not emptied:
            return self.question
        if not own and said(self._whole, self._cues.why):
            return "why?"
        if emptied or self.asks_for_more or not self._content or self._against:
            return ""
        return with_months(self.question)

    def _takes_subject(self, own: Sequence[str]) -> bool:
        """Whether the turn is about what the last one was about."""
        if self._others and not own:
            return True
        if self.is_about_report or said(self._folded, self._cues.instead):
            return False
        if self._acts:
            return len(own) < 2 and not self._names_what_of(own)
        if self._points:
            # "what grade did they get for ...?" points at the authority, not at the subject.
            return not (self._names_aspect and self._kinds)
        # An aspect named anew takes the place of the one spoken of.
        return len(own) < 2 and not (self._names_aspect and own)

    def _names_what_of(self, own: Sequence[str]) -> bool:
        """Whether it says what is to be done about: "what must they do about exclusions?"."""
        last = own[-1] if own and own[-1] not in self._cues.vague else ""
        return bool(last) and bool(
            re.search(rf"\b(?:{'|'.join(self._cues.about)}) (?:\w+ )?{last}\b", self._folded)
        )

    def _kind(self, last: Understood, own: Sequence[str]) -> str:
        asks = _asked().search(self.question)
        if asks and not self._content:
            return asks.group().lower()  # "how many are there?"
        if not own and said(self._whole, self._cues.why):
            return ""  # what was judged is known by now
        carried = _CARRIED.get(last.kind, "")
        several = last.kind in (Kind.COMPARE, Kind.TREND, Kind.ACROSS)
        counts = last.kind is Kind.FACT or (several and asks_how_many(last.standalone))
        if counts:
            asked = _asked().search(last.standalone)
            carried = asked.group().lower() if asked else ""
        if last.kind is Kind.RECOMMENDATION:
            by_when = timescale_said(self.question) or timescale_said(last.standalone)
            # "and is Barnet any better?" asks how things are there, and not what is to be done.
            carried = "" if self._against else f"{carried} {by_when}".strip()
        same_kind = not own or self._names_aspect or self._against
        same_kind = same_kind and (counts or not self._since)
        return carried if carried and same_kind and not self._kinds else ""

    def _less_asking(self, last: Understood) -> str:
        """A subject less the words that ask for its grade, or for what was recommended."""
        cues = (self._lexicon.kinds[kind] for kind in (Kind.JUDGEMENT, Kind.RECOMMENDATION))
        asking = {cue for each in cues for cue in each if " " not in cue}
        if self._strands and last.strand:
            asking |= set(last.strand.split())  # another is named now
        if said(self._folded, self._lexicon.grades):
            asking |= {grade for grade in self._lexicon.grades if " " not in grade}
        return " ".join(word for word in last.subject.split() if word not in asking)

    def _strand(self, last: Understood) -> str:
        if self._strands or last.strand is None or last.strand is Strand.GENERAL:
            return ""
        return "" if self.is_about_report else str(last.strand)

    def _place(self, last: Understood) -> tuple[str, str]:
        """Where it asks about, in words; and what it asks for that the library has not got."""
        facts = self._understanding.facts
        parts: list[str] = []
        if not self.names_place and said(self._folded, self._lexicon.kinds[Kind.ACROSS]):
            return "", ""  # "which boroughs have most?" asks of them all
        if not self.names_place:
            parts += [load_authorities()[key].name for key in last.authorities]
        else:
            parts += [load_authorities()[key].name for key in self.scope.authorities]
            parts += self.scope.unheld_authorities
        years: Iterable[int] = (*self.scope.years, *self.scope.unheld_years)
        missing = ""
        if self._against and self.scope.years and not self.names_place:
            # "was that better than 2007?"
            spoken = [report for report in facts.reports if report.key in last.reports]
            years = tuple(dict.fromkeys((*carried_years(last, spoken), *years)))
        if not years and not self.names_place:
            years, missing = self._years(last, facts)
        return " ".join([*parts, *map(str, years)]), missing

    def _years(self, last: Understood, facts: LibraryFacts) -> tuple[Sequence[int], str]:
        """The years carried over; the later or the other ones where it asks for those."""
        spoken = [report for report in facts.reports if report.key in last.reports]
        held = facts.of(last.authorities) if last.authorities else ()
        if self._others:
            others = [report.year for report in held if report not in spoken]
            return (others, "") if others else (carried_years(last, spoken), "another date")
        if self._since and held and spoken:
            newest = max(report.year for report in spoken)
            later = [report.year for report in held if report.year > newest]
            if later:
                return later, ""
            every = sorted({report.year for report in held})
            if len(every) > 1:
                return every, ""  # of the newest: then and now
            return carried_years(last, spoken), f"a date after {newest}"
        return moved(self.question, carried_years(last, spoken)), ""


@cache
def _asked() -> re.Pattern[str]:
    return any_of(load_cues().asked)
