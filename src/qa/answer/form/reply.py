"""An Answer: what every face shows, and nothing a face has to work out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from qa.answer.form import wording
from qa.answer.form.head import Head
from qa.answer.form.notebook import answer_html
from qa.markdown import plain
from qa.quotation import Quote
from qa.report import Judgement
from qa.search.asked.question import Hit, Reason, Understood


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply. `text` is Markdown and complete in itself (it holds the quotes and citations).

    `head` is what `text` tells before the quotes, as data: judgements, a correction, scales, what
    is missing; `lead` is the same as Markdown. `quotes` are verbatim by construction; when
    `answered` is false they are empty. `nearest` holds the nearest passages, which are offered as
    nearest and not as the answer: of a refusal, and of the reports that say nothing of it where
    others set beside them do; `nearest_title` says what they are. `further` are sentences of other
    paragraphs that were found and are less likely to answer; `text` has none of them. `confidence`,
    0 to 1, says how likely what was found answers the question; None where that was not asked.
    `suggestions` are follow-up questions that the library can answer. `foremost` are the keys of
    the reports that came out best, or worst, where that is asked and their grades tell it; or of
    the one of all that has the grade asked for.
    """

    question: str
    understood: Understood
    answered: bool
    reason: Reason | None
    head: Head
    text: str
    judgements: tuple[Judgement, ...] = ()
    quotes: tuple[Quote, ...] = ()
    nearest: tuple[Quote, ...] = ()
    nearest_title: str = wording.NEAREST
    further: tuple[Quote, ...] = ()
    retrieved: tuple[Hit, ...] = ()
    suggestions: tuple[str, ...] = ()
    foremost: tuple[str, ...] = ()
    confidence: float | None = None
    ms: dict[str, float] = field(default_factory=dict)

    @property
    def lead(self) -> str:
        """What `text` tells before the quotes, as Markdown."""
        return self.head.markdown()

    def noted(self, note: str) -> Answer:
        """The same with a note before all else, if there is one."""
        if not note:
            return self
        head = replace(self.head, notes=(note, *self.head.notes))
        return replace(self, head=head, text=wording.blocks(note, self.text))

    def repeats(self, before: Answer) -> bool:
        """Whether it tells and quotes the same as another, of the same subject and matter, which
        something else was asked of.
        """
        own, other = self.understood, before.understood
        same = (own.subject, own.matter) == (other.subject, other.matter)
        if not same or own.standalone == other.standalone or self.lead != before.lead:
            return False
        quoted = {quote.text for quote in self.quotes}
        return bool(quoted) and quoted == {quote.text for quote in before.quotes}

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        return answer_html(
            self.question,
            self.head.words(),
            self.judgements,
            self.quotes,
            self.nearest,
            self.nearest_title,
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "understood": self.understood.to_json(),
            "answered": self.answered,
            "reason": str(self.reason) if self.reason else None,
            "text": self.text,
            "missing": list(self.understood.missing),
            "correction": plain(self.head.correction) or None,
            "table": [row.to_json() for row in self.head.rows if self.head.is_table],
            "scales": [scale.to_json() for scale in self.head.scales],
            "judgements": [judgement.to_json() for judgement in self.judgements],
            "quotes": [quote.to_json() for quote in self.quotes],
            "nearest": [quote.to_json() for quote in self.nearest],
            "further": [quote.to_json() for quote in self.further],
            "retrieved": [hit.to_json() for hit in self.retrieved],
            "confidence": None if self.confidence is None else round(self.confidence, 3),
            "ms": {stage: round(spent, 2) for stage, spent in self.ms.items()},
        }
