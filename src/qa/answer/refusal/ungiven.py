"""What a question names or asks to be told, and was not found, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.asking.amounts import Amount, amount_asked
from qa.answer.asking.matter import asks_about
from qa.answer.asking.naming import asks_for_name
from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.sought import asks_reason
from qa.answer.asking.times import asks_when
from qa.answer.form import wording
from qa.authorities import fold
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Understood
from qa.search.language.stemming import words_of

NO_MATTER = "What it was about was not found."
# A reason that is not told leaves open whether it is so, unless what is shown says just that.
NO_REASON = "No reason for that was found."
NO_REASON_NOR_SURE = "No reason for that was found, and it may not be so."


def not_given(question: str, *, is_so: bool = False) -> str:
    """That no such amount, time, name or reason was found as a question asks for, if it does;
    `is_so` where what is shown says that of which a reason is asked.

    >>> not_given("What is the name of the chair?"), not_given("Is the board good?")
    ('No such name was found.', '')
    >>> not_given("Why is there drift?", is_so=True)
    'No reason for that was found.'
    """
    amount = amount_asked(question) or (Amount.DATE if asks_when(question) else None)
    sought = "name" if asks_for_name(question) else amount
    if asks_about(question):
        return NO_MATTER
    if sought:
        return f"No such {sought} was found."
    if not asks_reason(question):
        return ""
    return NO_REASON if is_so else NO_REASON_NOR_SURE


def unmentioned(facts: LibraryFacts, understood: Understood, unspoken: str) -> str:
    """That the reports do not mention what nothing found names, or that nothing found does where
    they have its words.
    """
    names = _all_of(understood.query, unspoken)
    typed = (wording.escaped(_as_typed(understood.standalone, name)) for name in names)
    said = " or ".join(dict.fromkeys(typed))
    if any(_is_in(facts, name, understood.reports) for name in names):
        return f"Nothing found there mentions {said}."
    who = "The report does" if len(understood.reports) == 1 else "The reports do"
    return f"{who} not mention {said}."


def _is_in(facts: LibraryFacts, name: str, reports: Sequence[str]) -> bool:
    """Whether all the words of a name stand in any of the reports, one or several of it."""
    words = words_of(name)
    return all(any(facts.mentions(form, reports) for form in _forms(word)) for word in words)


def _forms(word: str) -> tuple[str, ...]:
    return word, f"{word}s", word.removesuffix("s"), f"{word.removesuffix('y')}ies"


def _all_of(question: str, unspoken: str) -> list[str]:
    """What nothing found names, and the other subjects of a question if it is one of them."""
    subjects = load_phrasing().spoken_of(question)
    others = [name for name in subjects if name != unspoken] if unspoken in subjects else []
    return [unspoken, *others]


def _as_typed(question: str, name: str) -> str:
    """A name, known in small letters, of one, or by a part of it, as a question has it.

    >>> _as_typed("Is there any FGM?", "fgm"), _as_typed("Any knife-crime?", "knife crime")
    ('FGM', 'knife-crime')
    >>> _as_typed("Is there any FGM?", "female genital mutilation")
    'FGM'
    >>> _as_typed("Are there swimming lessons?", "swimming lesson")
    'swimming lessons'
    >>> _as_typed("UCAS forms?", "Admissions Service")
    'UCAS'
    """
    typed = re.search(r"\W+".join(map(re.escape, name.split())) + r"(?:s\b)?", question, re.I)
    return typed.group() if typed else next(iter(_shorts_of(question, name)), name)


def _shorts_of(question: str, name: str) -> list[str]:
    """The abbreviations by which a question has a name, or a longer one that it is a part of."""
    known = load_lexicon().abbreviations
    words = re.findall(r"[\w&]+", question)
    return [word for word in words if f" {fold(name)} " in f" {fold(known.get(word.upper(), ''))} "]
