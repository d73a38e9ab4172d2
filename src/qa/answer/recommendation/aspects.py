"""What was recommended on an aspect that tables grade: told by what it is about, as its name seldom
stands in a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from qa.answer.asking.addressees import addressee_of
from qa.answer.asking.deadlines import timescale_of
from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.subject import Ways, names_part, subject_terms, ways_of_topic
from qa.answer.form.wording import Lack
from qa.answer.recommendation.advice import asked_of
from qa.answer.recommendation.ending import may_end_with_it
from qa.authorities import fold
from qa.data import read_table
from qa.index.sqlite.store import Store
from qa.report import Recommendation, Strand
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Understood
from qa.search.language.stemming import stemmed, stems_of, words_of

RECOMMEND = "recommend"


@dataclass(frozen=True, slots=True)
class _Aspect:
    """An aspect by its printed names and by all it is called, each as the stems of its words; and
    the ways in which a recommendation may speak of it.
    """

    names: tuple[str, ...]
    called: frozenset[frozenset[str]]
    ways: Ways

    def is_named(self, question: str) -> bool:
        """Whether a question has a name that tables print for it."""
        asked = f" {fold(question)} "
        return any(f" {name} " in asked for name in self.names)


def on_aspect(store: Store, understood: Understood) -> list[Recommendation]:
    """Every recommendation on the aspect that a question names, where it names nothing narrower
    and no time; by the name that tables print, only those of the parts of a report that grade it.
    """
    if not may_end_with_it(understood) or RECOMMEND in understood.question.casefold():
        return []  # with what was found
    return speaking_of_aspect(store, understood)


def speaking_of_aspect(store: Store, understood: Understood) -> list[Recommendation]:
    """Every recommendation of an authority on the aspect that is all a question asks about."""
    narrowed = understood.beyond or timescale_of(understood.query)
    aspect = _aspect_of(understood) if understood.authorities else None
    if narrowed or aspect is None:
        return []
    rows = [row for row in asked_of(store, understood) if names_part(row.text, aspect.ways)]
    if not aspect.is_named(understood.query):
        return rows
    return [row for row in rows if row.strand in _graded_in(store, row.report, aspect)]


def leaves_out_aspect(store: Store, understood: Understood) -> bool:
    """Whether a question names an aspect alone, and no recommendation speaks of it: one that is
    near to it in meaning is on another matter.
    """
    aspect = _aspect_of(understood)
    return aspect is not None and not _any_names(store, understood, aspect.ways)


def none_told(store: Store, understood: Understood, bridges: Mapping[str, Sequence[str]]) -> Lack:
    """That no recommendation on the subject was found: one that names a part of it may be on it,
    and so may any be on an aspect that no words tell.
    """
    aspect = _aspect_of(understood)
    ways = aspect.ways if aspect else ways_of_topic(understood, bridges)
    may_be = _any_names(store, understood, ways) or (understood.aspect and not aspect)
    return Lack.JUST_THAT if may_be else Lack.RECOMMENDATION


def _any_names(store: Store, understood: Understood, ways: Ways) -> bool:
    """Whether a recommendation of the reports asked about, of any strand, names a part of it."""
    rows = (row for key in understood.reports for row in store.recommendations(key))
    return any(names_part(row.text, ways) for row in rows)


def _aspect_of(understood: Understood) -> _Aspect | None:
    """The aspect that is all a question asks about, beside how it was graded."""
    addressee = addressee_of(understood)
    beside = {*load_phrasing().asks_recommendations, *load_lexicon().grades}
    beside |= {*words_of(addressee.said)} if addressee else set()
    subject = stems_of(" ".join(t for t in subject_terms(understood) if t not in beside))
    return next((aspect for aspect in _aspects() if subject in aspect.called), None)


def _graded_in(store: Store, report: str, aspect: _Aspect) -> set[Strand]:
    """The parts of a report's tables that grade an aspect; all, where none does."""
    rows = store.judgements(report)
    of_it = {row.strand for row in rows if fold(row.aspect) in aspect.names}
    return of_it or {*Strand}


@cache
def _aspects() -> tuple[_Aspect, ...]:
    table = read_table("answers.toml")["recommendations"]["aspects"]
    return tuple(_aspect(**row) for row in table.values())


def _aspect(names: Sequence[str], said: Sequence[str], words: Sequence[str]) -> _Aspect:
    stop, asking = load_lexicon().stop_words, load_phrasing().asks_recommendations
    called = (
        stems_of(" ".join(word for word in words_of(name) if word not in stop | asking))
        for name in (*names, *said)
    )
    return _Aspect(tuple(map(fold, names)), frozenset(called), [frozenset(map(stemmed, words))])
