"""The head of an answer put together: judgements, a premise put right, scales, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qa.answer.asking.grades import (
    asked_numbers,
    asks_of_future,
    asks_what_got,
    asks_who_got,
    is_asked,
    names_no_aspect,
    numbers_named,
    premise,
    words_beside,
)
from qa.answer.form import wording
from qa.answer.form.head import Head, Row, Scale
from qa.answer.judgement.inwords import giving_in_words, grades_all_for_one_group
from qa.index.sqlite.store import Store
from qa.quotation import Quote
from qa.reading.outline.grading import STATES_GRADE
from qa.reading.text.frameworks import fold
from qa.report import Judgement, Report, Strand
from qa.scale import GradeScale
from qa.search.question import Kind, Understood

NO_GRADE = "No grade by that name was given."
NO_FORECAST = "The reports tell what inspectors found, and forecast no grade."
SECTION_GRADE = f"{NO_GRADE} The section that speaks of it was graded:"
WHOLE_GRADE = (
    "The words quoted grade what is nearer to the question; the table grades more than that:"
)


def head_of(
    store: Store,
    understood: Understood,
    judgements: Sequence[Judgement],
    quotes: Sequence[Quote],
    *remarks: str,
) -> Head:
    """What is told before the quotations; `remarks` stand last."""
    given = giving_in_words(understood, judgements, quotes)
    corrected = "" if given else _correction(understood, judgements, quotes)
    correction = corrected or _none_such(understood, judgements)
    last = (_no_strand(understood, judgements), _unlike(store, understood, judgements), *remarks)
    return Head(
        notes=tuple(filter(None, (_read_as(understood), _whose(understood, judgements, given)))),
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


def _of_report(key: str, quotes: Sequence[Quote]) -> list[Quote]:
    return [quote for quote in quotes if quote.report.key == key]


def _speaking(judgement: Judgement, quotes: Sequence[Quote]) -> Quote | None:
    """The quotation that speaks of a judgement: of its section, else the first of its strand."""
    fitting = [
        quote
        for quote in quotes
        if Strand.GENERAL in (judgement.strand, quote.paragraph.strand)
        or quote.paragraph.strand is judgement.strand
    ]
    aspect = fold(judgement.aspect)
    own = [q for q in fitting if aspect in map(fold, q.paragraph.section)]
    return next(iter((*own, *fitting)), None)


def _scales(store: Store, understood: Understood, judgements: Sequence[Judgement]) -> list[Scale]:
    """The scales, where a question is about what a grade means or they differ side by side."""
    compared = understood.compares and bool(judgements)
    if understood.kind is not Kind.SCALE and not compared:
        return []
    by_scale: dict[GradeScale, list[Report]] = {}
    for key in understood.reports:
        report = store.head(key)
        by_scale.setdefault(report.scale, []).append(report)
    if compared and len(by_scale) < 2:
        return []
    return [
        Scale(tuple(reports), scale.describe(), _meaning(understood, scale))
        for scale, reports in by_scale.items()
    ]


def _meaning(understood: Understood, scale: GradeScale) -> str:
    """What the grades that a question names by number are on a scale."""
    asked = ((n, scale.word(n)) for n in numbers_named(understood.query))
    return ", ".join(f"grade {number} is {word}" for number, word in asked if word)


def _read_as(understood: Understood) -> str:
    """What misspelt words were read as."""
    return " ".join(
        f"Read “{wording.escaped(typed)}” as “{wording.escaped(right)}”."
        for typed, right in understood.corrections
    )


def _no_strand(understood: Understood, judgements: Sequence[Judgement]) -> str:
    """That a report's grades are for all children, where one group of them was asked about."""
    if not grades_all_for_one_group(understood, judgements):
        return ""
    return f"These grades are for all children; none was given for {understood.strand} alone."


