"""Reports made by hand, and an encoder of a few lines, for the tests of the index."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.errors import ReadingError
from qa.index.making.corpus import Reader
from qa.index.passages import passages_of
from qa.pieces import Join, Piece, SourceSpan, SpanKind
from qa.report import Item, Judgement, Paragraph, Recommendation, Report, Strand
from qa.scale import GradeScale

DIMENSION = 32


class HashEncoder:
    """Words to vectors by their hash: the same words, the same vector, and no model."""

    name = "hash"
    dimension = DIMENSION

    def __init__(self, fingerprint: str = "hash-1") -> None:
        self.fingerprint = fingerprint
        self.encoded: list[str] = []

    def knows(self, word: str) -> bool:
        return word.isalpha()

    def encode(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                vectors[row] += _of_word(word.strip(".,"))
        self.encoded += texts
        if progress:
            progress(len(texts))
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(norms, 1e-9)
        return unit


@cache
def _of_word(word: str) -> NDArray[np.float32]:
    digest = hashlib.sha256(word.encode("utf-8", "replace")).digest()
    return np.frombuffer(digest, np.uint8).astype(np.float32) - 127.5


def sample_report(key: str = "harrow-2012", **changes: object) -> Report:
    """A report with something in every field, odd characters and all."""
    authority = key.rpartition("-")[0]
    paragraphs = (
        Paragraph(
            report=key,
            number="1",
            printed=True,
            section=("Services for looked after children", "Being healthy"),
            strand=Strand.LOOKED_AFTER,
            grade="Inadequate",
            text="The health of children is inadequate. Café “naïve” – 日本 😀 are odd words.",
            pieces=(Piece(10, 40), Piece(50, 90, Join.PAGE), Piece(95, 99, Join.NUMBER)),
            page=7,
            seams=(37,),
        ),
        Paragraph(
            report=key,
            number="annex-2",
            printed=False,
            section=(),
            strand=Strand.GENERAL,
            grade=None,
            text="Managers should act on these:\nAppoint a designated nurse.\nTrain all staff.",
            pieces=(Piece(100, 130), Piece(130, 150, Join.LINE)),
            items=(Item(1, 30, 57), Item(2, 58, 74)),
            notes=("number restored from its neighbours",),
        ),
        Paragraph(
            report=key,
            number="findings",
            printed=True,
            section=("Record of main findings",),
            strand=Strand.GENERAL,
            grade=None,
            text="Being healthy\tInadequate\nOverall\tGood",
            pieces=(Piece(151, 180), Piece(180, 199, Join.LINE)),
        ),
    )
    report = Report(
        key=key,
        authority=f"London Borough of {authority.title()}",
        authority_key=authority,
        title="Inspection of safeguarding and looked after children services",
        citation_title="Inspection of services",
        inspectorate="Ofsted",
        framework="Safeguarding and looked after children (2009-12)",
        framework_key="slac",
        scale=GradeScale(("Outstanding", "Good", "Adequate", "Inadequate"), (1, 2, 3, 4)),
        inspected="2012-05-08",
        published=f"{key[-4:]}-06-27",
        lead_inspector=None,
        reference_no="042/ab",
        source=f"{key}\n\ttext “as read”\n" * 20,
        source_sha256=hashlib.sha256(key.encode()).hexdigest(),
        file_name=f"{key}.txt",
        paragraphs=paragraphs,
        recommendations=(
            Recommendation(
                key,
                "annex-2",
                1,
                "immediately",
                "the council and partners",
                "Appoint a designated nurse.",
                Strand.SAFEGUARDING,
                "Immediately:",
            ),
            Recommendation(key, "annex-2", 2, None, None, "Train all staff."),
        ),
        judgements=(
            Judgement(key, "findings", "Being healthy", Strand.LOOKED_AFTER, "Inadequate", 4, "1"),
            Judgement(key, "findings", "Overall", Strand.SAFEGUARDING, "Good", None, "", "Council"),
        ),
        account=(SourceSpan(0, 5, SpanKind.FURNITURE), SourceSpan(5, 99, SpanKind.PARAGRAPH)),
        warnings=("the page numbers restart",),
        abbreviations={"LAC": "looked after children", "HMI": "Her Majesty's Inspector"},
    )
    return replace(report, **changes)  # type: ignore[arg-type]


def sample_reader() -> Reader:
    """Reads a file "KEY" or "KEY: sentence" as the sample report, with that sentence in it."""
    return Reader(lambda path: path.suffix == ".txt", read_sample, passages_of)


def read_sample(path: Path) -> Report:
    key, _, sentence = path.read_text("utf-8").strip().partition(": ")
    if key == "broken":
        raise ReadingError(f"{path.name} is not a report.")
    if key == "crash":
        raise IndexError("list index out of range")
    report = sample_report(key, file_name=path.name)
    if sentence:
        first = replace(report.paragraphs[0], text=sentence)
        report = replace(report, paragraphs=(first, *report.paragraphs[1:]))
    return report


def write_corpus(folder: Path, **files: str) -> Path:
    """A corpus folder with these files (`name="content"` becomes name.txt)."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.txt").write_text(content, "utf-8")
    return folder
