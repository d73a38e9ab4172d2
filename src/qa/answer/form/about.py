"""What is known of the reports themselves: asked for alone, or as half of a question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from qa.answer.asking.amounts import amount_asked
from qa.answer.asking.breadth import Breadth, breadth_of
from qa.answer.asking.parts import Parts
from qa.answer.asking.why import asks_why_graded
from qa.answer.form import wording
from qa.answer.form.head import says
from qa.answer.form.reply import Answer
from qa.answer.form.wording import Fact
from qa.data import read_table
from qa.patterns import any_of
from qa.report import Report
from qa.search.asked.question import Kind, Understood

_WHOLE = (Kind.METADATA, Kind.LOOKUP, Kind.HELP)
MOST_REPORTS = 4  # told of beside an answer
MOST_TOLD = 40  # told of as the answer


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `report` of answers.toml: what asks who led an inspection, and for its number; for
    each fact what asks for it, and what asks for some time or person; what tells of a `team` of
    `inspectors`, and what asks for its `head`.
    """

    inspector: re.Pattern[str]
    reference: re.Pattern[str]
    facts: Mapping[Fact, re.Pattern[str]]
    time: re.Pattern[str]
    person: re.Pattern[str]
    team: re.Pattern[str]
    inspectors: re.Pattern[str]
    head: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["report"]
    return _Wordings(
        inspector=any_of(table["inspector"].split()),
        reference=any_of(table["reference"]),
        facts={
            Fact.PUBLISHED: any_of(table["published"]),
            Fact.INSPECTED: any_of(table["inspected"]),
            Fact.INSPECTOR: any_of(table["inspector"].split()),
            Fact.REFERENCE: any_of(table["reference"]),
            Fact.FRAMEWORK: any_of(table["framework"]),
        },
        time=any_of(table["time"]),
        person=any_of(table["person"]),
        team=any_of(table["team"]),
        inspectors=any_of(table["inspectors"]),
        head=any_of(table["head"]),
    )


def facts_asked(question: str) -> frozenset[Fact]:
    """The facts of a report that a question asks for; none where it may ask for others, too.

    >>> sorted(facts_asked("Who led it, and when was it published?"))
    [<Fact.INSPECTOR: 'inspector'>, <Fact.PUBLISHED: 'published'>]
    >>> facts_asked("Who led it, and when was it?")
    frozenset()
    """
    wordings = _wordings()
    found = frozenset(fact for fact, asks in wordings.facts.items() if asks.search(question))
    open_time = wordings.time.search(question) and not found & {Fact.PUBLISHED, Fact.INSPECTED}
    open_person = wordings.person.search(question) and Fact.INSPECTOR not in found
    return frozenset() if open_time or open_person else found


def asks_who_inspected(understood: Understood) -> bool:
    """Whether it is asked who made an inspection, and not only who led it."""
    asked, wordings = understood.standalone, _wordings()
    of_report = understood.kind is Kind.METADATA and wordings.person.search(asked)
    return bool(of_report) and not wordings.head.search(asked)


def tells_who_inspected(text: str) -> bool:
    """Whether a sentence tells of what inspectors a team was made.

    >>> tells_who_inspected("It was carried out by two inspectors.")
    True
    >>> tells_who_inspected("It was carried out under the Children Act.")
    False
    """
    wordings = _wordings()
    return bool(wordings.team.search(text) and wordings.inspectors.search(text))


def names_reports_only(understood: Understood) -> bool:
    """Whether a question says no more than which reports ("Harrow 2012", "the one on Barnet?")."""
    said = understood.terms or understood.aspect or understood.strand
    plain = understood.kind in (Kind.TOPIC, Kind.FACT)
    return plain and not said and bool(understood.authorities) and not asks_why_graded(understood)


def about_reports(understood: Understood, reports: Sequence[Report]) -> Answer | None:
    """What is known of the reports asked about; None where it asks who led an inspection, and none
    of them says.
    """
    led = any(report.lead_inspector for report in reports)
    if _wordings().inspector.search(understood.standalone) and not led:
        return None
    note = ""
    if _wordings().reference.search(understood.standalone):
        note = wording.no_reference([report for report in reports if not report.reference_no])
    asked = facts_asked(understood.standalone) if understood.kind is Kind.METADATA else frozenset()
    head = says(note, *(wording.about(report, asked) for report in reports[:MOST_TOLD]))
    return Answer(understood.question, understood, True, None, head, head.markdown())


def half_about_reports(parts: Parts, reports: Sequence[Report]) -> str:
    """What is known of the reports in question, where half of it asks for that; else nothing."""
    if parts.whole.kind in _WHOLE or not 0 < len(reports) <= MOST_REPORTS:
        return ""
    halves = parts.clauses
    if len(halves) < 2 or not any(asks_for_report_facts(parts, half) for half in halves):
        return ""
    return wording.blocks(*map(wording.about, reports))


def asks_for_report_facts(parts: Parts, half: str) -> bool:
    """Whether a half asks for facts of a report: "... and what year was that?" after who did
    something asks when they did.
    """
    understood = parts.understood(half)
    # A name alone ("Harrow, how is health?") asks for no facts.
    if understood.kind is not Kind.METADATA or not understood.terms:
        return False
    first = parts.clauses[0]
    of_one = breadth_of(first) is Breadth.ONE_THING and amount_asked(first) is None
    of_event = of_one and half != first and parts.understood(first).kind not in _WHOLE
    return bool(facts_asked(half)) or not of_event
