"""Paragraphs and items named by number, whole."""

from __future__ import annotations

from qa.answer.composition.formed import Formed
from qa.answer.form import wording
from qa.answer.quotes.quoting import quotes_of
from qa.errors import NotFoundError
from qa.index.sqlite.store import Store
from qa.quotation import Quote
from qa.search.asked.question import Understood

MOST_LOOKED_UP = 40


def looked_up(store: Store, understood: Understood) -> Formed:
    """What a question names by number, and which of that is not there."""
    quotes: list[Quote] = []
    missing: list[str] = []
    for key in understood.lookups:
        try:
            quotes += quotes_of(store, key)
        except (NotFoundError, KeyError):
            missing.append(key)
    notes = []
    if missing and len(understood.reports) == 1:
        notes.append(f"There is no {', '.join(wording.escaped(key) for key in missing)}.")
    notes.append(wording.first_of(MOST_LOOKED_UP, len(quotes)))
    return Formed([" ".join(filter(None, notes))], quotes[:MOST_LOOKED_UP])
