"""How a stretch of prose begins and ends: whether a sentence or a list item is still open."""

from __future__ import annotations

import re

# How much of a text's end is looked at.
TAIL = 400
_FINISHED = re.compile(r"[.?!:;][\"'”’)\]*]{0,6}$")
_OPENS_LOWER = re.compile(r"[\"'“‘(*]{0,6}[a-z]")
_OPENS_UPPER = re.compile(r"[\"'“‘(*]{0,6}[A-Z]")
# A list item that ends in one of these has been cut: nothing ends so.
_CANNOT_END = frozenset(
    "a an the and or but of to at for from with without between into onto "
    "which who whose whom their its his our your is are was were "
    "be been being has have had will would should must may can could as than if when where while "
    "not every such other same respective including include".split()
)
# In one of these, as far as what follows goes on with a small letter.
_SELDOM_ENDS = frozenset("that this these those her all each both either".split())
# A clause opened by "that" or "which" and cut before its verb ("that the respective health").
# Nothing but the rest of a sentence opens with one of these.
_CANNOT_OPEN = frozenset("and or but that which who whom whose than".split())
_NEXT_ITEM = re.compile(r"[,;] (?:and|or),?$")
_CUT_CLAUSE = re.compile(
    r"\b(?:that|which|who)(?: (?:the|a|an|their|its|these|those|all))(?: \w+){1,2}$"
)


def is_finished(text: str) -> bool:
    """Whether prose ends as a sentence (or a lead-in) ends.

    >>> is_finished("All is well."), is_finished("All is")
    (True, False)
    """
    return bool(_FINISHED.search(text[-TAIL:].rstrip()))


def is_cut(item: str, after: str = "") -> bool:
    """Whether a list item, which needs no full stop, must go on in what stands after it.

    >>> is_cut("ensure that all staff and"), is_cut("ensure that all staff are trained, and")
    (True, False)
    >>> is_cut("plan to deliver these", "children"), is_cut("plan to deliver these", "The council")
    (True, False)
    >>> is_cut("improve the plans", "that are made"), is_cut("improve the plans.", "that are made")
    (True, False)
    """
    end = item[-TAIL:].rstrip()
    words = end.split()
    if not words or _NEXT_ITEM.search(end):
        return False
    if not is_finished(end) and after.split(" ", 1)[0] in _CANNOT_OPEN:
        return True
    last = words[-1].lower()
    if last in _SELDOM_ENDS:
        return not opens_upper(after)
    return last.endswith(",") or last in _CANNOT_END or bool(_CUT_CLAUSE.search(end))


def opens_lower(text: str) -> bool:
    """Whether a text starts with a small letter, as the second half of a sentence does."""
    return bool(_OPENS_LOWER.match(text))


def opens_upper(text: str) -> bool:
    """Whether a text starts with a capital letter."""
    return bool(_OPENS_UPPER.match(text))
