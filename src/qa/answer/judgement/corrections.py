"""What a question wrongly takes for granted of grades, put right; and what none of them was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qa.answer.asking.bounds import bound_in
from qa.answer.asking.grades import (
    OVERALL,
    asked_numbers,
    asks_for_extreme,
    asks_of_future,
    asks_what_got,
    asks_who_got,
    ends_asked,
    is_asked,
    names_no_aspect,
    words_beside,
)
from qa.answer.asking.premises import is_denied, is_of_all, premise
from qa.answer.form import wording
from qa.answer.judgement.inwords import calls_so
from qa.answer.judgement.judgements import in_scope
from qa.answer.judgement.superlative import end_told
from qa.index.sqlite.store import Store
from qa.quotation import Quote
from qa.reading.outline.grading import STATES_GRADE
from qa.reading.text.frameworks import fold_heading
from qa.reading.text.grades import is_same_grade
from qa.report import Judgement
from qa.search.asked.question import Kind, Understood

FAILED = "Inadequate"

FEW = 2  # judgements of a grade, told where it was wrongly taken for another's


def premise_corrected(
    store: Store, understood: Understood, judgements: Sequence[Judgement], quotes: Sequence[Quote]
) -> str:
    """What a question wrongly took for granted of what was graded, put right; nothing where it may
    be true.
    """
    if understood.aspect and words_beside(understood):
        return ""  # it may be true of what is narrower
    if understood.strand and any(row.strand is not understood.strand for row in judgements):
        return ""  # the words may be true of the strand though the grade is of all children
    if names_no_aspect(understood) or asks_of_future(understood):
        return ""  # the grade is of the whole section, or of another inspection
    if asks_what_got(understood) or asks_for_extreme(understood):
        return ""
    if understood.kind in (Kind.ACROSS, Kind.OVERVIEW):
        return ""  # "what is it good at?" takes no grade for granted
    taken = premise(understood.query)
    if understood.kind is Kind.TOPIC and taken == FAILED:
        return ""  # "why do pupils fail?"
    if len(understood.authorities) > 1 or len({row.report for row in judgements}) > 1:
        return _of_several(store, understood, judgements, taken) if taken else ""
    if not judgements or not taken:
        return _of_number(understood, judgements) if judgements else ""
    return _of_one(store, understood, judgements, quotes, taken)


def _given_to(store: Store, understood: Understood, grade: str) -> str:
    """What of the same report did get a grade, where that was little: it may be what was meant."""
    every = in_scope(store, replace(understood, strand=None))
    rows = [row for row in every if is_same_grade(row.grade, grade)]
    told = "; ".join(map(wording.judged_part, rows))
    return f" {grade} was: {told}." if 0 < len(rows) <= FEW else ""


def _of_one(
    store: Store,
    understood: Understood,
    judgements: Sequence[Judgement],
    quotes: Sequence[Quote],
    taken: str,
) -> str:
    """The same of one report."""
    has_it = any(is_same_grade(row.grade, taken) for row in judgements)
    if is_denied(understood.standalone, taken):
        of_all = all(is_same_grade(row.grade, taken) for row in judgements)
        return f"It was judged {taken.lower()}." if of_all else ""
    if has_it:
        return ""
    of_all = all(fold_heading(row.aspect) == OVERALL for row in judgements)
    stated = (found for quote in quotes for found in STATES_GRADE.findall(quote.text))
    if not of_all and any(found.casefold() == taken.casefold() for found in stated):
        return ""  # the words quoted say so of something in it
    grades = " and ".join(dict.fromkeys(row.grade for row in judgements))
    told = f"It was not judged {taken.lower()}: the judgement was {grades.lower()}."
    return told + (_given_to(store, understood, taken) or _in_words(understood, quotes) * of_all)


def _of_number(understood: Understood, judgements: Sequence[Judgement]) -> str:
    numbers = asked_numbers(understood)
    if len(understood.reports) > 1:
        return ""  # a number is another grade in each
    if len(numbers) != 1 or any(row.number in numbers for row in judgements):
        return ""
    scored = (f"{row.grade.lower()} (grade {row.number})" for row in judgements)
    told = " and ".join(dict.fromkeys(scored))
    return f"It was not grade {min(numbers)}: the judgement was {told}."


def _of_several(
    store: Store, understood: Understood, judgements: Sequence[Judgement], taken: str
) -> str:
    """Which of several reports did not give a grade that a question takes all of them to have."""
    if not understood.sets_side_by_side or not is_of_all(understood.standalone):
        return ""
    if is_denied(understood.standalone, taken):
        return ""
    others = []
    for key in dict.fromkeys(row.report for row in judgements):
        own = [row for row in judgements if row.report == key]
        if not any(is_same_grade(row.grade, taken) for row in own):
            grades = " and ".join(dict.fromkeys(row.grade.lower() for row in own))
            others.append(f"{wording.dated_names([store.head(key)])}, which got {grades}")
    return f"Not judged {taken.lower()}: {'; '.join(others)}." if others else ""


def whole_table_told(
    store: Store, understood: Understood, judgements: Sequence[Judgement], quotes: Sequence[Quote]
) -> str:
    """What a table as a whole tells: that no judgement had the grade asked for, with the words that
    call something so, or which is the best or the worst.
    """
    if not judgements:
        return ""
    if asks_for_extreme(understood):
        every = in_scope(store, understood)
        ends = ends_asked(understood)[: len({row.grade for row in every})]
        return " ".join(end_told(store, every, understood.strand, worst=worst) for worst in ends)
    if not (asks_what_got(understood) or asks_who_got(understood)):
        return ""
    if any(is_asked(row, understood) for row in judgements):
        return ""
    words = sorted(grade.lower() for grade in understood.grades)
    numbers = [f"grade {number}" for number in sorted(asked_numbers(understood))]
    whose = f" for {understood.strand}" if understood.strand else ""
    bound = bound_in(understood.standalone)
    none = f"No judgement{whose} was {bound or ' or '.join(words or numbers)}"
    if len(understood.reports) > 1:
        return f"{none}. {'They' if understood.aspect else 'Overall they'} were:"
    every = in_scope(store, understood)
    counts = Counter(row.grade.lower() for row in every).most_common()
    told = [f"{count} {grade}" for grade, count in counts]
    were = f"all {len(every)} were {counts[0][0]}" if len(counts) == 1 else ", ".join(told)
    return f"{none}: {were}.{_in_words(understood, quotes)}"


def _in_words(understood: Understood, quotes: Sequence[Quote]) -> str:
    """Which of the paragraphs quoted call something by the grade asked for."""
    if len(understood.grades) != 1 or bound_in(understood.standalone):
        return ""
    grade = understood.grades[0]
    calling = [quote for quote in quotes if calls_so(quote.text, grade)]
    places = list(dict.fromkeys(quote.paragraph.label for quote in calling))
    return f" {wording.called_in_words(places, grade.lower())}" if places else ""
