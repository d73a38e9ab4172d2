"""Whether what was found answers a question, or must be said not to."""

from __future__ import annotations

from dataclasses import dataclass

from qa.answer.confidence import SCOPE_CONFIDENCE, load_confidence
from qa.answer.found import Found
from qa.answer.lacking import leaves_out
from qa.search.question import Reason, Understood


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a question is refused, if it is, and how sure we are that it is answered, 0 to 1."""

    reason: Reason | None = None
    confidence: float | None = None


def doubt_of(understood: Understood, found: Found, *, sure: bool, over_all: bool) -> Doubt:
    """What is to be doubted of what was found; nothing where an answer is `sure`.

    Somebody who asks of the whole library (`over_all`) and names no authority may ask of anything;
    whoever has chosen a report asks of that.
    """
    if found.is_nameless or found.is_of_other_years:
        return Doubt(Reason.TOPIC_NOT_FOUND)
    if sure:
        return Doubt()
    model = load_confidence()
    confidence = model.of(found.features)
    is_far = not understood.authorities and found.is_far and confidence < SCOPE_CONFIDENCE
    if is_far and (over_all or confidence < model.least):
        return Doubt(Reason.OUT_OF_SCOPE, confidence)
    if confidence < model.least or leaves_out(understood, found):
        return Doubt(Reason.TOPIC_NOT_FOUND, confidence)
    return Doubt(None, confidence)
