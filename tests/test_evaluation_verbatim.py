"""A quotation is verbatim or it is not: no overlap, no near enough."""

from __future__ import annotations

import pytest

from qa.errors import NotFoundError
from qa.evaluation.questions import verbatim
from qa.report import Paragraph, Report, Strand
from qa.scale import GradeScale

SOURCE = """1. Health is inadequate. Plans show little awareness o

the profile of children, and

 - * robust action* is
- needed (see Grade 4).
2. Support is good.
"""


class Shelf:
    """A library of one report."""

    def report(self, key: str) -> Report:
        if key != "harrow-2012":
            raise NotFoundError(key)
        texts = {
            "1": "Health is inadequate. Plans show little awareness o the profile of children, "
            "and * robust action* is needed (see Grade 4).",
            "2": "Support is good.",
        }
        paragraphs = tuple(
            Paragraph(key, number, True, (), Strand.GENERAL, None, text)
            for number, text in texts.items()
        )
        return Report(
            key, "London Borough of Harrow", "harrow", "T", "T", "Ofsted", "F", "f",
            GradeScale(("Good",)), None, "2012-06-27", None, None, SOURCE, "0", "f.txt", paragraphs,
        )  # fmt: skip


@pytest.mark.parametrize(
    "quote",
    [
        "Health is inadequate.",
        "little awareness o the profile of children",  # a page break, folded
        "children, and * robust action* is",  # one stray bullet between two words
        "action* is needed (see Grade 4)",
        "eds",  # part of a word is still the source's characters
    ],
)
def test_what_the_source_says_is_verbatim(quote: str) -> None:
    assert verbatim.stands_in(quote, SOURCE + " needs ")


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "Health is Inadequate.",
        "Health is adequate.",
        "Health is inadequate, plans",
        "awareness of the profile",  # a misprint stays
        "inadequate. ... the profile",
        "Health is Plans",
        "and robust action",  # the star belongs to the text
        "needed see Grade 4",
    ],
)
def test_anything_else_is_not(quote: str) -> None:
    assert not verbatim.stands_in(quote, SOURCE)


def row(key: str, text: str, **more: object) -> dict[str, object]:
    return {"id": "q1", "quotes": [{"key": key, "text": text}], **more}


def test_a_quote_must_stand_in_the_paragraph_it_cites() -> None:
    rows = [
        row("harrow-2012#1", "Health is inadequate."),
        row("harrow-2012#2.1", "Support is good."),
        row("harrow-2012#2", "Health is inadequate."),
        row("harrow-2012#3", "Support is good."),
        row("brent-2012#1", "Support is good."),
        row("harrow-2012#1", "Health is excellent."),
    ]
    found = verbatim.exceptions(rows, Shelf())
    assert [(each["key"], each["why"]) for each in found] == [
        ("harrow-2012#2", "not in the paragraph cited"),
        ("harrow-2012#3", "there is no such paragraph"),
        ("brent-2012#1", "there is no such paragraph"),
        ("harrow-2012#1", "not in the source"),
    ]


def test_what_a_refusal_shows_as_nearest_is_checked_too() -> None:
    nearest = [{"key": "harrow-2012#1", "text": "Health is excellent."}]
    found = verbatim.exceptions([{"id": "u1", "quotes": [], "nearest": nearest}], Shelf())
    assert [each["id"] for each in found] == ["u1"]
