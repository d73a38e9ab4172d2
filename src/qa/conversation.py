"""A turn of a conversation made whole: what it leaves out is taken from the turns before it.

State is explicit: each turn's `Understood` says its subject, strand, kind and place, and no turn
changes another. A turn takes over what it leaves out and nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qa.answer.reply import Answer
from qa.authorities import fold, load_authorities
from qa.report import Strand
from qa.search.facts import LibraryFacts
from qa.search.lexicon import Lexicon, load_lexicon
from qa.search.question import Kind, Reason, Turn, Understood
from qa.search.scope import Scope, scope_of

_FOLLOWS = re.compile(
    r"^(?:and|but|so|or|ok(?:ay)?|no|what about|how about|only|just|why|same|also|then|back to)\b",
    re.I,
)
# Words that point back at what was spoken of.
_POINTS = re.compile(
    r"\b(?:it|they|them|that|those|these|there|this|he|she|the same|ones?|again)\b", re.I
)
_NAMES_ITSELF = re.compile(r"\b(?:what(?:['’]s| is| are)) (?:that|it|they|those)\b", re.I)
_NEXT = re.compile(r"\b(next|previous|preceding|following)\s+para(?:graph)?\b", re.I)
_PARAGRAPH = re.compile(r"\bpara(?:graph)?s?\b", re.I)
_YEARS_AWAY = re.compile(
    r"\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten) years? "
    r"(before|earlier|previously|later|after|on)\b",
    re.I,
)
_ASKED = re.compile(r"\b(?:how (?:many|much|long|often|old)|what percentage|when|who)\b", re.I)
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORD = re.compile(r"[A-Za-z0-9&]+")
_CARRIED = {
    Kind.FACT: "",  # whatever was asked: how many, when, who
    Kind.JUDGEMENT: "grade",
    Kind.SCALE: "grade",
    Kind.RECOMMENDATION: "recommendations",
}
# A turn with this many words of its own and nothing that points back stands alone.
ENOUGH_WORDS = 3


def follow_up(question: str, answers: Sequence[Answer], facts: LibraryFacts) -> Turn | None:
    """The question with what it leaves out put in, or None when it stands alone.

    `answers` are the replies to the turns before it, oldest first.
    """
    last = _spoken_of(answers)
    if last is None:
        return None
    if (step := _NEXT.search(question)) and (key := _neighbour(step.group(1), answers)):
        return Turn(key, last.subject)
    if fold(question) in load_lexicon().kinds[Kind.HELP]:
        return None  # thanks, a greeting
    turn = _Turn(question, scope_of(question, facts), load_lexicon())
    return None if turn.stands_alone(facts) else turn.made_whole(last, facts)


def _spoken_of(answers: Sequence[Answer]) -> Understood | None:
    """What the conversation is about: its last turn that was about anything here."""
    for answer in reversed(answers):
        if answer.reason not in (Reason.NOT_A_QUESTION, Reason.OUT_OF_SCOPE):
            return answer.understood
    return None


class _Turn:
    """One turn as typed: its words of content, and which of them say where, what, which strand."""

    def __init__(self, question: str, scope: Scope, lexicon: Lexicon) -> None:
        self.question = question
        self.scope = scope
        self.lexicon = lexicon
        kept = list(question)
        for start, end in scope.spans:
            kept[start:end] = " " * (end - start)
        words = _WORD.findall("".join(kept).casefold())
        self.content = [w for w in words if w not in lexicon.stop_words and len(w) > 1]
        folded = fold("".join(kept))
        self.strands = _phrases(folded, lexicon.strands)
        self.kinds = [kind for kind in _CARRIED if _any_of(folded, lexicon.kinds[kind])]
        self.names_aspect = bool(_phrases(folded, lexicon.aspects))
        pointing = _NAMES_ITSELF.sub(" ", question)
        self.follows = bool(_FOLLOWS.match(question))
        self.points = bool(_POINTS.search(pointing))

    @property
    def names_place(self) -> bool:
        return bool(self.scope.authorities or self.scope.unheld_authorities)

    @property
    def own(self) -> list[str]:
        """Words that name a subject: not the kind, strand or grade, nor the report itself."""
        said = [*self.strands, *(cue for k in self.kinds for cue in self.lexicon.kinds[k])]
        talk = {word for phrase in said for word in phrase.split()}
        talk |= {w for phrase in self.lexicon.grades for w in phrase.split()}
        return [w for w in self.content if w not in talk]

    @property
    def is_about_report(self) -> bool:
        """Whether it asks of the report itself: when it came out, who led the inspection."""
        return bool(self.content) and all(w in self.lexicon.report_words for w in self.content)

    def stands_alone(self, facts: LibraryFacts) -> bool:
        """Whether the turn can be understood without those before it."""
        if self.follows or self.points or not self.content:
            return False
        if _PARAGRAPH.search(self.question):
            return self.names_place
        if not any(word in facts.words for word in self.content):
            return True  # of something the reports know nothing of: a change of subject
        return self.names_place or len(self.content) >= ENOUGH_WORDS

    def made_whole(self, last: Understood, facts: LibraryFacts) -> Turn:
        """The turn with subject, kind, strand and place taken over where it has none."""
        own = self.own
        subject = last.subject if self._takes_subject(own) else ""
        asked = self.question if self.content else ""
        extras = [subject, self._kind(last, own), self._strand(last), self._place(last, facts)]
        told = "; ".join(extra for extra in extras if extra)
        whole = f"{asked} ({told})" if asked and told else asked or told
        keeps = subject and len(own) < 2 and not self.names_aspect
        return Turn(whole, subject if keeps else " ".join(self.content))

    def _takes_subject(self, own: Sequence[str]) -> bool:
        """Whether the turn is about what the last one was about."""
        if self.is_about_report:
            return False
        if self.points:
            # "what grade did they get for ...?" points at the authority, not at the subject.
            return not (self.names_aspect and self.kinds)
        # An aspect named anew takes the place of the one spoken of.
        return len(own) < 2 and not (self.names_aspect and own)

    def _kind(self, last: Understood, own: Sequence[str]) -> str:
        carried = _CARRIED.get(last.kind, "")
        if last.kind is Kind.FACT:
            asked = _ASKED.search(last.standalone)
            carried = asked.group().lower() if asked else ""
        same_kind = not own or self.names_aspect
        return carried if carried and same_kind and not self.kinds else ""

    def _strand(self, last: Understood) -> str:
        if self.strands or last.strand is None or last.strand is Strand.GENERAL:
            return ""
        return str(last.strand) if not self.is_about_report else ""

    def _place(self, last: Understood, facts: LibraryFacts) -> str:
        parts: list[str] = []
        if not self.names_place:
            parts += [load_authorities()[key].name for key in last.authorities]
        else:
            parts += [load_authorities()[key].name for key in self.scope.authorities]
            parts += self.scope.unheld_authorities
        years: Iterable[int] = (*self.scope.years, *self.scope.unheld_years)
        if not years and not self.names_place:
            years = _moved(self.question, last.years or _year_of(last, facts))
        return " ".join([*parts, *map(str, years)])


def _year_of(last: Understood, facts: LibraryFacts) -> tuple[int, ...]:
    """The year of the one report a turn was about, where a framework or "latest" named it."""
    years = [report.year for report in facts.reports if report.key in last.reports]
    return tuple(years) if len(years) == 1 else ()


def _moved(question: str, years: Sequence[int]) -> tuple[int, ...]:
    """Years carried over, counted on where the turn says so ("four years before that")."""
    found = _YEARS_AWAY.search(question)
    if not found or not years:
        return tuple(years)
    count = found.group(1).lower()
    away = int(count) if count.isdigit() else _COUNTS.index(count) + 1
    back = found.group(2).lower() in ("before", "earlier", "previously")
    return (years[0] - away if back else years[0] + away,)


def _phrases(folded: str, table: Iterable[str]) -> list[str]:
    return [phrase for phrase in table if f" {phrase} " in f" {folded} "]


def _any_of(folded: str, cues: Iterable[str]) -> bool:
    return any(f" {cue} " in f" {folded} " for cue in cues)


def _is_run(answers: Sequence[Answer]) -> bool:
    """Whether the last quotes are paragraphs looked up one after another."""
    last = next((answer for answer in reversed(answers) if answer.quotes), None)
    return last is not None and last.understood.kind is Kind.LOOKUP


def _neighbour(step: str, answers: Sequence[Answer]) -> str | None:
    """The key of the paragraph next to the one quoted last."""
    onward = step.lower() in ("next", "following")
    quoted = next((answer.quotes for answer in reversed(answers) if answer.quotes), ())
    if not quoted:
        return None
    quote = quoted[-1] if onward and len(quoted) > 1 and _is_run(answers) else quoted[0]
    numbers = [p.number for p in quote.report.paragraphs]
    place = numbers.index(quote.paragraph.number)
    place += 1 if onward else -1
    return f"{quote.report.key}#{numbers[place]}" if 0 <= place < len(numbers) else None
