"""How likely each paragraph found is to be one that answers: what decides what is quoted."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from operator import attrgetter

from qa.answer.finding.logistic import Logistic, above_next


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a paragraph stands among those found; all but `cosine` beside the best of them.

    `ratio` is its score over the best, `evidence` its best sentence's score over the best; `gap`
    how far the best paragraph stands above the five after it, `below` how far this one stands above
    the five after it, `step` above the next; `first` is one over its place; `window` and `late` are
    how far its best window and the words of it are from the question, beside the nearest; `method`
    is 1 for a paragraph on how the inspection was made, where nobody asked; `number` is 1 where a
    number is asked for, which one paragraph most often gives.
    """

    ratio: float
    evidence: float
    cosine: float
    window: float
    gap: float
    step: float
    first: float
    method: float
    below: float
    late: float
    number: float


# The features as a model takes them; `astuple` would copy each.
_IN_ORDER: Callable[[Standing], tuple[float, ...]] = attrgetter(*(f.name for f in fields(Standing)))


@dataclass(frozen=True, slots=True)
class Scored:
    """A paragraph found: its key, score, best window's cosine, best sentence's score and cosine.

    `method`: whether it tells how the inspection was made, where nobody asked. `late` is how near
    its words come to the question's; 0 where the index has no word vectors.
    """

    key: str
    score: float
    window: float
    evidence: float
    cosine: float
    method: bool = False
    late: float = 0.0


def standings(found: Sequence[Scored], asks_number: bool = False) -> dict[str, Standing]:
    """The standing of each paragraph; `found` is best first."""
    if not found:
        return {}
    scores = [row.score for row in found]
    below = [above_next(scores[place:]) for place in range(len(scores))]
    window = max(row.window for row in found)
    late = max(row.late for row in found)
    evidence = max(row.evidence for row in found) or 1.0
    return {
        row.key: Standing(
            ratio=row.score / (scores[0] or 1.0),
            evidence=row.evidence / evidence,
            cosine=row.cosine,
            window=row.window - window,
            gap=below[0],
            step=row.score - (scores[place + 1] if place + 1 < len(scores) else row.score),
            first=1 / (1 + place),
            method=float(row.method),
            below=below[place],
            late=row.late - late,
            number=float(asks_number),
        )
        for place, row in enumerate(found)
    }


@dataclass(frozen=True, slots=True)
class Relevance:
    """A logistic model over `Standing`, in its order."""

    model: Logistic

    def of(self, standing: Standing) -> float:
        """The probability, 0 to 1, that a paragraph is one that answers."""
        return self.model.of(_IN_ORDER(standing))

    def of_all(self, found: Sequence[Scored], asks_number: bool = False) -> Mapping[str, float]:
        """The probability of each paragraph found, by its key."""
        stands = standings(found, asks_number)
        return {key: self.of(standing) for key, standing in stands.items()}


@cache
def load_relevance() -> Relevance:
    """The model that ships: `relevance.json`, made by `evals/fit_quotes.py`."""
    data = json.loads((files("qa.data") / "relevance.json").read_text("utf-8"))
    return Relevance(Logistic(data["bias"], tuple(data["weights"])))
