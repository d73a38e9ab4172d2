"""What is quoted beside the sentences that have the very name a question asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.asking.naming import own_names
from qa.answer.asking.parts import Parts
from qa.answer.finding.unspoken import telling_words
from qa.answer.quotes.quoting import Evidence
from qa.search.asked.question import Understood
from qa.search.language.stemming import stems_of

_POINTS = re.compile(r"\b(?:it|its|they|them|their|he|she)\b", re.I)


def less_nameless(
    understood: Understood, parts: Parts | None, chosen: Sequence[Evidence]
) -> list[Evidence]:
    """What is chosen; less what has not the body's or the scheme's own name that is asked about, or
    its initials, where some of it has: the rest is on what such schemes do. All of it, where a
    clause asks of something else.
    """
    names = own_names(understood.standalone)
    clauses = parts.clauses if parts else [understood.standalone]
    if understood.over_several or not names or not all(_is_of(names, each) for each in clauses):
        return list(chosen)
    named = [row for row in chosen if any(_has(row.quote.text, name) for name in names)]
    return named or list(chosen)


def _is_of(names: Sequence[str], clause: str) -> bool:
    """Whether a clause has one of the names, or points back at it: "... and what do they do?"."""
    return any(name in clause for name in names) or bool(_POINTS.search(clause))


def _has(text: str, name: str) -> bool:
    telling, initials = telling_words(name), "".join(word[0] for word in name.split())
    return initials in text.split() or bool(telling and telling <= stems_of(text))
