"""What a key is made of: `harrow-2012#57.3` is item 3 of paragraph 57 of a report."""

from __future__ import annotations


def report_of(key: str) -> str:
    """The key of the report.

    >>> report_of("harrow-2012#57.3"), report_of("harrow-2012")
    ('harrow-2012', 'harrow-2012')
    """
    return key.partition("#")[0]


def place_of(key: str) -> str:
    """What stands after the report: a paragraph's number, and an item's if it has one.

    >>> place_of("harrow-2012#57.3")
    '57.3'
    """
    return key.partition("#")[2]


def number_of(key: str) -> str:
    """The paragraph's number, without that of an item.

    >>> number_of("harrow-2012#57.3"), number_of("harrow-2012#annex-2")
    ('57', 'annex-2')
    """
    return place_of(key).partition(".")[0]


def item_of(key: str) -> str:
    """The number of the item, as it is written; or nothing.

    >>> item_of("harrow-2012#57.3"), item_of("harrow-2012#57")
    ('3', '')
    """
    return place_of(key).partition(".")[2]


def paragraph_of(key: str) -> str:
    """The key of the paragraph, also where that of an item is given.

    >>> paragraph_of("harrow-2012#57.3"), paragraph_of("harrow-2012#57")
    ('harrow-2012#57', 'harrow-2012#57')
    """
    report, mark, place = key.partition("#")
    return report + mark + place.partition(".")[0]
