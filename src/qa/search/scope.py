"""Which authorities, years and reports a question names, held or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from qa.authorities import LocalAuthority, fold, load_authorities
from qa.search.facts import HeldReport, LibraryFacts

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_YEAR = re.compile(r"(?<![\d£])(?:19|20)\d\d(?!\d)(?![,.]\d)")
_SHORT_RANGE = re.compile(r"\b((?:19|20)\d\d)[-/–](\d\d)\b")
_REPORT_WORD = re.compile(
    r"\b(?:inspect\w*|report\w*|review\w*|jar|outcome|findings?|visit\w*|grades?|rating|ofsted)\b",
    re.I,
)
# Words after a place name that make it part of a body's name, not the authority.
_BODY_AFTER = re.compile(
    r"^(?:[,\s]|\band\b|[A-Z][\w'’]*)*?\b(?:NHS|Hospitals?|University|College|"
    r"(?:Mental Health|Care|Foundation|NHS|Hospitals?|Health) Trust|Integrated Care)\b"
)
_LATEST = re.compile(
    r"\b(?:latest|newest|most recent|last|current)\b"
    r"(?= (?:\w+ ){0,2}(?:report|inspection|review|one|grade|rating|judg))",
    re.I,
)
_EARLIEST = re.compile(
    r"\b(?:earliest|oldest|first|previous|earlier)\b"
    r"(?= (?:\w+ ){0,2}(?:report|inspection|review|one)\b)",
    re.I,
)
_LOOKS_BACK = re.compile(r"\b(?:by|until|up to|before)\s+(?:19|20)\d\d\b", re.I)
_LOOKS_ON = re.compile(r"\b(?:since|after|from)\s+(?:19|20)\d\d\b", re.I)
# Before a number that is no year: "more than 2000 children", "the Human Rights Act 1998".
_NO_YEAR = re.compile(
    r"\b(?:than|over|under|(?<!what )(?<!how )about|nearly|almost|around|approximately|least|"
    r"most|act|guidance)\s+$",
    re.I,
)
_SEASON = re.compile(
    r"\b(?:spring|summer|autumn|winter|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\s+(?:of\s+)?$",
    re.I,
)
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|prof|sir|lady|lord)\.?\s+$", re.I)
MAX_NAME_WORDS = 6
MIN_FUZZY_LETTERS = 5
FUZZY_RATIO = 88


@dataclass(frozen=True, slots=True)
class Named:
    """An authority named at characters `start` to `end` of the question.

    `sure` where no other meaning of the words is likely; `misspelt` where they are not its name.
    """

    authority: LocalAuthority
    start: int
    end: int
    sure: bool = True
    misspelt: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question limits itself to. `spans` are the characters that say so."""

    authorities: tuple[str, ...] = ()
    unheld_authorities: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    unheld_years: tuple[int, ...] = ()
    reports: tuple[str, ...] = ()
    unheld_frameworks: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()  # (as typed, the authority it was read as)
    overruled: tuple[str, ...] = ()  # what is named and was put aside by filters


def scope_of(question: str, facts: LibraryFacts) -> Scope:
    """The authorities, years and reports a question names."""
    held_keys = {report.authority for report in facts.reports}
    named = list(_named_authorities(question, facts))
    held = tuple(dict.fromkeys(n.authority.key for n in named if n.authority.key in held_keys))
    unheld = tuple(
        dict.fromkeys(n.authority.name for n in named if n.authority.key not in held_keys)
    )
    # "Reading recovery in Harrow schools": an ordinary word beside a borough we hold is a word.
    if held:
        sure = {n.authority.name for n in named if n.sure}
        unheld = tuple(name for name in unheld if name in sure)
    reports = facts.of(held)
    frameworks, framework_spans, missing_frameworks = _frameworks(question, reports)
    years, unheld_years, year_spans = _years(question, reports, facts)
    dated = _of_years(reports, years, keep_undated=len(held) > 1)
    if len(years) == 1:
        # "had it improved by 2011?" asks about the inspections up to then, "since 2007" from then.
        if _LOOKS_BACK.search(question):
            dated = [r for r in reports if r.year <= years[0] or r in dated]
        elif _LOOKS_ON.search(question):
            dated = [r for r in reports if r.year >= years[0] or r in dated]
    fitting = [r for r in dated if not frameworks or r.framework in frameworks] or dated
    chosen = in_order_asked(fitting, question, any_year=bool(years))
    return Scope(
        authorities=held,
        unheld_authorities=unheld,
        years=years,
        unheld_years=unheld_years,
        unheld_frameworks=missing_frameworks,
        reports=tuple(report.key for report in chosen),
        spans=(*((n.start, n.end) for n in named), *year_spans, *framework_spans),
        corrections=tuple(
            (question[n.start : n.end], n.authority.name) for n in named if n.misspelt
        ),
    )


