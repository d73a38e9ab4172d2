"""Judgements in an answer: which are asked for, and what a question takes for granted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from qa.answer.found import Found
from qa.answer.phrasing import load_phrasing
from qa.index.store import Store
from qa.reading.frameworks import fold
from qa.report import Judgement, Strand
from qa.search.counting import counted
from qa.search.cues import load_cues
from qa.search.lexicon import load_lexicon
from qa.search.question import Kind, Understood

OVERALL = fold("Overall effectiveness")
MAX_JUDGEMENTS = 12
MAX_LISTED = 40
NO_GRADE = "No grade by that name was given."
SECTION_GRADE = f"{NO_GRADE} The section that speaks of it was graded:"
LEAST_LIKELY = 0.22  # that a paragraph answers, for its section's grade to be told


def judgements_shown(store: Store, understood: Understood, found: Found) -> list[Judgement]:
    """The judgements to show: those asked for, or of the section that answers."""
    if asks_what_got(understood):
        every = _in_scope(store, understood)
        # Where none got the grade, what they did get is the answer: of several, overall.
        several = len(understood.reports) > 1
        other = [row for row in every if not several or fold(row.aspect) == OVERALL]
        return ([row for row in every if is_asked(row, understood)] or other)[:MAX_LISTED]
    if asks_for_best(understood) or _asks_how_good_all_is(understood):
        return [row for row in _in_scope(store, understood) if fold(row.aspect) == OVERALL]
    if _asks_for_all(understood):
        return _in_scope(store, understood)[:MAX_LISTED]
    if understood.kind is not Kind.JUDGEMENT and counted(understood.query):
        return []
    if names_no_aspect(understood):
        return _of_section(store, understood, found)[:MAX_JUDGEMENTS]
    rows = _asked_for(store, understood)
    if understood.kind in (Kind.JUDGEMENT, Kind.SCALE) or names_grades(understood):
        return rows[: MAX_LISTED if understood.kind is Kind.ACROSS else MAX_JUDGEMENTS]
    plain = understood.kind in (Kind.RECOMMENDATION, Kind.FACT) or (
        understood.kind is Kind.ACROSS and not _GRADE.search(understood.standalone)
    )
    if not rows or not understood.aspect or plain:
        return []
    if understood.sets_side_by_side and (beside := _beside(understood)) != 1:
        return [] if beside else rows[:MAX_JUDGEMENTS]
    if _asks_how_good(understood):
        return rows[:MAX_JUDGEMENTS]
    # Of other questions only those whose answer stands in the aspect's own section.
    looked_at = 5 if understood.kind is Kind.COMPARE else 3
    sections = [found.outline(hit.key).headings for hit in found.hits[:looked_at]]
    wanted = {fold(row.aspect) for row in rows}
    within = sum(1 for headings in sections if wanted & headings)
    enough = 1 if understood.strand else 2
    return rows[:MAX_JUDGEMENTS] if within >= enough else []


def _beside(understood: Understood) -> int:
    """How many words of a comparison name something other than the aspect: of many it is on
    something narrower than that ("thresholds agreed with schools").
    """
    lexicon = load_lexicon()
    wanted = fold(understood.aspect or "")
    phrases = [phrase for phrase, names in lexicon.aspects.items() if wanted in map(fold, names)]
    cues = [cue for kind in _BESIDE_EACH_OTHER for cue in lexicon.kinds[kind]]
    said = (*phrases, *lexicon.strands, *cues, understood.aspect or "", "effective")
    return len(_subject(understood) - {word.casefold() for p in said for word in p.split()})


_HOW_GOOD = re.compile(r"\bhow (?:effective|good|strong|weak|poor|bad)\b", re.I)


def names_aspect_alone(understood: Understood) -> bool:
    """Whether a question names a judged aspect, and nothing narrower."""
    return bool(understood.aspect) and not _beside(understood)


def _asks_how_good(understood: Understood) -> bool:
    """Whether a question asks how good a judged aspect is, and of nothing narrower."""
    return bool(_HOW_GOOD.search(understood.standalone)) and names_aspect_alone(understood)


def _asks_how_good_all_is(understood: Understood) -> bool:
    """Whether a question asks how good the services of a strand are, and of nothing narrower."""
    if not understood.strand or understood.aspect or not _HOW_GOOD.search(understood.standalone):
        return False
    named = set(understood.strand.split())
    short = {
        abbreviation.casefold()
        for abbreviation, words in load_lexicon().abbreviations.items()
        if set(words.split()) == named
    }
    return _subject(understood) <= {*named, *short, "effective", "service", "services"}


_BESIDE_EACH_OTHER = (Kind.COMPARE, Kind.TREND, Kind.ACROSS)


def names_no_aspect(understood: Understood) -> bool:
    """Whether a question asks what grade something got that no table names ("how they team up")."""
    if understood.kind is not Kind.JUDGEMENT or understood.aspect:
        return False
    if _OVERALL.search(understood.standalone):
        return False
    return bool(_subject(understood)) and not asks_what_got(understood)


def _subject(understood: Understood) -> set[str]:
    """The words of a question about grades that say what was graded."""
    known = load_phrasing().asks_grades | load_lexicon().report_words
    return set(understood.terms) - known


def _of_section(store: Store, understood: Understood, found: Found) -> list[Judgement]:
    """For what no table names, the judgement of the section that most likely answers."""
    for key, likely in sorted(found.relevance.items(), key=lambda pair: -pair[1]):
        outline = found.outline(key)
        rows = [
            row
            for row in store.judgements(outline.report, None)
            if fold(row.aspect) in outline.headings - {OVERALL}
            and row.strand in (outline.strand, Strand.GENERAL)
            and _of_strand(row, understood)
        ]
        if likely < LEAST_LIKELY or rows:
            return rows if likely >= LEAST_LIKELY else []
    return []


def _asked_for(store: Store, understood: Understood) -> list[Judgement]:
    """Those of the aspect and strand named; of no aspect, the overall ones."""
    rows = [
        row
        for key in understood.reports
        for row in store.judgements(key, None)
        if _of_strand(row, understood)
    ]
    found: list[Judgement] = []
    for aspect in _wanted(understood):
        exact = [row for row in rows if fold(row.aspect) == fold(aspect)]
        found += exact + _under_other_names(rows, exact, fold(aspect))
    if found or understood.aspect:
        return list(dict.fromkeys(found))
    if understood.kind is Kind.JUDGEMENT:
        return [row for row in rows if fold(row.aspect) == OVERALL]
    return []


# "did schools and social care get the same grade?": each that is named has its own.
_PAIRS = re.compile(r"\b(?:same|both|than|versus|vs|compared?|differ\w*|and|or|as)\b", re.I)


def _wanted(understood: Understood) -> tuple[str, ...]:
    """The aspects whose grades are asked for."""
    if not understood.aspect:
        return ()
    pairs = understood.kind is Kind.JUDGEMENT and _PAIRS.search(understood.standalone)
    return understood.aspects if pairs and len(understood.aspects) > 1 else (understood.aspect,)


def _under_other_names(
    rows: Sequence[Judgement], exact: Sequence[Judgement], wanted: str
) -> list[Judgement]:
    """The aspect under the name another report gives it: longer, shorter, or a framework's own."""
    covered = {row.report for row in exact}
    return [
        row
        for row in rows
        if row.report not in covered
        and (_one_holds_other(fold(row.aspect), wanted) or fold(row.aspect) in _alike(wanted))
    ]


