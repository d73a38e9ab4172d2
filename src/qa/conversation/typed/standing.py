"""Whether a turn can be understood without those before it, and whether it keeps their place."""

from __future__ import annotations

import re

from qa.conversation.typed.asking import asks_now
from qa.conversation.typed.cues import load_cues, opens, said
from qa.conversation.typed.pointing import less_linking
from qa.conversation.typed.time_away import years_away_said
from qa.conversation.typed.turn import ENOUGH_WORDS, TurnAsTyped
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind

_WORD = re.compile(r"[A-Za-z0-9&]+")


def stands_alone(turn: TurnAsTyped) -> bool:
    """Whether the turn can be understood without those before it."""
    if _asks_about_the_same(turn) or turn.is_against or turn.asks_view:
        return False
    if _names_what_it_points_at(turn):
        return True
    if turn.follows or turn.points or turn.narrows or not turn.content:
        return False
    if said(turn.whole, load_cues().paragraph):
        return turn.names_place
    if turn.names_place:
        return not (turn.sets_beside or turn.only_place or turn.asks_figures)
    if turn.is_across and not turn.own:
        return False  # "anywhere else?"
    if _is_elsewhere(turn):
        return True
    compared = said(turn.folded, load_lexicon().kinds[Kind.COMPARE])
    talk = {word for phrase in compared for word in (*phrase.split(), *load_cues().both)}
    if not said(turn.whole, load_cues().sentence):
        return False  # "children missing from school?"
    # "what grade for staying safe?" names no more than the aspect.
    asks = {Kind.JUDGEMENT, Kind.RECOMMENDATION} & {*turn.kinds} and Kind.SCALE not in turn.kinds
    content = turn.own if asks else turn.content
    named = [word for word in content if not compared or word not in talk]
    return len(named) >= ENOUGH_WORDS and not keeps_place(turn)


def keeps_place(turn: TurnAsTyped) -> bool:
    """Whether a question with a subject of its own is still asked of the place spoken of: all
    but those that ask which place, or who of them, or of no report ("what do grades mean?").
    """
    if turn.is_across or Kind.SCALE in turn.kinds:
        return False
    local = turn.names_body or turn.those_named or opens(turn.whole, load_cues().exists)
    return bool(local) or not opens(less_linking(turn.whole), load_cues().which)


def _names_what_it_points_at(turn: TurnAsTyped) -> bool:
    """Whether all that points back in it points at what it names itself, of a place that it
    names: "Harrow had a partner agency for adoption, who was it?".
    """
    known = {*load_cues().persons, *load_cues().singly}
    if not turn.names_place or turn.follows or not {*turn.pointing} <= known:
        return False
    before, _, after = turn.bare.rpartition(",")
    named = [word for word in turn.own if word in _WORD.findall(before.casefold())]
    points = {*_WORD.findall(before.casefold())} & {*turn.pointing}
    return bool(turn.pointing and after and len(named) >= ENOUGH_WORDS and not points)


def _asks_about_the_same(turn: TurnAsTyped) -> bool:
    """Whether it is one of the short questions that ask of nothing but what was spoken of."""
    asks = turn.acts or turn.asks_since or turn.asks_other or asks_now(turn)
    away = years_away_said(turn.folded)
    return bool(asks or away or said(turn.folded, load_cues().instead)) and not turn.names_place


def _is_elsewhere(turn: TurnAsTyped) -> bool:
    """Whether it is of something that the reports know nothing of: a change of subject."""
    understanding = turn.understanding
    if not turn.own:
        return False  # "what is recommended?", "what was bad?"
    is_whole = bool(said(turn.whole, load_cues().whole_question))
    if is_whole and not any(word in understanding.facts.words for word in turn.content):
        return True
    inside = _WORD.findall(turn.bare)[1:]
    names = [word for word in inside if word.istitle() and word.casefold() in turn.content]
    return any(not understanding.knows(word.casefold()) for word in names)
