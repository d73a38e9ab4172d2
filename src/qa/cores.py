"""The cores of the machine that this process may use, and threads on them for short work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")


def usable_cores() -> int:
    """How many cores this process may use: fewer than there are in a container, say.

    >>> usable_cores() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def one_thread_each() -> None:
    """Have numpy's products made by the thread that asks for them, in all of this process.

    A question's products are small: threads that share one wait for each other longer than it
    takes, and while questions are answered side by side, much longer.
    """
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")


@cache
def beside() -> ThreadPoolExecutor:
    """Threads for what one search does at once. Nothing given to them may wait for them."""
    return ThreadPoolExecutor(2 * usable_cores(), "search")  # they start when used


def each_beside(work: Callable[[_In], _Out], items: Iterable[_In]) -> list[_Out]:
    """The work on each item, in their order: on the first here, on the others beside it.

    >>> each_beside(abs, [-1, 2])
    [1, 2]
    """
    first, *others = items
    begun = [beside().submit(work, item) for item in others]
    return [work(first), *(other.result() for other in begun)]
