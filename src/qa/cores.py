"""The cores of the machine that this process may use, and threads on them for short work."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache


def usable_cores() -> int:
    """How many cores this process may use: fewer than there are in a container, say.

    >>> usable_cores() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@cache
def beside() -> ThreadPoolExecutor:
    """Threads for what one search does at once. Nothing given to them may wait for them."""
    return ThreadPoolExecutor(2 * usable_cores(), "search")  # they start when used
