"""One person's chat: what was asked and answered so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qa.answer.form.reply import Answer
from qa.search.asked.question import Filters

# A page that grows for ever gets slow: the oldest turns give way.
KEPT_TURNS = 30


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A question and its answer, or the sentence that says why there is none.

    `filters` are what a reader held it to, beyond what the question says.
    """

    question: str
    filters: Filters | None = None
    answer: Answer | None = None
    problem: str | None = None

    @property
    def pending(self) -> bool:
        return self.answer is None and self.problem is None


@dataclass(frozen=True, slots=True, eq=False)
class Conversation:
    """Turns, oldest first. Compared by identity: Gradio hashes what it keeps for a session."""

    turns: tuple[Turn, ...] = ()

    def asked(self, question: str, filters: Filters | None = None) -> Conversation:
        """With one more question, not yet answered."""
        return Conversation((*self.turns, Turn(question, filters))[-KEPT_TURNS:])

    def narrowed(self, filters: Filters) -> Conversation:
        """With its last question held to these filters, to be answered anew."""
        if not self.turns:
            return self
        return Conversation((*self.turns[:-1], Turn(self.turns[-1].question, filters)))

    def with_answer(self, answer: Answer) -> Conversation:
        """With the last question answered."""
        return Conversation((*self.turns[:-1], replace(self.turns[-1], answer=answer)))

    def with_problem(self, problem: str) -> Conversation:
        """With a sentence in place of an answer to the last question."""
        return Conversation((*self.turns[:-1], replace(self.turns[-1], problem=problem)))

    @property
    def before(self) -> tuple[Answer, ...]:
        """The answers before the last question: what it is read with."""
        return Conversation(self.turns[:-1]).answers

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers so far."""
        return tuple(turn.answer for turn in self.turns if turn.answer is not None)
