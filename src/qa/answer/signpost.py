"""Where to turn for help: for a person who writes of a child in danger, before anything else."""

from __future__ import annotations

import re

_OWN = re.compile(
    r"\b(?:my|our)\s+(?:\w+\s+)?(?:child|children|son|daughter|kids?|baby|stepson|stepdaughter|"
    r"grandson|granddaughter|grandchild|niece|nephew|brother|sister|neighbour)|\bi(?:['’]m| am)\b|"
    r"\bi was\b|\bme\b",
    re.I,
)
_HARM = re.compile(
    r"\b(?:abus\w+|hurt\w*|hit(?:ting|s)?|beat(?:en|ing|s)?|harm\w*|neglect\w*|groom\w*|unsafe|"
    r"in danger|rap(?:e|ed)|molest\w*|touch(?:ed|es|ing)|suicid\w+|kill)\b",
    re.I,
)
HELP = (
    "These are inspection reports and cannot help in an emergency. If a child is in danger now, "
    "call 999. Otherwise call your council's children's services, or the NSPCC on 0808 800 5000; "
    "a child can call Childline on 0800 1111."
)


def signpost(question: str) -> str:
    """Where to turn, if the question tells of someone of one's own being harmed; else nothing.

    >>> signpost("My child is being abused, what do I do?").startswith("These are inspection")
    True
    >>> signpost("How does Harrow respond to abuse?")
    ''
    """
    return HELP if _OWN.search(question) and _HARM.search(question) else ""
