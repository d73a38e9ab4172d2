"""Questions to begin with, made from what is held: no authority or aspect is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from qa.answer.form.reply import Answer
from qa.authorities import place_name
from qa.reading.text.grades import at_end_of
from qa.report import Judgement, Report, Strand

MOST = 6
# An example shows what an answer is like; a long list of recommendations would not.
QUOTES_OF_AN_EXAMPLE = range(1, 9)


def examples(
    reports: Sequence[Report], judgements: Sequence[Judgement], ask: Callable[[str], Answer]
) -> tuple[str, ...]:
    """Up to six questions of different kinds, each tried: what is offered is answered."""
    found: list[str] = []
    for question in candidates(reports, judgements):
        answer = ask(question)
        if answer.answered and len(answer.quotes) in QUOTES_OF_AN_EXAMPLE:
            found.append(question)
        if len(found) == MOST:
            break
    return tuple(found)


def candidates(reports: Sequence[Report], judgements: Sequence[Judgement]) -> Iterator[str]:
    """A topic, a grade, a report as a whole, what had to improve, a comparison and a change, of the
    newest reports first.
    """
    latest = sorted(reports, key=lambda report: report.date, reverse=True)
    yield from _topic(latest, judgements)
    yield from _grade(latest, judgements)
    for report in latest[2:3]:
        yield f"What were the strengths and weaknesses of {_place(report)} in {report.year}?"
    for report in latest[:1]:
        yield f"What must {_place(report)} improve immediately?"
    yield from _comparison(latest, judgements)
    yield from _change(latest, judgements)


def _place(report: Report) -> str:
    return place_name(report.authority_key)


def _about(judgement: Judgement) -> str:
    aspect = judgement.aspect[:1].lower() + judgement.aspect[1:]
    whose = "" if judgement.strand is Strand.GENERAL else f" for {judgement.strand}"
    return f"{aspect}{whose}"


def _topic(latest: Sequence[Report], judgements: Sequence[Judgement]) -> Iterator[str]:
    """About the lowest judgement of the newest report: what a reader looks for first."""
    for report in latest[:1]:
        own = [row for row in judgements if row.report == report.key]
        if lowest := at_end_of(report.scale, own, worst=True):
            about = f"{_about(lowest[0])} in {_place(report)}"
            yield f"What did {report.inspectorate} say about {about}?"


def _grade(latest: Sequence[Report], judgements: Sequence[Judgement]) -> Iterator[str]:
    for report in latest[1:2]:
        own = [j for j in judgements if j.report == report.key]
        if own:
            yield f"What grade did {_place(report)} get for {_about(own[0])}?"


def _comparison(latest: Sequence[Report], judgements: Sequence[Judgement]) -> Iterator[str]:
    """Two authorities on what was judged in both, of a strand where the reports have strands."""
    for one, other in combinations(latest, 2):
        if one.authority_key != other.authority_key:
            theirs = {(j.aspect, j.strand) for j in judgements if j.report == other.key}
            shared = [
                j for j in judgements if j.report == one.key and (j.aspect, j.strand) in theirs
            ]
            if shared:
                about = _about(shared[len(shared) // 2])
                yield f"How do {_place(one)} and {_place(other)} compare on {about}?"
                return


def _change(latest: Sequence[Report], judgements: Sequence[Judgement]) -> Iterator[str]:
    """An authority inspected twice, on what was judged both times."""
    for newer, older in combinations(latest, 2):
        if newer.authority_key == older.authority_key:
            before = {j.aspect for j in judgements if j.report == older.key}
            for judgement in judgements:
                if judgement.report == newer.key and judgement.aspect in before:
                    aspect = judgement.aspect[:1].lower() + judgement.aspect[1:]
                    years = f"{older.year} and {newer.year}"
                    yield f"How did {aspect} change in {_place(newer)} between {years}?"
                    return
