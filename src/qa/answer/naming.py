"""Names asked for, of a person or of a firm: whether what was found gives one.

Reports tell of posts and hardly ever of those who hold them: that a director leads well is no
answer to what the director is called.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.answer.phrasing import load_phrasing
from qa.patterns import whole

# Words that may stand between what asks and the post: none that leads on to something else.
_BETWEEN = (
    r"(?:(?!\b(?:that|who|which|where|when|responsible|accountable|charge|with|by|met|meets?)\b)"
    r"[\w'’&, -]){0,70}?"
)
_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Prof|Professor|Cllr|Councillor|Lord|Lady|Baroness)\.? "
    r"[A-Z][a-z]+|\b[A-Z][a-z]+ [A-Z][\w'’-]+,? (?:HMI|OBE|MBE|CBE)\b|"
    r"\b(?:[Dd]irector|[Cc]hair|[Ee]xecutive|[Ll]eader|[Mm]ember|[Hh]ead(?:teacher)?|[Mm]anager)"
    r"[^.;,]{0,40}, (?!Lead|Chief|Corporate|Director|Head|Senior|Deputy|Assistant|Elected)"
    r"[A-Z][a-z]+ [A-Z][a-z]+,"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_CAPITALS = re.compile(rf"(?<=[a-z,;] )(?!(?:{_MONTHS})\b)[A-Z][\w'’&-]+")


@cache
def _asks_person() -> re.Pattern[str]:
    posts = whole(load_phrasing().posts)
    return re.compile(
        rf"\bwho(?:['’]?s| is| was| are| were)\b{_BETWEEN}{posts}|"
        rf"\bwho\b[^?]*\bby name\b|"
        rf"\bnames?\b(?: of)?{_BETWEEN}{posts}|"
        rf"{posts}{_BETWEEN}\b(?:by name|called|named|['’]s name)\b",
        re.I,
    )


@cache
def _asks_firm() -> re.Pattern[str]:
    firms = whole(load_phrasing().firms)
    return re.compile(rf"\b(?:which|what)\b(?: [\w'’-]+){{0,2}}? {firms}", re.I)


def asks_for_name(question: str) -> bool:
    """Whether a question asks what the holder of a post, or a firm, is called.

    >>> asks_for_name("Who is the director of children's services in Harrow?")
    True
    >>> asks_for_name("Who is responsible for telling the director?")
    False
    >>> asks_for_name("What is the name of the panel that the director chairs?")
    False
    >>> asks_for_name("Which firm put in the new computers?")
    True
    """
    return bool(_asks_person().search(question) or _asks_firm().search(question))


def gives_name(texts: Sequence[str], question: str) -> bool:
    """Whether texts, the best first, give a name of the kind that a question asks for.

    A firm is looked for in the best alone, and is not one that the question names itself.

    >>> who = "Who is the lead member?"
    >>> gives_name(["The chair, Dr Ann Smith, is."], who), gives_name(["The Lead Member is."], who)
    (True, False)
    >>> which = "Which charity helps Harrow's carers?"
    >>> gives_name(["Help comes from Young Minds."], which), gives_name(["A charity helps."], which)
    (True, False)
    """
    if not _asks_firm().search(question):
        return any(_PERSON.search(text) for text in texts)
    asked = question.casefold()
    names = (found.group() for text in texts[:1] for found in _CAPITALS.finditer(text))
    return any(name.casefold() not in asked for name in names)
