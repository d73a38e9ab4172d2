"""A turn of a conversation made whole: what it leaves out is taken from the turns before it.

State is explicit: each reply's `Understood` says its subject, strand, kind and place, and no turn
changes another. A turn takes over what it leaves out and nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.reply import Answer
from qa.authorities import fold
from qa.conversation.cues import without_asides
from qa.conversation.steps import step_to
from qa.conversation.turn import TurnAsTyped
from qa.search.lexicon import load_lexicon
from qa.search.question import Kind, Reason, Turn, Understood
from qa.search.scope import scope_of
from qa.search.understanding import Understanding

_ABOUT_NOTHING = (Reason.NOT_A_QUESTION, Reason.OUT_OF_SCOPE)


def follow_up(
    question: str, answers: Sequence[Answer], understanding: Understanding
) -> Turn | None:
    """The question with what it leaves out put in, or None when it stands alone.

    `answers` are the replies to the turns before it, oldest first.
    """
    last = _spoken_of(answers)
    if last is None or fold(question) in load_lexicon().kinds[Kind.HELP]:
        return None  # the first turn, thanks, a greeting
    facts, question = understanding.facts, without_asides(question)
    turn = TurnAsTyped(question, scope_of(question, facts), understanding)
    if not turn.names_place and (key := step_to(question, answers)):
        return Turn(key, last.subject)
    if turn.asks_for_more:
        shown = [quote.paragraph.key for answer in answers for quote in answer.quotes]
        return replace(turn.made_whole(last), beyond=tuple(dict.fromkeys(shown)))
    if turn.stands_alone():
        return None
    return turn.made_whole(_beside(last, answers) if turn.compares else last)


def _beside(last: Understood, answers: Sequence[Answer]) -> Understood:
    """What was spoken of last, and beside it the authority, or else the year, spoken of before."""
    if len(last.authorities) != 1:
        return last
    before = [answer.understood for answer in reversed(answers)]
    for other in before:
        if len(other.authorities) == 1 and other.authorities != last.authorities:
            both = (*other.authorities, *last.authorities)
            return replace(last, authorities=both, years=(), reports=())
    for other in before:
        if other.years and last.years and other.years != last.years:
            return replace(last, years=(*other.years, *last.years))
    return last


def _spoken_of(answers: Sequence[Answer]) -> Understood | None:
    """What the conversation is about: its last turn that was about anything here.

    A question of the report itself ("when was that published?") may move the place, and leaves
    the subject as it was.
    """
    about = [a.understood for a in answers if a.reason not in _ABOUT_NOTHING]
    if not about:
        return None
    last = about[-1]
    subjects = [understood for understood in about if understood.kind is not Kind.METADATA]
    if last.kind is not Kind.METADATA or not subjects:
        return last
    return replace(
        subjects[-1], authorities=last.authorities, years=last.years, reports=last.reports
    )
