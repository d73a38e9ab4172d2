"""One person's chat: what was asked and answered so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qa.answer.reply import Answer

# A page that grows for ever gets slow: the oldest turns give way.
KEPT_TURNS = 30


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A question and its answer, or the sentence that says why there is none."""

    question: str
    answer: Answer | None = None
    problem: str | None = None

    @property
    def pending(self) -> bool:
        return self.answer is None and self.problem is None


@dataclass(frozen=True, slots=True, eq=False)
class Conversation:
    """Turns, oldest first. Compared by identity: Gradio hashes what it keeps for a session."""

    turns: tuple[Turn, ...] = ()

    def asked(self, question: str) -> Conversation:
        """With one more question, not yet answered."""
        return Conversation((*self.turns, Turn(question))[-KEPT_TURNS:])

    def with_answer(self, answer: Answer) -> Conversation:
        """With the last question answered."""
        return Conversation((*self.turns[:-1], replace(self.turns[-1], answer=answer)))

    def with_problem(self, problem: str) -> Conversation:
        """With a sentence in place of an answer to the last question."""
        return Conversation((*self.turns[:-1], replace(self.turns[-1], problem=problem)))

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers so far: what a follow-up question is read with."""
        return tuple(turn.answer for turn in self.turns if turn.answer is not None)
