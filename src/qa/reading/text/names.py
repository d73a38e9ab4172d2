"""Names in running text, to tell a paragraph that opens in the middle of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def later_words(texts: Iterable[str]) -> frozenset[str]:
    """Capitalised words that stand inside a name and, but for one place, nowhere else.

    The one place is left for the opening of the paragraph that is doubted.

    >>> sorted(later_words(["The Young People's Plan is new.", "People's views", "Young parents"]))
    ["People's", 'Plan', 'Young']
    >>> sorted(later_words(["The Young People's Plan.", "People's views", "People's needs"]))
    ['Plan', 'Young']
    """
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    for text in texts:
        before = ""
        for word in text.split():
            if word[0].isupper():
                place = inside if _leads_on(before) else outside
                place[_bare(word)] += 1
            before = word
    return frozenset(word for word in inside if outside[word] <= 1)


def opens_inside_name(text: str, later: frozenset[str]) -> bool:
    """Whether a text's first words are the rest of a name whose beginning is missing.

    >>> opens_inside_name("People's Delivery Plan is set out.", frozenset({"People's"}))
    True
    >>> opens_inside_name("Support, guidance and direction", frozenset({"Support"}))
    False
    """
    first, second = [*text.split(maxsplit=2), "", ""][:2]
    return _leads_on(first) and second[:1].isupper() and _bare(first) in later


def _leads_on(word: str) -> bool:
    return word[:1].isupper() and word[-1].isalnum()


def _bare(word: str) -> str:
    return word.strip(".,;:!?()[]*\"'‘’“”")
