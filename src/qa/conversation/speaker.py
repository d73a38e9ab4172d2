"""What whoever asks said was theirs: the place that is "us", the people that they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.reply import Answer
from qa.authorities import fold
from qa.conversation.cues import load_cues, said
from qa.search.facts import LibraryFacts
from qa.search.preamble import without_preamble
from qa.search.question import Understood
from qa.search.scope import scope_of


def as_of_speaker(last: Understood, answers: Sequence[Answer], facts: LibraryFacts) -> Understood:
    """What was spoken of last, of the place and the people of whoever asks: "what help do we get?"
    of a foster carer in the borough that they said was theirs.
    """
    people = _people(answers)
    if people and not said(fold(last.subject), [people]):
        last = replace(last, subject=f"{people} {last.subject}".strip())
    theirs = _place(answers, facts)
    if theirs is None or theirs.authorities == last.authorities:
        return last
    return replace(last, authorities=theirs.authorities, years=theirs.years, reports=theirs.reports)


def _place(answers: Sequence[Answer], facts: LibraryFacts) -> Understood | None:
    """The last question that named the one place of whoever asks: "our plans in Barnet"."""
    for answer in reversed(answers):
        question = answer.understood.question
        if said(fold(question), load_cues().ours):
            named = scope_of(question, facts)
            if len(named.authorities) == 1 and not named.unheld_authorities:
                return answer.understood
    return None


def _people(answers: Sequence[Answer]) -> str:
    """The group of people that somebody said they were of: "Foster carer here"."""
    for answer in reversed(answers):
        question = answer.understood.question
        preamble = fold(question.removesuffix(without_preamble(question)))
        for group in load_cues().groups:
            if said(preamble, [group, group.removesuffix("s")]):
                return group
    return ""
