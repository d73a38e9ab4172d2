"""That a report says what is to be done and cannot tell what was done, said to who asks that."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.asking.afterwards import asks_of_one_if_done
from qa.answer.form import wording
from qa.answer.form.head import says
from qa.answer.form.quoted import nearest_text
from qa.answer.form.reply import Answer
from qa.answer.form.suggestions import suggestions
from qa.answer.quotes.quoting import Evidence
from qa.answer.recommendation.advice import as_quote, asked_of
from qa.index.sqlite.store import Store
from qa.quotation import is_verbatim
from qa.report import Recommendation
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.question import Reason, Understood

CANNOT_TELL = (
    "A report says what is to be done and by when; it cannot tell what was done afterwards."
)
MOST_SHOWN = 12


def cannot_tell(store: Store, facts: LibraryFacts, understood: Understood) -> Answer:
    """The refusal, with where the recommendations stand; and these, where they are not many."""
    rows = asked_of(store, understood) if understood.authorities else []
    lead = " ".join([CANNOT_TELL, *_places(store, rows), *_later(store, facts, understood)])
    shown = [as_quote(store, row) for row in rows] if len(rows) <= MOST_SHOWN else []
    nearest = tuple(filter(is_verbatim, shown))
    return Answer(
        question=understood.question,
        understood=understood,
        answered=False,
        reason=Reason.TOPIC_NOT_FOUND,
        head=says(lead),
        text=wording.blocks(lead, nearest_text(nearest)),
        nearest=nearest,
        suggestions=suggestions(understood, facts, ()),
    )


def told_of_done(
    store: Store, facts: LibraryFacts, understood: Understood, chosen: Sequence[Evidence]
) -> str:
    """The same, where one recommendation is asked about and shown; else nothing."""
    if not asks_of_one_if_done(understood) or not any(row.quote.task for row in chosen):
        return ""
    return " ".join([CANNOT_TELL, *_later(store, facts, understood)])


def _places(store: Store, rows: Sequence[Recommendation]) -> list[str]:
    """Where each report lists what is to be done."""
    told = []
    for key in dict.fromkeys(row.report for row in rows):
        report = store.report(key)
        places = dict.fromkeys(row.paragraph for row in rows if row.report == key)
        labels = [report.paragraph(place).label for place in places]
        told.append(wording.must_improve(report, labels))
    return told


def _later(store: Store, facts: LibraryFacts, understood: Understood) -> list[str]:
    """Which report of an authority is later than one asked about: it may tell what came of it."""
    if not understood.authorities:
        return []
    asked = [report for report in facts.reports if report.key in understood.reports]
    told = []
    for authority in dict.fromkeys(report.authority for report in asked):
        first = min(report.year for report in asked if report.authority == authority)
        later = [report.key for report in facts.of([authority]) if report.year > first]
        if later:
            named = wording.dated_names(store.heads(later))
            told.append(f"What came of that of {first} may be told, by subject, in: {named}.")
    return told