def _unlike(store: Store, understood: Understood, judgements: Sequence[Judgement]) -> str:
    """That of grades side by side some are for all children and others for one group of them."""
    strands = {row.strand for row in judgements}
    if Strand.SAFEGUARDING in strands:
        return ""  # which is of all children, too
    groups = strands - {Strand.GENERAL}
    every = dict.fromkeys(row.report for row in judgements if row.strand is Strand.GENERAL)
    one = dict.fromkeys(row.report for row in judgements if row.strand in groups)
    if not understood.compares or not groups or not every or understood.strand in groups:
        return ""
    of_all = wording.dated_names([store.head(key) for key in every])
    of_one = wording.dated_names([store.head(key) for key in one])
    return f"What {of_all} graded is for all children; what {of_one} graded, for {groups.pop()}."


def _whose(
    understood: Understood, judgements: Sequence[Judgement], given: Sequence[tuple[Quote, str]]
) -> str:
    """That what is asked about is no more than a part of what the tables grade; and that words
    among those quoted, if they are `given` so, call it what the question does.
    """
    if asks_of_future(understood):
        return NO_FORECAST
    taken = (premise(understood.query) or "").casefold()
    places = dict.fromkeys(quote.paragraph.label for quote, grade in given if grade == taken)
    told = _said_in_words(list(places), taken) if places else ""
    if not names_no_aspect(understood):
        whole = WHOLE_GRADE if judgements and given else ""
        return " ".join(filter(None, (told, whole)))
    if told:
        return f"{told} {NO_GRADE}"
    other = {row.strand for row in judgements if not understood.takes_in(row.strand)}
    if other:
        return f"No grade by that name was given for {understood.strand}; for {other.pop()} it was:"
    return SECTION_GRADE if judgements else NO_GRADE


def _said_in_words(places: Sequence[str], grade: str) -> str:
    """Which paragraphs, by their labels, say a grade of what is asked about."""
    *first, last = places
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"In words, {listed} {'say' if first else 'says'} “{grade}” of it."


def _correction(
    understood: Understood, judgements: Sequence[Judgement], quotes: Sequence[Quote]
) -> str:
    """What a question wrongly took for granted of what was graded, put right."""
    if understood.aspect and words_beside(understood):
        return ""  # it may be true of what is narrower
    taken = premise(understood.query)
    one_report = len({row.report for row in judgements}) == 1
    if understood.strand and any(row.strand is not understood.strand for row in judgements):
        return ""  # the words may be true of the strand though the grade is of all children
    if names_no_aspect(understood) or asks_of_future(understood):
        return ""  # the grade is of the whole section, or of another inspection
    numbers = asked_numbers(understood)
    if not (taken or len(numbers) == 1) or not one_report or asks_what_got(understood):
        return ""
    if understood.kind in (Kind.ACROSS, Kind.OVERVIEW):
        return ""  # "what is it good at?" takes no grade for granted
    if not taken:
        if any(row.number in numbers for row in judgements):
            return ""
        scored = (f"{row.grade.lower()} (grade {row.number})" for row in judgements)
        told = " and ".join(dict.fromkeys(scored))
        return f"It was not grade {min(numbers)}: the judgement was {told}."
    if any(row.grade.casefold().startswith(taken.casefold()) for row in judgements):
        return ""
    if any(f.casefold() == taken.casefold() for q in quotes for f in STATES_GRADE.findall(q.text)):
        return ""  # the words quoted say so of something in it
    grades = " and ".join(dict.fromkeys(row.grade for row in judgements))
    return f"It was not judged {taken.lower()}: the judgement was {grades.lower()}."


def _none_such(understood: Understood, judgements: Sequence[Judgement]) -> str:
    """That no judgement had the grade asked for, where that is so."""
    if not judgements or not (asks_what_got(understood) or asks_who_got(understood)):
        return ""
    if any(is_asked(row, understood) for row in judgements):
        return ""
    words = sorted(grade.lower() for grade in understood.grades)
    numbers = [f"grade {number}" for number in sorted(asked_numbers(understood))]
    none = f"No judgement was {' or '.join(words or numbers)}"
    if len(understood.reports) > 1:
        return f"{none}. {'They' if understood.aspect else 'Overall they'} were:"
    counts = Counter(row.grade.lower() for row in judgements).most_common()
    told = [f"{count} {grade}" for grade, count in counts]
    were = f"all {len(judgements)} were {counts[0][0]}" if len(counts) == 1 else ", ".join(told)
    return f"{none}: {were}."
