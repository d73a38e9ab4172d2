"""Where to turn for help: for a person who writes of a child in danger, before anything else."""

from __future__ import annotations

import re
from functools import cache

from qa.data import read_table
from qa.patterns import any_of, either, whole

HELP = (
    "These are inspection reports and cannot help in an emergency. If a child is in danger now, "
    "call 999. Otherwise call your council's children's services, or the NSPCC on 0808 800 5000; "
    "a child can call Childline on 0800 1111."
)


def signpost(question: str) -> str:
    """Where to turn, if the question tells of someone of one's own being harmed; else nothing.

    >>> signpost("My child is being abused, what do I do?").startswith("These are inspection")
    True
    >>> signpost("How does Harrow respond to abuse?"), signpost("Give me figures on neglect")
    ('', '')
    """
    own, harmed = _wordings()
    return HELP if own.search(question) and harmed.search(question) else ""


@cache
def _wordings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells of oneself or someone of one's own ("he hits me"); and of harm."""
    table = read_table("answers.toml")["harm"]
    whose, own = either(table["whose"].split()), either(table["own"].split())
    harmed, oneself = table["harmed"].split(), whole(table["self"])
    mine = rf"\b(?:{whose})\s+(?:\w+\s+)?(?:{own})"
    return (
        re.compile(rf"{mine}|{oneself}|{whole(harmed)} me\b", re.I),
        any_of([*harmed, *table["danger"]]),
    )
