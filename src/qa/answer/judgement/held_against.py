"""How grades stand to each other: two on different scales, and which others are the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.answer.asking.grades import SCORED
from qa.answer.form import wording
from qa.data import read_table
from qa.index.sqlite.store import Store
from qa.patterns import any_of, either
from qa.report import Judgement, Report, Strand
from qa.scale import GradeScale
from qa.search.asked.question import Kind, Understood
from qa.search.language.scored import with_scores

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `standing` of answers.toml."""

    held: re.Pattern[str]
    ranks: re.Pattern[str]
    same: re.Pattern[str]
    beyond: re.Pattern[str]
    numbered: re.Pattern[str]
    unless_after: str


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["standing"]
    return _Wordings(
        held=any_of(table["held"]),
        ranks=any_of(table["ranks"]),
        same=any_of(table["same"]),
        beyond=any_of(table["beyond"]),
        numbered=any_of(table["numbered"]),
        unless_after=either(table["unless_after"]),
    )


@dataclass(frozen=True, slots=True)
class _Grade:
    """A grade that a question names: its word and, if it was named by its number, that and where it
    was given.
    """

    word: str
    number: int = 0
    given: str = ""

    def __str__(self) -> str:
        return f"grade {self.number} in {self.given} is {self.word}" if self.number else self.word


@dataclass(frozen=True, slots=True)
class _Named:
    """Something that a question names, and where: a year or a place whose grades have one scale."""

    start: int
    said: str
    scale: GradeScale


def looks_beyond(understood: Understood) -> bool:
    """Whether a question of a scale holds what it names against other inspections."""
    asked = understood.kind is Kind.SCALE
    return asked and bool(_wordings().beyond.search(understood.standalone))


def holds_against(understood: Understood) -> bool:
    """Whether a question of a scale holds one grade against another, and takes neither as given."""
    asked = understood.kind is Kind.SCALE
    return asked and bool(_wordings().held.search(understood.standalone))


def same_told(store: Store, understood: Understood, judgements: Sequence[Judgement]) -> str:
    """Which other reports gave the grade of the one place that a question sets beside all others,
    where it asks which did.
    """
    beside_all = understood.sets_side_by_side and len(understood.authorities) == 1
    if not beside_all or not _wordings().same.search(understood.standalone):
        return ""
    of_place = {head.key for head in store.heads() if head.authority_key in understood.authorities}
    own = [row for row in judgements if row.report in of_place]
    if len({row.grade for row in own}) != 1 or len(of_place) == len(understood.reports):
        return ""
    strands = {row.strand for row in own} | {Strand.GENERAL}
    grade = own[0].grade
    same = dict.fromkeys(
        row.report
        for row in judgements
        if row.report not in of_place and row.grade == grade and row.strand in strands
    )
    told = wording.dated_names(store.heads(same)) if same else "none of the others"
    return f"Also {grade.lower()}: {told}."


def standing_told(store: Store, understood: Understood) -> str:
    """Whether two grades that a question holds against each other are the same, and if not which is
    the better; nothing where it leaves open on which scale a number stands.
    """
    if not holds_against(understood):
        return ""
    heads = store.heads()
    text = with_scores(understood.standalone)
    grades = _grades_in(text, heads)
    if len(grades) == 1 and _wordings().numbered.search(text) and not grades[0].number:
        return _number_told(store, understood, grades[0].word)
    orders = {tuple(word.casefold() for word in head.scale.words) for head in heads}
    for order in orders:
        if len(grades) == 2 and all(grade.word in order for grade in grades):
            told = sorted(grades, key=lambda grade: order.index(grade.word))
            return _told(*told, ranks=bool(_wordings().ranks.search(text)))
    return ""


