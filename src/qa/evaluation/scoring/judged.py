"""Whether a question about a grade was told it: of the right report, strand and aspect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qa.errors import NotFoundError
from qa.evaluation.questions import measures
from qa.evaluation.questions.gold import Expect, Gold, Turn
from qa.evaluation.questions.verbatim import Library
from qa.keys import place_of, report_of
from qa.report import Paragraph, Strand

TYPES = ("judgement", "scale")
ALL = "both"


def grades_right(
    gold: Gold, rows: Iterable[Mapping[str, Any]], library: Library
) -> dict[str, dict[str, Any]]:
    """By type, how many questions of grades and scales were told what was needed, and which not.

    A reply is right when each needed phrase stands in it or, for a phrase that gives a grade, when
    its judgements hold that grade for the report, the strand and the section the phrase is from.
    Empty where no such question was asked.
    """
    by_place = {(row["id"], row.get("turn", 1)): row for row in rows}
    asked: dict[str, list[str]] = {}
    wrong: dict[str, list[str]] = {}
    for case, place, turn in gold.turns():
        row = by_place.get((case.id, place))
        if row is None or turn.type not in TYPES or turn.expect is not Expect.ANSWER:
            continue
        for group in (turn.type, ALL):
            asked.setdefault(group, []).append(case.name(place))
            if not _is_right(turn, row, library):
                wrong.setdefault(group, []).append(case.name(place))
    groups = [group for group in (*TYPES, ALL) if group in asked]
    return {group: _figures(asked[group], wrong.get(group, [])) for group in groups}


def _figures(asked: Sequence[str], wrong: Sequence[str]) -> dict[str, Any]:
    right = len(asked) - len(wrong)
    share = right / len(asked)
    return {"questions": len(asked), "right": right, "share": share, "wrong_ids": list(wrong)}


def _is_right(turn: Turn, row: Mapping[str, Any], library: Library) -> bool:
    texts = [row["text"], *(quote["text"] for quote in row["quotes"])]
    return bool(row["answered"]) and all(
        measures.phrases_found([phrase], texts)
        or any(_tells(row["judgements"], phrase, of) for of in _holding(turn, phrase, library))
        for phrase in turn.phrases
    )


def _holding(turn: Turn, phrase: str, library: Library) -> list[Paragraph]:
    """The relevant paragraphs that a phrase stands in."""
    found = []
    for key in turn.relevant:
        report, number = report_of(key), place_of(key)
        try:
            paragraph = library.report(report).paragraph(number)
        except (NotFoundError, KeyError):
            continue
        if measures.phrases_found([phrase], [paragraph.text]):
            found.append(paragraph)
    return found


def _tells(judgements: Sequence[Mapping[str, Any]], phrase: str, of: Paragraph) -> bool:
    """Whether a judgement shown is of the report, the strand and the section of a paragraph, and
    its grade the one that the phrase gives.
    """
    headings = {_letters(heading) for heading in of.section}
    return any(
        row["report"] == of.report
        and re.search(rf"\b{re.escape(row['grade'])}\b", phrase, re.I)
        and row["strand"] in (str(of.strand), str(Strand.GENERAL))
        and _letters(row["aspect"]) in headings
        for row in judgements
    )


def _letters(text: str) -> str:
    return measures.letters_and_digits(text)
