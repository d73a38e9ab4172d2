"""A turn of a conversation made whole: what it leaves out is taken from the turns before it.

State is explicit: each reply's `Understood` says its subject, strand, kind and place, and no turn
changes another. A turn takes over what it leaves out and nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.form.reply import Answer
from qa.authorities import fold
from qa.conversation.carried_place import CarriedPlace
from qa.conversation.carrying import Carrying
from qa.conversation.past.bodies import named_by_kind
from qa.conversation.past.foremost import of_foremost
from qa.conversation.past.graded import graded_in_turn
from qa.conversation.past.judged import grade_asked_why, of_grade_told, of_judged
from qa.conversation.past.of_reply import (
    addresses_program,
    asks_again,
    asks_for_inspectors,
    asks_for_less,
    extreme_grade,
    in_brief,
    numbers_beside,
    numbers_to_explain,
    quoted_nth,
    scale_elsewhere,
    told_on,
)
from qa.conversation.past.others import others_asked
from qa.conversation.past.recommended import what_came_of
from qa.conversation.past.speaker import as_of_speaker
from qa.conversation.past.spoken import asked_before, is_about, named_first, spoken_of
from qa.conversation.past.steps import gone_back_to, may_be_report, step_to
from qa.conversation.past.wording import subject_worded
from qa.conversation.typed.asking import (
    asks_for_more,
    asks_of_report,
    asks_of_scales,
    asks_of_what_is_done,
)
from qa.conversation.typed.closing import only_closes
from qa.conversation.typed.cues import load_cues, without_asides, without_same_place
from qa.conversation.typed.groups import less_doing
from qa.conversation.typed.place import (
    in_words,
    named_in_words,
    of_first_quoted,
    of_quoted,
    other_spoken,
    returned_to,
    together,
    with_months,
    year_in_order,
    year_returned_to,
)
from qa.conversation.typed.pointing import less_denied, less_year_shown
from qa.conversation.typed.standing import stands_alone
from qa.conversation.typed.turn import TurnAsTyped
from qa.conversation.typed.weighing import HOW_GOOD, weighs
from qa.patterns import is_only_of
from qa.report import Strand
from qa.search.asked.dating import with_ordered, with_whole_years
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Telling, Turn, Understood
from qa.search.asked.scope import Scope, scope_of
from qa.search.asked.understanding import Understanding
from qa.search.language.scored import asks_which_end
from qa.search.language.typed import with_age_spelt


def follow_up(
    question: str, answers: Sequence[Answer], understanding: Understanding
) -> Turn | None:
    """The question with what it leaves out put in, or None when it stands alone.

    `answers` are the replies to the turns before it, oldest first.
    """
    typed, last = question, spoken_of(answers)
    if last is None or is_only_of(fold(question), load_lexicon().kinds[Kind.HELP]):
        return None  # the first turn, thanks, a greeting
    facts, question = understanding.facts, without_same_place(without_asides(question))
    question = less_year_shown(question)
    if only_closes(typed) or only_closes(question):
        return Turn("thanks", last.subject, matter=last.matter)
    question = with_whole_years(with_ordered(with_age_spelt(question)), facts)
    spelt = understanding.spelt(question)
    question = less_denied(with_months(spelt), last.standalone)
    if before := gone_back_to(question, answers):
        return _once_more(before.understood)
    scope, of_year = _scope(question, answers, facts)
    turn = TurnAsTyped(question, scope, understanding)
    if act := _act(turn, last, answers, facts):
        return act
    turn, last = _in_names(turn, last, answers, facts)
    worth = weighs(turn, last)
    if worth:
        turn = TurnAsTyped(HOW_GOOD, scope_of(HOW_GOOD, facts), understanding)
    if asks_for_more(turn):
        shown = [quote.key for answer in answers for quote in answer.quotes]
        wording = subject_worded(last, answers, facts)
        carried = Carrying(turn, last, facts, wording).whole()
        return replace(carried, beyond=tuple(dict.fromkeys(shown)))
    beside = () if turn.drops_subject else asked_before(answers, facts)
    if stands_alone(turn):
        return Turn(f"{typed}{of_year}", "", beside=beside)
    taken = _as_taken(turn, of_foremost(turn, last, answers, facts), answers)
    grade = grade_asked_why(turn, taken, answers)
    taken = of_grade_told(taken, answers) if grade else taken
    wording = subject_worded(taken, answers, facts)
    whole = Carrying(turn, taken, facts, wording, beside, grade).whole()
    if worth:
        told = dict.fromkeys(quote.paragraph.key for quote in answers[-1].quotes)
        return replace(whole, telling=Telling.WORTH, within=(*told,))
    return replace(whole, within=told_on(turn, answers))


def _in_names(
    turn: TurnAsTyped, last: Understood, answers: Sequence[Answer], facts: LibraryFacts
) -> tuple[TurnAsTyped, Understood]:
    """A turn that only points at places, or back at a subject, as one that names them; and what was
    spoken of, as it then is.
    """
    to_us = bool(turn.words_for_ours)  # "back to us, how many are there?"
    if turn.returns and not to_us and (spoken := returned_to(turn.own, last, answers)):
        named, last = f"that {in_words(turn.scope)}".strip(), spoken
    elif turn.asks_other and not turn.own and (name := other_spoken(last, answers, facts)):
        named = name
    else:
        named = others_asked(turn, last, answers, facts)
    return TurnAsTyped(named, scope_of(named, facts), turn.understanding) if named else turn, last


def _act(
    turn: TurnAsTyped, last: Understood, answers: Sequence[Answer], facts: LibraryFacts
) -> Turn | None:
    """What a turn does that takes over nothing word by word: it steps on, asks of the reply before
    it, or of the program.
    """
    to_report = may_be_report(turn.folded, last, facts)
    if not (turn.names_place or to_report) and (key := step_to(turn.question, answers)):
        return Turn(key, last.subject, matter=last.matter)
    if of_reply := _of_reply(turn, last, answers, facts):
        return of_reply
    return Turn(turn.question, "") if addresses_program(turn, last) else None


def _of_reply(
    turn: TurnAsTyped, last: Understood, answers: Sequence[Answer], facts: LibraryFacts
) -> Turn | None:
    """The question that a turn asks of something in the reply before it, or the same once more."""
    if numbers := numbers_to_explain(turn, answers):
        place = "" if turn.asks_other else CarriedPlace(turn, last, facts).words()[0]
        grades = " and ".join(f"grade {number}" for number in numbers)
        told = "; ".join(filter(None, ("grade scale", place)))
        of_end = asks_which_end(turn.question)
        asked = f"is {grades} the best or the worst" if of_end else f"what {grades} means"
        return Turn(f"{asked} ({told})", last.subject, matter=last.matter)
    if elsewhere := scale_elsewhere(turn, last, facts):
        return Turn(elsewhere, last.subject, matter=last.matter)
    if beside := numbers_beside(turn, answers, facts):
        return Turn(beside, last.subject, matter=last.matter)
    if extreme := extreme_grade(turn, answers):
        rows = answers[-1].judgements
        strands = {row.strand for row in rows if row.strand is not Strand.GENERAL}
        strand = str(strands.pop()) if len(strands) == 1 else ""
        told = "; ".join(filter(None, (strand, named_in_words(rows[0].report, facts))))
        return Turn(f"{extreme} ({told})", last.subject or extreme, matter=last.matter)
    if asks_for_inspectors(turn, answers):
        place = CarriedPlace(turn, last, facts).words()[0]
        told = f" ({place})" if place else ""
        return Turn(f"who were the inspectors{told}", last.subject, matter=last.matter)
    if quote := quoted_nth(turn, answers, facts):
        asked = in_brief(quote)
        return Turn(f"{asked} ({named_in_words(quote.report.key, facts)})", asked)
    if asks_again(turn):
        again = _once_more(next(a for a in reversed(answers) if is_about(a)).understood)
        return replace(again, brief=asks_for_less(turn))
    return None


def _scope(question: str, answers: Sequence[Answer], facts: LibraryFacts) -> tuple[Scope, str]:
    """What a turn names, with the year of the report that it says by its order or returns to; and
    that year in words, to be put behind the turn, where the turn says nothing of it.
    """
    scope = scope_of(question, facts)
    if years := year_in_order(question, scope.authorities, facts):
        return replace(scope, years=years), ""
    years = year_returned_to(question, scope, answers, facts)
    return (replace(scope, years=years), f" ({years[0]})") if years else (scope, "")


def _as_taken(turn: TurnAsTyped, last: Understood, answers: Sequence[Answer]) -> Understood:
    """What was spoken of, as far as this turn asks of it."""
    if beside := graded_in_turn(turn, last, answers):
        return beside
    if turn.words_for_ours:
        is_sure = bool({*turn.words_for_ours} & {*load_cues().ours_alone})
        last = as_of_speaker(last, answers, turn.understanding.facts, is_sure=is_sure)
    if turn.acts:
        last = of_judged(last, answers)
    if turn.asks_since and not turn.own:
        last = what_came_of(last, turn.understanding.facts)
    if turn.compares or asks_of_scales(turn):
        return together(last, answers)
    if asks_of_report(turn):
        return of_quoted(last, answers)
    if asks_of_what_is_done(turn, last):
        return replace(last, kind=Kind.TOPIC, subject=less_doing(last.subject, last.standalone))
    return _of_its_place(turn, last, answers)


def _of_its_place(turn: TurnAsTyped, last: Understood, answers: Sequence[Answer]) -> Understood:
    """The same of the place that was found, where none is named, or as a place that is has it."""
    if not (last.authorities or turn.names_place):
        if turn.points_at_that_place:
            return of_first_quoted(last, answers)
        found = turn.points_at_what_was_found and not turn.is_across
        return of_quoted(last, answers) if found else last
    if turn.names_place:
        last = named_first(last, answers) if turn.fares else last
        return named_by_kind(last, (quote.text for quote in answers[-1].quotes))
    return last


def _once_more(understood: Understood) -> Turn:
    """The same question again."""
    return Turn(
        understood.standalone,
        understood.subject,
        understood.beyond,
        matter=understood.matter,
        beside=understood.beside,
        brief=understood.brief,
        telling=understood.telling,
        within=understood.within,
    )
