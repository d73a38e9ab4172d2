"""What of the evidence an answer quotes, by what its question asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from qa.answer.asking.grades import (
    OVERALL,
    asks_for_best,
    asks_for_grade,
    asks_of_all_services,
    graded_subject,
    names_aspect_alone,
    names_grades,
    names_no_aspect,
)
from qa.answer.asking.subject import names_topic, ways_of, ways_of_topic
from qa.answer.asking.why import asks_for_reasons, asks_why_graded
from qa.answer.composition.recommended import (
    begins_with_advice,
    finding_first,
    recommended,
)
from qa.answer.composition.weaknesses import faults_alone
from qa.answer.composition.weighing import judging_first, weigher
from qa.answer.finding.found import Found
from qa.answer.judgement.inwords import (
    calling_so,
    giving_in_words,
    holds_most,
    narrower_than_graded,
    reports_graded_for_all,
    words_held,
)
from qa.answer.judgement.reasons import measure_of_reasons, reasons
from qa.answer.judgement.scales import scale_quotes
from qa.answer.judgement.statements import (
    is_of_judged,
    is_of_other_strand,
    is_row,
    statements,
    stating_grades,
)
from qa.answer.judgement.summary import of_all_services
from qa.answer.quotes.choosing import choose, in_order, with_lead_ins
from qa.answer.quotes.degrees import LOOSELY_NEAR
from qa.answer.quotes.measure import Measure
from qa.answer.quotes.quota import COUNTED, GRADED, asks_beside_grade, measure_of
from qa.answer.quotes.quoting import Evidence, from_whole_reports
from qa.answer.quotes.sides import asks_for_fault, asks_for_weakness, less_praise, sides_of
from qa.answer.recommendation.acting import asks_who_failed
from qa.answer.recommendation.advice import (
    nearest_items,
    with_subject_named,
)
from qa.answer.refusal.lacking import amount_lacked
from qa.index.sqlite.store import Store
from qa.quotation import Quote
from qa.reading.text.frameworks import fold_heading
from qa.report import Judgement, Strand
from qa.search.asked.question import Kind, Understood

MOST_IN_WORDS = 2  # quotes that give a grade where no table does
ABOUT_GRADES = (Kind.JUDGEMENT, Kind.SCALE, Kind.ACROSS)
NO_AMOUNT = "No such {} was found; what follows is said of the subject."


def evidence_for(store: Store, understood: Understood, found: Found) -> tuple[list[Evidence], str]:
    """What may be quoted, and what is to be said of it."""
    if found.giving_number:
        return found.giving_number, ""
    if understood.kind is Kind.JUDGEMENT and not asks_why_graded(understood):
        rows = found.evidence
        if asks_beside_grade(understood):
            return rows, ""
        if beside := narrower_than_graded(understood) if understood.aspect else None:
            narrower = [row for row in rows if holds_most(beside, row.quote.text)]
            return narrower or stating_grades(rows, found.relevance, GRADED.least), ""
        if names_no_aspect(understood):
            rows = _naming_most(rows, graded_subject(understood))
        return stating_grades(rows, found.relevance, GRADED.least), ""
    if understood.kind is not Kind.RECOMMENDATION:
        lacked = amount_lacked(understood, found)
        lacking = NO_AMOUNT.format(lacked) if lacked else ""
        rows = nearest_items(found.naming, found.is_advice)
        if asks_who_failed(understood.standalone):  # what is to be done tells of nobody who did
            rows = [row for row in rows if not found.is_advice(row.quote.paragraph.key)] or rows
        return faults_alone(understood, rows, found), lacking
    return recommended(store, understood, found)


def _naming_most(rows: Sequence[Evidence], subject: Collection[str]) -> list[Evidence]:
    """The rows that hold the most of a subject's words: the grade of something that no table names
    is told where that is named.
    """
    held = [len(words_held(subject, row.quote.text)) for row in rows]
    most = max(held, default=0)
    return [row for row, count in zip(rows, held, strict=True) if count == most]


def quoted_of(
    store: Store,
    understood: Understood,
    found: Found,
    judgements: Sequence[Judgement],
    evidence: Sequence[Evidence],
) -> list[Evidence]:
    """The evidence to quote, in the order it is shown."""
    if judgements and _asks_why_so(understood):
        understood = replace(understood, kind=Kind.JUDGEMENT)
    measure = measure_of(understood, evidence)
    why = asks_why_graded(understood)
    if called := calling_so(store, understood, judgements):
        return [Evidence(quote, 1.0) for quote in called]
    if asks_of_all_services(understood):
        whole = of_all_services(store, understood, judgements)
        if whole:
            return [Evidence(quote, 1.0) for quote in whole]
    if not why and _asks_of_grades(understood) and len(judgements) > measure.most:
        return []  # a whole table is its own answer
    first = _first(store, understood, found, judgements, measure)
    if not why or reports_graded_for_all(understood, judgements):
        in_words = _in_words(store, understood, found, judgements)
        # What no table names and words rate needs no grade of the section around it.
        first = in_words if in_words and names_no_aspect(understood) else [*in_words, *first]
    relevance = found.relevance
    if why and first:
        evidence, relevance = reasons(understood, found, judgements, first, measure.least)
        measure = measure_of_reasons(measure, first)
    if understood.kind is Kind.RECOMMENDATION:
        ways = ways_of(understood, found.bridges)
        relevance = with_subject_named(relevance, evidence, ways, measure.least)
    # What gives the number asked for is not the nearer to the question's words.
    weigh = list if measure is COUNTED else weigher(understood, found)
    naming = _naming_topic(understood, found)
    chosen = from_whole_reports(store, choose(evidence, relevance, measure, first, weigh, naming))
    chosen = _in_shape(store, understood, found, judgements, first, chosen)
    shown = with_lead_ins(chosen)
    if measure is COUNTED:  # an item that gives the number needs no words that lead to all of them
        shown = [row for row in shown if row in chosen or sides_of(row.quote.text)]
    shown = in_order(shown, understood.reports)
    return shown if measure is COUNTED or first else judging_first(understood, found, shown)


def _asks_why_so(understood: Understood) -> bool:
    """Whether a question names no grade, and asks why a thing was as good, or as bad, as it was."""
    asked = understood.standalone
    return understood.kind is Kind.TOPIC and asks_for_reasons(asked) and bool(sides_of(asked))


def _naming_topic(understood: Understood, found: Found) -> Callable[[str], bool]:
    """Whether a text names what is asked about; any does where faults or the reasons of a grade are
    asked for, and beside recommendations: these are told in other words.
    """
    told_otherwise = asks_why_graded(understood) or asks_for_weakness(understood.query)
    if understood.kind is Kind.RECOMMENDATION or told_otherwise:
        return bool
    topic = ways_of_topic(understood, found.bridges)
    return lambda text: names_topic(text, topic)


def _in_shape(
    store: Store,
    understood: Understood,
    found: Found,
    judgements: Sequence[Judgement],
    first: Sequence[Quote],
    chosen: list[Evidence],
) -> list[Evidence]:
    """What is chosen, as the kind of question wants it, beside what is quoted `first`."""
    if not first:
        chosen = finding_first(store, understood, found, chosen)
    if not asks_why_graded(understood) and _is_graded(understood, judgements):
        chosen = _less_beside_grades(understood, found, judgements, first, chosen)
    if understood.strand and names_aspect_alone(understood):
        chosen = _of_strand(understood.strand, judgements, chosen)
    if understood.kind is Kind.RECOMMENDATION:  # what is to be done, then what was at fault
        chosen.sort(key=lambda row: not found.is_advice(row.quote.paragraph.key))
    elif not begins_with_advice(understood, found, chosen):  # all findings together
        chosen.sort(key=lambda row: found.is_advice(row.quote.paragraph.key))
    if understood.kind is Kind.ACROSS and not first and asks_for_fault(understood.query):
        chosen = less_praise(chosen)  # "where did it fall short?" is not where it went well
    return chosen


def _asks_of_grades(understood: Understood) -> bool:
    if understood.sets_side_by_side:  # "Barnet and Harrow: which grade for leadership?"
        return asks_for_grade(understood) and names_aspect_alone(understood)
    return understood.kind in ABOUT_GRADES and not names_no_aspect(understood)


def _is_graded(understood: Understood, judgements: Sequence[Judgement]) -> bool:
    """Whether a question of grades has them: where one of several reports gave no overall grade,
    its words are heard.
    """
    overall = asks_for_best(understood)
    graded = {row.report for row in judgements if fold_heading(row.aspect) == OVERALL}
    return _asks_of_grades(understood) or (overall and graded >= {*understood.reports})


def _first(
    store: Store,
    understood: Understood,
    found: Found,
    judgements: Sequence[Judgement],
    measure: Measure,
) -> list[Quote]:
    """What is quoted before all else: what the grades mean, and the sentences that give them."""
    asked = _asks_of_grades(understood)
    stated = asked or asks_for_best(understood) or understood.kind is Kind.COMPARE
    stated = stated or names_grades(understood) or names_aspect_alone(understood)
    scale = scale_quotes(store, understood, found) if understood.kind is Kind.SCALE else []
    return scale + [
        quote
        for quote in statements(store, judgements[: measure.most], or_rows=asked)
        if stated or found.relevance.get(quote.paragraph.key, 0.0) >= measure.least
    ]


def _in_words(
    store: Store, understood: Understood, found: Found, judgements: Sequence[Judgement]
) -> list[Quote]:
    """The best of the words that give a grade to what is narrower than the tables judge."""
    quotes = [row.quote for row in found.evidence]
    given = [quote for quote, _ in giving_in_words(understood, judgements, quotes)]
    best = {quote.paragraph.key: quote for quote in reversed(given)}
    kept = [quote for quote in given if best[quote.paragraph.key] is quote]
    kept = list({quote.text: quote for quote in reversed(kept)}.values())[::-1][:MOST_IN_WORDS]
    return [replace(quote, report=store.report(quote.report.key)) for quote in kept]


def _of_strand(
    strand: Strand, judgements: Sequence[Judgement], chosen: list[Evidence]
) -> list[Evidence]:
    """What is chosen, less what is said of the same aspect of the other strand, if more is left."""
    own = [row for row in chosen if not is_of_other_strand(row.quote, judgements, strand)]
    return own or chosen


def _less_beside_grades(
    understood: Understood,
    found: Found,
    judgements: Sequence[Judgement],
    first: Sequence[Quote],
    chosen: Sequence[Evidence],
) -> list[Evidence]:
    """Whoever asks for a grade wants the sentence that gives it; a row of the table is none, and
    what grades a matter near to the question, and names it, stands beside it, or, where nothing
    narrower than what was judged is asked about, what is said of that.
    """
    if understood.kind is Kind.SCALE:
        return [*chosen[: len(first)]]
    if not first:
        return [*chosen]
    near = (row for row in chosen[len(first) :] if is_row(first) and row.cosine >= LOOSELY_NEAR)
    if names_aspect_alone(understood):
        near = (row for row in near if is_of_judged(row.quote, judgements))
    # The other strand's grade of that name is another matter.
    beside = [row for row in near if understood.takes_in(row.quote.paragraph.strand)]
    naming = _naming_topic(understood, found)
    beside = [row for row in beside if naming(row.quote.text)]
    return [*chosen[: len(first)], *beside[:1]]
