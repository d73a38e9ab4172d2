"""The head of an answer put together: judgements, a premise put right, scales, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.answer.asking.grades import (
    asks_for_best,
    asks_of_future,
    names_no_aspect,
    numbers_named,
)
from qa.answer.asking.premises import premise
from qa.answer.form import wording
from qa.answer.form.head import Head, Row, Scale
from qa.answer.judgement.corrections import premise_corrected, whole_table_told
from qa.answer.judgement.held_against import (
    holds_against,
    looks_beyond,
    same_told,
    standing_told,
    words_named,
)
from qa.answer.judgement.inwords import (
    giving_in_words,
    is_of_strand,
    names_aspect,
    names_it,
    narrower_than_graded,
    reports_graded_for_all,
)
from qa.answer.judgement.judgements import in_scope
from qa.answer.judgement.namesakes import nearest_to_overall
from qa.answer.judgement.outcome import verdict
from qa.answer.judgement.unlisted import no_grade
from qa.index.sqlite.store import Store
from qa.quotation import Quote
from qa.reading.text.frameworks import fold_heading
from qa.report import Judgement, Report, Strand
from qa.scale import GradeScale
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood
from qa.search.language.scored import asks_which_end

OF_ALL_CHILDREN = "What is quoted is said of all children, and not of {} alone."
NO_FORECAST = "The reports tell what inspectors found, and forecast no grade."
SECTION_GRADE = "The section that speaks of it was graded:"
WHOLE_GRADE = "No row of the table is for that alone; the table grades more than that:"


def head_of(
    store: Store,
    understood: Understood,
    judgements: Sequence[Judgement],
    quotes: Sequence[Quote],
    *remarks: str,
) -> Head:
    """What is told before the quotations; `remarks` stand last."""
    given = giving_in_words(understood, judgements, quotes)
    stands = standing_told(store, understood)
    open_ = given or holds_against(understood)
    corrected = "" if open_ else premise_corrected(store, understood, judgements, quotes)
    correction = stands or corrected or whole_table_told(store, understood, judgements, quotes)
    last = (
        _no_strand(understood, judgements) or _of_all_children(understood, quotes),
        _unlike(store, understood, judgements),
        _no_overall(store, understood, judgements),
        *remarks,
    )
    told = "" if correction or given else verdict(store, understood, judgements)
    told = told or same_told(store, understood, judgements)
    notes = (_read_as(understood), told, _whose(store, understood, judgements, given))
    return Head(
        notes=tuple(filter(None, notes)),
        correction=correction,
        rows=tuple(_rows(store, understood, judgements, quotes)),
        compares=understood.compares,
        scales=tuple(_scales(store, understood, judgements)),
        remarks=tuple(filter(None, last)),
    )


def _rows(
    store: Store,
    understood: Understood,
    judgements: Sequence[Judgement],
    quotes: Sequence[Quote],
) -> Iterator[Row]:
    """A row a judgement; of reports set side by side, also one for each that has words alone."""
    judged = {row.report for row in judgements}
    alone = [
        key
        for key in understood.reports
        if understood.compares and key not in judged and _of_report(key, quotes)
    ]
    order = understood.reports if understood.compares else ()
    told = {*judged, *alone}
    for key in dict.fromkeys((*(k for k in order if k in told), *(r.report for r in judgements))):
        report, of = store.head(key), _of_report(key, quotes)
        for row in judgements:
            if row.report == key:
                yield Row(report, row, _speaking(row, of))
        if key in alone:
            yield Row(report, None, of[0])


def _in_words(
    understood: Understood, judgements: Sequence[Judgement], given: Sequence[tuple[Quote, str]]
) -> str:
    """Which of the paragraphs quoted give a grade in words: the one that a question takes for
    granted or, where it takes none, any that is of all that it names; any of just the children
    asked about, where the tables grade all.
    """
    for_all = reports_graded_for_all(understood, judgements)
    taken = (premise(understood.query) or "").casefold()
    subject, several = narrower_than_graded(understood), len(understood.reports) > 1
    places: dict[str, list[str]] = {}
    for quote, grade in given:
        of_all = names_it(subject, quote.text) and understood.takes_in(quote.paragraph.strand)
        of_group = quote.report.key in for_all and names_aspect(understood, quote.text)
        if of_group or grade == taken or (not taken and of_all):
            whose = f" ({wording.dated_names([quote.report])})" if several else ""
            places.setdefault(grade, []).append(f"{quote.paragraph.label}{whose}")
    told = (wording.said_in_words(list(dict.fromkeys(of)), grade) for grade, of in places.items())
    return " ".join(told)


def _of_report(key: str, quotes: Sequence[Quote]) -> list[Quote]:
    return [quote for quote in quotes if quote.report.key == key]


def _speaking(judgement: Judgement, quotes: Sequence[Quote]) -> Quote | None:
    """The quotation that speaks of a judgement: of its section, else the first of its strand."""
    fitting = [quote for quote in quotes if judgement.strand.meets(quote.paragraph.strand)]
    aspect = fold_heading(judgement.aspect)
    own = [q for q in fitting if aspect in map(fold_heading, q.paragraph.section)]
    return next(iter((*own, *fitting)), None)


def _scales(store: Store, understood: Understood, judgements: Sequence[Judgement]) -> list[Scale]:
    """The scales, where a question is about what a grade means or they differ side by side."""
    compared = understood.compares and bool(judgements)
    if understood.kind is not Kind.SCALE and not compared:
        return []
    by_scale: dict[GradeScale, list[Report]] = {}
    for key in store.keys if looks_beyond(understood) else understood.reports:
        report = store.head(key)
        by_scale.setdefault(report.scale, []).append(report)
    if compared and len(by_scale) < 2:
        return []
    return [
        Scale(tuple(reports), scale.describe(), _meaning(understood, scale))
        for scale, reports in by_scale.items()
    ]


def _meaning(understood: Understood, scale: GradeScale) -> str:
    """What the grades that a question names by number are on a scale, and which end of it, where it
    asks for that; of one that it names by its word the number.
    """
    numbers = numbers_named(understood.query)
    if not numbers:
        named = words_named(understood.query, scale.words)
        told = dict.fromkeys((word.lower(), scale.number(word)) for _, word in named)
        return ", ".join(f"{word} is grade {number}" for word, number in told if number)
    asked = ((n, scale.word(n)) for n in numbers)
    ends = dict(zip((scale.words[0], scale.words[-1]), (", the best", ", the worst"), strict=True))
    end = ends if asks_which_end(understood.query) else {}
    return ", ".join(
        f"grade {number} is {word}{end.get(word, '')}" for number, word in asked if word
    )


def _read_as(understood: Understood) -> str:
    """What misspelt words were read as, those that say nothing of a subject left out."""
    talk = load_lexicon().stop_words
    return " ".join(
        f"Read “{wording.escaped(typed)}” as “{wording.escaped(right)}”."
        for typed, right in understood.corrections
        if right.casefold() not in talk
    )


def _no_strand(understood: Understood, judgements: Sequence[Judgement]) -> str:
    """That a report's grades are for all children, where one group of them was asked about."""
    for_all = reports_graded_for_all(understood, judgements)
    if not for_all or any(row.report not in for_all for row in judgements):
        return ""
    return f"These grades are for all children; none was given for {understood.strand} alone."


