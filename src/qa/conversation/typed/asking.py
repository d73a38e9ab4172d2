"""What a turn asks for beside a subject: more, again, a scale, the report itself, the present."""

from __future__ import annotations

import re

from qa.answer.asking.whereabouts import asks_where, words_less_where
from qa.authorities import fold
from qa.conversation.typed.cues import load_cues, opens, said
from qa.conversation.typed.pointing import less_linking
from qa.conversation.typed.time_away import years_away_said
from qa.conversation.typed.turn import TurnAsTyped
from qa.patterns import is_only_of
from qa.search.asked.dating import order_said
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Telling, Understood
from qa.search.language.counting import asks_how_many

MOST_NAMED = 2  # words of a name; more say something of a subject


def asks_of_report(turn: TurnAsTyped) -> bool:
    """Whether it asks of the report itself: when it came out, who led the inspection."""
    strands = {word for phrase in turn.strands for word in phrase.split()}
    known = load_lexicon().report_words
    of_another = turn.asks_other or turn.asks_since or asks_now(turn) or order_said(turn.question)
    if of_another or asks_why(turn) or not all(word in known for word in turn.content):
        return False
    the_report = re.sub(r"\b(?:that|this)\b", "the", turn.folded)  # "when was that inspection?"
    if said(the_report, load_lexicon().kinds[Kind.METADATA]):
        return True
    if years_away_said(turn.folded):
        return False
    # "and for looked after children?" names a strand, "what is it called?" what was spoken of.
    if turn.asks_the_date:
        return True
    named = () if turn.says(load_cues().report) else load_cues().named
    return bool(set(turn.content) - strands - {*named})


def asks_why(turn: TurnAsTyped) -> bool:
    """Whether it asks why what was spoken of is so, and names nothing: "why?", "how come?"."""
    return not turn.own and turn.says(load_cues().why)


def asks_why_it_is(turn: TurnAsTyped) -> bool:
    """Whether it asks why of what was told last: of no place, year or grade that it names."""
    elsewhere = turn.names_place or turn.scope.years or said(turn.folded, load_lexicon().grades)
    return asks_why(turn) and not elsewhere


def asks_where_named(turn: TurnAsTyped) -> bool:
    """Whether it asks where something stands that it names itself, and not where that does which it
    was told: "which paragraph says that about theft?".
    """
    return asks_where(turn.question) and 0 < len(words_less_where(turn.own)) <= MOST_NAMED


def asks_for_more(turn: TurnAsTyped) -> bool:
    """Whether it is "more", "is there anything else on that?" and no more than that."""
    cues = load_cues()
    known = (*cues.more, *cues.of_it, *cues.before_more, *cues.linking)
    return (
        not turn.names_place
        and bool(said(turn.folded, cues.more))
        and is_only_of(turn.folded, known)
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


def asks_of_what_is_done(turn: TurnAsTyped, last: Understood) -> bool:
    """Whether it points at what somebody does, after it was asked who: "is it any good?", "when was
    it set up?".
    """
    of_somebody = last.kind is Kind.FACT and "who" in fold(last.standalone).split()
    asks_who = "who" in turn.whole.split() or turn.is_against or turn.names_place
    return of_somebody and turn.points and not asks_who


def asks_now(turn: TurnAsTyped) -> bool:
    """Whether it asks how things are now, and names no subject: "and today?". "Now" alone says so
    where nothing else is asked for: not in "Redbridge now", "who runs it now?".
    """
    cues = load_cues()
    folded = less_linking(turn.folded)  # "now the weaknesses"
    asks_else = turn.names_place or turn.kinds or said(folded, (*cues.asked, *cues.judging))
    present = said(folded, cues.present[:-1] if asks_else else cues.present)
    if not present or turn.scope.years or turn.scope.unheld_years:
        return False
    return not turn.own or turn.is_only((*cues.beside_present, *cues.faring, *cues.against))


def asks_which_of_two(turn: TurnAsTyped) -> bool:
    """Whether it asks which of two it is more, or better: "so who had more?"."""
    cues = load_cues()
    return (
        turn.compares
        and bool(said(turn.folded, cues.of_two))
        and not said(turn.folded, cues.of_all)
    )


def telling_asked(turn: TurnAsTyped, last: Understood, missing: str) -> Telling | None:
    """What alone it asks to be told of what was spoken of: why it matters, or whether it was put
    right, which the report at hand may tell where there is no later one.
    """
    cues = load_cues()
    own = {*turn.own} - {*cues.manner}
    if last.kind is not Kind.TOPIC:
        return None
    asks = turn.asks_since and not (own or turn.kinds)  # "did they act on the recommendations?"
    if missing and asks and said(turn.folded, cues.put_right):
        return Telling.REMEDY
    why = turn.says(cues.why) if own else asks_why_it_is(turn)
    return Telling.REASON if why and own <= {*cues.matters} else None


def names_counted(turn: TurnAsTyped, last: Understood) -> bool:
    """Whether it names other people, and nothing else, after it was asked how many some are: "what
    about care leavers?".
    """
    cues = load_cues()
    named = {word for group in said(turn.folded, cues.groups) for word in group.split()}
    instead = opens(less_linking(turn.whole), cues.instead_of)
    asks_else = said(turn.folded, cues.sentence) and not instead
    return asks_how_many(last.standalone) and {*turn.own} <= named != set() and not asks_else


def names_matter(turn: TurnAsTyped) -> bool:
    """Whether it names another matter of those spoken of, as "their housing" does, and not how it
    is with them, why or where: "what was different?", "why do some have to wait?".
    """
    cues = load_cues()
    if turn.means_part or opens(less_linking(turn.whole), cues.why):
        return False
    return not {*turn.own} <= {word for phrase in cues.against for word in phrase.split()}
