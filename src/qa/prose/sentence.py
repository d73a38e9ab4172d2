"""What becomes of a sentence of a language model: it stands, or is struck."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qa.quotation import Quote


class Flaw(StrEnum):
    """Why a sentence was struck."""

    UNCITED = "uncited"
    NOT_GIVEN = "cites_what_was_not_given"
    SEVERAL_REPORTS = "cites_several_reports"  # whose words are whose cannot be told
    MISQUOTED = "misquoted"
    WRONG_PARAGRAPH = "wrong_paragraph"
    TURNED = "quoted_out_of_its_sentence"  # and the rest of it may turn what it says
    OTHER_SPEAKER = "said_by_another"  # the authority is told to have said it
    UNSUPPORTED = "unsupported"
    WRONG_GRADE = "wrong_grade"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that stands: its quotations are slices of their paragraphs.

    `keys` are the paragraphs that bear it out, `citations` the same for a person. `repaired` says
    that a quotation in it was put right.
    """

    text: str
    keys: tuple[str, ...]
    citations: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()
    repaired: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "keys": list(self.keys),
            "citations": list(self.citations),
            "quotes": [quote.to_json() for quote in self.quotes],
            "repaired": self.repaired,
        }


@dataclass(frozen=True, slots=True)
class Struck:
    """A sentence that was struck, as written, and why. It is for measuring, not for showing."""

    written: str
    flaw: Flaw

    def to_json(self) -> dict[str, str]:
        return {"written": self.written, "why": str(self.flaw)}


class Flawed(Exception):
    """A sentence cannot stand, and why."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw
