"""The measures, small and plain; docs/evals.md says in words what each one is.

A ranking is a list of paragraph keys, best first. `relevant` maps a paragraph key to 2 (answers
the question directly) or 1 (supports an answer). All measures are between 0 and 1.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from qa.keys import paragraph_of

Relevant = Mapping[str, int]

SEED = 2012
DIRECT = 2  # the grade of a paragraph that answers directly
_NEITHER = re.compile(r"[\W_]+")  # letter nor digit


def ranking(keys: Iterable[str]) -> list[str]:
    """Retrieved keys as ranked paragraphs: item numbers cut, the first occurrence kept.

    >>> ranking(["a#57.3", "a#58", "a#57"])
    ['a#57', 'a#58']
    """
    return list(dict.fromkeys(paragraph_of(key) for key in keys))


def ndcg(ranked: Sequence[str], relevant: Relevant, depth: int = 10) -> float:
    """Normalised discounted cumulative gain with gain 2^grade - 1. `relevant` is not empty.

    >>> ndcg(["a#1", "a#2"], {"a#2": 2})
    0.6309297535714574
    """
    ideal = _discounted(sorted(relevant.values(), reverse=True)[:depth])
    return _discounted([relevant.get(key, 0) for key in ranked[:depth]]) / ideal


def _discounted(grades: Iterable[int]) -> float:
    gains = ((1 << grade) - 1 for grade in grades)
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def reciprocal_rank(ranked: Sequence[str], relevant: Relevant) -> float:
    """One over the place of the first paragraph that answers directly; 0 if there is none.

    >>> reciprocal_rank(["a#1", "a#2", "a#3"], {"a#1": 1, "a#3": 2})
    0.3333333333333333
    """
    for place, key in enumerate(ranked, start=1):
        if relevant.get(key) == DIRECT:
            return 1 / place
    return 0.0


def recall(ranked: Sequence[str], relevant: Relevant, depth: int) -> float:
    """Direct paragraphs among the first `depth`, over as many as could be there.

    At least one paragraph of `relevant` answers directly.

    >>> recall(["a#1", "a#2", "a#3"], {"a#1": 2, "a#3": 2}, depth=2)
    0.5
    """
    direct = {key for key, grade in relevant.items() if grade == DIRECT}
    return len(direct.intersection(ranked[:depth])) / min(depth, len(direct))


def letters_and_digits(text: str) -> str:
    """A text with nothing left but its letters and digits, for finding a phrase in a reply.

    >>> letters_and_digits("The LSCB's *plan*, 2010")
    'thelscbsplan2010'
    """
    return _NEITHER.sub("", text.casefold())


def phrases_found(phrases: Iterable[str], texts: Iterable[str]) -> int:
    """How many of the phrases stand in at least one of the texts, letters and digits only."""
    bare = [letters_and_digits(text) for text in texts]
    return sum(any(letters_and_digits(phrase) in text for text in bare) for phrase in phrases)


def interval(values: Sequence[float], draws: int = 2000) -> tuple[float, float]:
    """The bootstrap 95 % confidence interval of the mean; the same values give the same interval.

    >>> interval([1.0, 1.0, 1.0])
    (1.0, 1.0)
    """
    import numpy as np

    sample = np.asarray(values, dtype=float)
    picks = np.random.default_rng(SEED).integers(len(sample), size=(draws, len(sample)))
    low, high = np.quantile(sample[picks].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)


def randomisation_p(first: Sequence[float], second: Sequence[float], draws: int = 10_000) -> float:
    """Two-sided p of the paired randomisation test: how often swapping the two at random within
    pairs gives a mean difference at least as large as the one seen.

    >>> randomisation_p([0.1, 0.4, 0.3], [0.1, 0.4, 0.3])
    1.0
    """
    import numpy as np

    differences = np.asarray(second, dtype=float) - np.asarray(first, dtype=float)
    seen = abs(differences.mean())
    rng = np.random.default_rng(SEED)
    as_large = 0
    for _ in range(0, draws, 1000):  # in blocks: a thousand questions would be 80 MB at once
        signs = rng.choice((-1.0, 1.0), size=(1000, len(differences)))
        # The tolerance keeps sums that differ by rounding alone from counting as smaller.
        as_large += int((np.abs((signs * differences).mean(axis=1)) >= seen - 1e-12).sum())
    return (as_large + 1) / (draws + 1)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed: nearest rank, no blending.

    >>> percentile([5.0, 1.0, 9.0, 3.0], 0.5)
    3.0
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
