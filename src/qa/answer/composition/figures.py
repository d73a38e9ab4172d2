"""What is quoted where it is asked of what a figure is: the sentences that give it, and no more."""

from __future__ import annotations

from qa.answer.asking.figured import figures_asked
from qa.answer.composition.formed import Formed
from qa.answer.finding.found import Found
from qa.answer.finding.standing import standing
from qa.answer.form import wording
from qa.search.asked.question import Understood
from qa.search.ranked.searcher import Searcher

MOST_SHOWN = 8


def of_figures(searcher: Searcher, understood: Understood, found: Found) -> Formed | None:
    """Where the figures stand that a question asks about, and which of them nowhere; None where it
    asks about none.
    """
    figures = figures_asked(understood)
    if not figures:
        return None
    quotes = [row.quote for row in standing(searcher, understood, found, figures)]
    missing = [f for f in figures if not any(f.stands_in(quote.text) for quote in quotes)]
    told = (
        wording.no_figure([figure.printed for figure in missing]),
        wording.first_of(MOST_SHOWN, len(quotes)),
    )
    return Formed(told, quotes[:MOST_SHOWN])
