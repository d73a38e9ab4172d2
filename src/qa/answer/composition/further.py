"""What was found beside what is quoted and is less likely to answer: to be looked at, no answer.

Whoever asks in words of their own may mean a paragraph that is not quoted: of the phrases that lay
questions need, a seventh stand in these (evals/choices.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from qa.answer.asking.why import asks_why_graded
from qa.answer.finding.found import Found
from qa.answer.quotes.quoting import Evidence, from_whole_reports
from qa.answer.quotes.repeating import is_twin
from qa.index.sqlite.store import Store
from qa.keys import paragraph_of
from qa.quotation import Quote, is_verbatim
from qa.search.asked.question import Kind, Understood

MOST = 3  # paragraphs
LEAST = 0.03  # how likely one must be to answer
_OF_GRADES = (Kind.JUDGEMENT, Kind.SCALE)


def further_of(
    store: Store, understood: Understood, found: Found, chosen: Sequence[Evidence]
) -> tuple[Quote, ...]:
    """The best sentence of each paragraph that may answer beside those of what is `chosen`, the
    likeliest first; none that was shown before, nor where a grade is asked for, which tables tell,
    or the one best quotation.
    """
    of_grade = understood.kind in _OF_GRADES and not asks_why_graded(understood)
    if understood.brief or of_grade:
        return ()
    shown = {row.quote.paragraph.key for row in chosen} | {*map(paragraph_of, understood.beyond)}
    best: dict[str, Evidence] = {}
    for row in found.evidence:
        best.setdefault(row.quote.paragraph.key, row)
    likely = {key: p for key, p in found.relevance.items() if p >= LEAST and key in best}
    rest = [best[key] for key in sorted(likely, key=lambda key: -likely[key]) if key not in shown]
    new = (row for row in rest if not any(is_twin(row.quote, told.quote) for told in chosen))
    told = from_whole_reports(store, list(islice(new, MOST)))
    return tuple(row.quote for row in told if is_verbatim(row.quote))
