"""What reports say of all services: their overall grades in words, or what sums them up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from qa.answer.asking.grades import OVERALL
from qa.answer.judgement.inwords import GIVES_GRADE
from qa.answer.judgement.statements import statements
from qa.data import read_table
from qa.index.sqlite.store import Store
from qa.quotation import Quote, sentence_quotes
from qa.reading.text.frameworks import fold_heading
from qa.report import Judgement, Paragraph, Report
from qa.search.asked.question import Understood

MOST_SUMMING_UP = 2


def sums_up(paragraph: Paragraph) -> bool:
    """Whether a paragraph stands where a report sums up what it found."""
    return any(fold_heading(heading) in _headings() for heading in paragraph.section)


def of_all_services(
    store: Store, understood: Understood, judgements: Sequence[Judgement]
) -> list[Quote]:
    """The sentences that give the overall grades of the reports asked about, or that sum one up
    that has none; nothing where a report has neither, or half of it is asked about.
    """
    found: list[Quote] = []
    for key in understood.reports:
        overall = [
            row for row in judgements if row.report == key and fold_heading(row.aspect) == OVERALL
        ]
        own = statements(store, overall, or_rows=False)
        if not own and not understood.strand:
            own = summed_up(store.report(key))
        if not own:
            return []
        found += own
    return found


def summed_up(report: Report) -> list[Quote]:
    """The sentences by which paragraphs that sum up begin and give a grade, of no judged aspect."""
    aspects = {fold_heading(row.aspect) for row in report.judgements}
    found: list[Quote] = []
    for paragraph in report.paragraphs:
        if sums_up(paragraph) and aspects.isdisjoint(map(fold_heading, paragraph.section)):
            first = next(sentence_quotes(report, paragraph), None)
            if first and first.start == 0 and GIVES_GRADE.search(first.text):
                found.append(first)
    return found[:MOST_SUMMING_UP]


@cache
def _headings() -> frozenset[str]:
    return frozenset(map(fold_heading, read_table("answers.toml")["overview"]["headings"]))
