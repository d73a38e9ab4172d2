"""Draw the plots of README and docs from the results that `qa eval` and evals/peers.py keep.

    python evals/pictures.py      # writes docs/images/by-type.png and so on

Run it after `qa eval --ablations`, like evals/readme.py. The same results give the same pictures.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from qa.errors import UsageError
from qa.evaluation.pages import plots

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "evals" / "results"
IMAGES = ROOT / "docs" / "images"


def main() -> int:
    """Draw them, and say where they are."""
    try:
        plots.check_installed()
        figures = _kept(RESULTS / "latest.json", "qa eval")
        signals = None
        if (RESULTS / "ablations.json").exists():
            signals = _kept(RESULTS / "ablations.json", "qa eval --ablations")
        for plot in plots.plots(figures, signals):
            sys.stdout.write(f"{plot.save(IMAGES).relative_to(ROOT)}\n")
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _kept(path: Path, command: str) -> dict[str, Any]:
    """The figures in a file. Raises UsageError, naming the command that makes it."""
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read ({error}). Make it with: {command}") from error
    return found


if __name__ == "__main__":
    sys.exit(main())
