"""Which of the paragraphs found name the subject that is asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from qa.answer.naming import own_names
from qa.answer.phrasing import load_phrasing, plain
from qa.search.question import Understood
from qa.search.stemming import stems_of

_OF_REPORT = re.compile(r"-\d{4}(?:-\d+)?#.*")  # what follows the authority in a key

Text = Callable[[str], str]
"""Gives the text of a paragraph, headings included, by its key."""


def owner_of_name(understood: Understood, keys: Sequence[str], text: Text) -> str:
    """How the keys begin of the one authority whose paragraphs hold a body's own name that the
    question names ("the Anne Hill Hospital"), and no authority; or nothing.
    """
    if understood.authorities or understood.over_several:
        return ""
    for name in own_names(understood.query):
        owners = {_OF_REPORT.sub("-", key) for key in keys if name in text(key)}
        if len(owners) == 1:
            return owners.pop()
    return ""


def reports_naming(
    understood: Understood, subject: frozenset[str], keys: Iterable[str], text: Text
) -> set[str]:
    """The reports of which a paragraph has the subject asked about: in one of the names that the
    field has for it, or else all of these stems.
    """
    called = load_phrasing().subjects_of(understood.query)
    names = {name for subject, said in called.items() for name in (subject, *said)}
    texts = ((key.split("#")[0], text(key)) for key in keys)
    if names:
        return {report for report, told in texts if names_any(plain(told), names)}
    return {report for report, told in texts if subject <= stems_of(told)}


def names_any(text: str, names: Collection[str]) -> bool:
    """Whether a text, in small words, names any of these."""
    return any(f" {name} " in text for name in names)
