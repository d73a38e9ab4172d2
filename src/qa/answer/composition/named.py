"""What is quoted beside the sentences that have the very name a question asks about, or are of just
the children that it does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.answer.asking.naming import own_names
from qa.answer.asking.parts import Parts
from qa.answer.finding.unspoken import telling_words
from qa.answer.quotes.leaning import leans
from qa.answer.quotes.quoting import Evidence
from qa.authorities import fold
from qa.data import read_table
from qa.patterns import any_of
from qa.quotation import Quote
from qa.report import Strand
from qa.search.asked.bridges import phrases_of
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood
from qa.search.language.stemming import stems_of

_POINTS = re.compile(r"\b(?:it|its|they|them|their|he|she)\b", re.I)


def less_without_own_name(
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


def less_of_all_children(understood: Understood, chosen: Sequence[Evidence]) -> list[Evidence]:
    """What is chosen; less what is said of all children, where those looked after are asked about
    alone and the first of it is said of them.
    """
    plain = understood.kind in (Kind.TOPIC, Kind.FACT) and not understood.over_several
    alone = understood.strand is Strand.LOOKED_AFTER and not _compares().search(understood.query)
    if not plain or not alone:
        return list(chosen)
    own = [row for row in chosen if _is_of_strand(Strand.LOOKED_AFTER, row.quote)]
    return own if own[:1] == list(chosen[:1]) else list(chosen)


def _is_of_strand(strand: Strand, quote: Quote) -> bool:
    """Whether a quote stands in the part on a strand, names it, or goes on from what may."""
    strands = load_lexicon().strands
    named = {strands[said] for said in phrases_of(fold(quote.text), strands)}
    return quote.paragraph.strand is strand or strand in named or leans(quote.text)


@cache
def _compares() -> re.Pattern[str]:
    """What sets those asked about beside others."""
    return any_of(read_table("answers.toml")["topic"]["compares"])


def _is_of(names: Sequence[str], clause: str) -> bool:
    """Whether a clause has one of the names, or points back at it: "... and what do they do?"."""
    return any(name in clause for name in names) or bool(_POINTS.search(clause))


def _has(text: str, name: str) -> bool:
    telling, initials = telling_words(name), "".join(word[0] for word in name.split())
    return initials in text.split() or bool(telling and telling <= stems_of(text))
