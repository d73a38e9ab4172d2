"""Answers as Markdown. Whatever comes from a report or a question is escaped first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from qa.markdown import escaped as escaped
from qa.quotation import Quote, dated
from qa.report import Judgement, Report, Strand

# Which of them fell short is asked. It names none: how plainly one did, its own words tell.
NEAREST_FIRST = "What comes nearest to that is quoted first, and then what the others say of it."
MAX_LISTED = 12  # reports in one sentence
SAID_BEFORE = "What was found on that was quoted before:"
NEAREST = "Nearest paragraphs (not an answer)"
SAID_OF_IT = "What is said of it (no reason is given)"
AS_GIVEN = "Each number is as its own report gives it."
NOT_SO = "The report does not say so. It says:"
NOT_SO_OF_SEVERAL = "The reports do not say so. They say:"


class Lack(StrEnum):
    """What is asked for and was not found, as it is said before what speaks of it all the same."""

    RECOMMENDATION = "No recommendation on that was found; what follows speaks of it."
    JUST_THAT = "No recommendation that names just that was found; what follows speaks of it."
    REASON = "No reason for that was found. What is said of it:"


def grade(judgement: Judgement) -> str:
    """A grade with its word, number and scale: never one without the others."""
    if judgement.number is None:
        return f"**{judgement.grade}** (scale: {judgement.scale})"
    return f"**{judgement.grade}** (grade {judgement.number}; scale: {judgement.scale})"


def judgement_line(judgement: Judgement, report: Report) -> str:
    """One judgement in a sentence: whose, of what, which grade."""
    strand = "" if judgement.strand is Strand.GENERAL else f", {judgement.strand}"
    column = f", {escaped(judgement.column)}" if judgement.column else ""
    return (
        f"{escaped(report.authority)}, {report.year}{strand}{column}: "
        f"{escaped(judgement.aspect)}: {grade(judgement)}."
    )


def judged(judgement: Judgement) -> str:
    """One judgement where its report is told beside it: of what, which grade."""
    return f"{judged_part(judgement)}: {grade(judgement)}"


def judged_part(judgement: Judgement) -> str:
    """What of a report a judgement is of."""
    strand = "" if judgement.strand is Strand.GENERAL else f", {judgement.strand}"
    column = f", {escaped(judgement.column)}" if judgement.column else ""
    return f"{escaped(judgement.aspect)}{strand}{column}"


def dated_names(reports: Sequence[Report]) -> str:
    """Reports by authority and year, in a list."""
    return ", ".join(f"{escaped(report.authority)} {report.year}" for report in reports)


def blocks(*parts: str) -> str:
    """Parts that are not empty, a blank line between."""
    return "\n\n".join(part for part in parts if part)


def silent(reports: Sequence[Report], *, graded: bool = False, counted: bool = False) -> str:
    """That nothing was found in some of the reports asked about; no such grade where others are
    `graded`, and no such number where others have `counted`.
    """
    if not reports:
        return ""
    names = [f"{escaped(report.authority)}, {report.year}" for report in reports[:MAX_LISTED]]
    what = (
        "No such grade" if graded else "No such number" if counted else "Nothing that answers this"
    )
    return f"{what} was found in: {'; '.join(names)}."


def of_part(part: str, told: str) -> str:
    """What is told of a part of a question; not in quotation marks, which are the reports'."""
    return f"{escaped(part.rstrip('?'))}: {told}"


def unanswered(part: str) -> str:
    """That a part of a question has no answer."""
    return f"No answer was found to: {escaped(part)}"


def as_target(printed: Sequence[str]) -> str:
    """That figures were targets, where a question takes them for reached."""
    return f"What is said of {' and '.join(map(escaped, printed))} is that it was the target."


def none_above() -> str:
    """That reports, each on its own, compare no places."""
    return (
        "Nothing found sets one place above the others in this; what is said of each stands alone."
    )


def not_graded_alike() -> str:
    """That no grades were found by which one of several places is the better."""
    return "No grades found say which is better; what is said of each stands alone."


def one_sum(report: Report) -> str:
    """That one report alone gives a sum of money, by which places might be ranked."""
    return f"Only {dated_names([report])} gives a sum of money here, so they cannot be ranked."


def not_alike() -> str:
    """That numbers of several reports may not be of the same thing."""
    return f"{AS_GIVEN} They need not count alike."


