"""Whether a question sets the place that it names beside all others: "is Barnet the only one?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.data import read_table
from qa.patterns import either, whole

Span = tuple[int, int]
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `rest` of questions.toml, as what stands in a question.

    `than_others` sets anything beside other places, `than_the_rest` the place of which it is said,
    as `only_one` does; `only_place` is said of a place alone, `other_places` asks of the others,
    and `besides` leads to the name of the one beside them. After `within` a name is where something
    is and not what is spoken of. What one report `said_of` a matter "compared with other boroughs",
    whichever these are (`any_others`), it said of the matter.
    """

    than_others: re.Pattern[str]
    than_the_rest: re.Pattern[str]
    only_one: re.Pattern[str]
    only_place: re.Pattern[str]
    other_places: re.Pattern[str]
    besides: re.Pattern[str]
    any_place: re.Pattern[str]
    within: re.Pattern[str]
    said_of: re.Pattern[str]
    any_others: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("questions.toml")["rest"]
    places = rf"(?:{either(table['places'].split())})\b"
    held = rf"(?:{either(table['held_places'].split())})\b"
    number = rf"(?:(?:{either(table['numbers'].split())}) )?"
    determined = (
        rf"(?:any|every|all|most|all of the|any of the|most of the|the) other {number}{places}"
    )
    than = rf"{whole(table['than'])} (?:{whole(table['of_those'])} )?(?:in |at |for |with )?"
    topmost = r"the (?:best|worst|most \w+|least \w+|(?!lat|earli|old|new)\w+est)"
    of_all = rf"{topmost} of {whole(table['of_all'])}"
    ends = rf"(?=\W*$|[,;:]| (?:{either(table['after_place'].split())})\b)"
    return _Wordings(
        than_others=re.compile(
            rf"{than}(?:{determined}|other {number}{held}|{whole(table['elsewhere'])})", re.I
        ),
        than_the_rest=re.compile(rf"{than}{whole(table['the_rest'])}(?! of\b)", re.I),
        only_one=re.compile(rf"\s+(?:\w+\s+){{0,2}}?{whole(table['only_one'])}", re.I),
        only_place=re.compile(rf"\b(?:the only {places}|{topmost} {places}|{of_all}){ends}", re.I),
        other_places=re.compile(
            rf"(?:^|[,;:?.]\s*|{whole(table['before_others'].split())} ){determined}", re.I
        ),
        besides=re.compile(rf"{whole(table['besides'])}\s+(?:in\s+)?$", re.I),
        any_place=re.compile(rf"{whole(table['any_place'])}|\b{places}", re.I),
        within=re.compile(rf"{whole(table['within'].split())}\s+$", re.I),
        said_of=re.compile(
            rf"{whole(table['speakers'].split())} (?:have |had )?{whole(table['say'].split())}"
            rf"[^.;:?]*?{whole(table['say_of'].split())}\s",
            re.I,
        ),
        any_others=re.compile(rf"(?<!the )\bother {number}{places}$", re.I),
    )


def beside_the_rest(question: str, names: Sequence[Span]) -> list[Span]:
    """Where a question sets the places named in it, at these characters, beside all others.

    >>> asked = "Is Leeds worse than everybody else on health?"
    >>> [asked[start:end] for start, end in beside_the_rest(asked, [(3, 8)])]
    ['than everybody else']
    >>> beside_the_rest("Do children in Leeds do worse than everybody else?", [(15, 20)])
    []
    """
    known = _wordings()
    anywhere = (known.than_others, known.only_place, known.other_places)
    said = known.said_of.search(question)
    spans = [
        found.span()
        for pattern in anywhere
        for found in pattern.finditer(question)
        if not (said and known.any_others.search(found.group()) and said.end() <= found.start())
    ]
    return sorted({*spans, *_of_names(question, names)}) if names else []


def _of_names(question: str, names: Sequence[Span]) -> Iterator[Span]:
    """What sets a name beside the rest by where the name stands."""
    known = _wordings()
    for start, end in names:
        besides = known.besides.search(question, 0, start)
        if besides and known.any_place.search(question, 0, besides.start()):
            yield besides.span()
        if known.within.search(question, 0, start) or _POSSESSIVE.search(question, start, end):
            continue  # "the health grade of Leeds", "Leeds's schools": not the place is spoken of
        if only := known.only_one.match(question, end):
            yield only.span()
        if than := known.than_the_rest.search(question, end):
            yield than.span()
