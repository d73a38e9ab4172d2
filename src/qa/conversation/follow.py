"""A turn of a conversation made whole: what it leaves out is taken from the turns before it.

State is explicit: each reply's `Understood` says its subject, strand, kind and place, and no turn
changes another. A turn takes over what it leaves out and nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.reply import Answer
from qa.authorities import fold
from qa.conversation.bodies import named_by_kind
from qa.conversation.cues import without_asides
from qa.conversation.place import of_quoted, together
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
    if turn.compares:
        last = together(last, answers)
    elif turn.is_about_report:
        last = of_quoted(last, answers)
    elif turn.names_place:
        last = named_by_kind(last, (quote.text for quote in answers[-1].quotes))
    return turn.made_whole(last)


def _spoken_of(answers: Sequence[Answer]) -> Understood | None:
    """What the conversation is about: its last turn that was about anything here.

    A question of the report itself ("when was that published?") may move the place, and leaves
    the subject as it was.
    """
    about = [_as_spoken_of(a) for a in answers if a.reason not in _ABOUT_NOTHING]
    if not about:
        return None
    last = about[-1]
    subjects = [understood for understood in about if understood.kind is not Kind.METADATA]
    if last.kind is not Kind.METADATA or not subjects:
        return last
    return replace(
        subjects[-1], authorities=last.authorities, years=last.years, reports=last.reports
    )


def _as_spoken_of(answer: Answer) -> Understood:
    """What an answer was about: of a paragraph looked up by number, its section."""
    understood = answer.understood
    if understood.kind is not Kind.LOOKUP or not answer.quotes:
        return understood
    paragraph = answer.quotes[-1].paragraph
    heading = fold(paragraph.heading)
    return replace(understood, subject=heading, strand=paragraph.strand) if heading else understood
