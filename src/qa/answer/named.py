"""What is quoted beside the sentences that have the very name a question asks about."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.naming import own_names
from qa.answer.quoting import Evidence
from qa.answer.unspoken import telling_words
from qa.search.question import Understood
from qa.search.stemming import stems_of


def less_nameless(understood: Understood, chosen: Sequence[Evidence]) -> list[Evidence]:
    """What is chosen; less what has not the body's or the scheme's own name that is asked about,
    where some of it has: the rest is on what such schemes do.
    """
    names = list(filter(None, map(telling_words, own_names(understood.standalone))))
    if understood.over_several or not names:
        return list(chosen)
    named = [row for row in chosen if any(name <= stems_of(row.quote.text) for name in names)]
    return named or list(chosen)