def _number_told(store: Store, understood: Understood, word: str) -> str:
    """Whether a grade has one number in the reports asked about, and what it is in each."""
    numbers: dict[int, list[Report]] = {}
    every = store.keys if looks_beyond(understood) else ()
    for head in map(store.head, dict.fromkeys((*understood.reports, *every))):
        if number := head.scale.number(word):
            numbers.setdefault(number, []).append(head)
    each = [f"grade {number} in {wording.dated_names(of)}" for number, of in numbers.items()]
    if len(each) < 2:
        return f"It is one number: {word} is {each[0]}." if each else ""
    return f"It is not the same number: {word} is {'; '.join(each)}."


def _told(better: _Grade, worse: _Grade, *, ranks: bool) -> str:
    """How two grades stand; of two that have one number, which is the better where that is asked
    (`ranks`).
    """
    if better.word == worse.word:
        said = "; ".join(map(str, (better, worse)))
        return f"By their words they are the same: {said}."
    said = "; ".join(str(grade) for grade in (better, worse) if grade.number)
    told = f"They are not the same: {said}." if said else ""
    if better.number == worse.number and said and not ranks:
        return told
    return f"{told} By their words {better.word} is better than {worse.word}.".strip()


def words_named(text: str, words: Collection[str]) -> list[tuple[int, str]]:
    """The words of grades that a text names as grades, each with where it stands."""
    said = re.compile(rf"\b(?<!-)(?P<before>\w+ )?(?P<word>{either(words)})\b(?! as\b)", re.I)
    return [
        (found.start("word"), found["word"])
        for found in said.finditer(text)
        if not re.fullmatch(_wordings().unless_after, (found["before"] or "").strip(), re.I)
    ]


def _grades_in(text: str, heads: Sequence[Report]) -> list[_Grade]:
    """The grades a text names, in their order; none where one of them may be on several scales."""
    words = {word.casefold() for head in heads for word in head.scale.words}
    named = words_named(text, words)
    numbers = [(found.start(), found.group(1)) for found in SCORED.finditer(text)]
    places = [start for start, _ in numbers]
    anchors = list(_anchors(text, heads))
    grades: list[tuple[int, _Grade]] = [(at, _Grade(word.casefold())) for at, word in named]
    for at, number in numbers:
        own = _anchors_of(at, places, anchors)
        both = own if len(numbers) == 1 and not named else own[:1]
        told = [(anchor, anchor.scale.word(int(number))) for anchor in both]
        if not told or not all(word for _, word in told):
            return []
        grades += [
            (at, _Grade((word or "").casefold(), int(number), anchor.said)) for anchor, word in told
        ]
    return [grade for _, grade in sorted(grades, key=lambda pair: pair[0])]


def _anchors(text: str, heads: Sequence[Report]) -> Iterator[_Named]:
    """The years and places of a text whose grades stand on one scale."""
    of_year: dict[str, set[GradeScale]] = {}
    of_place: dict[str, set[GradeScale]] = {}
    for head in heads:
        of_year.setdefault(str(head.year), set()).add(head.scale)
        of_place.setdefault(head.authority_key.replace("-", " "), set()).add(head.scale)
    for found in _YEAR.finditer(text):
        scales = of_year.get(found.group(), set())
        if len(scales) == 1:
            yield _Named(found.start(), found.group(), *scales)
    small = text.casefold()
    for place, scales in of_place.items():
        start = small.find(place)
        if start >= 0 and len(scales) == 1:
            yield _Named(start, place.title(), *scales)


def _anchors_of(at: int, places: Sequence[int], anchors: Sequence[_Named]) -> list[_Named]:
    """What a number at a place was given by, likeliest first: what comes after it and before the
    next number, or before it where the question begins with that.
    """
    after = min((place for place in places if place > at), default=10**9)
    before = max((place for place in places if place < at), default=-1)
    ahead = sorted((a for a in anchors if at < a.start < after), key=lambda a: a.start)
    behind = sorted((a for a in anchors if before < a.start < at), key=lambda a: -a.start)
    leads = any(anchor.start < places[0] for anchor in anchors)
    return [*behind, *ahead] if leads else [*ahead, *behind]