def most_of_numbers(report: Report, *, least: bool) -> str:
    """Which report gives the most, or the least, of numbers of the same thing."""
    end = "fewest" if least else "most"
    return f"By these numbers the {end}: {dated_names([report])}. {AS_GIVEN}"


def no_figure(printed: Sequence[str]) -> str:
    """That figures stand in none of the reports asked about."""
    return f"No such figure was found: {escaped(', '.join(printed))}." if printed else ""


def first_of(shown: int, held: int) -> str:
    """That no more are shown, where more are held."""
    return f"The first {shown} of {held} are shown." if held > shown else ""


def best_of_grades(reports: Sequence[Report], strand: Strand | None, *, worst: bool) -> str:
    """Which reports have the best of these grades, or the worst; of a strand, if one is given."""
    end = "worst" if worst else "best"
    by = f"By the grades for {strand}" if strand else "By these grades"
    return f"{by} the {end}: {dated_names(reports[:MAX_LISTED])}."


def of_end(
    report: Report, strand: Strand | None, grade: str, *, count: int, of_all: int, worst: bool
) -> str:
    """Which grade is a report's best or worst, and how many of its judgements are that; of a
    strand, if one is given.
    """
    whose = f"{dated_names([report])}, {strand}" if strand else dated_names([report])
    if count == of_all:
        none = "lower" if worst else "higher"
        return f"{whose}: all {of_all} judgements were {grade.lower()}, none {none} than the rest."
    end = "lowest" if worst else "highest"
    went = f"to {count} of {of_all} judgements"
    return f"{whose}: the {end} grade given was {grade.lower()}, {went}."


def said_in_words(places: Sequence[str], grade: str) -> str:
    """Which paragraphs, by their labels, say a grade of what is asked about."""
    says = "say" if len(places) > 1 else "says"
    return f"In words, {_listed(places)} {says} “{grade}” of it."


def called_in_words(places: Sequence[str], grade: str) -> str:
    """Which paragraphs, by their labels, call something by a grade that no table gave."""
    calls = "call" if len(places) > 1 else "calls"
    return f"In words, {_listed(places)} {calls} something “{grade}”, which is no formal judgement."


def _listed(places: Sequence[str]) -> str:
    *first, last = places
    return f"{', '.join(first)} and {last}" if first else last


def nearest_grade(report: Report, rows: Sequence[Judgement]) -> str:
    """What comes nearest to an overall grade in a report that gave none."""
    told = "; ".join(map(judged, rows))
    return f"{dated_names([report])} gave no overall grade. Nearest to one: {told}."


def silent_on_it(reports: Sequence[Report]) -> str:
    """Which reports do not speak of what is asked about."""
    if not reports:
        return "Each of these reports speaks of it."
    return f"Nothing on it was found in: {dated_names(reports[:MAX_LISTED])}. Others speak of it."


def none_recommended(reports: Sequence[Report], nearly: Sequence[Report]) -> str:
    """Which reports were found to recommend nothing on what is asked, where others do, and which
    nearly that.
    """
    none = f"No recommendation on that was found in: {dated_names(reports[:MAX_LISTED])}."
    near = f"What comes near it, and is not shown, is in: {dated_names(nearly[:MAX_LISTED])}."
    return " ".join(told for told, of in ((none, reports), (near, nearly)) if of)


def of_graded(what: str, count: int, graded: int, *, grade: str = "this grade") -> str:
    """How many of what was graded got the grade asked for, if any did."""
    return f"{what} {grade}: {count}, of {graded}." if count else ""


def tables_alone(grade: str) -> str:
    """That the tables were counted, where the text may call more by a grade."""
    return f"Counted are the tables of grades alone; what the text calls “{grade.lower()}” is not."


def none_of_grade(reports: Sequence[Report], grade: str) -> str:
    """Which reports gave a grade to nothing that they graded."""
    named = dated_names(reports[:MAX_LISTED])
    return f"No judgement was {grade.lower()} in: {named}." if reports else ""


def must_improve(report: Report, labels: Sequence[str]) -> str:
    """Where a report lists what must be improved."""
    whose = f"{escaped(report.authority)} had to improve"
    return f"What {whose} is listed in its report of {report.year}: {places(labels)}."


