"""How many: what a question counts, and the number that a sentence gives for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.phrasing import load_phrasing
from qa.answer.quoting import Evidence, stem
from qa.markdown import escaped
from qa.quotation import Quote
from qa.search.lexicon import load_lexicon
from qa.search.question import Understood
from qa.sentences import sentences

# Numbers as reports print them; no year, no share of a whole, no part of a date or a decimal, no
# age, no length of time, and none that is a name ("Key Stage 2").
_NUMBER = re.compile(
    r"(?<![\w.,/£-])(?!(?:19|20)\d\d\b)\d{1,3}(?:,?\d{3})*(?![\w%/]|[.,]\d| per cent| ?%)|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"(?!\s(?:years?|months?|weeks?|days?|hours?|times)\b)",
    re.I,
)
_NAMED = re.compile(
    r"\b(?:stage|grade|level|section|year|band|tier|part|aged?|under|over|than|chapter|form)\s*$",
    re.I,
)
_POSSESSIVE = re.compile(r"\b\w+['’]s?(?!\w)")
_ON = re.compile(r"(?<=\w)\s(?:for|with|to|by|from|who|which|that|provides?|supports?|serves?)\s")
_TOKEN = re.compile(r"[a-z0-9]+")
_SMALL = frozenset("the a an of and or in to for with their its own other all being".split())
MOST_COUNTED = 3  # words that name what is counted
REACH = 8  # words after a number within which what it counts is named


def counted(question: str) -> frozenset[str]:
    """The stems of what a question counts ("how many foster carers ..."); empty if it counts not.

    >>> sorted(counted("How many foster carers does Redbridge have?"))
    ['carer', 'foster']
    >>> counted("How good are foster carers?")
    frozenset()
    """
    phrasing = load_phrasing()
    asked = phrasing.count.search(question)
    if asked is None:
        return frozenset()
    rest = question[asked.end() :].casefold()
    if not rest.strip() or rest.lstrip().startswith(";"):
        # A follow-up made whole: "foster carers; how many; Barnet".
        rest = question[: asked.start()].casefold()
    for said, printed in phrasing.counted_as.items():
        rest = rest.replace(said, printed)
    words: list[str] = []
    for word in _TOKEN.findall(rest):
        if word in phrasing.ends_count or len(words) == MOST_COUNTED:
            break
        if word not in _SMALL:
            words.append(stem(word))
    return frozenset(words)


def numbers_of(text: str, what: frozenset[str]) -> list[str]:
    """The numbers a text gives of `what`, each once, in order, as printed.

    >>> numbers_of("Services have 60 foster carers and one home, in 2 wards.", frozenset(
    ...     {"foster", "carer"}))
    ['60']
    >>> numbers_of("Three children's teams provide services for children.", frozenset({"children"}))
    []
    """
    found: dict[str, None] = {}
    for number in _NUMBER.finditer(text):
        clause = re.split(r"[.,;:]\s", text[number.end() :], maxsplit=1)[0]
        after = _TOKEN.findall(clause.casefold())[:REACH]
        if _NAMED.search(text, 0, number.start()):
            continue
        # What is counted stands before the first word that leads on to something else.
        named = _TOKEN.findall(_POSSESSIVE.sub(" ", _ON.split(clause.casefold(), maxsplit=1)[0]))
        if what <= {stem(word) for word in after} and what & {stem(word) for word in named}:
            found[number.group()] = None
    return list(found)


def is_told(text: str, understood: Understood, what: frozenset[str]) -> bool:
    """Whether a text that gives a number of `what` speaks of all else that is asked, too."""
    held = {stem(word) for word in _TOKEN.findall(text.casefold())}
    subject = set(_TOKEN.findall(understood.query.split(";")[0].casefold()))
    beside = {word for cue in load_lexicon().kinds[understood.kind] for word in cue.split()}
    asked = {stem(term) for term in understood.terms if term in subject and term not in beside}
    return asked - what - {stem("number")} <= held


def giving_number(understood: Understood, found: Sequence[Evidence]) -> list[Evidence]:
    """The evidence that gives the number asked for; of several reports, at least one of its kind.

    Empty where no number is asked for, or none is given.
    """
    what = counted(understood.query)
    rows = [row for row in found if what and numbers_of(row.quote.text, what)]
    told = [row for row in rows if is_told(row.quote.text, understood, what)]
    return told or (rows if understood.over_several else [])


def number_told(understood: Understood, quotes: Sequence[Quote]) -> str:
    """The number a question asks for, of each report, to stand before the sentences that give it.

    Nothing where a report's quotes give none, or more than one: no number is guessed.
    """
    what = counted(understood.query)
    given: dict[str, list[tuple[str, Quote]]] = {}
    for quote in quotes if what else ():
        # What comes only after a sentence says nothing of what it counts.
        text = quote.text
        numbers = [
            (number, quote)
            for span in sentences(text)
            if is_told(text[: span.end], understood, what)
            for number in numbers_of(text[span.start : span.end], what)
        ]
        given.setdefault(quote.report.key, []).extend(numbers)
    rows = [
        f"{escaped(quote.report.authority)}, {quote.report.year}: **{number}** "
        f"({quote.paragraph.label})."
        for found in given.values()
        for number, quote in found[:1]
        if len({number for number, _ in found}) == 1 and number.casefold() != "one"
    ]
    return "\n".join(f"- {row}" for row in rows) if len(rows) > 1 else "".join(rows)
