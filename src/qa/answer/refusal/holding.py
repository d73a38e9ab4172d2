"""The refusals that need no look at what was found: what is not held, and what is no question."""

from __future__ import annotations

from qa.answer.asking.inventing import asks_to_invent
from qa.answer.asking.practical import is_practical
from qa.answer.form.about import names_reports_only
from qa.search.asked.preamble import asks_for_orders, without_preamble
from qa.search.asked.question import Kind, Reason, Understood
from qa.search.asked.understanding import Understanding


def not_held(understanding: Understanding, understood: Understood) -> Reason | None:
    """Why a question is refused before what was found is looked at, if it is."""
    if understood.kind is Kind.HELP:
        return Reason.NOT_A_QUESTION
    if not understood.reports:
        return Reason.TOPIC_NOT_FOUND  # the filters leave out all that the question names
    if understood.missing and not understood.is_held_in_part:
        return absent(understood)
    if is_practical(understood) or asks_to_invent(understood.standalone):
        return Reason.OUT_OF_SCOPE
    plain = understood.kind in (Kind.TOPIC, Kind.FACT) and not names_reports_only(understood)
    if asks_for_orders(without_preamble(understood.standalone)):
        return Reason.NOT_A_QUESTION
    if plain and understanding.is_gibberish(understood):
        return Reason.NOT_A_QUESTION
    return None


def absent(understood: Understood) -> Reason:
    """What is named that is not held: an authority, or a year."""
    missing = bool(understood.unheld_authorities)
    return Reason.AUTHORITY_NOT_HELD if missing else Reason.YEAR_NOT_HELD
