"""Paragraphs of other reports that are nearest in meaning to a paragraph."""

from __future__ import annotations

import numpy as np

from qa.index.making.library import Library
from qa.index.sqlite.units import Scope
from qa.keys import report_of
from qa.search.asked.question import Hit

_ROWS_FOR_EACH = 40  # passages looked at for each paragraph wanted: one may have dozens


def similar(library: Library, key: str, limit: int) -> tuple[Hit, ...]:
    """Up to `limit` paragraphs of other reports, nearest first; the score is the cosine.

    What is compared is the mean of the paragraph's windows with the windows of the others:
    sentences alone say too little of what a paragraph is about.
    """
    units = library.units
    place = units.place(key)
    if place is None:
        return ()
    rows = units.rows_of_paragraphs(np.array([place], np.int64))
    report = report_of(key)
    rows = rows[~units.is_short[rows]]
    if not len(rows):
        return ()
    mean = library.vectors.reconstruct(rows).mean(axis=0)
    size = float(np.linalg.norm(mean))
    if size == 0.0:
        return ()
    others = Scope(units, (report,), outside=True, long_only=True)
    found, scores = library.vectors.search(mean / size, _ROWS_FOR_EACH * limit, others)
    best: dict[str, float] = {}
    for near, score in zip(units.keys(units.paragraphs_of(found)), scores.tolist(), strict=True):
        best.setdefault(near, score)
    return tuple(Hit(name, score) for name, score in list(best.items())[:limit])
