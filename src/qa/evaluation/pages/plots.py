"""The figures as plots: SVG for the page, PNG for a README. matplotlib draws them."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from qa.errors import UsageError
from qa.evaluation.scoring.figures import Figures

# Readable on white and on near black alike.
_FIRST, _SECOND, _GREY = "#2f7fd6", "#d9570f", "#8a9299"
_INK = "#010203"  # stands for the page's own colour of text, and is replaced by it
_WIDTH = 7.2  # inches

Draw = Callable[[Any], None]
"""Draws on one matplotlib Axes."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot by its name (also of its file), what it shows, its height in inches, and how."""

    name: str
    title: str
    height: float
    draw: Draw

    def svg(self) -> str:
        """The plot as an <svg> element whose text and lines take the colour of the page's text."""
        text = self._saved("svg").decode("utf-8").replace(_INK, "currentColor")
        return text[text.index("<svg") :]

    def figure(self) -> str:
        """The plot as a <figure> under its title."""
        title = escape(self.title)
        drawn = self.svg().replace("<svg", f'<svg role="img" aria-label="{title}"', 1)
        # Narrower than it can be read it scrolls, which a keyboard must be able to do as well.
        framed = f'<div class="qa-scroll" tabindex="0" role="group" aria-label="{title}">'
        return f"<figure><figcaption>{title}</figcaption>{framed}{drawn}</div></figure>"

    def save(self, folder: Path) -> Path:
        """Write <name>.png to a folder. Raises UsageError when it cannot be written."""
        path = folder / f"{self.name}.png"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._saved("png"))
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error
        return path

    def _saved(self, kind: str) -> bytes:
        """The picture; the same figures give the same bytes."""
        import matplotlib
        from matplotlib.figure import Figure

        is_svg = kind == "svg"
        ink = _INK if is_svg else "#222222"
        style = {
            "svg.fonttype": "none",
            "svg.hashsalt": self.name,  # ids of their own: several plots stand in one page
            "text.parse_math": False,  # the name of a group of questions is anybody's text
            "font.family": "sans-serif",
            "font.size": 9,
            **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor"), ink),
            **dict.fromkeys(("xtick.color", "ytick.color"), ink),
        }
        with matplotlib.rc_context(style):
            figure = Figure(figsize=(_WIDTH, self.height), layout="constrained")
            axes = figure.add_subplot()
            axes.spines[["top", "right"]].set_visible(False)
            self.draw(axes)
            out = io.BytesIO()
            metadata = {"Date": None} if is_svg else {"Software": None}
            figure.savefig(out, format=kind, dpi=130, transparent=is_svg, metadata=metadata)
        return out.getvalue()


def check_installed() -> None:
    """Raises UsageError, with the line that mends it, when matplotlib is not installed."""
    if importlib.util.find_spec("matplotlib") is None:
        raise UsageError('The plots need matplotlib. Install it: pip install "matplotlib>=3.9"')


def plots(figures: Figures, signals: Figures | None = None) -> list[Plot]:
    """The plots that a run has figures for; `signals` are those of the ablations, as kept."""
    found = [_means("by-type", "nDCG@10 by type of question", figures["by_type"])]
    groups = {**figures["by_training"], **figures["by_report"]}
    if figures["chat"]["questions"]:
        groups["conversations"] = figures["chat"]
    found.append(_means("by-report", "nDCG@10, reports trained on and unseen", groups))
    if figures.get("risk_coverage"):
        found.append(_risk(figures["risk_coverage"]))
    if signals:
        found.append(_ablations(signals))
    return [plot for plot in found if plot.height]


def _means(name: str, title: str, groups: Mapping[str, Figures]) -> Plot:
    """Each group's mean with its interval, and its R@10; height 0 where nothing was ranked."""
    ranked = {named: group for named, group in groups.items() if group["ndcg10"]}
    if name == "by-type":
        ranked = dict(sorted(ranked.items(), key=lambda item: -item[1]["ndcg10"]["mean"]))

    def draw(axes: Any) -> None:  # noqa: ANN401
        labels = [f"{named} ({group['questions']})" for named, group in ranked.items()]
        intervals(axes, labels, [group["ndcg10"] for group in ranked.values()])
        recalls = [group["recall10"]["mean"] for group in ranked.values()]
        axes.scatter(
            recalls, range(len(recalls)), s=34, facecolors="none", edgecolors=_SECOND, label="R@10"
        )
        axes.set_xlim(0, 1.02)
        axes.set_xlabel("nDCG@10 with 95 % interval; R@10")
        axes.legend(loc="lower left", frameon=False)

    return Plot(name, title, _height(len(ranked)), draw)


def intervals(axes: Any, labels: Sequence[str], means: Sequence[Mapping[str, float]]) -> None:  # noqa: ANN401
    """A dot and a whisker a row, the first at the top."""
    values = [mean["mean"] for mean in means]
    ends = [
        [mean["mean"] - mean["low"] for mean in means],
        [mean["high"] - mean["mean"] for mean in means],
    ]
    places = range(len(labels))
    axes.errorbar(values, places, xerr=ends, fmt="o", color=_FIRST, capsize=3, label="nDCG@10")
    axes.set_yticks(places, labels)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.grid(axis="x", color=_GREY, alpha=0.3)


def _height(rows: int) -> float:
    return 0.9 + 0.27 * rows if rows else 0.0


def _risk(curve: Mapping[str, Any]) -> Plot:
    def draw(axes: Any) -> None:  # noqa: ANN401
        points, now = curve["points"], curve["now"]
        across = [point["coverage"] for point in points]
        for name, colour, label in (
            ("wrong", _FIRST, "not in the reports, or nothing that answers in the first 5"),
            ("not_held", _SECOND, "not in the reports"),
        ):
            axes.plot(across, [point[name] for point in points], color=colour, label=label)
            if now:
                axes.scatter([now["coverage"]], [now[name]], color=colour, s=40)
        axes.set_xlabel(f"share of {curve['questions']} questions answered (dots: as it is set)")
        axes.set_ylabel("share of the answers that are wrong")
        axes.set_xlim(0, 1.02)
        axes.set_ylim(bottom=0)
        axes.grid(color=_GREY, alpha=0.3)
        axes.legend(loc="upper left", frameon=False)

    return Plot("risk-coverage", "How often an answer is wrong, by how many are given", 3.4, draw)


def _ablations(signals: Figures) -> Plot:
    without = signals["without"]

    def draw(axes: Any) -> None:  # noqa: ANN401
        means = [
            {"mean": row["difference"], "low": row["low"], "high": row["high"]}
            for row in without.values()
        ]
        intervals(axes, [f"without {name}" for name in without], means)
        axes.axvline(0, color=_GREY)
        whole = signals["full"]["ndcg10"]
        axes.set_xlabel(f"change in nDCG@10 (whole search: {whole:.3f}), 95 % interval")

    return Plot("ablations", "What each signal is worth", _height(len(without)), draw)