def places(labels: Sequence[str]) -> str:
    """Paragraphs in a list.

    >>> places(["paragraph 3", "paragraph 8"]), places(["paragraph 3", "annex, paragraph 8"])
    ('paragraphs 3 and 8', 'paragraph 3 and annex, paragraph 8')
    """
    numbers = [label.removeprefix("paragraph ") for label in labels]
    plain = len(numbers) > 1 and all(number.isdigit() for number in numbers)
    return "paragraphs " * plain + _listed([*map(escaped, numbers if plain else labels)])


def in_other_words(places: str) -> str:
    """Where something may be meant that is named otherwise than it was asked about."""
    return f"In other words:\n\n{places}" if places.startswith("-") else f"In other words: {places}"


def not_named(reports: Sequence[Report]) -> str:
    """Which reports do not name what it is asked where they do."""
    return f"It is not named in: {dated_names(reports[:MAX_LISTED])}."


def no_reference(reports: Sequence[Report]) -> str:
    """That these reports print no reference number."""
    named = dated_names(reports[:MAX_LISTED])
    return f"No reference number is printed in: {named}." if reports else ""


def no_inspector(reports: Sequence[Report]) -> str:
    """That these reports do not say who led the inspection."""
    return f"No lead inspector is named in: {dated_names(reports[:MAX_LISTED])}."


def overruled(named: Sequence[str]) -> str:
    """That filters were followed and not what the question names."""
    if not named:
        return ""
    return (
        f"Held to the filters chosen, not to what the question names: {escaped(', '.join(named))}."
    )


def not_so(quotes: Sequence[Quote]) -> str:
    """That what a question takes for granted is denied by what is quoted."""
    several = len({quote.report.key for quote in quotes}) > 1
    return NOT_SO_OF_SEVERAL if several else NOT_SO


def held_on_it(reports: Sequence[Report]) -> str:
    """What the library holds on the authorities of these reports, in a sentence."""
    named = dict.fromkeys(escaped(report.authority) for report in reports[:MAX_LISTED])
    told = [f"{name}: {_years_of(name, reports)}" for name in named]
    return f"It holds: {'; '.join(told)}." if told else ""


def _years_of(name: str, reports: Sequence[Report]) -> str:
    return ", ".join(str(report.year) for report in reports if escaped(report.authority) == name)


def of_other_years(reports: Sequence[Report], years: Sequence[int]) -> str:
    """Which reports are of another year than those asked for, as none of those is held."""
    what = " or ".join(map(str, years))
    named = dated_names(reports[:MAX_LISTED])
    return f"No report of {what} is held on some of these, which are told of by another: {named}."


def held_text(reports: Sequence[Report]) -> str:
    """What the library holds, in a sentence."""
    if not reports:
        return "The library holds no reports."
    names = [f"{escaped(report.authority)} ({report.year})" for report in reports[:MAX_LISTED]]
    more = len(reports) - len(names)
    tail = f" and {more} more" if more > 0 else ""
    return f"The library holds: {', '.join(names)}{tail}."


class Fact(StrEnum):
    """What is told of a report itself."""

    PUBLISHED = "published"
    INSPECTED = "inspected"
    INSPECTOR = "inspector"
    REFERENCE = "reference"
    FRAMEWORK = "framework"
    GRADES = "grades"


def about(report: Report, asked: Collection[Fact] = ()) -> str:
    """The facts of a report itself, those asked for first."""
    published = dated(report) if report.published else "no date of publication is printed in it"
    facts = {Fact.PUBLISHED: published}
    if report.inspected:
        facts[Fact.INSPECTED] = f"inspection dates: {escaped(report.inspected)}"
    if report.lead_inspector:
        named = f"{escaped(report.lead_inspector)} (named at the head of the report)"
        facts[Fact.INSPECTOR] = f"lead inspector: {named}"
    if report.reference_no:
        facts[Fact.REFERENCE] = f"reference number: {escaped(report.reference_no)}"
    facts[Fact.FRAMEWORK] = f"framework: {escaped(report.framework)}"
    facts[Fact.GRADES] = f"grades: {report.scale.describe()}"
    told = [facts[fact] for fact in sorted(facts, key=lambda fact: fact not in asked)]
    return f"**{escaped(report.authority)}**, {escaped(report.citation_title)}: {'; '.join(told)}."
