"""The page of a run: whole in itself, safe with any text, and naming what failed."""

from __future__ import annotations

import importlib.util
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from qa import jsonl
from qa.errors import NotFoundError, UsageError
from qa.evaluation.pages import plots
from qa.evaluation.pages.measured import Measured
from qa.evaluation.questions.gold import Case, Expect, Gold, Turn
from qa.evaluation.scoring import ablations, figures
from qa.evaluation.scoring.ablations import Row, Table
from qa.evaluation.scoring.compare import compare
from qa.evaluation.scoring.failures import failures
from qa.report import Paragraph, Report, Strand
from qa.scale import GradeScale

NASTY = '<script>alert("x")</script> & $\\frac{'
TEXTS = {"1": f"Health is {NASTY} inadequate.", "2": "Support is good.", "3": "Plans are late."}
REPORT = Report(
    "harrow-2012", "London Borough of Harrow", "harrow", "T", "T", "Ofsted", "F", "f",
    GradeScale(("Good",)), None, "2012-06-27", None, None, "\n".join(TEXTS.values()), "0", "f.txt",
    tuple(Paragraph("harrow-2012", n, True, (), Strand.GENERAL, None, t) for n, t in TEXTS.items()),
)  # fmt: skip


class Shelf:
    """A library of one report."""

    def report(self, key: str) -> Report:
        if key != "harrow-2012":
            raise NotFoundError(key)
        return REPORT


def turn(question: str, expect: Expect, relevant: dict[str, int], type: str = "topic") -> Turn:
    return Turn(question, type, expect, relevant)


GOLD = Gold(
    (
        Case("q1", "mine", (turn("found", Expect.ANSWER, {"harrow-2012#1": 2}),)),
        Case("q2", "mine", (turn(NASTY, Expect.ANSWER, {"harrow-2012#1": 2}, NASTY),)),
        Case("q3", "mine", (turn("refused", Expect.ANSWER, {"harrow-2012#2": 2}),)),
        Case("q4", "mine", (turn("not there", Expect.REFUSE, {}, "negative"),)),
        Case("q5", "mine", (turn("also found", Expect.ANSWER, {"barnet-2012#9": 2}),)),
    )
)


def row(id: str, retrieved: str, reason: str | None = None) -> dict[str, Any]:
    return {
        "id": id, "turn": 1, "answered": reason is None, "reason": reason, "text": "",
        "quotes": [], "nearest": [], "ms": {}, "confidence": 0.5,
        "retrieved": [{"key": f"harrow-2012#{n}", "score": 1.0} for n in retrieved.split()],
    }  # fmt: skip


RUN = [
    row("q1", "1 2"),
    row("q2", "2 3 3.1 4 1"),
    row("q3", "2", reason=NASTY),
    row("q4", "2"),
    row("q5", "1 2"),
]


@pytest.fixture(scope="module")
def measured() -> Measured:
    found = figures.compute(GOLD, RUN, Shelf(), encoder=NASTY)
    now = found["per_question"]
    signals = Table(3, 0.5, 0.6, (Row(ablations.ABLATIONS["words"], 0.4, compare(now, now)),))
    return Measured(GOLD, RUN, found, compare({**now, "q2": 1.0}, now), signals)


@pytest.fixture(scope="module")
def page(measured: Measured, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("page") / "report.html"
    measured.write_page(file, Shelf())
    return file.read_text("utf-8")


class Tags(HTMLParser):
    """Collects the elements and attributes of a page, and checks that they close in order."""

    VOID = frozenset({"meta", "br", "path", "use", "image"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_what_failed_is_told_with_what_was_wanted_and_found() -> None:
    found = failures(GOLD, RUN, Shelf())
    assert [(each.name, each.ndcg10) for each in found[:1]] == [("q5", 0.0)]
    by_name = {each.name: each for each in found}
    assert set(by_name) == {"q2", "q3", "q4", "q5"}
    assert "no paragraph that answers" in by_name["q2"].why
    assert [(each.key, each.place) for each in by_name["q2"].wanted] == [("harrow-2012#1", 4)]
    assert [each.key for each in by_name["q2"].found] == [f"harrow-2012#{n}" for n in (2, 3, 4, 1)]
    assert "though the reports answer it" in by_name["q3"].why
    assert "though the reports do not answer it" in by_name["q4"].why
    assert (by_name["q4"].wanted, by_name["q4"].ndcg10) == ((), None)
    assert [each.text for each in by_name["q5"].wanted] == ["(not in this library)"]


def test_the_page_is_whole_and_asks_for_nothing(page: str) -> None:
    tags = Tags(page)
    names = {tag for tag, _ in tags.seen}
    assert {"table", "svg", "details"} <= names
    assert not names & {"script", "link", "iframe", "img", "object"}
    for tag, attributes in tags.seen:
        for name in ("src", "href", "xlink:href"):
            assert (attributes.get(name) or "#").startswith("#"), (tag, attributes)
    assert "@import" not in page
    assert "url(" not in page.replace("url(#", "")


def test_no_text_becomes_markup(page: str) -> None:
    """A question, its type, a reason, an encoder's name and a report's words all hold a script."""
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 5


def test_the_page_is_readable_in_light_and_dark_and_on_a_phone(page: str) -> None:
    assert "prefers-color-scheme: dark" in page
    assert 'content="width=device-width, initial-scale=1"' in page
    svg = page[page.index("<svg") : page.index("</svg>")]
    assert "currentColor" in svg
    assert not re.search(r"#(000000|ffffff)\b", svg)
    assert page.count('<div class="scroll"') == page.count("<table")


def test_every_plot_has_its_picture(measured: Measured, page: str, tmp_path: Path) -> None:
    names = ["by-type", "by-report", "risk-coverage", "ablations"]
    assert measured.signals
    kept = json.loads(jsonl.pretty(measured.signals.to_json()))
    assert [plot.name for plot in plots.plots(measured.figures, kept)] == names
    assert page.count('role="img"') == len(names)
    measured.save_plots(tmp_path)
    for name in names:
        picture = (tmp_path / f"{name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert len(picture) < 80_000


def test_the_same_figures_draw_the_same_picture(measured: Measured) -> None:
    first, again = (plots.plots(measured.figures)[0].svg() for _ in range(2))
    assert first == again


def test_a_run_that_ranked_nothing_has_a_page_without_those_plots(tmp_path: Path) -> None:
    empty = Measured(Gold(()), [], figures.compute(Gold(()), [], Shelf()))
    empty.write_page(tmp_path / "report.html", Shelf())
    assert "<svg" not in (tmp_path / "report.html").read_text("utf-8")


def test_without_matplotlib_the_line_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match='pip install "matplotlib>=3.9"'):
        plots.check_installed()


def test_the_pictures_of_the_documents_are_drawn_from_what_was_kept(
    measured: Measured,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "evals"))
    import pictures

    for name in ("ROOT", "RESULTS", "IMAGES"):
        monkeypatch.setattr(pictures, name, tmp_path)
    assert pictures.main() == 1
    assert "Make it with: qa eval" in capsys.readouterr().err

    measured.keep(tmp_path)
    assert pictures.main() == 0
    drawn = capsys.readouterr().out.split()
    assert drawn == ["by-type.png", "by-report.png", "risk-coverage.png", "ablations.png"]
    assert all((tmp_path / name).read_bytes().startswith(b"\x89PNG") for name in drawn)