LEAST_SHARED = 3  # phrases that people use for both


@cache
def _alike(wanted: str) -> frozenset[str]:
    """The aspects, folded, that people mean by the same words: frameworks name them differently."""
    shared = Counter(
        other
        for aspects in load_lexicon().aspects.values()
        if wanted in (names := {fold(aspect) for aspect in aspects})
        for other in names
    )
    return frozenset(name for name, count in shared.items() if count >= LEAST_SHARED)


def _one_holds_other(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 8 and (long.startswith(short) or long.endswith(short))


def _in_scope(store: Store, understood: Understood) -> list[Judgement]:
    """All judgements of the reports and the strand asked about."""
    return [
        row
        for key in understood.reports
        for row in store.judgements(key, None)
        if _of_strand(row, understood)
    ]


_NUMBERED = re.compile(
    r"\bgraded? (?:of |at )?([1-4])\b|\b(?:a|any|all|the) ([1-4])s?\W*(?:\bin\b|$)", re.I
)


def asked_numbers(understood: Understood) -> set[int]:
    """The grades a question names by number, which no word stands for: scales differ."""
    found = _NUMBERED.findall(understood.standalone)
    return {int(one or other) for one, other in found}


def is_asked(row: Judgement, understood: Understood) -> bool:
    """Whether a judgement gave a grade the question names, by word or by number."""
    return row.grade in understood.grades or row.number in asked_numbers(understood)


def _of_strand(row: Judgement, understood: Understood) -> bool:
    """Whether a row is of the strand asked about; a row of a report without strands is of any."""
    return understood.strand in (None, row.strand) or row.strand is Strand.GENERAL


def asks_what_got(understood: Understood) -> bool:
    """Whether a question asks what got a grade that it names, not what grade something got."""
    if understood.aspect or understood.kind not in (Kind.JUDGEMENT, Kind.ACROSS):
        return False
    if not understood.grades and not asked_numbers(understood):
        return False
    subject = set(understood.terms) - load_phrasing().asks_grades
    if subject and understood.kind is Kind.ACROSS:
        return False  # "good adoption services": of one subject, not of the tables
    return bool(load_cues().any_grade.search(understood.standalone))


_BEST = re.compile(
    r"\b(?:best|worst|better|worse|highest|lowest|strong(?:er|est)|weak(?:er|est))\b", re.I
)
_IMPROVED = re.compile(r"\bimprov\w+\b", re.I)


def asks_for_best(understood: Understood) -> bool:
    """Whether a question asks which report came out best or worst, and of nothing in it."""
    overall = not understood.aspect or fold(understood.aspect) == OVERALL
    if not overall or understood.kind not in _BESIDE_EACH_OTHER or _subject(understood):
        return False
    improved = understood.kind is Kind.TREND and _IMPROVED.search(understood.standalone)
    return bool(improved or _BEST.search(understood.standalone))


_OVERALL = re.compile(r"\b(?:overall|as a whole|in general|all in all|altogether)\b", re.I)
_GRADE = re.compile(r"\b(?:grades?|judgements?|judgments?|ratings?|rated|graded|judged)\b", re.I)
_ALL = re.compile(r"\b(?:grades|judgements|judgments|ratings|scores|marks)\b", re.I)


def _asks_for_all(understood: Understood) -> bool:
    """Whether a question asks for the whole table ("what grades did it get?")."""
    if understood.kind is not Kind.JUDGEMENT or not understood.authorities:
        return False
    if not understood.aspect and _subject(understood):
        return False  # "the average scores of a questionnaire": of no table
    overall = not understood.aspect or fold(understood.aspect) == OVERALL
    named = "overall" in understood.standalone.casefold()
    return overall and not named and bool(_ALL.search(understood.standalone))


def names_grades(understood: Understood) -> bool:
    """Whether a question over several reports asks for their grades of an aspect."""
    if understood.kind not in _BESIDE_EACH_OTHER or not understood.aspect:
        return False
    if understood.kind is Kind.ACROSS and _beside(understood):
        return False  # "which reports judge the quality of case files?": of something narrower
    return bool(_GRADE.search(understood.standalone))


def premise(question: str) -> str | None:
    """The one grade a question takes as given, or None ("good or adequate?" takes none).

    >>> premise("why was it inadequate for staying safe?"), premise("was it good or adequate?")
    ('Inadequate', None)
    >>> premise("how good is it?") is None
    True
    """
    phrasing = load_phrasing()
    found = {phrasing.premises[word.lower()] for word in phrasing.premise.findall(question)}
    return found.pop() if len(found) == 1 else None
