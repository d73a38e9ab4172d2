"""What is quoted beside the sentences that tell the amount, the time or the frequency asked for."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.asking.parts import Parts
from qa.answer.quotes.counting import number_told
from qa.answer.quotes.quoting import Evidence
from qa.answer.quotes.telling import share_or_date_told
from qa.answer.refusal.untold import tests_of
from qa.search.question import Understood


def less_untelling(
    understood: Understood, parts: Parts | None, chosen: Sequence[Evidence]
) -> list[Evidence]:
    """What is chosen, less what tells none of what is asked for, where the likeliest does, or one
    does beyond doubt: a quotation on the subject beside the number asked for answers nothing. All
    of it, where a clause asks for something else.
    """
    tests = tests_of(understood, parts)
    clauses = len(parts.clauses) if parts else 1
    if not chosen or not tests or len(tests) < clauses or understood.asks_for_most:
        return list(chosen)
    telling = [row for row in chosen if any(tells(row.quote.text) for tells in tests)]
    quotes = [row.quote for row in chosen]
    sure = number_told(understood, quotes) or share_or_date_told(understood, quotes)
    return telling if telling and (sure or telling[0] is chosen[0]) else list(chosen)
