"""The judgements that an answer shows: those asked for, or of the section that answers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from qa.answer.asking.bounds import Side, bound_in
from qa.answer.asking.grades import (
    OVERALL,
    asked_numbers,
    asks_for_all,
    asks_for_best,
    asks_for_extreme,
    asks_for_grade,
    asks_for_rank,
    asks_for_worst,
    asks_how_good_all_is,
    asks_how_good_aspect_is,
    asks_what_got,
    asks_who_got,
    aspects_asked,
    ends_asked,
    graded_subject,
    is_asked,
    names_grades,
    names_no_aspect,
    words_beside,
)
from qa.answer.asking.premises import premise
from qa.answer.finding.found import Found
from qa.answer.form import wording
from qa.answer.judgement.namesakes import (
    earning,
    less_of_all,
    named_alike,
    of_all_beside,
    under_other_names,
)
from qa.answer.judgement.superlative import at_end
from qa.answer.quotes.quoting import Evidence
from qa.authorities import fold
from qa.index.sqlite.store import Store
from qa.keys import report_of
from qa.reading.text.frameworks import fold_heading
from qa.reading.text.grades import is_same_grade, place_of
from qa.report import Judgement, Strand
from qa.search.asked.bridges import phrases_of
from qa.search.asked.grading import asks_what_earned
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood
from qa.search.language.counting import counted
from qa.search.language.cues import load_cues
from qa.search.language.stemming import stem, stems_of

MAX_JUDGEMENTS = 12
MAX_LISTED = 40
LEAST_LIKELY = 0.22  # that a paragraph answers, for its section's grade to be told
LOOKED_AT = 3  # of the best paragraphs, for whether they speak of part of an aspect


def judgements_shown(store: Store, understood: Understood, found: Found) -> list[Judgement]:
    """The judgements to show: those asked for, or of the section that answers."""
    shown = _shown(store, understood, found)
    return _ranked(store, shown, understood) if asks_for_rank(understood) else shown


def _shown(store: Store, understood: Understood, found: Found) -> list[Judgement]:
    read_off = _read_off(store, understood)
    if read_off is not None:
        return read_off
    if understood.kind is not Kind.JUDGEMENT and counted(understood.query):
        return []
    if names_no_aspect(understood):
        return _of_no_aspect(store, understood, found)
    earned = asks_what_earned(understood.standalone)
    if earned and (having := earning(in_scope(store, understood), understood)):
        return having[:MAX_JUDGEMENTS]
    rows = asked_for(store, understood)
    if understood.kind in (Kind.JUDGEMENT, Kind.SCALE) or names_grades(understood):
        return rows[: MAX_LISTED if understood.kind is Kind.ACROSS else MAX_JUDGEMENTS]
    plain = understood.kind in (Kind.RECOMMENDATION, Kind.FACT) or (
        understood.kind is Kind.ACROSS and not asks_for_grade(understood)
    )
    if not rows or not understood.aspect or plain:
        return []
    if understood.sets_side_by_side and len(beside := words_beside(understood)) != 1:
        return [] if beside else rows[:MAX_JUDGEMENTS]
    if not understood.compares and _is_narrower(understood, found):
        return []
    if asks_how_good_aspect_is(understood):
        return rows[:MAX_JUDGEMENTS]
    # Of other questions only those whose answer stands in the aspect's own section.
    looked_at = 5 if understood.kind is Kind.COMPARE else 3
    sections = [found.outline(hit.key).headings for hit in found.hits[:looked_at]]
    wanted = {fold_heading(row.aspect) for row in rows}
    within = sum(1 for headings in sections if wanted & headings)
    enough = 1 if understood.strand else 2
    return rows[:MAX_JUDGEMENTS] if within >= enough else []


def _is_narrower(understood: Understood, found: Found) -> bool:
    """Whether it is asked of part of an aspect that the best paragraphs speak of, or of "a good
    school", which have no grade there. Whoever names the aspect as tables do asks of all of it.
    """
    if fold(understood.aspect or "") in fold(understood.query):
        return False
    if load_cues().no_grade.search(understood.standalone):
        return True
    narrower = set(map(stem, words_beside(understood)))
    return any(narrower & stems_of(found.text(hit.key)) for hit in found.hits[:LOOKED_AT])


def _read_off(store: Store, understood: Understood) -> list[Judgement] | None:
    """What the tables alone answer: who or what got a grade, who came out best, all there is."""
    if asks_who_got(understood):
        every = asked_for(store, understood)
        return ([row for row in every if is_asked(row, understood)] or every)[:MAX_LISTED]
    if asks_what_got(understood):
        every = in_scope(store, understood)
        # Where none got the grade, what they did get is the answer: of several, overall.
        several = len(understood.reports) > 1
        other = [row for row in every if not several or fold_heading(row.aspect) == OVERALL]
        bound = bound_in(understood.standalone)
        if several and bound and bound.side is Side.OTHER:  # "which got no inadequate at all?"
            without = _without(every, bound.grade)
            return [row for row in other if row.report in without][:MAX_LISTED]
        asked = [row for row in every if is_asked(row, understood)]
        return (asked or _in_short(other))[:MAX_LISTED]
    if asks_for_extreme(understood):
        every = in_scope(store, understood)
        ends = [at_end(store, every, worst=worst) for worst in ends_asked(understood)]
        return list(dict.fromkeys(row for end in ends for row in _in_short(end)))
    if asks_for_best(understood) or asks_how_good_all_is(understood):
        return overall_of(store, understood)
    return in_scope(store, understood)[:MAX_LISTED] if asks_for_all(understood) else None


def _in_short(rows: Sequence[Judgement]) -> list[Judgement]:
    """Judgements; of a report with more than are read at a glance the overall ones, if any, and
    those that have not the grade of most.
    """
    return [
        row
        for report in dict.fromkeys(row.report for row in rows)
        for row in _short([row for row in rows if row.report == report])
    ]


def _short(rows: Sequence[Judgement]) -> Sequence[Judgement]:
    overall = [row for row in rows if fold_heading(row.aspect) == OVERALL]
    if len(rows) <= MAX_JUDGEMENTS or not overall:
        return rows
    most = Counter(row.grade for row in rows).most_common(1)[0][0]
    telling = [row for row in rows if row in overall or row.grade != most]
    return telling if len(telling) <= MAX_JUDGEMENTS else overall


def how_many_got(store: Store, understood: Understood) -> str:
    """How many got a grade that is asked for, of how many: reports, judgements, or both."""
    several = len(understood.reports) > 1
    if several and len({*understood.grades, *asked_numbers(understood)}) > 1:
        return ""  # "which were good and which adequate?": no one number
    bound = bound_in(understood.standalone)
    grade = f"a grade {bound}" if bound else "this grade"
    if asks_who_got(understood):
        rows = asked_for(store, understood)
        giving = {row.report for row in rows if is_asked(row, understood)}
        graded = len({row.report for row in rows})
        return wording.of_graded("Reports that gave it", len(giving), graded, grade=grade)
    if not asks_what_got(understood):
        return ""
    every = in_scope(store, understood)
    if several and bound and bound.side is Side.OTHER:
        return wording.none_of_grade(store.heads(_without(every, bound.grade)), bound.grade)
    got = [row for row in every if is_asked(row, understood)]
    told = [wording.of_graded("Judgements of", len(got), len(every), grade=grade)]
    if several:
        of, graded = len({row.report for row in got}), len({row.report for row in every})
        told.append(wording.of_graded("Reports with", of, graded, grade=grade))
        told += map(wording.tables_alone, _ends_named(store, understood) if got else ())
    return " ".join(filter(None, told))


def _ends_named(store: Store, understood: Understood) -> list[str]:
    """The best or the worst of grades, of those a question names: a text has their words for much
    that no table grades, and the others are everyday words.
    """
    scales = {store.head(key).scale.words for key in understood.reports}
    ends = {word for words in scales for word in (words[0], words[-1])}
    return [grade for grade in understood.grades if grade in ends]


def _without(rows: Sequence[Judgement], grade: str) -> list[str]:
    """The reports of some judgements of which none has a grade."""
    having = {row.report for row in rows if is_same_grade(row.grade, grade)}
    return [key for key in dict.fromkeys(row.report for row in rows) if key not in having]


def _judged_elsewhere(understood: Understood, found: Found) -> set[str]:
    """The aspects a question names and nothing beside, which other reports judge or another strand:
    the grade of a section is none of theirs.
    """
    phrases = load_lexicon().aspects
    named = phrases_of(fold(understood.query), phrases)
    if graded_subject(understood) - {word for phrase in named for word in phrase.split()}:
        return set()
    return {name for phrase in named for name in phrases[phrase] if found.is_judged(name)}


def _ranked(store: Store, rows: Sequence[Judgement], understood: Understood) -> list[Judgement]:
    """Judgements by their grades, whatever numbers their scales have for them: the best first, or
    the worst where that is asked for.
    """
    worst = asks_for_worst(understood)

    def ranks(row: Judgement) -> float:
        place = place_of(row.grade, store.head(row.report).scale)
        if place is None:
            return math.inf  # told last, either way
        return place * (-1 if worst else 1)

    return sorted(rows, key=ranks)


def _of_no_aspect(store: Store, understood: Understood, found: Found) -> list[Judgement]:
    """For what no table in scope names, the judgement of it elsewhere, or of its section."""
    if taken := premise(understood.query):
        # "was it inadequate?": another grade, of its section, would be taken for a no
        rows = _of_section(store, understood, found)
        return [row for row in rows if is_same_grade(row.grade, taken)][:MAX_JUDGEMENTS]
    if known := _judged_elsewhere(understood, found):
        every = (row for key in understood.reports for row in store.judgements(key, None))
        return [row for row in every if row.aspect in known]
    return _of_section(store, understood, found)[:MAX_JUDGEMENTS]


def less_astray(
    understood: Understood, rows: Sequence[Judgement], chosen: Sequence[Evidence]
) -> list[Judgement]:
    """The judgements of what no table names, less those of sections that nothing quoted stands in;
    all that the question names.
    """
    phrases = load_lexicon().aspects
    named = {n for said in phrases_of(fold(understood.query), phrases) for n in phrases[said]}
    paragraphs = [row.quote.paragraph for row in chosen]

    def speaks(row: Judgement) -> bool:
        return any(
            paragraph.report == row.report
            and row.strand.meets(paragraph.strand)
            and fold_heading(row.aspect) in map(fold_heading, paragraph.section)
            for paragraph in paragraphs
        )

    return [row for row in rows if row.aspect in named or not paragraphs or speaks(row)]


def _of_section(store: Store, understood: Understood, found: Found) -> list[Judgement]:
    """For what no table names, the judgement of the section that most likely answers."""
    for key, likely in sorted(found.relevance.items(), key=lambda pair: -pair[1]):
        outline = found.outline(key)
        rows = [
            row
            for row in store.judgements(report_of(key), None)
            if fold_heading(row.aspect) in outline.headings - {OVERALL}
            and row.strand in (outline.strand, Strand.GENERAL)
            and understood.takes_in(row.strand)
        ]
        if likely < LEAST_LIKELY or rows:
            return rows if likely >= LEAST_LIKELY else []
    return []


def asked_for(store: Store, understood: Understood) -> list[Judgement]:
    """Those of the aspect and strand named; of no aspect, the overall ones."""
    rows = in_scope(store, understood)
    found: list[Judgement] = []
    for aspect in aspects_asked(understood):
        exact = [row for row in rows if fold_heading(row.aspect) == fold_heading(aspect)]
        told = exact + under_other_names(rows, exact, fold_heading(aspect))
        told += named_alike(rows, told, understood, fold_heading(aspect))
        told = less_of_all(rows, told, understood, aspect)
        told = of_all_beside(rows, told, understood, fold_heading(aspect)) + told
        found += sorted(told, key=lambda row: understood.reports.index(row.report))
    if found or understood.aspect:
        return list(dict.fromkeys(found))
    return overall_of(store, understood) if understood.kind is Kind.JUDGEMENT else []


def overall_of(store: Store, understood: Understood) -> list[Judgement]:
    """The overall judgements of the reports and the strand asked about."""
    return [row for row in in_scope(store, understood) if fold_heading(row.aspect) == OVERALL]


def in_scope(store: Store, understood: Understood) -> list[Judgement]:
    """All judgements of the reports and the strand asked about."""
    return [
        row
        for key in understood.reports
        for row in store.judgements(key, None)
        if understood.takes_in(row.strand)
    ]
