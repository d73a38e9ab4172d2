"""What the encoder is trained on: questions as they are searched with, paragraphs as embedded.

Only training questions are read (`written.py`), over three of the five reports and over invented
ones. The gold questions, the conversations and the two other reports are never seen here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from written import written

from qa.index.making.library import Library
from qa.index.passages import passages_of
from qa.report import Report
from qa.search.asked.question import Filters
from qa.search.ranked.candidates import expansions_of
from qa.search.ranked.searcher import Searcher

EXPANDED = 0.3  # share of the questions that are trained with their expansions, as searched


@dataclass(frozen=True, slots=True)
class Question:
    """A training question.

    `forms` are the texts it is searched with: less the names that say where to look, and again
    with what the reports would say for it. `keys` are the paragraphs that answer it, `near` those
    that support: neither right nor wrong.
    """

    report: str
    forms: tuple[str, ...]
    keys: tuple[str, ...]
    near: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Texts:
    """What is embedded of each paragraph of a report, by its key: long is windows and rows of a
    table, with the headings; short is sentences and items of lists, without.
    """

    long: Mapping[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    short: Mapping[str, list[str]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Pair:
    """A question beside the window and the sentence of one paragraph that answer it best."""

    question: Question
    key: str
    long: str
    short: str


def questions(library: Library) -> list[Question]:
    """Every training question as a search over its own report would embed it."""
    understanding = Searcher(library).understanding
    found = []
    for row in written(invented=True):
        filters = Filters(reports=(row.report,))
        understood = understanding.understand(row.question, filters=filters)
        query = understood.query or row.question
        wide = expansions_of(understanding.bridges.of(understood))
        forms = (query, f"{query}. {', '.join(wide)}") if wide else (query,)
        found.append(Question(row.report, forms, row.right, row.near))
    return found


def texts(report: Report) -> Texts:
    """The texts embedded of a report's paragraphs."""
    found = Texts()
    for passage in passages_of(report):
        side = found.short if passage.kind in ("sentence", "item") else found.long
        side[passage.key].append(passage.text)
    return found


def batches(pairs: Sequence[Sequence[Pair]], size: int, random: Random) -> Iterator[list[Pair]]:
    """One epoch: each question with one of its paragraphs, in batches of one report each.

    `pairs` are the possible pairs of each question. A search is over a report, so its other
    paragraphs are the negatives that matter; those of another report on the same topic would
    be false ones. No paragraph is twice in a batch.
    """
    drawn = [random.choice(choice) for choice in pairs if choice]
    random.shuffle(drawn)
    made: list[list[Pair]] = []
    by_report: dict[str, list[Pair]] = defaultdict(list)
    for pair in drawn:
        by_report[pair.question.report].append(pair)
    for waiting in by_report.values():
        while waiting:
            batch, later = _without_repeats(waiting, size)
            made.append(batch)
            waiting = later
    random.shuffle(made)
    # What is left at the end of a report can be a few questions on one paragraph: no negatives.
    yield from (batch for batch in made if len(batch) >= size // 4)


def _without_repeats(waiting: Sequence[Pair], size: int) -> tuple[list[Pair], list[Pair]]:
    """As many pairs as fit into a batch, no paragraph twice, and the rest."""
    batch: dict[str, Pair] = {}
    later = []
    for pair in waiting:
        if len(batch) < size and pair.key not in batch:
            batch[pair.key] = pair
        else:
            later.append(pair)
    return list(batch.values()), later


def form(question: Question, random: Random) -> str:
    """One of the texts a question is searched with."""
    return question.forms[-1] if random.random() < EXPANDED else question.forms[0]
