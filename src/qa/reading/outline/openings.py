"""Where the next recommendation opens in a line that runs two of them together.

A conversion that loses the bullets of a short list also joins its items into one line, with
nothing between them. They are parted only where the grammar leaves no doubt: both halves open
with an imperative that is no noun, the first is a whole clause, the second has an object.
"""

from __future__ import annotations

import re

from qa.reading.text.frameworks import common

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# What stands before a verb that goes on: "and ensure", "to improve", "partners should ensure".
_GOES_ON = frozenset(
    "a all also an and any both but can could each either every for further help helps if it its "
    "let make may might must nor not of or our shall should so some that the their these they "
    "this those to we what when where which who will with would you".split()
)
# What follows a verb whose object went before it: "the support that schools provide to ...".
_NO_OBJECT = frozenset(
    "across after against and are as at be before but by during for from has have in into is of "
    "off on or over through to towards under was were when where which while who will "
    "with within without".split()
)
# What opens a clause that needs a verb of its own, "ensure children are safe" among them.
_SUBORDINATES = re.compile(
    r"\b(?:ensur(?:e|ing)(?! that)|so that|that|which|who|whom|whose|how|where|when|while|whether|"
    r"if|because|since|until|unless|what|why|than)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|can|could|will|would|should|must|may|do|does)\b"
)
# "help young people develop": the second verb belongs to the first.
_WITH_BARE_VERB = re.compile(r"\b(?:help|let|make)\b", re.IGNORECASE)


def openings(text: str) -> list[int]:
    """Offsets in `text` where a further recommendation opens, in order; empty if it is one.

    >>> run_on = "develop a policy for all children ensure older children are placed"
    >>> [run_on[at:] for at in openings(run_on)]
    ['ensure older children are placed']
    >>> openings("review the plans and ensure that managers ensure good practice")
    []
    """
    found: list[int] = []
    begin = 0
    words = list(_WORD.finditer(text))
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        if word.group().lower() not in common().imperatives or after.group().lower() in _NO_OBJECT:
            continue
        if text[before.end() : word.start()] != " " or text[word.end() : after.start()] != " ":
            continue
        if _is_whole(text[begin : before.end()], before.group().lower()):
            found.append(word.start())
            begin = word.start()
    return found


def _is_whole(clause: str, last: str) -> bool:
    """Whether words before a verb are a recommendation of their own, and no subject of it."""
    first = _WORD.match(clause)
    if not first or first.group().lower() not in common().imperatives:
        return False
    if last in _GOES_ON or last.endswith("ly") or last in common().imperatives:
        return False
    if _WITH_BARE_VERB.search(clause):
        return False
    # Each of these must have had its verb, or the next verb is theirs.
    return len(_SUBORDINATES.findall(clause)) <= len(_FINITE.findall(clause))
