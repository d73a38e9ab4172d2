"""What a turn asks of the reply before it, and not of the reports: less of it, one of its
quotations, the worst of its grades, its numbers side by side, what a grade's number means, or a
grade elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import takewhile

from qa.answer.asking.grades import numbers_named
from qa.answer.form.reply import Answer
from qa.authorities import fold
from qa.conversation.typed.cues import load_cues, said
from qa.conversation.typed.place import in_words, named_in_words
from qa.conversation.typed.pointing import less_linking
from qa.conversation.typed.turn import TurnAsTyped
from qa.conversation.typed.weighing import asks_worth
from qa.data import read_table
from qa.patterns import either, is_only_of
from qa.quotation import Quote
from qa.search.asked.dating import order_said
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.program import asks_of_program
from qa.search.asked.question import Kind, Understood
from qa.search.language.counting import counted
from qa.search.language.stemming import stem, stems_of

MOST_WORDS = 30  # of a quotation, to be asked about


@dataclass(frozen=True, slots=True)
class _Cues:
    """Folded phrases, by what they ask of a reply (see `qa/data/of_reply.toml`)."""

    brief: tuple[str, ...]
    where: tuple[str, ...]
    beside_where: tuple[str, ...]
    ordinals: tuple[str, ...]
    in_figures: tuple[str, ...]
    last: tuple[str, ...]
    counted: tuple[str, ...]
    beside_counted: tuple[str, ...]
    lowest: tuple[str, ...]
    highest: tuple[str, ...]
    number: tuple[str, ...]
    means: tuple[str, ...]
    worth: tuple[str, ...]
    who: tuple[str, ...]
    more: tuple[str, ...]
    beside_more: tuple[str, ...]
    their_names: tuple[str, ...]
    inspectors: tuple[str, ...]
    of_subject: tuple[str, ...]
    of_program: tuple[str, ...]
    one_inspector: tuple[str, ...]


@cache
def _cues() -> _Cues:
    data = read_table("of_reply.toml")
    if odd := {said for phrases in data.values() for said in phrases if said != fold(said)}:
        raise ValueError(f"of_reply.toml: phrases not folded: {sorted(odd)}")
    return _Cues(**{field.name: tuple(data[field.name]) for field in fields(_Cues)})


def asks_again(turn: TurnAsTyped) -> bool:
    """Whether it asks for the last answer in other words, or where it stands, and for no more:
    "give me the exact words", "which paragraph says that?", "summarise that".
    """
    if asks_where_it_stands(turn):
        return True
    elsewhere = turn.names_place or turn.scope.years or turn.strands or turn.kinds
    if elsewhere or turn.says(load_cues().report):
        return False
    return turn.is_only((*load_cues().again, *_cues().brief))


def asks_for_inspectors(turn: TurnAsTyped, answers: Sequence[Answer]) -> bool:
    """Whether it asks who they were after those who inspected were asked about, and names nobody:
    "what were their names?"; or anything of one of them ("is she a social worker?"), or if they
    were good: no more is told of them than the report itself says.
    """
    cues, last = _cues(), answers[-1].understood
    of_them = bool(said(fold(last.standalone), cues.inspectors))
    if of_them and less_linking(turn.whole) in cues.their_names:
        return True
    if last.kind is not Kind.METADATA or turn.names_place or turn.scope.years:
        return False
    of_one = bool({*turn.pointing} & {*cues.one_inspector})
    return of_one or (of_them and turn.points_at_matter and asks_worth(turn))


def addresses_program(turn: TurnAsTyped, last: Understood) -> bool:
    """Whether a turn asks of the program; "it", "the system" or "we" are those of the subject that
    was spoken of, where there is one, and nothing else says whom it asks: "how does it work?".
    """
    if not asks_of_program(turn.whole):
        return False
    may_be_subject = said(turn.whole, _cues().of_subject)
    return not (last.subject and may_be_subject and not said(turn.whole, _cues().of_program))


def asks_where_it_stands(turn: TurnAsTyped) -> bool:
    """Whether it asks where what was quoted stands, and no more: "which bit of the report is that -
    safeguarding or looked after?".
    """
    cues = _cues()
    known = (*cues.where, *cues.beside_where, *load_lexicon().strands)
    return turn.says(cues.where) and is_only_of(turn.whole, known)


def asks_for_less(turn: TurnAsTyped) -> bool:
    """Whether a turn that asks for the last answer again wants less of it: "shorter please"."""
    return turn.says(_cues().brief)


def quoted_nth(turn: TurnAsTyped, answers: Sequence[Answer], facts: LibraryFacts) -> Quote | None:
    """The quotation of the last reply that a turn counts out: "explain the second one"."""
    found, quotes = _counted_out().search(turn.whole), answers[-1].quotes
    if found is None or not quotes:
        return None
    inspected = facts.of([quotes[0].report.authority_key])
    if len(inspected) > 1 and order_said(turn.question):
        return None  # of its inspections
    rest = f"{turn.whole[: found.start()]} {turn.whole[found.end() :]}"
    if not is_only_of(rest, _cues().beside_counted):
        return None
    if found["last"]:
        return quotes[-1]
    for ordinals in (_cues().ordinals, _cues().in_figures):
        if found["nth"] in ordinals and (place := ordinals.index(found["nth"])) < len(quotes):
            return quotes[place]
    return None


def told_on(turn: TurnAsTyped, answers: Sequence[Answer]) -> tuple[str, ...]:
    """The paragraphs quoted by the last reply that have the one thing which a turn asks what was
    good or bad of, or why it was, as known: "what's the problem with the interviews?".
    """
    cues = load_cues()
    thing = turn.own[0] if len(turn.own) == 1 and not turn.names_place else ""
    asks = said(turn.folded, (*cues.judging, *cues.why)) and said(turn.folded, [f"the {thing}"])
    if not thing or not asks:
        return ()
    quotes = (quote for quote in answers[-1].quotes if stem(thing) in stems_of(quote.text))
    return tuple(dict.fromkeys(quote.paragraph.key for quote in quotes))


def in_brief(quote: Quote) -> str:
    """A quotation as a question: its first words, without its last stop."""
    words = quote.text.split()
    return " ".join(words[:MOST_WORDS]).rstrip(" .;:,")


def extreme_grade(turn: TurnAsTyped, answers: Sequence[Answer]) -> str:
    """The words for the worst or the best grade, where a turn asks which of the grades of one
    report, told by the last reply, that is; or nothing.
    """
    rows = answers[-1].judgements
    if len(rows) < 2 or len({row.report for row in rows}) > 1 or turn.names_place:
        return ""
    if turn.is_across or not said(turn.folded, load_cues().which):
        return ""
    for extreme, words in (("worst", _cues().lowest), ("best", _cues().highest)):
        if said(turn.folded, words) and turn.is_only(words):
            return f"{extreme} grade"
    return ""


def numbers_beside(turn: TurnAsTyped, answers: Sequence[Answer], facts: LibraryFacts) -> str:
    """The last question for all the reports in turn that the same was counted in, where a turn asks
    which of them has more: "so who had more?"; or nothing.
    """
    cues, last = _cues(), answers[-1].understood
    asks = said(turn.whole, cues.who) and said(turn.whole, cues.more)
    what = counted(last.query)
    if (
        not asks
        or not what
        or not is_only_of(turn.whole, (*cues.who, *cues.more, *cues.beside_more))
    ):
        return ""
    same = takewhile(lambda answer: counted(answer.understood.query) == what, reversed(answers))
    asked = [answer.understood.reports for answer in same]
    reports = dict.fromkeys(key for keys in asked for key in keys)
    others = [named_in_words(key, facts) for key in reports if key not in last.reports]
    if not others:
        return last.standalone if len(last.reports) > 1 else ""
    return "; ".join((last.standalone.rstrip(" ?."), *others))


def numbers_to_explain(turn: TurnAsTyped, answers: Sequence[Answer]) -> tuple[int, ...]:
    """The grades by number, told by the last reply, that a turn asks the meaning of, or whether
    they are good ones: "what does that number mean?", "is a 3 bad then?".
    """
    cues = _cues()
    told = tuple(dict.fromkeys(row.number for row in answers[-1].judgements if row.number))
    if not told or turn.names_place or turn.strands or turn.names_aspect:
        return ()
    named = tuple(number for number in numbers_named(turn.question) if number in told)
    if said(turn.folded, cues.means):
        return named or (told if turn.pointing and said(turn.folded, cues.number) else ())
    return named if turn.asks_yes_or_no and said(turn.folded, cues.worth) else ()


def scale_elsewhere(turn: TurnAsTyped, last: Understood, facts: LibraryFacts) -> str:
    """The last question, on what a grade means, held against the place or the year that a turn
    names, and nothing beside it: "is it the same number in Brent?"; or nothing.
    """
    named = turn.names_place or turn.scope.years
    if last.kind is not Kind.SCALE or not named or not turn.asks_yes_or_no:
        return ""
    known = (*_cues().number, *_cues().means, *load_cues().against, *load_cues().scales)
    if not said(turn.folded, known) or not turn.is_only(known):
        return ""
    where = in_words(turn.scope)
    if numbers := numbers_named(last.query):
        before = named_in_words(last.reports[0], facts)
        return f"is a {numbers[0]} in {where} the same as a {numbers[0]} in {before}"
    grades = said(fold(last.query), load_lexicon().grades)
    return f"is {grades[0]} the same number in {where} as elsewhere (grade scale)" if grades else ""


@cache
def _counted_out() -> re.Pattern[str]:
    cues = _cues()
    nth = either((*cues.ordinals, *cues.in_figures))
    return re.compile(
        rf"\bthe (?:(?P<nth>{nth})|(?P<last>{either(cues.last)}))(?: (?:{either(cues.counted)}))?\b"
    )
