"""Conversations in tests: questions asked one after another."""

from __future__ import annotations

from qa.answer.form.reply import Answer
from qa.assistant import Assistant


def talk(assistant: Assistant, *questions: str) -> Answer:
    """The answer to the last of a conversation's questions."""
    answers: list[Answer] = []
    for question in questions:
        answers.append(assistant.ask(question, previous=answers))
    return answers[-1]
