"""From a question and what was found to an Answer: which shape, which quotes, or an honest no."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from qa.answer import wording
from qa.answer.confidence import READ, SCOPE_WINDOW, Features, features_of, load_odds
from qa.answer.fitting import fit_of
from qa.answer.grades import graded, judgements_for, premise
from qa.answer.quoting import Evidence, choose, gather, in_order, whole
from qa.answer.reply import Answer
from qa.answer.suggestions import suggestions
from qa.errors import NotFoundError
from qa.reading.frameworks import fold
from qa.report import Judgement, Quote, Report, is_verbatim
from qa.search.question import Filters, Hit, Kind, Reason, Understood
from qa.search.ranking import Candidates, Wanted
from qa.search.searcher import Searcher
from qa.search.signals import Outline

RETRIEVED = 20
READ_FOR_QUOTES = 6
MOST_QUOTES = 4
MOST_OVER_SEVERAL = 6
NEAREST = 3
MAX_JUDGEMENTS = 12


class Answerer:
    """Answers questions over one library. Safe to share between threads."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._store = searcher.library.store
        self._odds = load_odds()

    def answer(
        self, question: str, *, standalone: str | None = None, filters: Filters | None = None
    ) -> Answer:
        """The answer to one question, taken as it stands (or as `standalone` says)."""
        started = time.perf_counter()
        understood = self._searcher.understanding.understand(
            question, standalone=standalone, filters=filters
        )
        understood_at = time.perf_counter()
        found = self._find(understood)
        searched_at = time.perf_counter()
        answer = self._reply(understood, found)
        spent = {
            "understand": 1000 * (understood_at - started),
            "search": 1000 * (searched_at - understood_at),
            "answer": 1000 * (time.perf_counter() - searched_at),
        }
        return replace(answer, retrieved=found.hits[:RETRIEVED], ms=spent)

    # -- finding ----------------------------------------------------------------------------

    def _find(self, understood: Understood) -> Found:
        wanted, pools, hits = self._searcher.find(understood)
        return Found(self._searcher, wanted, pools, hits)

    # -- replying ---------------------------------------------------------------------------

    def _reply(self, understood: Understood, found: Found) -> Answer:
        refusal = self._out_of_library(understood, found)
        if refusal is not None:
            return refusal
        if understood.kind is Kind.LOOKUP:
            return self._looked_up(understood, found)
        if understood.kind is Kind.METADATA:
            return self._about_reports(understood, found)
        judgements = self._judgements(understood, found)
        odds = self._odds.of(found.features())
        if odds < self._odds.least and not (judgements and understood.aspect):
            off_topic = found.features().window < SCOPE_WINDOW
            reason = Reason.OUT_OF_SCOPE if off_topic else Reason.TOPIC_NOT_FOUND
            return self._refused(understood, found, reason)
        return self._answered(understood, found, judgements)

    def _out_of_library(self, understood: Understood, found: Found) -> Answer | None:
        """The refusals that need no look at what was found."""
        if understood.kind is Kind.HELP:
            return self._refused(understood, found, Reason.NOT_A_QUESTION)
        if understood.unheld_authorities:
            return self._refused(understood, found, Reason.AUTHORITY_NOT_HELD)
        if understood.unheld_years or understood.unheld_frameworks:
            return self._refused(understood, found, Reason.YEAR_NOT_HELD)
        plain = understood.kind in (Kind.TOPIC, Kind.FACT)
        if plain and self._searcher.understanding.is_gibberish(understood):
            return self._refused(understood, found, Reason.NOT_A_QUESTION)
        return None

    def _answered(
        self, understood: Understood, found: Found, judgements: Sequence[Judgement]
    ) -> Answer:
        several = understood.over_several
        chosen = choose(
            found.evidence(understood, judgements),
            most=MOST_OVER_SEVERAL if several else MOST_QUOTES,
            per_report=2 if several else None,
            keep=KEEP_OVER_SEVERAL if several else KEEP,
        )
        chosen = [row for row in in_order(chosen, understood.reports) if is_verbatim(row.quote)]
        if not chosen and not judgements:
            return self._refused(understood, found, Reason.TOPIC_NOT_FOUND)
        lead = self._lead(understood, judgements)
        return Answer(
            question=understood.question,
            understood=understood,
            answered=True,
            reason=None,
            lead=lead,
            text=wording.blocks(lead, wording.evidence_text(chosen)),
            judgements=tuple(judgements),
            quotes=tuple(row.quote for row in chosen),
            suggestions=suggestions(understood, self._searcher.facts, judgements),
        )

    # -- judgements -------------------------------------------------------------------------

    def _judgements(self, understood: Understood, found: Found) -> list[Judgement]:
        """The judgements to show: those asked for, or of the section that answers."""
        if understood.kind is Kind.ACROSS and (grade := premise(understood.query)):
            return graded(self._store, understood, [grade])[:MAX_JUDGEMENTS]
        rows = judgements_for(self._store, understood)
        if understood.kind in (Kind.JUDGEMENT, Kind.SCALE):
            return rows[:MAX_JUDGEMENTS]
        if not rows or not understood.aspect:
            return []
        # Of other questions only those whose answer stands in the aspect's own section.
        sections = [found.outline(hit.key).headings for hit in found.hits[:3]]
        wanted = {fold(row.aspect) for row in rows}
        within = sum(1 for headings in sections if wanted & headings)
        return rows[:MAX_JUDGEMENTS] if within >= 2 else []

    def _lead(self, understood: Understood, judgements: Sequence[Judgement]) -> str:
        lines = [wording.judgement_line(row, self._store.report(row.report)) for row in judgements]
        if len(lines) > 1:
            lines = [f"- {line}" for line in lines]
        return wording.blocks(
            self._correction(understood, judgements), "\n".join(lines), self._scales(understood)
        )

    def _correction(self, understood: Understood, judgements: Sequence[Judgement]) -> str:
        """What a question wrongly took for granted, put right."""
        taken = premise(understood.query)
        if not taken or not judgements or understood.kind is Kind.ACROSS:
            return ""
        if len({row.report for row in judgements}) > 1:
            return ""
        if any(row.grade == taken for row in judgements):
            return ""
        grades = " and ".join(dict.fromkeys(row.grade for row in judgements))
        return f"It was not judged {taken.lower()}: the judgement was {grades.lower()}."

    def _scales(self, understood: Understood) -> str:
        """The grade scales, where a question is about what a grade means."""
        if understood.kind is not Kind.SCALE:
            return ""
        scales: dict[str, list[Report]] = {}
        for key in understood.reports:
            report = self._store.report(key)
            scales.setdefault(report.scale.describe(), []).append(report)
        return "\n".join(
            f"- {', '.join(f'{wording.escaped(r.authority)} {r.year}' for r in reports)}: "
            f"grades run from {scale}."
            for scale, reports in scales.items()
        )

    # -- paragraphs and reports by name -------------------------------------------------------

    def _looked_up(self, understood: Understood, found: Found) -> Answer:
        quotes: list[Quote] = []
        missing: list[str] = []
        for key in understood.lookups:
            try:
                paragraph = self._store.paragraph(key)
            except NotFoundError:
                missing.append(key)
                continue
            quotes += whole(self._store.report(paragraph.report), paragraph)
        if not quotes:
            return self._refused(understood, found, Reason.TOPIC_NOT_FOUND)
        lead = ""
        if missing and len({key.split("#")[0] for key in understood.lookups}) == 1:
            lead = f"There is no {', '.join(wording.escaped(key) for key in missing)}."
        return Answer(
            question=understood.question,
            understood=understood,
            answered=True,
            reason=None,
            lead=lead,
            text=wording.blocks(lead, *(wording.quoted(quote) for quote in quotes)),
            quotes=tuple(quotes),
        )

    def _about_reports(self, understood: Understood, found: Found) -> Answer:
        reports = [self._store.report(key) for key in understood.reports]
        wants_inspector = "inspector" in fold(understood.standalone) or "led" in understood.terms
        if wants_inspector and not any(report.lead_inspector for report in reports):
            return self._refused(understood, found, Reason.TOPIC_NOT_FOUND)
        lead = "\n\n".join(wording.about(report) for report in reports)
        return Answer(understood.question, understood, True, None, lead, lead)

    # -- saying no --------------------------------------------------------------------------

    def _refused(self, understood: Understood, found: Found, reason: Reason) -> Answer:
        """An answer that says what is missing, with the nearest paragraphs as nearest."""
        lead = self._why(understood, reason)
        silent = reason in (Reason.NOT_A_QUESTION, Reason.OUT_OF_SCOPE)
        elsewhere = reason is Reason.AUTHORITY_NOT_HELD and not understood.authorities
        nearest: list[Quote] = []
        if not silent and not elsewhere:
            rows = choose(found.evidence(understood, ()), most=NEAREST, keep=KEEP)
            nearest = [row.quote for row in rows if is_verbatim(row.quote)]
        return Answer(
            question=understood.question,
            understood=understood,
            answered=False,
            reason=reason,
            lead=lead,
            text=wording.blocks(lead, wording.nearest_text(nearest)),
            nearest=tuple(nearest),
            suggestions=suggestions(understood, self._searcher.facts, ()) if silent else (),
        )

    def _why(self, understood: Understood, reason: Reason) -> str:
        heads = self._store.heads()
        held = wording.held_text(heads)
        scope = [head for head in heads if head.key in understood.reports]
        named = ", ".join(f"{wording.escaped(r.authority)} ({r.year})" for r in scope[:4])
        if reason is Reason.AUTHORITY_NOT_HELD:
            names = " or ".join(wording.escaped(name) for name in understood.unheld_authorities)
            return f"There is no report on {names} in the library. {held}"
        if reason is Reason.YEAR_NOT_HELD:
            years = [str(year) for year in understood.unheld_years]
            what = " or ".join([*years, *map(wording.escaped, understood.unheld_frameworks)])
            of = f" on {wording.escaped(scope[0].authority)}" if understood.authorities else ""
            return f"There is no report{of} of {what} in the library. {held}"
        if reason is Reason.TOPIC_NOT_FOUND:
            where = "these reports" if len(scope) != 1 else "this report"
            place = f" ({named})" if 0 < len(scope) <= 4 else ""
            return f"No answer to that was found in {where}{place}."
        if reason is Reason.OUT_OF_SCOPE:
            return f"That is not something these inspection reports speak of. {held}"
        if understood.kind is Kind.HELP:
            return (
                "Ask what the inspectors said: of a borough, a subject, a year. Each answer gives "
                f"the judgement and the exact words, with report and paragraph number. {held}"
            )
        return f"That could not be understood as a question. Please put it another way. {held}"


