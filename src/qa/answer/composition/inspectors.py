"""Who inspected: the sentences in which reports tell of what inspectors their team was made."""

from __future__ import annotations

from collections.abc import Iterator

from qa.answer.asking.phrasing import load_phrasing
from qa.answer.composition.formed import Formed
from qa.answer.form.about import MOST_REPORTS, asks_who_inspected, facts_asked, tells_who_inspected
from qa.answer.form.wording import about
from qa.index.sqlite.store import Store
from qa.quotation import Quote, sentence_quotes
from qa.reading.text.frameworks import fold_heading
from qa.report import Report
from qa.search.asked.question import Understood


def inspectors_told(store: Store, understood: Understood) -> Formed | None:
    """What is known of the reports asked about and who made them; None where that is not asked, or
    none of them tells it.
    """
    reports = understood.reports[:MOST_REPORTS]
    if not understood.authorities or not asks_who_inspected(understood):
        return None
    quotes = [quote for key in reports for quote in _of_team(store.report(key))]
    asked = facts_asked(understood.standalone)
    return Formed([about(store.head(key), asked) for key in reports], quotes) if quotes else None


def _of_team(report: Report) -> Iterator[Quote]:
    phrasing = load_phrasing()
    for paragraph in report.paragraphs:
        if phrasing.method_headings.isdisjoint(map(fold_heading, paragraph.section)):
            continue
        for quote in sentence_quotes(report, paragraph):
            if tells_who_inspected(quote.text):
                yield quote
                return
