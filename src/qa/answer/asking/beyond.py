"""What a part of a question asks beyond what its first part does, of those that this names: who has
to answer for a thing, or where a person went from there.

A paragraph that says that a director leaves tells the first half of "when does she leave, and what
is she going on to do?", and nothing of the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from qa.data import read_table
from qa.patterns import any_of, either

_OF_IT = r"(?: (?:for|about|over) (?:it|this|that|them|these|those))?"


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `beyond` of answers.toml: what asks each thing, and what tells it."""

    responsible: re.Pattern[str]
    tells_responsible: re.Pattern[str]
    onward: re.Pattern[str]
    tells_onward: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["beyond"]
    who = r"^\W*(?:and )?(?:who|which \w+)(?:['’]?s| is| are| was| were) (?:held )?"
    where = r"^\W*(?:and )?(?:what|where)\b[^?.,;]*? (?:he|she|they)\b[^?.,;]*?"
    return _Wordings(
        responsible=re.compile(rf"{who}(?:{either(table['responsible'])}){_OF_IT}\W*$", re.I),
        tells_responsible=any_of(table["tells_responsible"]),
        onward=re.compile(rf"{where}\b(?:{either(table['onward'])})\W*$", re.I),
        tells_onward=any_of(table["tells_onward"]),
    )


def beyond_test(part: str) -> Callable[[str], bool] | None:
    """What tells whether a text tells what a later part asks for of those; None where it asks for
    neither.

    >>> blamed = beyond_test("who was responsible?")
    >>> blamed("The chief executive is accountable."), blamed("It came in on budget.")
    (True, False)
    >>> onward = beyond_test("what is she going on to do")
    >>> onward("She will take up a post elsewhere."), onward("The post will not be replaced.")
    (True, False)
    >>> beyond_test("who was responsible for training?"), beyond_test("what do they do?")
    (None, None)
    """
    wordings = _wordings()
    if wordings.responsible.search(part):
        return lambda text: bool(wordings.tells_responsible.search(text))
    if wordings.onward.search(part):
        return lambda text: bool(wordings.tells_onward.search(text))
    return None
