"""The assistant's functions with plain values in and JSON out: what HTTP and MCP hand on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from qa import export
from qa.errors import NotFoundError, UsageError
from qa.report import Strand
from qa.search.asked.question import Filters

if TYPE_CHECKING:
    from qa.answer.form.reply import Answer
    from qa.assistant import Assistant

MOST_PREVIOUS = 20  # earlier questions of a conversation that one call may bring along
MOST_RETRIEVED = 100


class Service:
    """Each method is a command's function under the command's name; it returns what that prints.

    `get` gives the assistant, and may wait for it. Every method raises QAError, with a sentence
    that says what is wrong with the call.
    """

    def __init__(self, get: Callable[[], Assistant]) -> None:
        self._get = get

    def ask(
        self,
        question: str,
        previous: Sequence[str] = (),
        authority: str | None = None,
        year: int | None = None,
        strand: str | None = None,
    ) -> dict[str, Any]:
        """Answer a question; `previous` are the earlier ones of its conversation, oldest first."""
        assistant = self._get()
        held = _held_to(assistant, authority, year, strand)
        return _asked(assistant, question, previous, held).to_json()

    def search(
        self,
        question: str,
        limit: int = 20,
        authority: str | None = None,
        year: int | None = None,
        strand: str | None = None,
    ) -> dict[str, Any]:
        """The ranked paragraphs for a question, best first, without an answer."""
        assistant = self._get()
        held = _held_to(assistant, authority, year, strand)
        if not 1 <= limit <= MOST_RETRIEVED:
            raise UsageError(f"A search gives 1 to {MOST_RETRIEVED} paragraphs, not {limit:,}.")
        return assistant.search(question, limit=limit, filters=held).to_json()

    def show(self, key: str) -> dict[str, Any]:
        """A paragraph by its key ("harrow-2012#58"), whole, with its citation."""
        return export.shown(*self._get().show(key))

    def check(
        self,
        quotation: str | None = None,
        document: str | None = None,
        report: str | None = None,
        paragraph: str | None = None,
    ) -> list[dict[str, Any]]:
        """Whether a quotation, or each one of a document's text, is really in a report.

        `report` and `paragraph` say where it is said to be from, unless the document does.
        """
        if bool(quotation) == bool(document):
            raise UsageError("Give either a quotation or a document.")
        assistant = self._get()
        report, paragraph = report or None, paragraph or None
        if quotation:
            return [assistant.check(quotation, report=report, paragraph=paragraph).to_json()]
        from qa.checking.plaintext import from_text

        text = from_text(document or "")
        rows = assistant.check_document(text, report=report, paragraph=paragraph)
        return [row.to_json() for row in rows]

    def pack(
        self,
        question: str,
        tokens: int = 4_000,
        previous: Sequence[str] = (),
        authority: str | None = None,
        year: int | None = None,
        strand: str | None = None,
    ) -> dict[str, Any]:
        """Whole paragraphs that bear on a question, with citations, in at most so many tokens."""
        assistant = self._get()
        held = _held_to(assistant, authority, year, strand)
        answer = _asked(assistant, question, previous, held)
        return assistant.pack(answer, tokens, filters=held).to_json()

    def evidence(self, questions: Sequence[str], format: str = "md") -> bytes:
        """The answers to the questions of one conversation, as a file: md, docx or csv."""
        from qa.evidence.conversations import Conversation
        from qa.evidence.formats import Format

        if format not in tuple(Format):
            raise UsageError(f'"{format[:20]}" is not a kind of file; they are md, docx and csv.')
        assistant = self._get()
        answers: list[Answer] = []
        for question in questions[-MOST_PREVIOUS:]:
            answers.append(assistant.ask(question, previous=answers))
        return assistant.evidence([Conversation(tuple(answers))], Format(format))

    def reports(self) -> list[dict[str, Any]]:
        """What is held: a row for each report."""
        return [report.to_json() for report in self._get().reports()]

    def judgements(
        self, report: str | None = None, strand: str | None = None
    ) -> list[dict[str, Any]]:
        """Judgements of one report or of all, with grade, number and scale."""
        half = strand_named(strand) if strand else None
        return [row.to_json() for row in self._get().judgements(report or None, half)]

    def export(self, report: str) -> list[dict[str, Any]]:
        """A report whole: itself, its paragraphs, its recommendations, its judgements."""
        return list(export.rows(self._get().report(report)))


def _asked(
    assistant: Assistant, question: str, previous: Sequence[str], filters: Filters | None
) -> Answer:
    """The answer to the last question of a conversation."""
    answers: list[Answer] = []
    for earlier in previous[-MOST_PREVIOUS:]:
        answers.append(assistant.ask(earlier, previous=answers))
    return assistant.ask(question, previous=answers, filters=filters)


def narrowed(
    assistant: Assistant,
    authorities: Sequence[str] = (),
    years: Sequence[int] = (),
    strand: Strand | None = None,
) -> Filters | None:
    """The filters asked for, authorities by key; None for none.

    Raises NotFoundError for an authority that is not held.
    """
    if not (authorities or years or strand):
        return None
    named = tuple(_authority(name, assistant) for name in authorities)
    return Filters(authorities=named, years=tuple(years), strand=strand)


def strand_named(text: str) -> Strand:
    """A strand by its name, hyphens for spaces allowed. Raises UsageError for any other.

    >>> strand_named("looked-after-children")
    <Strand.LOOKED_AFTER: 'looked after children'>
    """
    try:
        return Strand(text.casefold().replace("-", " ").strip())
    except ValueError:
        held = ", ".join(f'"{known}"' for known in Strand)
        raise UsageError(f'"{text[:80]}" is not a strand; they are {held}.') from None


def _held_to(
    assistant: Assistant, authority: str | None, year: int | None, strand: str | None
) -> Filters | None:
    """The filters of a call, which names one of each at the most."""
    half = strand_named(strand) if strand else None
    return narrowed(assistant, [authority] if authority else [], [year] if year else [], half)


def _authority(name: str, assistant: Assistant) -> str:
    reports = assistant.reports()
    for report in reports:
        if name.casefold() in (report.authority_key, report.authority.casefold()):
            return report.authority_key
    held = ", ".join(sorted({report.authority_key for report in reports})) or "none"
    raise NotFoundError(f'There is no report on "{name[:80]}". Authorities held: {held}.')
