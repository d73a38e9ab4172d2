"""How long something took, over many runs, and on what kind of machine."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from typing import Any

from qa.cores import usable_cores
from qa.evaluation.questions.measures import percentile


def spread(spent: Sequence[float]) -> dict[str, Any]:
    """How many runs there were, their median and their 95th percentile, in milliseconds."""
    return {
        "runs": len(spent),
        "p50_ms": round(percentile(spent, 0.5), 1),
        "p95_ms": round(percentile(spent, 0.95), 1),
    }


def machine() -> dict[str, Any]:
    """What the times depend on, and nothing that says whose machine it is."""
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": usable_cores(),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }
