"""Whether grades set side by side are the same, or which is the better, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.answer.asking.bounds import bound_in
from qa.answer.asking.breadth import Breadth, breadth_of
from qa.answer.asking.grades import OVERALL, aspects_asked, words_beside
from qa.answer.form import wording
from qa.authorities import fold
from qa.data import read_table
from qa.index.sqlite.store import Store
from qa.patterns import any_of, whole
from qa.reading.text.frameworks import fold_heading
from qa.report import Judgement, Report, Strand
from qa.search.asked.bridges import phrases_of
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood

NOT_ALIKE = "but not like for like"
# "Is one better than the other?", and not "is either no better than the other?"
_THAN = re.compile(r"^(?!.*\b(?:either|or|no|not)\b).*\bthan\b")


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `outcome` of answers.toml; the same things of a report, which are no grades."""

    same: re.Pattern[str]
    unlike: re.Pattern[str]
    up: re.Pattern[str]
    down: re.Pattern[str]
    of_report: re.Pattern[str]

    def words_in(self, text: str) -> set[str]:
        """The words by which a text asks how grades stand."""
        patterns = (self.same, self.unlike, self.up, self.down)
        return {word for said in patterns for word in " ".join(said.findall(text)).split()}


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["outcome"]
    return _Wordings(
        same=any_of(table["same"]),
        unlike=any_of(table["unlike"]),
        up=any_of(table["up"]),
        down=any_of(table["down"]),
        of_report=re.compile(rf"\bthe same (?:\w+ )?{whole(table['of_report'].split())}"),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks of two grades: whether they are the same, or not, or which way it went
    from one to the other.
    """

    same: bool
    unlike: bool
    up: bool
    down: bool

    @property
    def is_any(self) -> bool:
        return self.same or self.unlike or self.up or self.down

    @classmethod
    def by(cls, text: str) -> _Asked:
        said = _wordings()
        return cls(
            same=bool(said.same.search(text)),
            unlike=bool(said.unlike.search(text)),
            up=bool(said.up.search(text)),
            down=bool(said.down.search(text)),
        )

    def is_so(self, moved: int, *, over_time: bool) -> bool | None:
        """Whether it is as asked, of grades that went up, down or stayed; None where it asks which
        way, or which of two things of one time is the better.
        """
        if self.up or self.down:
            if self.up and self.down or not over_time:
                return None
            return moved > 0 if self.up else moved < 0
        return moved == 0 if self.same else moved != 0


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two things that were graded: what it is, with what leads to that ("in 2007")."""

    called: str
    rows: tuple[Judgement, ...]

    @property
    def grades(self) -> set[str]:
        return {row.grade for row in self.rows}

    @property
    def strands(self) -> list[Strand]:
        return list(dict.fromkeys(row.strand for row in self.rows))

    def of(self, strand: Strand) -> _Side:
        """What of it is of a strand."""
        return _Side(self.called, tuple(row for row in self.rows if row.strand is strand))


def verdict(store: Store, understood: Understood, judgements: Sequence[Judgement]) -> str:
    """How two grades stand that a question sets beside each other; of two strands each, where both
    are told. Nothing where it asks of more, of something narrower, or where no order is known.
    """
    if len(judgements) < 2:
        return ""
    text = less_aspects(understood.question)
    if not _Asked.by(text).is_any:  # as it is made whole: "and in 2007?"
        text = less_aspects(understood.standalone)
    asked = _Asked.by(text)
    if not asked.is_any or bound_in(text) or understood.kind is Kind.SCALE:
        return ""
    if words_beside(understood) - _wordings().words_in(text):
        return ""
    sides = _sides(store, understood, judgements)
    if len(sides) != 2:
        return ""
    whether = breadth_of(understood.question) is Breadth.YES_OR_NO
    heads = list(map(store.head, dict.fromkeys(row.report for row in judgements)))
    over_time = len(heads) > 1 and len({head.authority_key for head in heads}) == 1
    overall = "overall: " * all(fold_heading(row.aspect) == OVERALL for row in judgements)
    told = []
    for whose, one, other in _pairs(*sides):
        moved = _moved(store, one, other)
        if moved is None:
            return ""
        alike = _are_alike(store, one, other)
        so = asked.is_so(moved, over_time=over_time) if whether and alike else None
        ranked = not (whether and alike and _THAN.search(text)) or over_time
        if not ranked and _is_as_named(store, understood, asked, one, moved) is False:
            so = False
        if over_time:
            said = _over_time(one, other, moved, alike=alike)
        else:
            said = _beside(asked, one, other, moved, alike=alike, ranked=so is None)
        answered = said if so is None else f"{'yes' if so else 'no'}, {said}"
        told.append(_sentence(f"{whose or overall}{answered}"))
    return " ".join(told)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def less_aspects(question: str) -> str:
    """A question in small letters without the names of aspects ("capacity for improvement"), and
    without what of the reports themselves is the same: "the same inspector".
    """
    text = _wordings().of_report.sub(" ", f" {fold(question)} ")
    for name in phrases_of(text, load_lexicon().aspects):
        text = text.replace(f" {name} ", " ")
    return text


def _sides(store: Store, understood: Understood, rows: Sequence[Judgement]) -> list[_Side]:
    """What a question sets beside each other: reports, or the strands or aspects of one."""
    reports = [key for key in understood.reports if any(row.report == key for row in rows)]
    if len(reports) > 1 or understood.sets_side_by_side:
        if len(aspects_asked(understood)) > 1 or len(understood.aspects) > 1:
            return []
        heads = list(map(store.head, reports))
        one_place = len({head.authority_key for head in heads}) == 1
        return [_Side(f"in {_called(head, one_place)}", _of(rows, head.key)) for head in heads]
    strands = load_lexicon().strands
    named = {strands[said] for said in phrases_of(fold(understood.query), strands)}
    if len(named) > 1:
        return [
            _Side(f"for {strand}", tuple(row for row in rows if row.strand is strand))
            for strand in dict.fromkeys(row.strand for row in rows)
        ]
    if len(understood.aspects) > 1:
        return [
            _Side(f"for {wording.escaped(aspect[0].lower() + aspect[1:])}", of)
            for aspect in understood.aspects
            if (of := tuple(row for row in rows if row.aspect == aspect))
        ]
    return []


def _called(head: Report, one_place: bool) -> str:
    return str(head.year) if one_place else wording.dated_names([head])


def _of(rows: Sequence[Judgement], report: str) -> tuple[Judgement, ...]:
    return tuple(row for row in rows if row.report == report)


def _pairs(one: _Side, other: _Side) -> Iterator[tuple[str, _Side, _Side]]:
    """The two sides, where each has one grade; else by strands, where both have the same; each
    with what says so.
    """
    if len(one.grades) == 1 == len(other.grades):
        yield "", one, other
    elif set(one.strands) == set(other.strands):
        for strand in one.strands:
            yield f"For {strand}: ", one.of(strand), other.of(strand)
    else:
        yield "", one, other


def _moved(store: Store, one: _Side, other: _Side) -> int | None:
    """Whether the second grade is the better (above 0), the worse, or the same; None where a side
    has several, or their scales have other words.
    """
    places = []
    scales = {store.head(row.report).scale.words for row in (*one.rows, *other.rows)}
    words = [word.casefold() for word in next(iter(scales))]
    for side in (one, other):
        grade = next(iter(side.grades)).casefold()
        if len(side.grades) > 1 or len(scales) > 1 or grade not in words:
            return None
        places.append(words.index(grade))
    return places[0] - places[1]


def _is_as_named(
    store: Store, understood: Understood, asked: _Asked, one: _Side, moved: int
) -> bool | None:
    """Whether the first of two authorities that a question names is the better, or the worse, as
    it asks; None where it sets other things beside each other.
    """
    if len(understood.authorities) != 2 or asked.up == asked.down:
        return None
    is_first = store.head(one.rows[0].report).authority_key == understood.authorities[0]
    rises = -moved if is_first else moved  # from the second named to the first
    return rises > 0 if asked.up else rises < 0


def _are_alike(store: Store, one: _Side, other: _Side) -> bool:
    """Whether both are on one scale, and of the same children."""
    scales = {store.head(row.report).scale for row in (*one.rows, *other.rows)}
    of_one_report = len({row.report for row in (*one.rows, *other.rows)}) == 1
    return len(scales) == 1 and (of_one_report or set(one.strands) == set(other.strands))


def _over_time(one: _Side, other: _Side, moved: int, *, alike: bool) -> str:
    """How a grade went from one inspection to the next."""
    way = "the same" if not moved else "higher" if moved > 0 else "lower"
    told = f"{way}: {_told(one)}, {_told(other)}"
    return told if alike else f"by their words {told}; {NOT_ALIKE}"


def _beside(
    asked: _Asked, one: _Side, other: _Side, moved: int, *, alike: bool, ranked: bool
) -> str:
    """How two grades stand that are not of one thing at two times, the one asked for first; that
    it is the better, or the worse, is told where they are to be `ranked`.
    """
    if not moved:
        told = f"the same: {_told(one)}, and {other.called}"
    elif asked.up != asked.down:
        first, last = (other, one) if (moved > 0) is asked.up else (one, other)
        told = f"{_told(first)}; {_told(last)}"
        told = f"{'better' if asked.up else 'worse'}: {told}" if ranked else told
    else:
        told = f"not the same: {_told(one)}, {_told(other)}"
    return told if alike else f"by their words {told}; {NOT_ALIKE}"


def _told(side: _Side) -> str:
    return f"{next(iter(side.grades)).lower()} {side.called}"
