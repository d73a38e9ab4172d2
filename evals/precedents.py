"""Gather the precedents: what was asked of the reports trained on, and what answered it.

python evals/precedents.py    with the encoder that ships; writes src/qa/data/precedents.npz
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from invented import corpus, reader
from pairs import Question, questions

from qa.index.encoding.weights import ADAPTED, EXACT, find_model
from qa.index.making.build import build
from qa.index.making.library import Library
from qa.search.ranked.precedents import FILE, Precedents

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "precedents"
DIRECTIONS = 128  # of 384: in 192, or in all, as many paragraphs are found
SUPPORTS = 0.5  # what a paragraph that supports an answer counts beside one that gives it


def gathered(library: Library, asked: Sequence[Question]) -> Precedents:
    """The questions and the answers as the library's encoder has them."""
    answers = _answers(library, asked)
    place = {key: at for at, key in enumerate(answers)}
    held = [q for q in asked if any(key in place for key in q.keys)]
    reports = sorted({question.report for question in held})
    vectors = library.encoder.encode([question.forms[0] for question in held])
    into = np.linalg.svd(vectors, full_matrices=False)[2][:DIRECTIONS].T.astype(np.float16)
    turned = vectors @ into.astype(np.float32)
    step = (np.abs(turned).max(axis=0) / 127).astype(np.float32)
    links = [
        (place[key], at, share)
        for at, question in enumerate(held)
        for keys, share in ((question.keys, 1.0), (sorted(question.near), SUPPORTS))
        for key in keys
        if key in place
    ]
    link, linked, share = (np.array(column) for column in zip(*links, strict=True))
    return Precedents(
        into=into,
        step=step,
        questions=np.round(turned / step).astype(np.int8),
        answers=np.round(127 * np.stack(list(answers.values()))).astype(np.int8),
        link=link.astype(np.uint16),
        linked=linked.astype(np.uint16),
        share=np.round(255 * share).astype(np.uint8),
        asked_of=np.array([reports.index(question.report) for question in held], np.uint8),
        reports=np.array(reports),
        encoders=np.array([find_model(name).fingerprint for name in (ADAPTED, EXACT)]),
    )


def _answers(library: Library, asked: Sequence[Question]) -> dict[str, Any]:
    """The mean of the windows of each paragraph that answers or supports, of length 1."""
    units = library.units
    found = {}
    for key in sorted({key for question in asked for key in (*question.keys, *question.near)}):
        if not units.holds(key):
            continue
        rows, _ = units.grouped_rows(np.array(list(units.places([key])), np.int64))
        windows = rows[~units.is_short[rows]]
        if len(windows):
            mean = library.vectors.reconstruct(windows).mean(axis=0)
            found[key] = mean / np.linalg.norm(mean)
    return found


def main() -> int:
    """Gather those of the encoder that ships."""
    WORK.mkdir(parents=True, exist_ok=True)
    build(corpus(ROOT / "corpus", WORK / "corpus"), WORK / "index", reader=reader())
    library = Library.open(WORK / "index")
    found = gathered(library, questions(library))
    found.save(ROOT / "src" / "qa" / "data" / FILE)
    sys.stdout.write(f"{len(found.questions):,} questions, {len(found.answers):,} answers\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
