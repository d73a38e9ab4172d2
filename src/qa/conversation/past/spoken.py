"""What a conversation is about: read off the replies so far, of which none is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.form.reply import Answer
from qa.authorities import fold
from qa.conversation.typed.place import less_places
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.preamble import parted, without_preamble
from qa.search.asked.question import Kind, Reason, Understood

MOST_BESIDE = 4
_OF_NO_SUBJECT = (Kind.METADATA, Kind.LOOKUP, Kind.SCALE)
_ABOUT_NOTHING = (Reason.NOT_A_QUESTION, Reason.OUT_OF_SCOPE)


def spoken_of(answers: Sequence[Answer]) -> Understood | None:
    """What a conversation is about: its last turn that was about anything here.

    A question of the report itself ("when was that published?") may move the place, and leaves
    the subject as it was; one of the grade scale leaves both; so does one that finds nothing and
    names no place. A year that is not held moves nothing.
    """
    about: list[Understood] = []
    for answer in answers:
        if not is_about(answer):
            continue
        spoken = _as_spoken_of(answer)
        if not (about and _leaves_all(answer, about[-1])):
            about.append(_in_held_year(spoken, answer, about))
    if not about:
        return None
    last = about[-1]
    subjects = [understood for understood in about if understood.kind is not Kind.METADATA]
    if last.kind is not Kind.METADATA:
        return last
    if not subjects:
        return replace(last, subject="", matter="")
    return replace(
        subjects[-1], authorities=last.authorities, years=last.years, reports=last.reports
    )


def named_first(last: Understood, answers: Sequence[Answer]) -> Understood:
    """The question that named what was spoken of last: one that only points at it ("what is being
    done about that?") is not asked of another place.
    """
    first = last
    for answer in reversed(answers):
        understood = answer.understood
        if not is_about(answer) or understood.kind is Kind.METADATA:
            continue
        if (understood.subject, understood.matter) != (last.subject, last.matter):
            break
        first = understood
    return first


def asked_before(answers: Sequence[Answer], facts: LibraryFacts) -> tuple[str, ...]:
    """What the last turn on a subject asked, and what that went on from, newest first, without
    places: what a turn that takes over none of its words may still go on with.
    """
    for answer in reversed(answers):
        understood = answer.understood
        if is_about(answer) and understood.kind not in _OF_NO_SUBJECT:
            _, asked = parted(without_preamble(less_places(understood.standalone, facts)))
            return tuple(dict.fromkeys(filter(None, [asked, *understood.beside])))[:MOST_BESIDE]
    return ()


def is_about(answer: Answer) -> bool:
    """Whether an answer was about anything here."""
    return answer.reason not in _ABOUT_NOTHING


def _leaves_all(answer: Answer, before: Understood) -> bool:
    """Whether what was spoken of before is still spoken of after this answer."""
    understood = answer.understood
    if not answer.answered and not understood.authorities and not understood.unheld_authorities:
        return bool(before.authorities)
    elsewhere = {*understood.authorities} - {*before.authorities}
    return understood.kind is Kind.SCALE and not elsewhere


def _in_held_year(spoken: Understood, answer: Answer, about: Sequence[Understood]) -> Understood:
    """What was spoken of, in the years spoken of before where it names none that is held."""
    if answer.reason is not Reason.YEAR_NOT_HELD or spoken.years or not about:
        return spoken
    before = about[-1]
    if before.authorities != spoken.authorities:
        return spoken
    return replace(spoken, years=before.years, reports=before.reports)


def _as_spoken_of(answer: Answer) -> Understood:
    """What an answer was about: of a paragraph looked up by number, its section."""
    understood = answer.understood
    if understood.kind is not Kind.LOOKUP or not answer.quotes:
        return understood
    paragraph = answer.quotes[-1].paragraph
    heading = fold(paragraph.heading)
    return replace(understood, subject=heading, strand=paragraph.strand) if heading else understood
