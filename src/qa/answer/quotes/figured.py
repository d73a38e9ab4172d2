"""The sentences that give a share or a sum which a question names beside its subject, and whether
they give it as a target alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.asking.amounts import amount_asked
from qa.answer.asking.figured import named_beside_figures
from qa.answer.quotes.quoting import Evidence
from qa.quotation import Quote
from qa.search.asked.question import Kind, Understood
from qa.search.language.figures import Figure, figures_in
from qa.search.language.stemming import stem, stems_of

_TARGET = re.compile(r"\btarget", re.I)
_KINDS = (Kind.TOPIC, Kind.FACT, Kind.ACROSS)
_CLAUSE = re.compile(r"[.;:,]\s")
FEW = 4  # words between the word for a target and the figure
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


def only_targets(understood: Understood, quotes: Sequence[Quote]) -> list[Figure]:
    """The shares and sums which a question takes for reached and its quotes give as targets alone:
    right after that word, in the same clause.
    """
    if _TARGET.search(understood.query):
        return []
    figures = [figure for figure in figures_in(understood.query) if not figure.is_plain]
    clauses = [clause for quote in quotes for clause in _CLAUSE.split(quote.text)]
    of_each = [[c for c in clauses if figure.stands_in(c)] for figure in figures]
    return [
        figure
        for figure, giving in zip(figures, of_each, strict=True)
        if giving and all(_is_target(figure, clause) for clause in giving)
    ]


def _is_target(figure: Figure, clause: str) -> bool:
    """Whether a clause gives a figure as a target: "short of the target of 90%"."""
    found = figure.pattern.search(clause)
    before = clause[: found.start()] if found else ""
    named = [*_TARGET.finditer(before)]
    return bool(named) and len(before[named[-1].end() :].split()) <= FEW
