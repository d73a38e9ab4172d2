"""An honest no: what is missing, and what is nearest, said to be only that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answer.asking.amounts import amount_asked
from qa.answer.asking.figured import figures_asked
from qa.answer.asking.inventing import ONLY_QUOTES, asks_to_invent
from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.practical import asks_advice, asks_to_reach, is_of_oneself, is_practical
from qa.answer.asking.sought import asks_reason
from qa.answer.finding.found import Found
from qa.answer.form import wording
from qa.answer.form.head import says
from qa.answer.form.program import of_program
from qa.answer.form.quoted import nearest_text
from qa.answer.form.reply import Answer
from qa.answer.form.suggestions import suggestions
from qa.answer.judgement.judgements import overall_of
from qa.answer.judgement.statements import statements
from qa.answer.quotes.choosing import choose
from qa.answer.quotes.degrees import FAINTLY_NEAR, LOOSELY_NEAR, VERY_NEAR
from qa.answer.quotes.measure import Measure
from qa.answer.quotes.quoting import Evidence, from_whole_reports
from qa.answer.refusal.lacking import looks_back, says_it_is_so
from qa.answer.refusal.ungiven import not_given, unmentioned
from qa.index.sqlite.store import Store
from qa.keys import place_of
from qa.quotation import Quote, is_verbatim
from qa.report import Report
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.question import Kind, Reason, Understood
from qa.search.ranked.searcher import Searcher

NEAREST = Measure(most=3, words=0)
TELL_FINDINGS = "These reports tell what inspectors found."
NO_NUMBERS = (
    "They give no telephone numbers and no addresses: ask the council, or the service itself."
)
NO_ADVICE = (
    "They cannot advise anybody on a case of their own: ask the council, Citizens Advice or a "
    "solicitor."
)
NOT_TOLD = (
    "They do not tell how to apply, whom to ask or when a place is open: ask the council, or the "
    "service itself."
)
LEAST_SURE = 0.5  # that what was found speaks of what a reason is asked for
MAX_NAMED = 4
# "and in 2007?", "what about 2007": a year that no place stands before.
_ENDS_IN_YEAR = re.compile(r"\b(?:in|for|during|about|and)\s+(?:the year )?\d{4}\W*$", re.I)


def refused(
    searcher: Searcher,
    understood: Understood,
    found: Found,
    reason: Reason,
    confidence: float | None = None,
) -> Answer:
    """The reply that says what is missing, with the nearest paragraphs as nearest; `confidence`
    says how likely what was found speaks of what is asked.
    """
    lead = _why(searcher, understood, found, reason)
    silent = reason in (Reason.NOT_A_QUESTION, Reason.OUT_OF_SCOPE)
    elsewhere = reason is Reason.AUTHORITY_NOT_HELD and not understood.authorities
    of_report = understood.kind in (Kind.LOOKUP, Kind.METADATA)
    more = bool(understood.beyond)  # what is nearest was shown before
    shown = not (silent or elsewhere or of_report or more or figures_asked(understood))
    nearest = _nearest(searcher, understood, found, reason) if shown else ()
    of_it = asks_reason(understood.query) and (confidence or 0.0) >= LEAST_SURE
    title = wording.SAID_OF_IT if of_it else wording.NEAREST
    return Answer(
        question=understood.question,
        understood=understood,
        answered=False,
        reason=reason,
        head=says(lead),
        text=wording.blocks(lead, nearest_text(nearest, title)),
        nearest=nearest,
        nearest_title=title,
        suggestions=suggestions(understood, searcher.facts, ()) if silent else (),
        confidence=confidence,
    )


def with_nearest(store: Store, answer: Answer, nearest: Sequence[Evidence]) -> Answer:
    """An answer that also shows what comes nearest where there is none."""
    quotes = tuple(row.quote for row in from_whole_reports(store, nearest))
    kept = tuple(filter(is_verbatim, quotes))
    return replace(answer, nearest=kept, text=wording.blocks(answer.text, nearest_text(kept)))


def _nearest(
    searcher: Searcher, understood: Understood, found: Found, reason: Reason
) -> tuple[Quote, ...]:
    """What is near enough to be shown, each text once. Near to how a place did in a year that no
    report is of is how it did overall, and no stray sentence.
    """
    store = searcher.library.store
    if reason is Reason.YEAR_NOT_HELD and searcher.understanding.names_no_subject(understood):
        overall = overall_of(store, understood) if understood.authorities else []
        return tuple(filter(is_verbatim, statements(store, overall, or_rows=False)))[: NEAREST.most]
    counts = amount_asked(understood.query) is not None
    close = [row for row in found.evidence if row.cosine >= _least_near(found, row, counts=counts)]
    near = [row for row in close if looks_back(understood, row.quote.report)] or close
    rows = from_whole_reports(store, choose(near, found.relevance, NEAREST)) if near else []
    texts = {row.quote.text: row.quote for row in reversed(rows) if is_verbatim(row.quote)}
    return tuple(reversed(texts.values()))


def _least_near(found: Found, row: Evidence, *, counts: bool) -> float:
    """How near a sentence must be to be shown as nearest: one that tells how the inspection was
    made must all but name what is asked; so must one that tells what there is, unless `counts` are
    asked for, which stand there. Of what nothing found names the surroundings will do.
    """
    headings = found.outline(row.quote.paragraph.key).headings
    beside = load_phrasing().method_headings
    if not counts:
        beside |= load_phrasing().context_headings
    if headings & beside:
        return VERY_NEAR
    return FAINTLY_NEAR if found.unspoken else LOOSELY_NEAR


def _no_paragraph(searcher: Searcher, understood: Understood) -> str:
    """That there is no such paragraph, and which there are."""
    places = dict.fromkeys(place_of(key) for key in understood.lookups)
    missing = ", ".join(f"paragraph {wording.escaped(place)}" for place in list(places)[:MAX_NAMED])
    held = []
    for key in understood.reports[:MAX_NAMED]:
        report = searcher.library.store.report(key)
        plain = [p.number for p in report.paragraphs if p.number.isdigit()]
        if plain:
            held.append(f"{wording.escaped(report.short_title)}: {plain[0]} to {plain[-1]}")
    return f"There is no {missing}. Paragraphs are numbered: {'; '.join(held)}."


def missing_part(store: Store, understood: Understood) -> str:
    """What half of a question asks for that is not held, said before the half that is."""
    scope = store.heads(understood.reports)
    named = wording.dated_names(scope[: wording.MAX_LISTED])
    return f"{_not_in_library(understood, scope)} What follows is on {named} alone."


def of_other_years(searcher: Searcher, understood: Understood) -> str:
    """Which of several authorities are told of by a report of another year than the one on which a
    question ends, as they have none of that: "are they safe in Barnet and Havering in 2007?", but
    not "is a 3 in Harrow the same as in Havering 2007?", where it is of the last alone.
    """
    years = understood.years
    if len(understood.authorities) < 2 or not _ENDS_IN_YEAR.search(understood.question):
        return ""
    held = (report for report in searcher.facts.reports if report.key in understood.reports)
    others = [report.key for report in held if not report.is_of(years)]
    return wording.of_other_years(searcher.library.store.heads(others), years) if others else ""


def _not_in_library(understood: Understood, scope: Sequence[Report]) -> str:
    """That there is no report of the authorities, the years or the frameworks named."""
    if understood.unheld_authorities:
        names = " or ".join(wording.escaped(name) for name in understood.unheld_authorities)
        return f"There is no report on {names} in the library."
    years = [str(year) for year in understood.unheld_years]
    what = " or ".join([*years, *map(wording.escaped, understood.unheld_frameworks)])
    of = f" on {wording.escaped(scope[0].authority)}" if understood.authorities and scope else ""
    return f"There is no report{of} of {what} in the library."


def _not_told(question: str) -> str:
    """What the reports do not tell somebody who asks for themselves, and who may."""
    if asks_to_reach(question):
        return NO_NUMBERS
    return NO_ADVICE if asks_advice(question) else NOT_TOLD


def _asks_for_oneself(understood: Understood) -> bool:
    practical = is_practical(understood) or is_of_oneself(understood)
    return bool(understood.authorities) and practical


def _out_of_scope(understood: Understood, held: str) -> str:
    """That it is not what the reports, or answers from them, are there for."""
    if asks_to_invent(understood.standalone):
        return ONLY_QUOTES
    if _asks_for_oneself(understood):
        return f"{TELL_FINDINGS} {_not_told(understood.standalone)} {held}"
    return f"That is not something these inspection reports speak of. {held}"


def _why(searcher: Searcher, understood: Understood, found: Found, reason: Reason) -> str:
    store = searcher.library.store
    held = wording.held_text(store.heads())
    scope = store.heads(understood.reports)
    if reason in (Reason.AUTHORITY_NOT_HELD, Reason.YEAR_NOT_HELD):
        if reason is Reason.YEAR_NOT_HELD and understood.authorities:
            on_it = understood.authorities
            held = wording.held_on_it([r for r in store.heads() if r.authority_key in on_it])
        return f"{_not_in_library(understood, scope)} {held}"
    if understood.kind is Kind.LOOKUP:
        return _no_paragraph(searcher, understood)
    if not understood.reports:
        return f"No report in the library fits those filters. {held}"
    if reason is Reason.TOPIC_NOT_FOUND:
        if understood.kind is Kind.METADATA:
            return wording.no_inspector(scope)
        return _not_found(searcher.facts, understood, found, scope)
    if reason is Reason.OUT_OF_SCOPE:
        return _out_of_scope(understood, held)
    if understood.kind is Kind.HELP:
        return of_program(understood, held)
    return f"That could not be understood as a question. Please put it another way. {held}"


def _not_found(
    facts: LibraryFacts, understood: Understood, found: Found, scope: Sequence[Report]
) -> str:
    """That no answer was found, or none of the kind asked for, and where it was looked for."""
    named = "; ".join(f"{wording.escaped(r.authority)}, {r.year}" for r in scope[:MAX_NAMED])
    place = named if 0 < len(scope) <= MAX_NAMED else ""
    where = "these reports" if len(scope) != 1 else "this report"
    among = f" ({place})" if place else ""
    if understood.beyond:
        return f"Nothing more that plainly speaks of that was found in {where}{among}."
    lacked = "" if found.unspoken else _lacked(understood, found)
    if lacked:
        return f"{lacked} Looked for in: {place}." if place else lacked
    unspoken = unmentioned(facts, understood, found.unspoken) if found.unspoken else ""
    above = wording.none_above() if understood.asks_for_most else ""
    told = (f"No answer to that was found in {where}{among}.", unspoken or above)
    return " ".join(filter(None, told))


def _lacked(understood: Understood, found: Found) -> str:
    """That no such figure was found as is asked about, or no such amount, time, name or reason as
    is asked for.
    """
    figures = figures_asked(understood)
    if figures:
        return wording.no_figure([each.printed for each in figures])
    return not_given(understood.query, is_so=says_it_is_so(understood, found))
