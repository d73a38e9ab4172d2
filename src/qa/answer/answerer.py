"""From a question and what was found to an Answer: which shape, which quotes, or an honest no."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from qa.answer import wording
from qa.answer.advice import as_quote, task_of, whole_list
from qa.answer.confidence import SCOPE_WINDOW, load_odds
from qa.answer.found import Found
from qa.answer.grades import judgements_shown, lead
from qa.answer.quoting import Evidence, choose, in_order, whole_paragraph
from qa.answer.refusing import refused
from qa.answer.reply import Answer
from qa.answer.scales import scale_quotes
from qa.answer.statements import statement_of
from qa.answer.suggestions import suggestions
from qa.conversation import Turn
from qa.errors import NotFoundError
from qa.quotation import Quote, is_verbatim
from qa.report import Judgement
from qa.search.question import Filters, Kind, Reason, Understood
from qa.search.searcher import Searcher

_ABOUT_GRADES = (Kind.JUDGEMENT, Kind.SCALE, Kind.ACROSS)
RETRIEVED = 20
NEAR_TOP = 5
MOST_QUOTES = 5
MOST_OVER_SEVERAL = 6
MOST_OF_EACH = 2
MOST_BESIDE_GRADE = 2
KEEP = 0.8
KEEP_OVER_SEVERAL = 0.8


class Answerer:
    """Answers questions over one library. Safe to share between threads."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._store = searcher.library.store
        self._odds = load_odds()

    def answer(
        self, question: str, *, whole: Turn | None = None, filters: Filters | None = None
    ) -> Answer:
        """The answer to one question, as it stands or as its conversation makes it whole."""
        started = time.perf_counter()
        understood = self._searcher.understanding.understand(
            question,
            standalone=whole.standalone if whole else None,
            subject=whole.subject if whole else None,
            filters=filters,
        )
        understood_at = time.perf_counter()
        found = Found(self._searcher, *self._searcher.find(understood))
        searched_at = time.perf_counter()
        answer = self._reply(understood, found)
        spent = {
            "understand": 1000 * (understood_at - started),
            "search": 1000 * (searched_at - understood_at),
            "answer": 1000 * (time.perf_counter() - searched_at),
        }
        return replace(answer, retrieved=found.hits[:RETRIEVED], ms=spent)

    def _reply(self, understood: Understood, found: Found) -> Answer:
        reason = self._not_held(understood)
        if reason is not None:
            return self._refused(understood, found, reason)
        if understood.kind is Kind.LOOKUP:
            return self._looked_up(understood, found)
        if understood.kind is Kind.METADATA:
            return self._about_reports(understood, found)
        judgements = judgements_shown(self._store, understood, found)
        listed = whole_list(self._store, understood)
        if listed:
            quotes = [as_quote(self._store, row) for row in listed]
            return self._answered(understood, judgements, [Evidence(q, 1, 1, 1) for q in quotes])
        plain = understood.kind is not Kind.SCALE and not (judgements and understood.aspect)
        if plain and not self._is_likely(found):
            off_topic = not understood.authorities and found.features().window < SCOPE_WINDOW
            reason = Reason.OUT_OF_SCOPE if off_topic else Reason.TOPIC_NOT_FOUND
            return self._refused(understood, found, reason)
        chosen = self._chosen(understood, found, judgements)
        if not chosen and not judgements:
            return self._refused(understood, found, Reason.TOPIC_NOT_FOUND)
        return self._answered(understood, judgements, chosen)

    def _is_likely(self, found: Found) -> bool:
        return self._odds.of(found.features()) >= self._odds.least

    def _not_held(self, understood: Understood) -> Reason | None:
        """The refusals that need no look at what was found."""
        if understood.kind is Kind.HELP:
            return Reason.NOT_A_QUESTION
        if understood.unheld_authorities:
            return Reason.AUTHORITY_NOT_HELD
        if understood.unheld_years or understood.unheld_frameworks:
            return Reason.YEAR_NOT_HELD
        plain = understood.kind in (Kind.TOPIC, Kind.FACT)
        if plain and self._searcher.understanding.is_gibberish(understood):
            return Reason.NOT_A_QUESTION
        return None

    def _refused(self, understood: Understood, found: Found, reason: Reason) -> Answer:
        return refused(self._searcher, understood, found, reason)

    def _chosen(
        self, understood: Understood, found: Found, judgements: Sequence[Judgement]
    ) -> list[Evidence]:
        """The evidence to quote, in the order it is shown."""
        several = understood.over_several
        most = MOST_OVER_SEVERAL if several else MOST_QUOTES
        first: list[Quote] = []
        asked = understood.kind in _ABOUT_GRADES
        if asked and len(judgements) > most:
            return []  # a whole table is its own answer
        if understood.kind is Kind.SCALE:
            first += scale_quotes(self._store, understood, found)
        near = {hit.key for hit in found.hits[:NEAR_TOP]}
        first += [q for q in self._statements(judgements[:most]) if asked or q.key in near]
        chosen = choose(
            found.evidence(understood),
            most=most,
            per_report=MOST_OF_EACH if several else None,
            keep=KEEP_OVER_SEVERAL if several else KEEP,
            first=first,
        )
        if first and asked:
            # Whoever asks for a grade wants the sentence that gives it, and little beside.
            beside = MOST_BESIDE_GRADE if understood.aspect else 0
            chosen = chosen[: max(len(first), beside)]
        return in_order(chosen, understood.reports)

    def _statements(self, judgements: Sequence[Judgement]) -> list[Quote]:
        """The sentences that state these judgements, none twice."""
        found = [statement_of(self._store.report(row.report), row) for row in judgements]
        return list({(q.key, q.start): q for q in found if q is not None}.values())

    def _answered(
        self, understood: Understood, judgements: Sequence[Judgement], chosen: Sequence[Evidence]
    ) -> Answer:
        kept = [row for row in chosen if is_verbatim(row.quote)]
        head = lead(self._store, understood, judgements)
        quoted = [
            wording.quoted(row.quote, row.repeats, task_of(self._store, row.quote)) for row in kept
        ]
        return Answer(
            question=understood.question,
            understood=understood,
            answered=True,
            reason=None,
            lead=head,
            text=wording.blocks(head, *quoted),
            judgements=tuple(judgements),
            quotes=tuple(row.quote for row in kept),
            suggestions=suggestions(understood, self._searcher.facts, judgements),
        )

    def _looked_up(self, understood: Understood, found: Found) -> Answer:
        """Paragraphs named by number, whole."""
        quotes: list[Quote] = []
        missing: list[str] = []
        for key in understood.lookups:
            try:
                paragraph = self._store.paragraph(key)
            except NotFoundError:
                missing.append(key)
                continue
            quotes += whole_paragraph(self._store.report(paragraph.report), paragraph)
        if not quotes:
            return self._refused(understood, found, Reason.TOPIC_NOT_FOUND)
        head = ""
        if missing and len(understood.reports) == 1:
            head = f"There is no {', '.join(wording.escaped(key) for key in missing)}."
        return Answer(
            question=understood.question,
            understood=understood,
            answered=True,
            reason=None,
            lead=head,
            text=wording.blocks(head, *(wording.quoted(quote) for quote in quotes)),
            quotes=tuple(quotes),
        )

    def _about_reports(self, understood: Understood, found: Found) -> Answer:
        """What is known of the reports themselves."""
        reports = [self._store.report(key) for key in understood.reports]
        wants_inspector = {"inspector", "led", "lead"} & set(understood.standalone.lower().split())
        if wants_inspector and not any(report.lead_inspector for report in reports):
            return self._refused(understood, found, Reason.TOPIC_NOT_FOUND)
        text = "\n\n".join(wording.about(report) for report in reports)
        return Answer(understood.question, understood, True, None, text, text)
