"""Whether what was found answers a question, or must be said not to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qa.answer.asking.practical import is_of_oneself
from qa.answer.finding.confidence import SCOPE_CONFIDENCE, load_confidence
from qa.answer.finding.found import Found
from qa.answer.refusal.elsewhere import is_told_elsewhere
from qa.answer.refusal.lacking import is_nameless, is_of_other_years, leaves_out, told_of
from qa.answer.refusal.untold import is_uncounted
from qa.search.asked.question import Kind, Reason, Understood
from qa.search.ranked.searcher import Searcher

LEAST_OF_ANYTHING = 0.25  # for a question that names no authority and is put to the whole library
LEAST_OF_ONESELF = 0.65  # for one of what somebody may have, who might do better to ask the council
LEAST_UNSPOKEN = 0.35  # for one of which no paragraph found names the subject
DOUBTFUL = 0.9  # whether another report tells it is looked up where we are no surer than this


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a question is refused, if it is, and how sure we are that it is answered, 0 to 1."""

    reason: Reason | None = None
    confidence: float | None = None


def doubt_of(searcher: Searcher, understood: Understood, found: Found, *, sure: bool) -> Doubt:
    """What is to be doubted of what was found; nothing where an answer is `sure`.

    Somebody who asks of the whole library and names no authority may ask of anything; whoever has
    chosen a report asks of that.
    """
    if understood.beside and not sure:  # what was asked before it makes nothing an answer
        understood = replace(understood, beside=())
        found = Found(searcher, understood, *searcher.find(understood))
    if is_nameless(understood, found) or is_of_other_years(understood, found):
        return Doubt(Reason.TOPIC_NOT_FOUND)
    if found.unfounded:  # a paragraph on its subject tells nothing of an accusation
        return Doubt(Reason.TOPIC_NOT_FOUND)
    all_asked = len(understood.reports) == len(searcher.library.store.keys)
    of_anything = all_asked and not understood.authorities
    if of_anything and found.stranger and understood.kind is not Kind.SCALE:
        return Doubt(Reason.TOPIC_NOT_FOUND)  # even of a grade: that of a place unheard of
    if sure:
        return Doubt()
    if is_uncounted(understood, found):
        return Doubt(Reason.TOPIC_NOT_FOUND)
    return _by_likelihood(searcher, understood, found, of_anything=of_anything)


def _by_likelihood(
    searcher: Searcher, understood: Understood, found: Found, *, of_anything: bool
) -> Doubt:
    """What is to be doubted by how likely an answer was found, and by what it leaves out."""
    told = told_of(understood, found)
    found.nearness.begin(told.texts)  # which takes longest
    model = load_confidence()
    confidence = model.of(found.features)
    is_far = confidence < SCOPE_CONFIDENCE and _is_far(searcher, understood, found)
    of_oneself = is_of_oneself(understood)
    least = LEAST_OF_ANYTHING if of_anything else model.least
    if of_oneself and (of_anything or confidence < LEAST_OF_ONESELF):
        return Doubt(Reason.OUT_OF_SCOPE, confidence)
    if found.unspoken:
        least = max(least, LEAST_UNSPOKEN)
    if is_far and (of_anything or confidence < least):
        return Doubt(Reason.OUT_OF_SCOPE, confidence)
    if confidence < least or leaves_out(told, found):
        return Doubt(Reason.TOPIC_NOT_FOUND, confidence)
    if confidence < DOUBTFUL and is_told_elsewhere(searcher, understood, found):
        return Doubt(Reason.TOPIC_NOT_FOUND, confidence)
    return Doubt(None, confidence)


def _is_far(searcher: Searcher, understood: Understood, found: Found) -> bool:
    """Whether something else altogether is asked: of a place, "will it rain in Harrow?", and not
    what its report has a word of or leaves out, as it may any matter that other reports have the
    words for.
    """
    if not found.is_far or not understood.authorities:
        return found.is_far
    facts, terms = searcher.facts, understood.terms
    if not found.is_nowhere_near or all(term in facts.words for term in terms):
        return False
    return not any(facts.mentions(term, understood.reports) for term in terms)
