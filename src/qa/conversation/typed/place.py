"""Where a turn asks about: the authorities and years that it names, or takes from what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from qa.answer.form.reply import Answer
from qa.authorities import fold, load_authorities
from qa.conversation.typed.cues import load_cues, opens, said
from qa.conversation.typed.time_away import years_away_said
from qa.patterns import either
from qa.search.asked.dating import in_order_asked
from qa.search.asked.facts import HeldReport, LibraryFacts
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.places import named_authorities
from qa.search.asked.question import Kind, Understood
from qa.search.asked.scope import Scope, scope_of

_OWNED = re.compile(r"['’]s?$")
_LEADS = re.compile(r"(?:[\s,(]|\b(?:in|from|for|of|by|since|during|the))*$", re.I)
_SPACES = re.compile(r"\s+")
# What was asked of several reports, of one, or of a paragraph is not asked of another place.
_OF_ITS_OWN = (Kind.COMPARE, Kind.TREND, Kind.ACROSS, Kind.LOOKUP, Kind.METADATA)
MOST_TOGETHER = 6  # authorities spoken of in turn that are set side by side


def together(last: Understood, answers: Sequence[Answer]) -> Understood:
    """What was spoken of last, over all the authorities, or else the years, it was said of in turn.

    Of turns on one subject, one after another; where it was said of one place alone, that and the
    authority or the year spoken of before.
    """
    if len(last.authorities) != 1:
        return last
    before = [a.understood for a in reversed(answers) if a.understood.kind is not Kind.METADATA]
    run: list[Understood] = []
    for other in before:
        if other.subject != last.subject or len(other.authorities) != 1:
            break
        run.append(other)
    places = tuple(dict.fromkeys(u.authorities[0] for u in reversed(run)))[-MOST_TOGETHER:]
    if len(places) > 1:
        years = tuple(dict.fromkeys(year for u in reversed(run) for year in u.years))
        return replace(last, authorities=places, years=years, reports=())
    for other in before:
        if len(other.authorities) == 1 and other.authorities != last.authorities:
            both = (*other.authorities, *last.authorities)
            return replace(last, authorities=both, years=(), reports=())
    for other in before:
        if other.years and last.years and other.years != last.years:
            return replace(last, years=(*other.years, *last.years))
    return last


def returned_to(
    own: Sequence[str], last: Understood, answers: Sequence[Answer]
) -> Understood | None:
    """What was spoken of last, with the subject of the turn before it that these words name; None
    where they name none.
    """
    for answer in reversed(answers[:-1]):
        spoken = answer.understood
        if own and {*own} <= {*spoken.subject.split(), *spoken.matter.split()}:
            return replace(
                last,
                subject=spoken.subject,
                matter=spoken.matter,
                strand=spoken.strand,
                kind=spoken.kind,
                standalone=spoken.standalone,
            )
    return None


def of_quoted(last: Understood, answers: Sequence[Answer]) -> Understood:
    """What was spoken of last, held to the one report that the last answer quotes, if it is one:
    "when was that?" asks of no other.
    """
    reports = {quote.report.key: quote.report for quote in answers[-1].quotes}
    if len(reports) != 1 or len(last.reports) < 2:
        return last
    return of_first_quoted(last, answers)


def of_first_quoted(last: Understood, answers: Sequence[Answer]) -> Understood:
    """What was spoken of last, held to the report that the last answer quotes first: after an
    answer from any report, "in that place" is the one that was found.
    """
    if not answers[-1].quotes:
        return last
    report = answers[-1].quotes[0].report
    return replace(
        last, authorities=(report.authority_key,), years=(report.year,), reports=(report.key,)
    )


def in_words(scope: Scope) -> str:
    """The authorities and years that a turn names, in words."""
    places = [load_authorities()[key].name for key in scope.authorities]
    years = map(str, (*scope.years, *scope.unheld_years))
    return " ".join([*places, *scope.unheld_authorities, *years])


def named_in_words(report: str, facts: LibraryFacts) -> str:
    """The authority and year of a report, by its key, in words."""
    held = next(each for each in facts.reports if each.key == report)
    return f"{load_authorities()[held.authority].name} {held.year}"


def carried_years(last: Understood, spoken: Sequence[HeldReport]) -> tuple[int, ...]:
    """The years spoken of; that of the one report, where a framework or "latest" named it."""
    if last.years:
        return last.years
    return (spoken[0].year,) if len(spoken) == 1 else ()


def year_in_order(turn: str, authorities: Sequence[str], facts: LibraryFacts) -> tuple[int, ...]:
    """The year of the one report that a turn means of an authority with several, where it says
    which by its order: "Havering, the later one".
    """
    held = facts.of(authorities)
    meant = in_order_asked(held, turn, any_year=False)
    return (meant[0].year,) if len(authorities) == 1 == len(meant) < len(held) else ()


def year_returned_to(
    turn: str, scope: Scope, answers: Sequence[Answer], facts: LibraryFacts
) -> tuple[int, ...]:
    """The year of the one report that was last spoken of an authority with several, where a turn
    goes back to that authority and says nothing of time: "back to Havering".
    """
    cues, held = load_cues(), facts.of(scope.authorities)
    after = (fold(turn[end:]) for _, end in scope.spans)
    again = said(fold(turn), cues.same_again) or any(opens(a, cues.named_again) for a in after)
    if (
        not (again or opens(fold(turn), cues.returns))
        or len(scope.authorities) != 1
        or len(held) < 2
        or scope.unheld_authorities
    ):
        return ()
    told = scope.years or scope.unheld_years or len(scope.reports) < len(held)
    if told or _tells_time(less_places(turn, facts)):
        return ()
    for answer in reversed(answers):
        spoken = answer.understood
        if scope.authorities[0] in spoken.authorities:
            meant = [report.year for report in held if report.key in spoken.reports]
            return tuple(meant) if len(meant) == 1 else ()
    return ()


def _tells_time(turn: str) -> bool:
    """Whether a turn says which inspection it asks of, or of more than one."""
    cues, folded = load_cues(), fold(turn)
    times = (*cues.since, *cues.other_report, *cues.earlier, *cues.both_reports)
    trend = load_lexicon().kinds[Kind.TREND]
    ends = any(f" {folded}".endswith(f" {phrase}") for phrase in cues.earlier_last)
    return bool(ends or said(folded, (*times, *trend)) or years_away_said(folded))


def other_spoken(last: Understood, answers: Sequence[Answer], facts: LibraryFacts) -> str:
    """The name of the authority spoken of before the last, where that has one report alone: "what
    about the other one?"; nothing where there is none.
    """
    if len(last.authorities) != 1 or len(facts.of(last.authorities)) > 1:
        return ""
    for answer in reversed(answers):
        spoken = answer.understood.authorities
        if len(spoken) == 1 and spoken != last.authorities:
            return load_authorities()[spoken[0]].name
    return ""


def asked_elsewhere(last: Understood, scope: Scope, facts: LibraryFacts) -> str:
    """The last question, asked of the places that are all a turn names: "and Barnet?"; nothing
    where it was asked of several places, or of one report or paragraph.
    """
    missing = scope.unheld_authorities or scope.unheld_years
    several = len(last.authorities) != 1 or not scope.authorities
    if missing or several or last.kind in _OF_ITS_OWN:
        return ""
    asked = asked_of(last.standalone, joined_names(scope.authorities), facts)
    return " ".join([asked, *map(str, scope.years)]) if asked else ""


def joined_names(authorities: Sequence[str]) -> str:
    """The names of authorities, by their keys, as a list is said.

    >>> joined_names(["barnet", "harrow", "redbridge"]), joined_names(["barnet"])
    ('Barnet, Harrow and Redbridge', 'Barnet')
    """
    *rest, final = (load_authorities()[key].name for key in authorities)
    return f"{', '.join(rest)} and {final}" if rest else final


def asked_of(question: str, place: str, facts: LibraryFacts) -> str:
    """A question on one authority, asked of another place instead; nothing where it names none.

    Its year goes, which was that of the other's report.
    """
    named = list(named_authorities(question, facts))
    if not named or len({name.authority.key for name in named}) > 1:
        return ""
    spans = {(name.start, name.end): name for name in named}
    for start, end in sorted({*scope_of(question, facts).spans}, reverse=True):
        if (start, end) in spans:
            owned = "'s" if _OWNED.search(question, start, end) else ""
            question = f"{question[:start]}{place}{owned}{question[end:]}"
        else:
            question = _without(question, start, end)
    return _SPACES.sub(" ", question).replace(" ?", "?").replace(" )", ")").strip(" ,")


def less_places(question: str, facts: LibraryFacts) -> str:
    """A question without the places and years that it names, and without what leads to them."""
    for start, end in sorted(scope_of(question, facts).spans, reverse=True):
        question = _without(question, start, end)
    return _SPACES.sub(" ", question).strip().rstrip(" ,–-")


def _without(question: str, start: int, end: int) -> str:
    """A question without the name that stands there, what leads to it, and its brackets.

    >>> _without("Are plans good (in 2007) or not?", 19, 23)
    'Are plans good or not?'
    >>> _without("Are plans good in the 2007 report?", 22, 26)
    'Are plans good?'
    """
    before, after = question[:start], question[end:]
    led = _LEADS.sub("", before)
    if "(" in before[len(led) :]:
        after = after.removeprefix(")")
    after = _report_last().sub("", after)
    return f"{led} {after}" if after[:1].isalnum() else f"{led}{after}"


@cache
def _report_last() -> re.Pattern[str]:
    """The word for a report of which the name is gone, where nothing follows it."""
    return re.compile(rf"^\s*(?:{either(load_cues().report)})\b(?=\W*$)", re.I)


def with_months(text: str) -> str:
    """A text with what is measured put in where it is left out: "and within three?".

    >>> with_months("and within three?"), with_months("only six-month ones")
    ('and within three months?', 'only within six months ones')
    """
    return _within().sub(r"\1 months", _month_ones().sub(r"within \1 months ", text))


@cache
def _month_ones() -> re.Pattern[str]:
    """So many months, of which no more is said than "the six month ones"."""
    return re.compile(rf"(?<!within )\b({either(load_cues().months)})[ -]months? (?=ones?\b)", re.I)


@cache
def _within() -> re.Pattern[str]:
    cues = load_cues()
    months, measures = either(cues.months), either(cues.measures)
    within = rf"\b(within (?:the next )?(?:{months}))\b"
    return re.compile(rf"{within}(?!\s+(?:{measures}))", re.I)
