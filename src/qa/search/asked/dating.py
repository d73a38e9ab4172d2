"""The inspections that a question means: by year, by framework, the latest or the first."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from qa.authorities import fold
from qa.data import read_table
from qa.patterns import any_of, either, unless_after, whole
from qa.reading.text.dates import MONTHS
from qa.search.asked.facts import HeldReport, LibraryFacts, of_years

_YEAR = re.compile(r"(?<![\d£])(?:19|20)\d\d(?!\d)(?![,.]\d)")
_STOPS = ",;:(.–-"
_SHORT_RANGE = re.compile(r"\b((?:19|20)\d\d)[-/–](\d\d)\b")


# Two digits for a year: after a place, or where a turn begins, if they can be little else ("07");
# after an apostrophe; before what is one of inspection ("the 11 report").
_SHORT_YEAR = re.compile(
    r"(?P<before>(?:^|[\w'’.]+[ ,]+))(?P<mark>['’])?(?P<year>[012]\d)\b"
    r"(?![%/:-]|\.\d)(?P<named>(?= (?:one|report|inspection|review)\b))?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `inspection` of questions.toml, as patterns.

    `inspection` is what makes of a year beside it the year of a report; after `no_year` a number
    is none, after `denied` one that is not meant, and `season` belongs to the year after it.
    `up_to` and `from_on` open a span of years, `on_from` says so after the year.
    """

    inspection: re.Pattern[str]
    latest: re.Pattern[str]
    earliest: re.Pattern[str]
    second: re.Pattern[str]
    up_to: re.Pattern[str]
    from_on: re.Pattern[str]
    on_from: re.Pattern[str]
    no_year: re.Pattern[str]
    season: re.Pattern[str]
    denied: re.Pattern[str]
    short_year: frozenset[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("questions.toml")["inspection"]
    no_year, unless = table["no_year"].split(), table["no_year_unless"].split()
    seasons = [*table["seasons"].split(), *MONTHS]
    return _Wordings(
        inspection=any_of(table["named"]),
        latest=_soon_before(table["latest"], table["latest_of"], table["later"]),
        earliest=_soon_before(table["earliest"], table["earliest_of"], alone=table["first_time"]),
        second=any_of(table["second"]),
        up_to=re.compile(rf"{whole(table['up_to'])}\s+(?:19|20)\d\d\b", re.I),
        from_on=re.compile(rf"{whole(table['from_on'])}\s+(?:19|20)\d\d\b", re.I),
        on_from=_on_from(table),
        no_year=re.compile(rf"\b{unless_after(unless)}(?:{either(no_year)})\s+$", re.I),
        season=re.compile(rf"\b(?:{either(seasons)})\s+(?:of\s+)?$", re.I),
        denied=re.compile(rf"\b(?:{either(table['denied'])})\s+$", re.I),
        short_year=frozenset(("", *table["short_year"].split())),
    )


def _on_from(table: Mapping[str, Any]) -> re.Pattern[str]:
    """What asks of later, after the year of a report: "good in 2007, but four years on?"."""
    after = either([*table["years_later"], *table["years_on"]])
    ends = rf"(?<!\bfor )\b\w+ years? (?:{after})(?=\W*$|[,;:?.])"
    opens = rf"(?:[,;:.?]|\b(?:{either(table['turns_to'])}))\s+(?:(?:by|at|in) )?(?:the )?"
    years = rf"\b(?:\w+ )?years? (?:{either(table['years_later'])})\b"
    opening = rf"{opens}(?P<then>{years}|{whole(table['later_on'])})"
    return re.compile(rf"\b(?:19|20)\d\d\b.*?(?:(?P<later>{ends})|{opening})", re.I)


def _soon_before(
    said: Sequence[str],
    of: Sequence[str],
    next_to: Sequence[str] = (),
    alone: Sequence[str] = (),
) -> re.Pattern[str]:
    """What is said of an inspection, with at most two words between; with none; or by itself."""
    soon = [rf"{whole(said)}(?= (?:\w+ ){{0,2}}(?:{either(of)})\b)"]
    soon += [rf"{whole(next_to)}(?= (?:{either(of)})\b)"] if next_to else []
    soon += [whole(alone)] if alone else []
    return re.compile("|".join(soon), re.I)


@cache
def _framework_names() -> dict[str, re.Pattern[str]]:
    """How each framework is named, by its key."""
    named: dict[str, list[str]] = read_table("questions.toml")["framework"]
    return {key: any_of(names) for key, names in named.items()}


def named_frameworks(
    question: str, reports: Sequence[HeldReport]
) -> tuple[tuple[str, ...], list[tuple[int, int]], tuple[str, ...]]:
    """Frameworks named that the scope has a report of, where they stand, and those it has not."""
    held: list[str] = []
    missing: list[str] = []
    spans: list[tuple[int, int]] = []
    for key, pattern in _framework_names().items():
        if found := pattern.search(question):
            spans.append(found.span())
            known = any(report.framework == key for report in reports)
            (held if known else missing).append(found.group() if not known else key)
    return tuple(held), spans, tuple(missing)


def named_years(
    question: str, reports: Sequence[HeldReport], facts: LibraryFacts, denied: Collection[int] = ()
) -> tuple[tuple[int, ...], tuple[int, ...], list[tuple[int, int]]]:
    """Years that name reports, years no report covers, and where they stand.

    A year that only stands in the text ("GCSE results in 2009") is neither: it is searched for. Nor
    are those `denied`.
    """
    held: list[int] = []
    unheld: list[int] = []
    spans: list[tuple[int, int]] = []
    ranges = {m.start() for m in _SHORT_RANGE.finditer(question)}
    asked = _YEAR.search(question)
    known: set[int] = {year for r in reports for year in r.years} if asked else set()
    latest = max(known, default=0)
    wordings = _wordings()
    for match in _YEAR.finditer(question):
        if match.start() in ranges:
            continue
        year = int(match.group())
        if wordings.no_year.search(question[: match.start()]):
            continue
        if year in denied:
            continue
        if year in known:
            held.append(year)
            season = wordings.season.search(question, 0, match.start())
            spans.append((season.start() if season else match.start(), match.end()))
        elif year > latest or _names_a_report(question, match.span()):
            unheld.append(year)
        elif not facts.mentions(str(year), [report.key for report in reports]):
            unheld.append(year)
    later = wordings.on_from.search(question) if len(held) == 1 else None
    if later and any(report.year > held[0] for report in reports):
        spans.append(later.span("later" if later["later"] else "then"))
    return tuple(dict.fromkeys(held)), tuple(dict.fromkeys(unheld)), spans


def years_denied(question: str, after: Collection[int] = ()) -> dict[int, tuple[int, int]]:
    """The years that a question says are not meant, and where it says so: at the beginning, after
    a stop, or where a name ends (`after`).

    >>> years_denied("attendance, not 2007"), years_denied("was it met or not in 2007?")
    ({2007: (12, 20)}, {})
    """
    found: dict[int, tuple[int, int]] = {}
    for year in _YEAR.finditer(question):
        said = _wordings().denied.search(question[: year.start()])
        before = question[: said.start()].rstrip() if said else ""
        if said and (not before or before[-1] in _STOPS or len(before) in after):
            found[int(year.group())] = (said.start(), year.end())
    return found


def with_whole_years(question: str, facts: LibraryFacts) -> str:
    """A question with the years of reports in full where it has their last two digits: "and 07?",
    "Havering 07 bullying", "the 11 report", "in '11".
    """

    def whole(found: re.Match[str]) -> str:
        year = 2000 + int(found["year"])
        before = fold(re.sub(r"['’]s?\b", "", found["before"]))
        begins = not question[: found.start()].strip()
        ends = not question[found.end() :].strip(" .?!")
        sure = bool(found["mark"] or found["named"] is not None)
        if not sure and found["year"].startswith("0"):
            sure = before == "in" or (begins and before in _wordings().short_year)
            sure = sure or any(key.split("-")[-1] == before for key in facts.authorities)
        if not sure and ends:
            sure = _parts_reports(before, year, facts)
        if not sure or not any(report.is_of({year}) for report in facts.reports):
            return found.group()
        return f"{found['before']}{year}"

    return _SHORT_YEAR.sub(whole, question)


def _parts_reports(name: str, year: int, facts: LibraryFacts) -> bool:
    """Whether a year tells one report of the authority whose key ends so from another: "Havering
    11". Of one report alone two digits are a paragraph's number.
    """
    held = [report for report in facts.reports if report.authority.split("-")[-1] == name]
    return len(held) > 1 and any(report.year == year for report in held)


def dates_inspection(text: str, year: int) -> bool:
    """Whether a text says a year of an inspection.

    >>> dates_inspection("since the 2010 visit", 2010), dates_inspection("GCSEs in 2010", 2010)
    (True, False)
    """
    found = (one for one in _YEAR.finditer(text) if int(one.group()) == year)
    return any(_names_a_report(text, one.span()) for one in found)


def _names_a_report(question: str, span: tuple[int, int]) -> bool:
    """Whether a year is said of an inspection: "the 2009 inspection", "inspected in 2009"."""
    before = " ".join(question[: span[0]].split()[-3:])
    after = " ".join(question[span[1] :].split()[:3])
    named = _wordings().inspection
    return bool(named.search(after) or named.search(before))


def _of_years(
    reports: Sequence[HeldReport], years: Sequence[int], *, keep_undated: bool
) -> list[HeldReport]:
    """The reports of these years (all, when there are none).

    With `keep_undated`, an authority none of whose reports is of these years keeps its own:
    "Redbridge and Havering (2011)" means Redbridge's report, whatever its year.
    """
    dated = of_years(reports, years)
    if keep_undated:
        covered, kept = {report.authority for report in dated}, _keys(dated)
        return [r for r in reports if r.key in kept or r.authority not in covered]
    return dated or list(reports)


def _keys(reports: Sequence[HeldReport]) -> set[str]:
    return {report.key for report in reports}


def of_named_years(
    reports: Sequence[HeldReport], years: Sequence[int], question: str, *, keep_undated: bool
) -> list[HeldReport]:
    """The reports of the years that a question names; of one year also those up to it, or from it
    on, where the question says so ("had it improved by 2011?", "since 2007").
    """
    dated = _of_years(reports, years, keep_undated=keep_undated)
    if len(years) != 1:
        return dated
    kept = _keys(dated)
    if _wordings().up_to.search(question):
        return [r for r in reports if r.year <= years[0] or r.key in kept]
    if _wordings().from_on.search(question) or _wordings().on_from.search(question):
        return [r for r in reports if r.year >= years[0] or r.key in kept]
    return dated


def in_order_asked(
    reports: Sequence[HeldReport], question: str, *, any_year: bool
) -> list[HeldReport]:
    """Of each authority the newest or the oldest, where a question asks for that; or all."""
    if _wordings().second.search(question):
        return _second(reports)
    if _wordings().latest.search(question):
        return _ends(reports, newest=True)
    if _wordings().earliest.search(question) and not any_year:
        return _ends(reports, newest=False)
    return list(reports)


def order_said(question: str) -> str:
    """What a question says of the order of inspections; nothing where it says nothing of it.

    >>> order_said("no, the earlier one"), order_said("adoption")
    ('earlier', '')
    """
    known = _wordings()
    found = known.second.search(question) or known.latest.search(question)
    found = found or known.earliest.search(question)
    return fold(found.group()) if found else ""


def less_ordered(question: str) -> str:
    """A question with what it calls an inspection, by its order, called one.

    >>> less_ordered("what does the later one say about bullying?")
    'what does the report say about bullying?'
    """
    return _ordered_one().sub("report", question)


def with_ordered(turn: str) -> str:
    """A turn that says which inspection in the order of time and no more, with what it is said of.

    >>> with_ordered("and the older?"), with_ordered("older children?")
    ('and the older one?', 'older children?')
    >>> with_ordered("and in Havering? newest")
    'and in Havering? newest one'
    """
    return _order_alone().sub(r"\1 one", turn)


@cache
def _ordered_one() -> re.Pattern[str]:
    """What calls an inspection "the later one", where something is asked of it."""
    table = read_table("questions.toml")["inspection"]
    ordered = either([*table["latest"], *table["later"], *table["earliest"]])
    return re.compile(rf"\b(?:{ordered}) one(?=,? \w)", re.I)


@cache
def _order_alone() -> re.Pattern[str]:
    table = read_table("questions.toml")["inspection"]
    ordered = either([*table["latest"], *table["earliest"]])
    leads = r"(?:(?:and|or|the|what about|how about|no|ok)[ ,]+)*"
    return re.compile(rf"((?:^{leads}|[?.,;] )(?:{ordered}))(?=\W*$)", re.I)


def _ends(reports: Sequence[HeldReport], *, newest: bool) -> list[HeldReport]:
    """The newest (or oldest) report of each authority."""
    by_authority: dict[str, HeldReport] = {}
    for report in sorted(reports, key=lambda r: r.date, reverse=not newest):
        by_authority[report.authority] = report
    return [r for r in reports if by_authority[r.authority] is r]


def _second(reports: Sequence[HeldReport]) -> list[HeldReport]:
    """The second report of each authority, in the order of time; the one it has, of one alone."""
    by_authority: dict[str, list[HeldReport]] = {}
    for report in sorted(reports, key=lambda r: r.date):
        by_authority.setdefault(report.authority, []).append(report)
    meant = _keys([held[min(1, len(held) - 1)] for held in by_authority.values()])
    return [report for report in reports if report.key in meant]
