"""What a turn asks for beside a subject: more, the same again, a scale, the report itself."""

from __future__ import annotations

from qa.conversation.cues import load_cues, said
from qa.conversation.place import years_away_said
from qa.conversation.turn import TurnAsTyped
from qa.search.dating import order_said
from qa.search.lexicon import load_lexicon
from qa.search.question import Kind


def asks_of_report(turn: TurnAsTyped) -> bool:
    """Whether it asks of the report itself: when it came out, who led the inspection."""
    strands = {word for phrase in turn.strands for word in phrase.split()}
    known = load_lexicon().report_words
    of_another = turn.asks_other or order_said(turn.question)
    if of_another or not all(word in known for word in turn.content):
        return False
    if said(turn.folded, load_lexicon().kinds[Kind.METADATA]):
        return True
    if years_away_said(turn.folded):
        return False
    # "and for looked after children?" names a strand, "what is it called?" what was spoken of.
    if turn.asks_the_date:
        return True
    named = () if turn.says(load_cues().report) else load_cues().named
    return bool(set(turn.content) - strands - {*named})


def asks_for_more(turn: TurnAsTyped) -> bool:
    """Whether it is "more", "anything else?" and no more than that."""
    cues = load_cues()
    return not turn.names_place and any(
        turn.folded.removesuffix(f" {tail}") in cues.more for tail in ("", *cues.of_it)
    )


def asks_of_scales(turn: TurnAsTyped) -> bool:
    """Whether it asks if the grades spoken of are on one scale: "is it the same scale?"."""
    cues = load_cues()
    if turn.names_place or not turn.asks_yes_or_no or not said(turn.folded, cues.scales):
        return False
    return bool(said(turn.folded, cues.against)) and turn.is_only([*cues.against, *cues.scales])


def asks_of_thing(turn: TurnAsTyped) -> bool:
    """Whether "it" is the thing spoken of, and not what was said of it: "how good is it?"."""
    asks = turn.acts or turn.asks_since or turn.responds or turn.is_against
    return "it" in turn.pointing and not asks and not turn.says(load_cues().why)
