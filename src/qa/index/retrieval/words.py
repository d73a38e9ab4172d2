"""Units by their words: BM25, by tantivy. A question's text is never parsed as query syntax."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qa.errors import LibraryIndexError

_ANALYSER = "english"
REWRITTEN = ("meta.json", ".managed.json")  # which files there are: written anew by each change
_MODE = 0o644
_HEAP = 64_000_000  # bytes the writer may hold before it makes a segment
_MOST_KNOWN = 100_000  # units whose keys are kept in memory: about 20 MB
_MOST_TERMS = 512  # a question longer than that is not a question; it keeps the search short


@dataclass(frozen=True, slots=True)
class WordRow:
    """A ranked unit as the word index holds it: its key, its report, and its words."""

    unit: str
    report: str
    heading: str
    body: str


class WordIndex:
    """Ranked units by the words of their heading and body. Safe across threads."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401
        self._schema = index.schema
        self._searcher = index.searcher()
        self._units: dict[tuple[int, int], str] = {}

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    @classmethod
    def build(cls, folder: Path, rows: Iterable[WordRow]) -> None:
        """Write an index of the rows to a folder. Raises LibraryIndexError when it cannot."""
        import tantivy

        with _written():
            folder.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(_schema(), path=str(folder))
            _write(folder, index, rows, ())

    @classmethod
    def change(cls, folder: Path, rows: Iterable[WordRow], gone: Iterable[str]) -> None:
        """Add rows to the index in a folder, and take out those of some reports.

        No file of it is written to: what was there may be another index's too, but for those
        named in `REWRITTEN`. Raises LibraryIndexError when it cannot be done.
        """
        import tantivy

        with _written():
            _write(folder, tantivy.Index.open(str(folder)), rows, gone)

    @classmethod
    def open(cls, folder: Path) -> WordIndex:
        """The index in a folder. Raises LibraryIndexError when it is missing or damaged."""
        import tantivy

        try:
            place = folder if os.access(folder, os.W_OK) else _shadow(folder)
            index = tantivy.Index.open(str(place))
            index.register_tokenizer(_ANALYSER, _analyser())
            words = cls(index)
        except (OSError, ValueError, RuntimeError) as error:
            raise LibraryIndexError(
                f"The word index is damaged ({error}). Mend it with: qa index"
            ) from error
        if place != folder:
            weakref.finalize(words, shutil.rmtree, place, True)
        return words

    def analyse(self, text: str) -> list[str]:
        """A text's terms as the index holds them: lower case, stemmed, accents off, no repeats.

        Any text will do; what holds no words has no terms.
        """
        return terms_of(text)

    def search(
        self,
        query: str | Sequence[str],
        k: int,
        reports: Sequence[str] | None = None,
        *,
        heading_boost: float = 1.0,
    ) -> list[tuple[str, float]]:
        """The k best units that hold any of the words, best first, with their BM25 scores.

        `reports` holds the search to those reports. `heading_boost` multiplies the score of a
        word found in the unit's headings; 0 leaves them out.
        """
        import tantivy

        terms = self.analyse(query if isinstance(query, str) else " ".join(query))
        if not terms or k <= 0 or (reports is not None and not reports):
            return []
        wanted = self._any_of(terms, heading_boost)
        if reports is not None:
            held = tantivy.Query.term_set_query(self._schema, "report", list(reports))
            wanted = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, wanted),
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(held, 0.0)),
                ]
            )
        hits = self._searcher.search(wanted, k, count=False).hits
        found = [(self._unit(place), score) for score, place in hits]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def holding(self, text: str, k: int) -> list[str]:
        """The k best units whose body holds every word of a text, in whatever order."""
        import tantivy

        terms = self.analyse(text)
        if not terms or k <= 0:
            return []
        wanted = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, tantivy.Query.term_query(self._schema, "body", term))
                for term in terms
            ]
        )
        hits = self._searcher.search(wanted, k, count=False).hits
        return [self._unit(place) for _, place in hits]

    def _unit(self, place: Any) -> str:  # noqa: ANN401
        """The key of the unit at an address, read from its document once."""
        address = (place.segment_ord, place.doc)
        unit = self._units.get(address)
        if unit is None:
            if len(self._units) >= _MOST_KNOWN:
                self._units.clear()
            unit = self._units[address] = str(self._searcher.doc(place)["unit"][0])
        return unit

    def _any_of(self, terms: Sequence[str], heading_boost: float) -> Any:  # noqa: ANN401
        import tantivy

        term_query, should = tantivy.Query.term_query, tantivy.Occur.Should
        clauses = [(should, term_query(self._schema, "body", term)) for term in terms]
        if heading_boost:
            for term in terms:
                heading = term_query(self._schema, "heading", term)
                clauses.append((should, tantivy.Query.boost_query(heading, heading_boost)))
        return tantivy.Query.boolean_query(clauses)


@contextlib.contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        raise LibraryIndexError(
            f"The word index cannot be written ({error}). Is the disk full?"
        ) from error


def _write(folder: Path, index: Any, rows: Iterable[WordRow], gone: Iterable[str]) -> None:  # noqa: ANN401
    import tantivy

    index.register_tokenizer(_ANALYSER, _analyser())
    # One thread: the same rows make the same index.
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for report in gone:
        writer.delete_documents_by_term("report", report)
    for row in rows:
        writer.add_document(
            tantivy.Document(
                unit=row.unit,
                report=row.report,
                heading=_plain(row.heading),
                body=_plain(row.body),
            )
        )
    writer.commit()
    writer.wait_merging_threads()
    for file in folder.iterdir():
        # tantivy keeps some to their owner; the index may be served by someone else.
        if file.stat().st_mode & 0o777 != _MODE:
            file.chmod(_MODE)


def tokens_of(text: str) -> list[str]:
    """A text's words as they are indexed, in their order: lower case, stemmed, accents off."""
    tokens: list[str] = _shared_analyser().analyze(_plain(text))
    return tokens


def terms_of(text: str) -> list[str]:
    """A text's words as they are looked for: none twice, and no more than a question has.

    >>> terms_of("Children's plans, and the plan")
    ['children', 's', 'plan', 'and', 'the']
    """
    return list(dict.fromkeys(tokens_of(text)))[:_MOST_TERMS]


def _schema() -> Any:  # noqa: ANN401
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("unit", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("report", tokenizer_name="raw", index_option="basic")
    for field in ("heading", "body"):
        builder.add_text_field(field, tokenizer_name=_ANALYSER, index_option="freq")
    return builder.build()


@cache
def _shared_analyser() -> Any:  # noqa: ANN401
    return _analyser()


def _analyser() -> Any:  # noqa: ANN401
    """The steps of `en_stem`, accents folded too; built here so that both sides take the same."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(40))
    for step in (Filter.lowercase(), Filter.ascii_fold(), Filter.stemmer("english")):
        builder = builder.filter(step)
    return builder.build()


def _plain(text: str) -> str:
    """The text with lone surrogates replaced: they are not Unicode and tantivy refuses them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _shadow(folder: Path) -> Path:
    """A temporary folder of links to the index: tantivy will not read where it may not write."""
    files = [file.resolve() for file in folder.iterdir() if not file.name.endswith(".lock")]
    shadow = Path(tempfile.mkdtemp(prefix="qa-words-"))
    for file in files:
        (shadow / file.name).symlink_to(file)
    return shadow
