"""Conversations to be taken away: answers one after another, and what is said of them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa.answer.form.reply import Answer
from qa.report import Paragraph, Report

TITLE = "Answers from inspection reports"
# What the reports themselves print, and why source and date stand under each quotation.
NOTICE = (
    "Quotations are the reports' own words, checked against their source. The reports may be "
    "reproduced for non-commercial purposes, provided that what is quoted is reproduced without "
    "adaptation and the source and date of publication are stated."
)

Find = Callable[[str], tuple[Report, Paragraph]]
"""Gives a paragraph and its report by the paragraph's key."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Answers in the order of their questions; `name` tells it from others of a batch."""

    answers: tuple[Answer, ...]
    name: str = ""


def understood_as(answer: Answer) -> str:
    """The question as it was understood, where a conversation made it whole; else ""."""
    standalone = answer.understood.standalone
    return "" if standalone == answer.question else standalone