KEEP = 0.86
KEEP_OVER_SEVERAL = 0.8


class Found:
    """What a search found, and what is worked out from it when it is needed."""

    def __init__(
        self,
        searcher: Searcher,
        wanted: Wanted,
        pools: Sequence[Candidates],
        hits: tuple[Hit, ...],
    ) -> None:
        self._searcher = searcher
        self._wanted = wanted
        self._pools = pools
        self._features: Features | None = None
        self.hits = hits

    def outline(self, key: str) -> Outline:
        """What kind of paragraph it is and where it stands."""
        return self._searcher.outlines[key]

    def features(self) -> Features:
        """What tells whether the question is answered at all."""
        if self._features is None:
            store = self._searcher.library.store
            best = [store.paragraph(hit.key) for hit in self.hits[:READ]]
            texts = [" ".join([*paragraph.section, paragraph.text]) for paragraph in best]
            self._features = features_of(self._searcher.facts, self._wanted, self._pools, texts)
        return self._features

    def evidence(self, understood: Understood, judgements: Sequence[Judgement]) -> list[Evidence]:
        """Sentences of the best paragraphs, scored; tables are told in the lead, not quoted."""
        prose = [hit for hit in self.hits if not self.outline(hit.key).is_findings]
        if understood.over_several:
            reports = {hit.key.split("#")[0] for hit in prose}
            hits = [
                hit
                for report in reports
                for hit in [h for h in prose if h.key.startswith(f"{report}#")][:3]
            ]
        else:
            hits = prose[:READ_FOR_QUOTES]
        library = self._searcher.library
        fit = fit_of(understood, self._searcher.outlines)
        return gather(library, self._searcher.facts, self._wanted, hits, fit)