# -- authorities ----------------------------------------------------------------------------


def _named_authorities(question: str, facts: LibraryFacts) -> Iterator[Named]:
    words = list(_WORD.finditer(question))
    place = 0
    while place < len(words):
        found, count = _longest_name(question, words, place)
        misspelt = found is None and not _follows_title(question, words[place].start())
        if misspelt:
            found, count = _misspelt(words[place].group(), facts), 1
        if found is not None:
            start, end = words[place].start(), words[place + count - 1].end()
            if not _is_body(question, start, end):
                sure = _is_sure(question, start, end, found)
                yield Named(found, start, end, sure, misspelt)
        place += max(count, 1) if found is not None else 1


def _longest_name(
    question: str, words: list[re.Match[str]], place: int
) -> tuple[LocalAuthority | None, int]:
    by_name = load_authorities().by_name
    for count in range(min(MAX_NAME_WORDS, len(words) - place), 0, -1):
        start, end = words[place].start(), words[place + count - 1].end()
        phrase = fold(_without_possessive(question[start:end]))
        authority = by_name.get(phrase)
        if authority and _is_meant(question, start, end, phrase, authority):
            return authority, count
    return None, 0


_folded = lru_cache(maxsize=4096)(fold)  # names, which are the same for every question


def _without_possessive(text: str) -> str:
    return re.sub(r"['’]s?$", "", text)


def _is_meant(question: str, start: int, end: int, phrase: str, authority: LocalAuthority) -> bool:
    """An ordinary word is an authority's name only with a capital, inside the sentence."""
    if phrase not in {_folded(name) for name in authority.ambiguous}:
        return True
    if _is_sure(question, start, end, authority):
        return True
    return question[start].isupper() and start > 0


def _is_sure(question: str, start: int, end: int, authority: LocalAuthority) -> bool:
    """Whether the words can only be the authority: no ordinary word, or "council" follows."""
    phrase = fold(_without_possessive(question[start:end]))
    if phrase not in {_folded(name) for name in authority.ambiguous}:
        return True
    after = question[end : end + 20].casefold()
    return bool(re.match(r"['’]?s?\s+(?:council|borough|county|city|local authority)", after))


def _follows_title(question: str, start: int) -> bool:
    """Whether a word is a person's name: "Mr Barnes"."""
    return bool(
        re.search(r"\b(?:mr|mrs|ms|miss|dr|prof|sir|lady|lord)\.?\s+$", question[:start], re.I)
    )


def _misspelt(word: str, facts: LibraryFacts) -> LocalAuthority | None:
    """The held authority a misspelt word must mean, if one is near and the word is no other."""
    bare = fold(_without_possessive(word))
    if len(bare) < MIN_FUZZY_LETTERS or bare in facts.words or " " in bare:
        return None
    held = _single_names(frozenset(report.authority for report in facts.reports))
    best = process.extractOne(bare, list(held), scorer=fuzz.ratio, score_cutoff=FUZZY_RATIO)
    if best is None or best[0][0] != bare[0]:
        return None
    return held[best[0]]


@lru_cache(maxsize=8)  # a library's authorities: the same at each question
def _single_names(authorities: frozenset[str]) -> Mapping[str, LocalAuthority]:
    """The names of one word, folded, of these authorities."""
    held = {}
    for authority in load_authorities():
        if authority.key in authorities:
            for name in authority.names:
                if " " not in fold(name) and len(name) >= MIN_FUZZY_LETTERS:
                    held[fold(name)] = authority
    return held


