"""What people say in the middle of a conversation: data and its loading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache

from qa.authorities import fold
from qa.data import read_table
from qa.patterns import either


@dataclass(frozen=True, slots=True)
class Cues:
    """Folded phrases, by what they tell of a turn (see `qa/data/conversation.toml`)."""

    aside: tuple[str, ...]
    afterthoughts: tuple[str, ...]
    follows: tuple[str, ...]
    returns: tuple[str, ...]
    anew: tuple[str, ...]
    points: tuple[str, ...]
    points_at_place: tuple[str, ...]
    points_at_matter: tuple[str, ...]
    same: tuple[str, ...]
    asks_how: tuple[str, ...]
    owned: tuple[str, ...]
    people: tuple[str, ...]
    bodies: tuple[str, ...]
    those_there: tuple[str, ...]
    views: tuple[str, ...]
    holding: tuple[str, ...]
    exists: tuple[str, ...]
    instead_of: tuple[str, ...]
    instead: tuple[str, ...]
    act: tuple[str, ...]
    since: tuple[str, ...]
    in_passing: tuple[str, ...]
    put_right: tuple[str, ...]
    which_way: tuple[str, ...]
    since_alone: tuple[str, ...]
    against: tuple[str, ...]
    worth: tuple[str, ...]
    should: tuple[str, ...]
    what_was_told: tuple[str, ...]
    outcome: tuple[str, ...]
    several: tuple[str, ...]
    extremes: tuple[str, ...]
    of_two: tuple[str, ...]
    of_all: tuple[str, ...]
    both: tuple[str, ...]
    scales: tuple[str, ...]
    again: tuple[str, ...]
    manner: tuple[str, ...]
    more: tuple[str, ...]
    same_again: tuple[str, ...]
    named_again: tuple[str, ...]
    present: tuple[str, ...]
    beside_present: tuple[str, ...]
    other_report: tuple[str, ...]
    earlier_last: tuple[str, ...]
    earlier: tuple[str, ...]
    not_earlier: tuple[str, ...]
    than_earlier: tuple[str, ...]
    both_reports: tuple[str, ...]
    same_place: tuple[str, ...]
    other_places: tuple[str, ...]
    the_rest: tuple[str, ...]
    any_other: tuple[str, ...]
    leads_to_place: tuple[str, ...]
    that_place: tuple[str, ...]
    onward: tuple[str, ...]
    back: tuple[str, ...]
    beside_step: tuple[str, ...]
    undo: tuple[str, ...]
    whole: tuple[str, ...]
    paragraph: tuple[str, ...]
    before_number: tuple[str, ...]
    asked: tuple[str, ...]
    relative: tuple[str, ...]
    told_of: tuple[str, ...]
    why: tuple[str, ...]
    ended: tuple[str, ...]
    no_better: tuple[str, ...]
    matters: tuple[str, ...]
    which: tuple[str, ...]
    report: tuple[str, ...]
    named: tuple[str, ...]
    linking: tuple[str, ...]
    verbs: tuple[str, ...]
    tags: tuple[str, ...]
    of_it: tuple[str, ...]
    before_more: tuple[str, ...]
    whole_question: tuple[str, ...]
    beside_place: tuple[str, ...]
    meant: tuple[str, ...]
    dates: tuple[str, ...]
    anybody: tuple[str, ...]
    who_does: tuple[str, ...]
    whom: tuple[str, ...]
    most: tuple[str, ...]
    ranking: tuple[str, ...]
    narrows: tuple[str, ...]
    fillers: tuple[str, ...]
    corrects: tuple[str, ...]
    shown: tuple[str, ...]
    beside_year: tuple[str, ...]
    denies: tuple[str, ...]
    denied: tuple[str, ...]
    figures: tuple[str, ...]
    ours: tuple[str, ...]
    ours_alone: tuple[str, ...]
    selves: tuple[str, ...]
    not_ours: tuple[str, ...]
    our: tuple[str, ...]
    at_home: tuple[str, ...]
    at_home_first: tuple[str, ...]
    at_home_never: tuple[str, ...]
    persons: tuple[str, ...]
    singly: tuple[str, ...]
    hesitations: tuple[str, ...]
    sentence: tuple[str, ...]
    months: tuple[str, ...]
    measures: tuple[str, ...]
    years: tuple[str, ...]
    some_years: tuple[str, ...]
    years_back: tuple[str, ...]
    years_on: tuple[str, ...]
    years_later: tuple[str, ...]
    years_earlier: tuple[str, ...]
    next_report: tuple[str, ...]
    previous_report: tuple[str, ...]
    beside_time: tuple[str, ...]
    year_before: tuple[str, ...]
    year_after: tuple[str, ...]
    about: tuple[str, ...]
    vague: tuple[str, ...]
    groups: tuple[str, ...]
    of_group: tuple[str, ...]
    judging: tuple[str, ...]
    faring: tuple[str, ...]
    fares_alone: tuple[str, ...]
    of_that: tuple[str, ...]
    no_place_there: tuple[str, ...]
    responding: tuple[str, ...]


@cache
def load_cues() -> Cues:
    """The phrases of conversation. Raises ValueError for one that is not folded."""
    data = read_table("conversation.toml")
    known = [field.name for field in fields(Cues)]
    if odd := set(known) ^ set(data):
        raise ValueError(f"conversation.toml: lists missing or unknown: {sorted(odd)}")
    if odd := {said for phrases in data.values() for said in phrases if said != fold(said)}:
        raise ValueError(f"conversation.toml: phrases not folded: {sorted(odd)}")
    return Cues(*(tuple(data[name]) for name in known))


def without_asides(turn: str) -> str:
    """A turn without what people say before they go on, or after they have asked.

    >>> without_asides("Ok thanks. Right, and Barnet?"), without_asides("well-being in Barnet")
    ('and Barnet?', 'well-being in Barnet')
    >>> without_asides("what was done, in fairness?")
    'what was done?'
    """
    return _afterthoughts().sub("", _asides().sub("", turn))


def without_same_place(turn: str) -> str:
    """A turn without what says that place and report stay as they are, if there is more to it.

    >>> without_same_place("teen pregnancy, same report"), without_same_place("same place")
    ('teen pregnancy', 'same place')
    >>> without_same_place("are siblings placed in the same place?")
    'are siblings placed in the same place?'
    """
    left = _same_place().sub("", turn).strip(" ,.;")
    return left or turn


def without_opening(turn: str) -> str:
    """A turn without the words that lead back to a subject, or on to another.

    >>> without_opening("ok, now fostering"), without_opening("go back to jobs")
    ('fostering', 'jobs')
    >>> without_opening("no sorry I meant fostering"), without_opening("no schools?")
    ('fostering', 'no schools?')
    """
    return _openings().sub("", turn)


def less_hesitation(folded: str) -> str:
    """A folded turn without what is said before it begins.

    >>> less_hesitation("no sorry i meant fostering"), less_hesitation("no the older one")
    ('i meant fostering', 'no the older one')
    """
    return _hesitating().sub("", folded)


@cache
def _openings() -> re.Pattern[str]:
    cues = load_cues()
    leading = {*cues.returns, *cues.anew, *cues.hesitations, *cues.corrects} - {"no"}
    mark = r"[\s,.;:–-]"
    return re.compile(
        rf"^(?:\s*(?:(?:no{mark}+)?(?:{either(leading)})\b|no\s*[,.;:–-]){mark}+)+(?=\S)", re.I
    )


@cache
def _hesitating() -> re.Pattern[str]:
    said = either(load_cues().hesitations)
    return re.compile(rf"^(?:(?:no )?(?:{said}) (?=\S))+")


@cache
def _same_place() -> re.Pattern[str]:
    same = either(load_cues().same_place)
    return re.compile(rf"(?:^|\s*[,.;–-])\s*(?:{same})\b(?=\s*(?:[,.;?!]|$))", re.I)


@cache
def _afterthoughts() -> re.Pattern[str]:
    return re.compile(rf"\s*[,;–-]\s*(?:{either(load_cues().afterthoughts)})(?=\W*$)", re.I)


def without_tag(turn: str) -> tuple[str, bool]:
    """A turn without the question at its end that asks for a yes, and whether it has one.

    >>> without_tag("That was up on 2007, wasn't it?"), without_tag("Was it up?")
    (('That was up on 2007', True), ('Was it up?', False))
    """
    found = _tag().search(turn)
    return (turn[: found.start()], True) if found else (turn, False)


@cache
def _tag() -> re.Pattern[str]:
    tags = (re.sub(r"nt\b", "n['’]?t", tag).replace(" ", r"\s+") for tag in load_cues().tags)
    return re.compile(rf"\s*[,;–-]\s*(?:{'|'.join(tags)})\s*\W*$", re.I)


@cache
def _asides() -> re.Pattern[str]:
    words = (re.sub(r"s\b", "['’]?s", phrase).split() for phrase in load_cues().aside)
    phrases = "|".join(sorted(map(r"\s+".join, words), key=len, reverse=True))
    mark = r"[,.!;:…–-]"
    several = rf"(?:{phrases})(?:(?:\s|{mark})+(?:{phrases}))*"
    return re.compile(rf"^\s*{several}\s*{mark}+\s+(?=\S)", re.I)


def said(folded: str, phrases: Iterable[str]) -> list[str]:
    """The phrases that stand in a folded text as whole words.

    >>> said("and the one after that", ["the one after", "one af"])
    ['the one after']
    """
    return [phrase for phrase in phrases if f" {phrase} " in f" {folded} "]


def words_of_talk(folded: str, names_place: bool) -> frozenset[str]:
    """The words of a folded turn that say nothing of their own: "ok", "i meant"; beside the name of
    a place those that ask the same of it.

    >>> "education" in words_of_talk("ok go back to education", False)
    False
    >>> {"go", "back"} <= words_of_talk("go back to education", False)
    True
    """
    cues = load_cues()
    rest = less_hesitation(folded)
    leads = (*cues.follows, *cues.anew, *cues.corrects)
    phrases = [lead for lead in leads if opens(folded, [lead]) or opens(rest, [lead])]
    phrases.append(folded.removesuffix(rest))
    phrases += [phrase for phrase in cues.meant if f"{folded} ".endswith(f" {phrase} ")]
    phrases += [phrase for phrase in cues.follows if " " not in phrase]
    phrases += said(folded, cues.beside_place) if names_place else []
    talk = {word for phrase in phrases for word in phrase.split()}
    return frozenset(talk | {*cues.manner, *cues.fillers})


def words_for_ours(folded: str) -> list[str]:
    """The phrases of a folded turn for whoever asks, and for others with them.

    >>> words_for_ours("what help do we get"), words_for_ours("tell us about fostering")
    (['we'], [])
    """
    cues = load_cues()
    rest = f" {folded} "
    for phrase in cues.not_ours:
        rest = rest.replace(f" {phrase} ", " ")
    return said(rest.strip(), (*cues.ours, *cues.ours_alone))


def opens(folded: str, phrases: Iterable[str]) -> bool:
    """Whether a folded text begins with one of the phrases."""
    return any(f"{folded} ".startswith(f"{phrase} ") for phrase in phrases)
