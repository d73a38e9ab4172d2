"""Steps through a report: the next paragraph, the one before, the whole of the one quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.answer.form.reply import Answer
from qa.authorities import fold
from qa.conversation.past.spoken import is_about
from qa.conversation.typed.cues import load_cues, said
from qa.conversation.typed.time_away import calls_it_one
from qa.patterns import either
from qa.quotation import Quote
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.question import Kind, Understood

_NUMBER = re.compile(r"\d")
# A step is short: "and the one after that, please".
MOST_WORDS = 8


def step_to(question: str, answers: Sequence[Answer]) -> str | None:
    """The key of the paragraph a turn asks for by its place to the one quoted last."""
    folded = fold(question)
    cues = load_cues()
    quoted = next((answer for answer in reversed(answers) if answer.quotes), None)
    if quoted is None:
        return None
    is_run = quoted.understood.kind is Kind.LOOKUP
    if is_run and (number := _number_alone().fullmatch(folded)):
        return f"{quoted.quotes[-1].report.key}#{number.group(1)}"
    if _NUMBER.search(folded) or len(folded.split()) > MOST_WORDS:
        return None
    of_one = calls_it_one(folded) and _asked_for_one(quoted.understood)
    if not (said(folded, cues.paragraph) or is_run or of_one or _is_bare(folded)):
        return None
    if said(folded, cues.back):
        return _beside(quoted.quotes[0], -1)
    if said(folded, cues.onward):
        return _beside(quoted.quotes[-1] if is_run else quoted.quotes[0], 1)
    return quoted.quotes[0].paragraph.key if said(folded, cues.whole) else None


def may_be_report(folded: str, last: Understood, facts: LibraryFacts) -> bool:
    """Whether "the one before" is a report and no paragraph: of an authority with several, where no
    paragraph was looked up or asked for.
    """
    several = len(last.authorities) == 1 and len(facts.of(last.authorities)) > 1
    of_paragraph = last.kind is Kind.LOOKUP or said(folded, load_cues().paragraph)
    return several and not (of_paragraph or _asked_for_one(last)) and calls_it_one(folded)


def _asked_for_one(last: Understood) -> bool:
    """Whether the last question asked for a paragraph: "the one before" is then another."""
    return bool(said(fold(last.standalone), load_cues().paragraph))


def _is_bare(folded: str) -> bool:
    """Whether a folded turn says which way to go and no more: "next", "the previous one"."""
    cues = load_cues()
    steps = said(folded, (*cues.onward, *cues.back))
    known = {*cues.beside_step, *(word for step in steps for word in step.split())}
    return bool(steps) and folded not in cues.undo and {*folded.split()} <= known


def gone_back_to(question: str, answers: Sequence[Answer]) -> Answer | None:
    """The answer to the question before the last, where a turn asks for that outside a walk through
    a report ("go back").
    """
    last = answers[-1].understood
    if fold(question) not in load_cues().undo or last.kind is Kind.LOOKUP:
        return None
    before = (answer for answer in reversed(answers) if is_about(answer))
    return next((a for a in before if a.understood.standalone != last.standalone), None)


@cache
def _number_alone() -> re.Pattern[str]:
    """A number and no more than what leads to it."""
    return re.compile(rf"(?:(?:{either(load_cues().before_number)}) )*(\d{{1,3}})(?: please)?")


def _beside(quote: Quote, step: int) -> str:
    """The paragraph `step` places on in reading order; at either end of the report, the same."""
    numbers = [paragraph.number for paragraph in quote.report.paragraphs]
    place = numbers.index(quote.paragraph.number) + step
    return f"{quote.report.key}#{numbers[min(max(place, 0), len(numbers) - 1)]}"
