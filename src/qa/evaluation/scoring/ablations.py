"""What each signal of the search is worth: the same questions, ranked without it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from tqdm import tqdm

from qa.errors import UsageError
from qa.evaluation.questions import measures
from qa.evaluation.questions.gold import CHAT, Gold
from qa.evaluation.scoring.compare import Comparison, compare
from qa.search.ranked.searcher import DEFAULT_SETTINGS, Settings

if TYPE_CHECKING:
    from qa.search.asked.question import SearchResult

Change = Callable[[Settings], Settings]


class Searches(Protocol):
    """What is asked of an assistant here: rankings, also by other settings."""

    def search(self, question: str) -> SearchResult: ...

    def searching_by(self, settings: Settings) -> Searches: ...


@dataclass(frozen=True, slots=True)
class Ablation:
    """A signal by its name, what it is, and the settings without it.

    `change` is None for the adapter: leaving it out needs another index.
    """

    name: str
    says: str
    change: Change | None


_DENSE = ("window", "sentence", "wide_window", "wide_sentence", "late", "wide_late", "expected")
_SCORES = (*_DENSE, "words")
ADAPTER = "adapter"


def _less(*names: str) -> Change:
    """Settings in which these weights are 0. What a score loses goes to the scores that stay, in
    proportion, so that structure counts for as much beside them as before.
    """

    def change(settings: Settings) -> Settings:
        now: dict[str, float] = {name: getattr(settings.weights, name) for name in _SCORES}
        left = {name: value for name, value in now.items() if name not in names}
        share = sum(now.values()) / (sum(left.values()) or 1.0)
        kept = {name: share * value for name, value in left.items()}
        return replace(
            settings, weights=replace(settings.weights, **dict.fromkeys(names, 0.0), **kept)
        )

    return change


_ALL = (
    Ablation("dense", "the encoder's scores", _less(*_DENSE)),
    Ablation("windows", "a paragraph's best window", _less("window", "wide_window")),
    Ablation("sentences", "a paragraph's best sentence", _less("sentence", "wide_sentence")),
    Ablation("late", "each word of the question beside a paragraph's", _less("late", "wide_late")),
    Ablation("precedents", "what questions like it led to elsewhere", _less("expected")),
    Ablation("words", "BM25 over headings and text", _less("words")),
    Ablation(
        "expansions",
        "what reports say for the question's phrases",
        lambda settings: replace(settings, expands=False),
    ),
    Ablation(
        "spelling", "misspelt words read right", lambda settings: replace(settings, corrects=False)
    ),
    Ablation(
        "scope",
        "only the authority and year asked about",
        lambda settings: replace(settings, scoped=False),
    ),
    Ablation(
        "structure",
        "strand, aspect, judgements, advice, scale and number",
        _less("strand", "aspect", "findings", "grade", "advice", "scale", "number"),
    ),
    Ablation("strand", "the strand asked about", _less("strand")),
    Ablation("aspect", "the heading asked about", _less("aspect")),
    Ablation("judgements", "tables and sentences that give a grade", _less("findings", "grade")),
    Ablation("advice", "recommendations, where asked for", _less("advice")),
    Ablation("scale", "what explains the grades, where asked for", _less("scale")),
    Ablation("number", "paragraphs that give the number asked for", _less("number")),
    Ablation("balance", "several reports taking turns", _less("crowding")),
    Ablation(ADAPTER, "the encoder's training on reports", None),
)
ABLATIONS: Mapping[str, Ablation] = {ablation.name: ablation for ablation in _ALL}
_ALSO = {"bm25": "words"}


def named(names: Iterable[str]) -> list[Ablation]:
    """The ablations of these names, none twice. Raises UsageError for a name that is none."""
    wanted = dict.fromkeys(_ALSO.get(name, name) for name in names)
    for name in wanted:
        if name not in ABLATIONS:
            raise UsageError(f'"{name}" cannot be left out; what can: {", ".join(ABLATIONS)}.')
    return [ABLATIONS[name] for name in wanted]


def settings_without(left_out: Iterable[Ablation]) -> Settings:
    """The settings of a search that does without all of these."""
    settings = DEFAULT_SETTINGS
    for ablation in left_out:
        settings = ablation.change(settings) if ablation.change else settings
    return settings


@dataclass(frozen=True, slots=True)
class Ranked:
    """nDCG@10 and R@10 by the name of the question."""

    ndcg10: Mapping[str, float]
    recall10: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what is left out, and the ranking without it against the whole."""

    ablation: Ablation
    recall10: float
    against_full: Comparison

    def to_json(self) -> dict[str, Any]:
        full = self.against_full
        return {
            "says": self.ablation.says,
            "ndcg10": full.after,
            "recall10": self.recall10,
            **{name: getattr(full, name) for name in ("difference", "low", "high", "p")},
            "better": len(full.better),
            "worse": len(full.worse),
        }


@dataclass(frozen=True, slots=True)
class Table:
    """The whole search, and what it is without each signal, the greatest loss first."""

    questions: int
    ndcg10: float
    recall10: float
    rows: tuple[Row, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "questions": self.questions,
            "full": {"ndcg10": self.ndcg10, "recall10": self.recall10},
            "without": {row.ablation.name: row.to_json() for row in self.rows},
        }


def measure(assistant: Searches, base: Searches | None, gold: Gold) -> Table:
    """Rank every single question with everything, and without each signal in turn.

    `base` is an assistant whose encoder has no adapter; without one the adapter is not in the
    table. Raises UsageError where no question has a relevant paragraph.
    """
    runs: list[tuple[Ablation, Searches]] = []
    for ablation in ABLATIONS.values():
        if ablation.change is not None:
            runs.append((ablation, assistant.searching_by(ablation.change(DEFAULT_SETTINGS))))
        elif base is not None:
            runs.append((ablation, base))
    with tqdm(total=len(runs) + 1, desc="Leaving out", unit="signal", disable=None) as bar:
        full = rankings(assistant, gold)
        bar.update()
        rows = []
        for ablation, searches in runs:
            rows.append(_row(ablation, full, rankings(searches, gold)))
            bar.update()
    return Table(
        len(full.ndcg10),
        _mean(full.ndcg10),
        _mean(full.recall10),
        tuple(sorted(rows, key=lambda row: row.against_full.difference)),
    )


def _row(ablation: Ablation, full: Ranked, without: Ranked) -> Row:
    return Row(ablation, _mean(without.recall10), compare(full.ndcg10, without.ndcg10))


def _mean(values: Mapping[str, float]) -> float:
    return sum(values.values()) / len(values)


def rankings(assistant: Searches, gold: Gold) -> Ranked:
    """Every question of one turn with a relevant paragraph, searched and scored."""
    ndcg10: dict[str, float] = {}
    recall10: dict[str, float] = {}
    for case, place, turn in gold.turns():
        if case.group == CHAT or not turn.relevant:
            continue
        hits = assistant.search(turn.question).hits
        keys = measures.ranking(hit.key for hit in hits)
        ndcg10[case.name(place)] = measures.ndcg(keys, turn.relevant)
        recall10[case.name(place)] = measures.recall(keys, turn.relevant, 10)
    if not ndcg10:
        raise UsageError("No question has a relevant paragraph, so there is nothing to rank.")
    return Ranked(ndcg10, recall10)
