"""The longest rising run of printed numbers: those in it are believed, the others are not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

MAX_NUMBER = 999


def longest_rise(numbers: Sequence[int], spare: Sequence[int] = ()) -> list[int]:
    """Places of a longest strictly rising run; of two that serve, the one that leaves fewer gaps.

    `spare` counts, for each place, what else stands before it and could bear a number.

    >>> longest_rise([94, 95, 76, 97, 98])
    [0, 1, 3, 4]
    >>> longest_rise([56, 57, 57, 59])
    [0, 1, 3]
    >>> longest_rise([24, 26, 26, 28], spare=[0, 1, 1, 1])
    [0, 1, 3]
    """
    tails: list[int] = []
    tail_places: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(tail_places[at - 1] if at else None)
        if at == len(tails):
            tails.append(number)
            tail_places.append(place)
        else:
            tails[at] = number
            tail_places[at] = place
    run: list[int] = []
    here = tail_places[-1] if tail_places else None
    while here is not None:
        run.append(here)
        here = before[here]
    return _closest(numbers, spare or [0] * len(numbers), run[::-1])


def _closest(numbers: Sequence[int], spare: Sequence[int], run: list[int]) -> list[int]:
    """The run, each of its places moved to where what lies around it fits the gaps best."""
    for at, place in enumerate(run):
        left = run[at - 1] if at else None
        right = run[at + 1] if at + 1 < len(run) else None
        low = 0 if left is None else numbers[left]
        high = MAX_NUMBER + 1 if right is None else numbers[right]
        first = 0 if left is None else left + 1
        last = len(numbers) if right is None else right
        costs = {
            here: _misfit(numbers, spare, left, here) + _misfit(numbers, spare, here, right)
            for here in range(first, last)
            if low < numbers[here] < high
        }
        run[at] = min(costs, key=lambda here: (costs[here], here != place))
    return run


def _misfit(
    numbers: Sequence[int], spare: Sequence[int], left: int | None, right: int | None
) -> int:
    """How badly the numbers missing between two places fit what stands there."""
    if right is None:
        return 0
    missing = numbers[right] - (0 if left is None else numbers[left]) - 1
    outliers = right - (-1 if left is None else left) - 1
    others = spare[right] - (0 if left is None else spare[left])
    return 2 * max(0, missing - outliers - others) + max(0, outliers - missing)
