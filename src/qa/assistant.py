"""The one door: open a library, ask it, search it, look things up in it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from qa.answer.composition.answerer import Answerer
from qa.answer.form import wording
from qa.answer.form.examples import examples
from qa.answer.form.reply import Answer
from qa.conversation import follow_up
from qa.errors import UsageError
from qa.index.encoding.weights import ADAPTED, EXACT
from qa.index.making.library import Library
from qa.quotation import Quote
from qa.report import Judgement, Paragraph, Report, Strand
from qa.search.asked.question import Filters, SearchResult, Understood
from qa.search.language.typed import cleaned
from qa.search.ranked.searcher import DEFAULT_SETTINGS, Searcher, Settings
from qa.search.ranked.similar import similar
from qa.shown import Shown, named, shown

# Whatever a question does not need is imported where it is used: `qa ask` starts sooner.
if TYPE_CHECKING:
    from qa.answer.form.comparison import Side
    from qa.checking.blocks import Document
    from qa.checking.checker import Checker
    from qa.checking.verdicts import Checked
    from qa.evidence.conversations import Conversation
    from qa.evidence.formats import Format
    from qa.evidence.pack import Pack
    from qa.overview import Choices, Overview, View
    from qa.prose.endpoint import Endpoint
    from qa.prose.writing import Prose


class Assistant:
    """Answers questions over an index on disk. Safe to share between threads.

    `Assistant.open("index").ask("what did Ofsted say about Harrow LAC health?").text`
    """

    def __init__(self, library: Library, settings: Settings = DEFAULT_SETTINGS) -> None:
        self._library = library
        self._settings = settings
        self._making = threading.Lock()

    @classmethod
    def open(cls, index: str | Path = "index") -> Self:
        """Open the index in this folder. Raises LibraryIndexError if missing, stale or damaged."""
        return cls(Library.open(Path(index)))

    def searching_by(self, settings: Settings) -> Self:
        """Another assistant over the same library, which searches by these settings."""
        return type(self)(self._library, settings)

    def is_superseded(self) -> bool:
        """Whether the index has been made anew since it was opened: a cheap look."""
        return self._library.is_superseded()

    def renewed(self) -> Self:
        """Another assistant over the same index as it is now. Raises LibraryIndexError."""
        return type(self)(self._library.renewed(), self._settings)

    @property
    def made(self) -> str:
        """When the index was made: "2026-11-21T09:00:00Z"."""
        return self._library.manifest.created

    @property
    def encoder(self) -> str:
        """The name of the encoder that made the vectors."""
        return self._library.manifest.encoder.name

    @property
    def is_adapted(self) -> bool:
        """Whether that encoder is the one adapted to inspection reports."""
        return self._library.manifest.encoder.model in (None, ADAPTED, EXACT)

    @cached_property
    def _searcher(self) -> Searcher:
        return Searcher(self._library, self._settings)

    @cached_property
    def _answerer(self) -> Answerer:
        return Answerer(self._searcher)

    @cached_property
    def _checker(self) -> Checker:
        from qa.checking.checker import Checker

        return Checker(self._library)

    def warm(self) -> None:
        """Load all that a first question needs; call it from a thread while the page comes up."""
        loading = self._library.load()
        with self._making:
            _ = self._answerer, self._searcher.facts
            loading.join()
            _ = self._searcher.understanding
            self._library.encoder.encode(["ready"])

    def ask(
        self, question: str, *, previous: Sequence[Answer] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer a question; `previous` are the answers before it in the same conversation.

        Raises UsageError when there is no question, or one of more than 2,000 characters.
        """
        text = cleaned(question)
        with self._making:
            answerer = self._answerer
            understanding = self._searcher.understanding
        whole = follow_up(text, previous, understanding)
        answer = answerer.answer(text, whole=whole, filters=filters)
        repeats = bool(previous) and answer.repeats(previous[-1])
        return answer.noted(wording.SAID_BEFORE) if repeats else answer

    def understand(self, question: str, *, previous: Sequence[Answer] = ()) -> Understood:
        """How a question would be understood, unanswered. Raises UsageError as `ask` does."""
        text = cleaned(question)
        with self._making:
            understanding = self._searcher.understanding
        return understanding.understand(text, whole=follow_up(text, previous, understanding))

    def search(
        self, question: str, *, filters: Filters | None = None, limit: int = 20
    ) -> SearchResult:
        """The ranked paragraphs alone. Raises UsageError as `ask` does."""
        with self._making:
            searcher = self._searcher
            _ = searcher.facts
        return searcher.search(cleaned(question), filters=filters, limit=limit)

    def show(self, key: str) -> Shown:
        """A paragraph by its key ("harrow-2012#58"; "harrow-2012#57.3" gives item 3 as well).

        Raises NotFoundError, naming what is held, when there is none.
        """
        return shown(self._library.store, key)

    def check(
        self, quotation: str, *, report: str | None = None, paragraph: str | None = None
    ) -> Checked:
        """Whether a quotation is really in a report, and in the one it is said to be from.

        `report` (a key, or an authority) and `paragraph` say where; without them a citation that
        follows the quotation does. Raises UsageError when there is no quotation, NotFoundError for
        a report that is not held.
        """
        with self._making:
            checker = self._checker
        return checker.check_text(quotation, checker.claims.given(report, paragraph))

    def check_document(
        self,
        document: Document,
        *,
        report: str | None = None,
        paragraph: str | None = None,
        progress: bool = False,
    ) -> tuple[Checked, ...]:
        """Every quotation of a document, in order, each held to the citation beside it.

        `report` and `paragraph` are for those that have none. Raises as `check` does.
        """
        with self._making:
            checker = self._checker
        claim = checker.claims.given(report, paragraph)
        return checker.check_document(document, claim, progress=progress)

    def evidence(self, conversations: Sequence[Conversation], kind: Format) -> bytes:
        """Conversations as a file of this kind, each quotation with its source and date."""
        from qa.evidence.formats import export

        return export(conversations, kind, self._find)

    def pack(self, answer: Answer, tokens: int, *, filters: Filters | None = None) -> Pack:
        """The question, its judgements and the paragraphs that bear on it, best first, in at most
        so many tokens of o200k_base; `filters` are those the question was asked with.

        Raises UsageError when so few hold nothing.
        """
        from qa.evidence.pack import looked_at, make_pack

        hits, wanted = answer.retrieved, looked_at(tokens)
        if wanted > len(hits):
            hits = self.search(answer.understood.standalone, filters=filters, limit=wanted).hits
        return make_pack(answer, [hit.key for hit in hits], tokens, self._find)

    def write(
        self,
        answer: Answer,
        endpoint: Endpoint,
        *,
        tokens: int | None = None,
        filters: Filters | None = None,
    ) -> Iterator[Prose]:
        """Prose by a language model beside an answer that was found, as it grows: each time one
        more sentence was checked, and at last all of it.

        The model is given what `pack` gives, in at most so many tokens. A model that fails is said
        in the last one; raises UsageError when nothing was found to write about, or so few tokens
        hold nothing.
        """
        if not answer.answered:
            raise UsageError("There is no answer to write about.")
        from qa.prose.proofreader import Given, Proofreader
        from qa.prose.writing import TOKENS, writing

        pack = self.pack(answer, tokens or TOKENS, filters=filters)
        tables = [row.key for row in answer.judgements if f"[{row.key}]" in pack.text]
        given = [Given(*self._find(key)) for key in dict.fromkeys([*pack.keys, *tables])]
        return writing(endpoint, pack.text, Proofreader(given, self.judgements))

    def _find(self, key: str) -> tuple[Report, Paragraph]:
        return self.show(key)[:2]

    def neighbours(self, key: str, before: int = 2, after: int = 2) -> tuple[Paragraph, ...]:
        """The paragraph with those before and after it in reading order."""
        return self.show(key).neighbours(before, after)

    def section(self, key: str) -> tuple[Paragraph, ...]:
        """The paragraphs under the same headings as this one, in reading order, without a gap."""
        return self.show(key).section

    def similar(self, key: str, limit: int = 5) -> tuple[Shown, ...]:
        """Paragraphs of other reports that are nearest in meaning to one, nearest first.

        Raises NotFoundError when there is no such paragraph.
        """
        paragraph = self.show(key).paragraph
        return tuple(self.show(hit.key) for hit in similar(self._library, paragraph.key, limit))

    def examples(self) -> tuple[str, ...]:
        """Up to six questions to begin with, of different kinds, each of which is answered."""
        return examples(self.reports(), self.judgements(), self.ask)

    def reports(self, words: str = "") -> tuple[Report, ...]:
        """Every report held, by authority then date, without paragraphs or source; with `words`
        those whose key, authority, title or framework hold the beginning of each.
        """
        return named(self._library.store, words)

    def report(self, key: str) -> Report:
        """One report whole. Raises NotFoundError."""
        return self._library.store.report(key)

    def compare(
        self,
        reports: Sequence[str],
        question: str = "",
        *,
        aspect: str = "",
        strand: Strand | None = None,
    ) -> tuple[Side, ...]:
        """Two to four reports, by key, side by side on a question or an aspect.

        Raises NotFoundError for a report that is not held, UsageError for another number of them.
        """
        from qa.answer.form.comparison import compare

        held = [self.report(key) for key in reports]
        return compare(held, question, aspect, strand, lambda q, only: self.ask(q, filters=only))

    def judgements(
        self, report: str | None = None, strand: Strand | None = None
    ) -> tuple[Judgement, ...]:
        """Judgements of one report, or of all, in the order of the tables."""
        return tuple(self._library.store.judgements(report, strand))

    def overview(self, view: View | None = None) -> Overview:
        """The judgements of the whole library as a picture, or the part that a view asks for."""
        from qa.overview import View, overview

        return overview(self.reports(), self.judgements(), view or View())

    def choices(self) -> Choices:
        """What a view can be narrowed to."""
        from qa.overview import choices

        return choices(self.reports(), self.judgements())

    def judgements_csv(self, judgements: Sequence[Judgement]) -> str:
        """Judgements as CSV, one a line."""
        from qa.overview import as_csv

        return as_csv(self.reports(), judgements)

    def in_view(self, view: View) -> tuple[Judgement, ...]:
        """The judgements that a view asks for, report by report in its order, on all its pages."""
        from qa.overview import selected

        judged = selected(self.reports(), self.judgements(), view)
        return tuple(row for _, rows in judged for row in rows)

    def statement(self, judgement: Judgement) -> Quote | None:
        """The sentence of its report that states a judgement, where one does; checked as any quote
        is before it is handed out.
        """
        from qa.answer.judgement.statements import statement_of
        from qa.quotation import is_verbatim

        quote = statement_of(self.report(judgement.report), judgement)
        return quote if quote and is_verbatim(quote) else None