def _of_all_children(understood: Understood, quotes: Sequence[Quote]) -> str:
    """That what is quoted is said of all children, where one group of them was asked about: neither
    stands any of it in the part on them, nor do its paragraphs name them.
    """
    plain = understood.kind in (Kind.TOPIC, Kind.FACT) and quotes
    if not plain or understood.strand is not Strand.LOOKED_AFTER:
        return ""
    if any(is_of_strand(understood.strand, quote.paragraph) for quote in quotes):
        return ""
    return OF_ALL_CHILDREN.format(understood.strand)


def _no_overall(store: Store, understood: Understood, judgements: Sequence[Judgement]) -> str:
    """What comes nearest to an overall grade in the reports set side by side that gave none."""
    if not asks_for_best(understood) or not understood.sets_side_by_side or not judgements:
        return ""
    rows = in_scope(store, understood)
    graded = {row.report for row in judgements}
    return " ".join(
        wording.nearest_grade(store.head(key), nearest)
        for key in understood.reports
        if key not in graded and (nearest := nearest_to_overall(rows, key, understood))
    )


def _unlike(store: Store, understood: Understood, judgements: Sequence[Judgement]) -> str:
    """That of grades side by side some are for all children and others for one group of them."""
    strands = {row.strand for row in judgements}
    groups = strands - {Strand.GENERAL, Strand.SAFEGUARDING}  # which is of all children, too
    every = dict.fromkeys(row.report for row in judgements if row.strand is Strand.GENERAL)
    one = dict.fromkeys(row.report for row in judgements if row.strand in groups)
    beside = understood.compares or understood.kind is Kind.ACROSS
    if not beside or not groups or not every:
        return ""
    of_all = wording.dated_names([store.head(key) for key in every])
    if understood.strand in groups:
        return f"What {of_all} graded is for all children, not for {understood.strand} alone."
    of_one = wording.dated_names([store.head(key) for key in one])
    both = {row.report for row in judgements if row.strand is Strand.SAFEGUARDING}
    too = f" and, under {Strand.SAFEGUARDING}, for all" * (both >= {*one})
    return (
        f"What {of_all} graded is for all children; what {of_one} graded, for {groups.pop()}{too}."
    )


def _whose(
    store: Store,
    understood: Understood,
    judgements: Sequence[Judgement],
    given: Sequence[tuple[Quote, str]],
) -> str:
    """That what is asked about is no more than a part of what the tables grade; and that words
    among those quoted, if they are `given` so, call it what the question does.
    """
    if asks_of_future(understood):
        return NO_FORECAST
    told = _in_words(understood, judgements, given)
    if not names_no_aspect(understood):
        whole = WHOLE_GRADE if judgements and given and not understood.compares else ""
        return " ".join(filter(None, (told, whole)))
    other = {row.strand for row in judgements if not understood.takes_in(row.strand)}
    if other and not told:
        return f"{no_grade(store, understood, understood.strand)}; for {other.pop()} it was:"
    none = f"{no_grade(store, understood)}."
    return " ".join(filter(None, (told, none, SECTION_GRADE if judgements else "")))
