"""The sentences that give a share or a sum which a question names beside its subject."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.asking.amounts import amount_asked
from qa.answer.asking.figured import named_beside_figures
from qa.answer.quotes.quoting import Evidence
from qa.search.asked.question import Kind, Understood
from qa.search.language.figures import figures_in
from qa.search.language.stemming import stem, stems_of

_KINDS = (Kind.TOPIC, Kind.FACT, Kind.ACROSS)
LEAST_NAMED = 0.5  # of the words that a question names beside the figure


def giving_figure(understood: Understood, found: Sequence[Evidence]) -> list[Evidence]:
    """The evidence that gives the share or the sum named, of what is named with it; none where
    a grade, a task or another amount is asked for, or no such figure is named.
    """
    figures = [figure for figure in figures_in(understood.query) if not figure.is_plain]
    if not figures or understood.kind not in _KINDS or amount_asked(understood.query):
        return []
    named = {stem(word) for word in named_beside_figures(understood.query)}
    return [
        row
        for row in found
        if any(figure.stands_in(row.quote.text) for figure in figures)
        and len(named & stems_of(row.quote.text)) >= LEAST_NAMED * len(named)
    ]