def _is_body(question: str, start: int, end: int) -> bool:
    """Whether the name is part of a hospital's, trust's or college's name."""
    after = question[end:]
    if after.startswith(("'", "’")):
        return False
    return bool(_BODY_AFTER.match(after))


# -- years and frameworks ---------------------------------------------------------------------


_FRAMEWORK_NAMES = (
    (re.compile(r"\bjoint area reviews?\b|\bJAR\b", re.I), "joint-area-review"),
    (re.compile(r"\bILACS\b", re.I), "ilacs"),
    (re.compile(r"\bsingle inspection framework\b|\bSIF\b", re.I), "single-inspection-framework"),
)


def _frameworks(
    question: str, reports: Sequence[HeldReport]
) -> tuple[tuple[str, ...], list[tuple[int, int]], tuple[str, ...]]:
    """Frameworks named that the scope has a report of, where they stand, and those it has not."""
    held: list[str] = []
    missing: list[str] = []
    spans: list[tuple[int, int]] = []
    for pattern, key in _FRAMEWORK_NAMES:
        if found := pattern.search(question):
            spans.append(found.span())
            known = any(report.framework == key for report in reports)
            (held if known else missing).append(found.group() if not known else key)
    return tuple(held), spans, tuple(missing)


def _years(
    question: str, reports: Sequence[HeldReport], facts: LibraryFacts
) -> tuple[tuple[int, ...], tuple[int, ...], list[tuple[int, int]]]:
    """Years that name reports, years no report covers, and where they stand.

    A year that only stands in the text ("GCSE results in 2009") is neither: it is searched for.
    """
    held: list[int] = []
    unheld: list[int] = []
    spans: list[tuple[int, int]] = []
    ranges = {m.start() for m in _SHORT_RANGE.finditer(question)}
    asked = _YEAR.search(question)
    known: set[int] = {year for r in reports for year in r.years} if asked else set()
    latest = max(known, default=0)
    for match in _YEAR.finditer(question):
        if match.start() in ranges:
            continue
        year = int(match.group())
        if _NO_YEAR.search(question[: match.start()]):
            continue
        if year in known:
            held.append(year)
            season = _SEASON.search(question, 0, match.start())
            spans.append((season.start() if season else match.start(), match.end()))
        elif year > latest or _names_a_report(question, match.span()):
            unheld.append(year)
        elif not facts.mentions(str(year), [report.key for report in reports]):
            unheld.append(year)
    return tuple(dict.fromkeys(held)), tuple(dict.fromkeys(unheld)), spans


def _names_a_report(question: str, span: tuple[int, int]) -> bool:
    """Whether a year is said of an inspection: "the 2009 inspection", "inspected in 2009"."""
    before = " ".join(question[: span[0]].split()[-3:])
    after = " ".join(question[span[1] :].split()[:3])
    return bool(_REPORT_WORD.search(after) or _REPORT_WORD.search(before))


def _of_years(
    reports: Sequence[HeldReport], years: Sequence[int], *, keep_undated: bool
) -> list[HeldReport]:
    """The reports of these years (all, when there are none).

    With `keep_undated`, an authority none of whose reports is of these years keeps its own:
    "Redbridge and Havering (2011)" means Redbridge's report, whatever its year.
    """
    near = [r for r in reports if not years or r.years & set(years)]
    # "2011" means the report published in 2011 even where another inspection was made then.
    dated = [r for r in near if r.year in years] or near
    if keep_undated:
        covered = {report.authority for report in dated}
        return [r for r in reports if r in dated or r.authority not in covered]
    return dated or list(reports)


def in_order_asked(
    reports: Sequence[HeldReport], question: str, *, any_year: bool
) -> list[HeldReport]:
    """Of each authority the newest or the oldest, where a question asks for that; or all."""
    if _LATEST.search(question):
        return _ends(reports, newest=True)
    if _EARLIEST.search(question) and not any_year:
        return _ends(reports, newest=False)
    return list(reports)


def _ends(reports: Sequence[HeldReport], *, newest: bool) -> list[HeldReport]:
    """The newest (or oldest) report of each authority."""
    by_authority: dict[str, HeldReport] = {}
    for report in sorted(reports, key=lambda r: r.date, reverse=not newest):
        by_authority[report.authority] = report
    return [r for r in reports if by_authority[r.authority] is r]
