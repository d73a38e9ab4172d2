"""What the JSON routes take and give, as types: checked on the way in, described in OpenAPI."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from qa.checking.blocks import MOST_CHARACTERS
from qa.evidence.formats import Format
from qa.service import MOST_PREVIOUS, MOST_RETRIEVED

_LIKE = ["what did Ofsted say about Harrow LAC health?"]


class _Taken(BaseModel):
    """What is sent: a field by a name that is not there is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class _Given(BaseModel):
    """What comes back; the routes give the commands' JSON as it is, and tests hold it to these."""

    model_config = ConfigDict(extra="forbid")


# A number is sent as one: "2012" and true are not.
class _Narrowed(_Taken):
    question: str = Field(description="in your own words", examples=_LIKE)
    authority: str | None = Field(None, description="only this one", examples=["harrow"])
    year: int | None = Field(
        None, strict=True, ge=1, le=9999, description="only reports published in this year"
    )
    strand: str | None = Field(None, description="safeguarding, or looked after children")


_Previous = Annotated[
    list[str],
    Field(
        description="the earlier questions of the conversation, oldest first; "
        f"the last {MOST_PREVIOUS} count"
    ),
]


class AskCall(_Narrowed):
    """A question."""

    previous: _Previous = []


class SearchCall(_Narrowed):
    """A question to rank paragraphs for."""

    limit: int = Field(20, strict=True, ge=1, le=MOST_RETRIEVED, description="how many paragraphs")


class PackCall(_Narrowed):
    """A question to gather paragraphs for."""

    tokens: int = Field(4_000, strict=True, description="at most so many, of o200k_base")
    previous: _Previous = []


class CheckCall(_Taken):
    """A quotation, or a document with quotations; where it is said to be from, if not in it."""

    quotation: str | None = Field(None, examples=["care leavers are inadequate"])
    document: str | None = Field(
        None, max_length=MOST_CHARACTERS, description="text or Markdown, whole"
    )
    report: str | None = Field(None, description="a report's key, or an authority")
    paragraph: str | None = Field(None, description="a paragraph's number")


class EvidenceCall(_Taken):
    """The questions of a conversation, and the kind of file its answers are wanted as."""

    questions: list[str] = Field(min_length=1, max_length=MOST_PREVIOUS, examples=[_LIKE])
    format: Format = Format.MARKDOWN


class ShowCall(_Taken):
    """Which paragraph."""

    key: str = Field(description="its # written as %23", examples=["harrow-2012#58"])


class JudgementsCall(_Taken):
    """Which judgements; all of them by default."""

    report: str | None = Field(None, description="a report's key", examples=["harrow-2012"])
    strand: str | None = Field(None, description="safeguarding, or looked after children")


class ExportCall(_Taken):
    """Which report."""

    report: str = Field(description="its key", examples=["harrow-2012"])


class Problem(_Given):
    """What was wrong: a code for a program, a sentence for a person."""

    code: Literal[
        "wrong_call", "not_found", "no_route", "wrong_method", "unauthorised", "no_accounts",
        "too_slow", "too_large", "too_many", "busy", "library_unavailable", "internal",
    ]  # fmt: skip
    message: str


class Failed(_Given):
    """The body of every reply that is not a success. `detail` is the message once more, where a
    call was turned away before it came to its route.
    """

    error: Problem
    detail: str | None = None


class UnderstoodRow(_Given):
    """How the question was taken."""

    standalone: str
    authorities: list[str]
    reports: list[str]
    strand: str | None
    aspect: str | None
    kind: str


class JudgementRow(_Given):
    """A formal grade, with its number where its scale has numbers, and the scale."""

    report: str
    strand: str
    aspect: str
    column: str | None
    grade: str
    number: int | None
    scale: str
    key: str


class QuoteRow(_Given):
    """Exact words of a report, and their source as a person would print it."""

    key: str
    text: str
    citation: str
    task: str | None = None  # of a recommendation: by when and by whom


class TableRow(_Given):
    """One report's row where reports are set side by side; `key` is that of the best quotation."""

    report: str
    authority: str
    year: int
    strand: str | None
    aspect: str | None
    grade: str | None
    number: int | None
    scale: str | None
    key: str | None


class ScaleRow(_Given):
    """A scale of grades, told where scales differ or are asked about."""

    reports: list[str]
    scale: str


class HitRow(_Given):
    """A paragraph's key and its score, 0 to 1."""

    key: str
    score: float


class AnswerRow(_Given):
    """An answer. Where `answered` is false, `quotes` is empty and `nearest` is no answer; what is
    under `further` is less likely to be one than the quotes.

    `confidence`, 0 to 1: how likely what was found answers; null where that is certain.
    """

    question: str
    understood: UnderstoodRow
    answered: bool
    reason: str | None
    text: str
    missing: list[str]
    correction: str | None
    table: list[TableRow]
    scales: list[ScaleRow]
    judgements: list[JudgementRow]
    quotes: list[QuoteRow]
    nearest: list[QuoteRow]
    further: list[QuoteRow]
    retrieved: list[HitRow]
    confidence: float | None
    ms: dict[str, float]


class FoundRow(_Given):
    """Ranked paragraphs, best first."""

    question: str
    retrieved: list[HitRow]


class ShownRow(_Given):
    """A paragraph whole. `printed` is false, and `notes` say why, where its number was restored."""

    key: str
    para: str
    printed: bool
    section: list[str]
    strand: str
    grade: str | None
    text: str
    notes: list[str]
    page: int | None
    report: str
    published: str | None
    citation: str
    item: int | None
    item_text: str | None = None


class ClaimRow(_Given):
    """Where a quotation was said to be from."""

    text: str
    reports: list[str]
    paragraphs: list[str]
    unheld: str | None


class DifferenceRow(_Given):
    """What a quotation says at one place, and what the report says there."""

    kind: str
    quotation: str
    report: str


class CheckedRow(_Given):
    """A quotation checked: it may be printed where `stands` is true."""

    quotation: str
    verdict: str
    stands: bool
    where: str | None
    claimed: ClaimRow | None
    keys: list[str]
    more: int
    citation: str | None
    source: str | None
    differences: list[DifferenceRow]
    matches: list[QuoteRow]
    nearest: list[QuoteRow]
    notes: list[str]


class PackRow(_Given):
    """Whole paragraphs with citations, as a text within a budget of tokens."""

    question: str
    answered: bool
    budget: int
    tokens: int
    keys: list[str]
    left_out: list[str]
    text: str


class ReportRow(_Given):
    """A report held; `published` is an ISO date, or null where the report prints none."""

    report: str
    authority: str
    title: str
    framework: str
    inspected: str | None
    published: str | None
    lead_inspector: str | None
    reference_no: str | None
    grade_scale: dict[str, str]
    source_sha256: str


# A report whole: a ReportRow, then rows of paragraphs, recommendations and judgements.
ExportRow = dict[str, Any]
