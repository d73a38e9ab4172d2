"""The authorities that were not spoken of: of which "and the others?" asks the same."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from qa.answer.form.reply import Answer
from qa.conversation.past.spoken import is_about
from qa.conversation.typed.cues import load_cues, opens, said
from qa.conversation.typed.place import MOST_TOGETHER, joined_names
from qa.conversation.typed.pointing import less_linking
from qa.conversation.typed.turn import TurnAsTyped
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood

# What was asked of one report's own parts, or of all reports, is not asked of the others.
_OF_ITS_OWN = (Kind.LOOKUP, Kind.TREND, Kind.ACROSS, Kind.RECOMMENDATION)
_OF_ONE_THING = (Kind.FACT, Kind.JUDGEMENT)  # of which there is no rest to be told


def others_asked(
    turn: TurnAsTyped, last: Understood, answers: Sequence[Answer], facts: LibraryFacts
) -> str:
    """The names of the authorities that neither the last question nor those before it on the same
    were asked of, where a turn asks for those and names nothing else; its own before them, where
    it holds one against the other ("is that more than the others?"), or asks for all. Nothing where
    there are none, or they are too many to be set side by side.
    """
    if not last.authorities or last.kind in _OF_ITS_OWN or not _asks_for_others(turn, last):
        return ""
    same = takewhile(lambda answer: _is_on(answer, last), reversed(answers))
    spoken = {key for answer in same for key in answer.understood.authorities}
    others = [key for key in facts.by_authority if key not in {*spoken, *last.authorities}]
    asked = [*last.authorities, *others] if _asks_beside(turn) and others else others
    if not 0 < len(asked) <= MOST_TOGETHER:
        return ""
    return joined_names(asked)


def _is_on(answer: Answer, last: Understood) -> bool:
    """Whether an answer was on what was spoken of last, or on nothing."""
    return answer.understood.subject == last.subject or not is_about(answer)


def _asks_for_others(turn: TurnAsTyped, last: Understood) -> bool:
    """Whether a turn asks for other places, and names nothing beside them.

    After a number or a grade so do "the rest" and "anyone else"; after what was found on a subject
    there is a rest of that, and "anywhere else" asks for one of all.
    """
    cues = load_cues()
    places = cues.other_places
    if last.kind in _OF_ONE_THING:
        places = (*places, *cues.the_rest, *cues.any_other)
    if not said(turn.folded, places):
        return False
    told = {word for phrase in (*places, *cues.against) for word in phrase.split()}
    elsewhere = turn.names_place or turn.asks_other or turn.scope.years or turn.scope.unheld_years
    asks_which = opens(less_linking(turn.whole), cues.which)
    return not (elsewhere or asks_which) and {*turn.own} <= told


def _asks_beside(turn: TurnAsTyped) -> bool:
    """Whether a turn holds what was spoken of against others, or asks for all of them."""
    ways = (*load_lexicon().kinds[Kind.COMPARE], *load_cues().of_two)  # "are the others better?"
    compared = said(turn.folded, ways)
    return bool(compared) or not {"than", "all"}.isdisjoint(turn.whole.split())
