"""An Answer: what every face shows, and nothing a face has to work out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qa.quotation import Quote
from qa.report import Judgement
from qa.search.question import Hit, Reason, Understood


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply. `text` is Markdown and complete in itself (it holds the quotes and citations).

    `lead` is the part of `text` before the quotes (Markdown): the judgement line, a correction,
    or what is missing. `quotes` are verbatim by construction; when `answered` is false they are
    empty and `nearest` holds the nearest passages, which are offered as nearest and not as the
    answer. `confidence`, 0 to 1, says how likely what was found answers the question; None
    where that was not asked. `suggestions` are follow-up questions the library can answer.
    """

    question: str
    understood: Understood
    answered: bool
    reason: Reason | None
    lead: str
    text: str
    judgements: tuple[Judgement, ...] = ()
    quotes: tuple[Quote, ...] = ()
    nearest: tuple[Quote, ...] = ()
    retrieved: tuple[Hit, ...] = ()
    suggestions: tuple[str, ...] = ()
    confidence: float | None = None
    ms: dict[str, float] = field(default_factory=dict)

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        from qa.notebook import answer_html

        return answer_html(self)

    def to_json(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "understood": self.understood.to_json(),
            "answered": self.answered,
            "reason": str(self.reason) if self.reason else None,
            "text": self.text,
            "judgements": [judgement.to_json() for judgement in self.judgements],
            "quotes": [quote.to_json() for quote in self.quotes],
            "nearest": [quote.to_json() for quote in self.nearest],
            "retrieved": [hit.to_json() for hit in self.retrieved],
            "confidence": None if self.confidence is None else round(self.confidence, 3),
            "ms": {stage: round(spent, 2) for stage, spent in self.ms.items()},
        }
