"""The words of a report that state a judgement: a sentence, or else the row of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from qa.answer.judgement.inwords import GIVES_GRADE
from qa.answer.judgement.scales import scale_beside
from qa.answer.quotes.quoting import Evidence
from qa.data import read_table
from qa.index.sqlite.store import Store
from qa.quotation import Quote, quote_of, sentence_quotes
from qa.reading.outline.grading import GRADE_NUMBERED, STATES_GRADE
from qa.reading.text.frameworks import fold_heading
from qa.report import Judgement, Paragraph, Report, Strand
from qa.search.language.stemming import stem
from qa.sentences import sentences

_WORD = re.compile(r"[a-z]{3,}")


def statements(store: Store, judgements: Sequence[Judgement], *, or_rows: bool) -> list[Quote]:
    """The sentences that state these judgements, none twice; `or_rows`: of one that no sentence
    states, its row of the table, after what says what a number in it means.
    """
    found: dict[tuple[str, str], Quote] = {}
    for judgement in judgements:
        report = store.report(judgement.report)
        stated = statement_of(report, judgement)
        row = row_of(report, judgement) if or_rows and not stated else None
        for quote in (stated, row and scale_beside(row), row):
            if quote is not None:
                found.setdefault((quote.key, quote.text), quote)
    return list(found.values())


def statement_of(report: Report, judgement: Judgement) -> Quote | None:
    """The sentence that states a judgement: in its own section, else one that names its aspect."""
    aspect = fold_heading(judgement.aspect)
    in_strand = [
        paragraph for paragraph in report.paragraphs if judgement.strand.meets(paragraph.strand)
    ]
    own = [p for p in in_strand if fold_heading(p.heading) == aspect]
    wanted = _roots(judgement.aspect)
    for quote in _grading(report, own, judgement.grade):
        opens = quote.paragraph is own[0] and quote.start == 0
        if opens or wanted & _roots(quote.text):
            return quote
    if own and (opening := _opening(report, own[0], judgement.grade)):
        return opening
    best: tuple[float, Quote] | None = None
    for quote in _grading(report, in_strand, judgement.grade):
        share = len(wanted & _roots(quote.text)) / (len(wanted) or 1)
        if share > (best[0] if best else LEAST_SHARE):
            best = (share, quote)
    return best[1] if best else None


def _opening(report: Report, paragraph: Paragraph, grade: str) -> Quote | None:
    """The first sentence of a section's first paragraph, if it has the grade in other words: "have
    an adequate capacity for improvement".
    """
    first = next(iter(sentences(paragraph.text)), None)
    if first is None or not re.search(
        rf"\b{re.escape(grade)}\b", paragraph.text[first.start : first.end], re.I
    ):
        return None
    return quote_of(report, paragraph, first.start, first.end)


LEAST_SHARE = 0.5  # of an aspect's words; a sentence on another matter may hold half


def row_of(report: Report, judgement: Judgement) -> Quote | None:
    """The row of the table that gives a judgement, as it is printed."""
    table = report.paragraph(judgement.paragraph)
    aspect = fold_heading(judgement.aspect)
    namesakes = [row for row in report.judgements if fold_heading(row.aspect) == aspect]
    lines = list(_rows(table.text, aspect))
    place = namesakes.index(judgement)
    if len(lines) != len(namesakes):
        return None  # a row of several columns, or broken over lines: none rather than another's
    return quote_of(report, table, *lines[place])


def is_of_judged(quote: Quote, judgements: Sequence[Judgement]) -> bool:
    """Whether a quote stands in the section of what was judged, or has half of the words for it."""
    section = set(map(fold_heading, quote.paragraph.section))
    said = _roots(quote.text)
    for row in judgements:
        wanted = _roots(row.aspect)
        if (
            fold_heading(row.aspect) in section
            or len(wanted & said) >= LEAST_SHARE * len(wanted) > 0
        ):
            return True
    return False


def is_of_other_strand(quote: Quote, judgements: Sequence[Judgement], strand: Strand) -> bool:
    """Whether a quote stands in the section that has the name of what was judged and is of the
    other strand.
    """
    if quote.paragraph.strand in (Strand.GENERAL, strand):
        return False
    section = set(map(fold_heading, quote.paragraph.section))
    return any(fold_heading(row.aspect) in section for row in judgements)


def is_row(quotes: Sequence[Quote]) -> bool:
    """Whether one row of a table is all that is quoted, but for what its number means."""
    rows = [quote for quote in quotes if len(GRADE_NUMBERED.findall(quote.text)) < 2]
    return len(rows) == 1 and any(
        row.paragraph == rows[0].paragraph.number for row in rows[0].report.judgements
    )


def stating_grades(
    found: Sequence[Evidence], relevance: Mapping[str, float], least: float
) -> list[Evidence]:
    """The evidence that gives something a grade: of the paragraphs at least so likely to answer,
    and of the likeliest of those that give one. All of it, where none gives a grade.
    """
    rows = [row for row in found if GIVES_GRADE.search(row.quote.text)]
    likely = [relevance.get(row.quote.paragraph.key, 0.0) for row in rows]
    least = min(least, max(likely, default=0.0))
    kept = [row for row, of in zip(rows, likely, strict=True) if of >= least]
    return kept or list(found)


def _rows(text: str, aspect: str) -> Iterator[tuple[int, int]]:
    """Where the lines stand that hold an aspect and a grade after it."""
    start = 0
    for line in text.split("\n"):
        name, _, grade = line.rpartition(" ")
        if grade and fold_heading(name) == aspect:
            yield start, start + len(line)
        start += len(line) + 1


def _roots(text: str) -> set[str]:
    """The first letters of a text's words of content, so that "healthy" meets "health" and
    "staying" meets "stay".
    """
    words = _WORD.findall(text.casefold())
    return {stem(word)[:5] for word in words if word not in _common()}


@cache
def _common() -> frozenset[str]:
    """Words of the names of aspects that tell none from another."""
    return frozenset(read_table("answers.toml")["grades"]["common"].split())


def _grading(report: Report, paragraphs: list[Paragraph], grade: str) -> Iterator[Quote]:
    """Sentences that give this grade to something, in reading order."""
    for paragraph in paragraphs:
        for quote in sentence_quotes(report, paragraph):
            found = STATES_GRADE.search(quote.text)
            if found and found.group(1).casefold() == grade.casefold():
                yield quote
