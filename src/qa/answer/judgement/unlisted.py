"""That no table grades what a question asks the grade of, which is named as it was asked."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from qa.answer.asking.grades import graded_subject
from qa.answer.form import wording
from qa.answer.judgement.inwords import narrower_than_graded
from qa.answer.quotes.sides import asks_for_fault, tells_goodness
from qa.data import read_table
from qa.index.sqlite.store import Store
from qa.report import Strand
from qa.search.asked.question import Understood

MOST_NAMED = 2  # reports
MOST_WORDS = 7  # of a name
OPENING = ["out", "of"]  # a name that so begins: "out of hours team"
_WORD = re.compile(r"[\w&]+(?:['’-]\w+)*")


def no_grade(store: Store, understood: Understood, strand: Strand | None = None) -> str:
    """That the tables of the reports asked about have no grade for it; under a strand, if one is
    given.
    """
    subject = narrower_than_graded(understood) or graded_subject(understood)
    name = wording.escaped(as_asked(understood.query, subject)) or "just that"
    under = f" under {strand}" if strand else ""
    few = len(understood.reports) <= MOST_NAMED
    where = wording.dated_names(store.heads(understood.reports)) if few else "these reports"
    return f"The tables of {where} have no grade for {name}{under}"


def as_asked(question: str, subject: Collection[str]) -> str:
    """The words of a question from the first that names a subject to the last, with what that is
    ("service") and whose ("children's homes"); nothing where others stand between, or one says how
    good it is. After "who" somebody does what is named.

    >>> as_asked("How was the supervision of staff rated?", {"supervision", "staff"})
    'supervision of staff'
    >>> as_asked("how was the reviewing service marked", {"reviewing"})
    'reviewing service'
    >>> as_asked("rating of Brent's children's homes", {"homes"})
    "children's homes"
    >>> as_asked("which grade for trouble with staff", {"trouble", "staff"})
    ''
    >>> as_asked("who finds homes?", {"finds", "homes"})
    'homes'
    >>> as_asked("who finds homes and how is that team rated?", {"finds", "homes", "team"})
    ''
    """
    words = _WORD.findall(question)
    said = [re.sub(r"['’]s?$", "", word.casefold()) for word in words]
    places = [place for place, word in enumerate(said) if word in subject]
    if {said[place] for place in places} != {*subject}:
        return ""
    places = [place for place in places if said[:place][-1:] != ["who"]]
    if not places:
        return ""
    first, last = places[0], places[-1]
    between = {word for word in said[first:last] if word not in subject}
    links, kinds = _words()
    while last + 1 < len(said) and said[last + 1] in kinds:
        last += 1
    if said[max(first - 2, 0) : first] == OPENING:
        first -= 2
    while first and said[first - 1] in kinds and said[first - 1] != words[first - 1].casefold():
        first -= 1
    name = words[first : last + 1]
    if any(tells_goodness(word) or asks_for_fault(word) for word in subject):
        return ""
    return " ".join(name) if between <= links | kinds and len(name) <= MOST_WORDS else ""


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """What may stand between the words of a name, and what says of what kind the named is."""
    table = read_table("answers.toml")["grades"]
    return frozenset(table["links"].split()), frozenset(table["named_kinds"].split())
