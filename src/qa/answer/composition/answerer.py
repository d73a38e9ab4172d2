"""From a question and what was found to an Answer: which shape, which quotes, or an honest no."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from qa.answer.asking.afterwards import asks_of_all_if_done
from qa.answer.asking.grades import (
    asks_for_all,
    asks_for_best,
    asks_what_got,
    names_grades,
    names_no_aspect,
)
from qa.answer.asking.parts import Parts
from qa.answer.asking.whereabouts import asks_where, less_where
from qa.answer.composition.beyond import less_shown
from qa.answer.composition.composing import compose
from qa.answer.composition.earlier import no_earlier_grades, none_earlier
from qa.answer.composition.figures import of_figures
from qa.answer.composition.formed import Formed
from qa.answer.composition.further import further_of
from qa.answer.composition.gist import gist_of, ranking
from qa.answer.composition.granted import granted
from qa.answer.composition.initials import letters_told, name_of_thing
from qa.answer.composition.inspectors import inspectors_told
from qa.answer.composition.lookups import looked_up
from qa.answer.composition.prelude import head_of
from qa.answer.composition.selection import ABOUT_GRADES
from qa.answer.composition.several import joined_head, joined_quotes, less_amount, parts_of
from qa.answer.composition.silence import unheard
from qa.answer.composition.telling import stating_it
from qa.answer.composition.whereabouts import less_beside, places_naming
from qa.answer.finding.found import Found
from qa.answer.form import wording
from qa.answer.form.about import about_reports, half_about_reports, names_reports_only
from qa.answer.form.head import Head, says
from qa.answer.form.places import places_told
from qa.answer.form.quoted import all_quoted
from qa.answer.form.reply import Answer
from qa.answer.form.signpost import signpost
from qa.answer.form.suggestions import suggestions
from qa.answer.form.wording import Lack
from qa.answer.judgement.judgements import how_many_got, judgements_shown, less_astray
from qa.answer.judgement.superlative import first_told, most_given
from qa.answer.quotes.choosing import with_lead_ins
from qa.answer.quotes.counting import number_told
from qa.answer.quotes.figured import only_targets
from qa.answer.quotes.given import gives_all, lines_of
from qa.answer.quotes.quoting import Evidence
from qa.answer.quotes.telling import share_or_date_told
from qa.answer.recommendation.acting import with_who_acts
from qa.answer.recommendation.advice import (
    MAX_LISTED,
    as_quote,
    how_many,
    whole_list,
)
from qa.answer.recommendation.aspects import on_aspect
from qa.answer.refusal.afterwards import cannot_tell, told_of_done
from qa.answer.refusal.denial import denials
from qa.answer.refusal.doubting import doubt_of
from qa.answer.refusal.holding import absent, not_held
from qa.answer.refusal.passing import looked_for
from qa.answer.refusal.refusing import missing_part, of_other_years, refused, with_nearest
from qa.answer.refusal.untold import is_unreasoned
from qa.quotation import Quote, is_verbatim
from qa.report import Judgement
from qa.search.asked.question import Filters, Kind, Reason, Turn, Understood
from qa.search.ranked.searcher import Searcher

RETRIEVED = 20
LEAST_OF_HALF = 0.5  # sure that half a question is answered, for it to be shown without the other


class Answerer:
    """Answers questions over one library. Safe to share between threads."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._store = searcher.library.store

    def answer(
        self, question: str, *, whole: Turn | None = None, filters: Filters | None = None
    ) -> Answer:
        """The answer to one question, as it stands or as its conversation makes it whole."""
        started = time.perf_counter()
        understanding = self._searcher.understanding
        understood = understanding.understand(question, whole=whole, filters=filters)
        if taken := granted(self._store, understanding, understood):
            whole = taken.turn(whole)
            understood = understanding.understand(question, whole=whole, filters=filters)
        understood_at = time.perf_counter()
        understood, found = looked_for(self._searcher, understood)
        searched_at = time.perf_counter()
        parts = Parts(understanding, understood)
        answer = self._reply(understood, found, parts)
        spent = {
            "understand": 1000 * (understood_at - started),
            "search": 1000 * (searched_at - understood_at),
            "answer": 1000 * (time.perf_counter() - searched_at),
        }
        facts, part = self._searcher.facts, answer.answered and understood.missing
        named = answer.answered and understood.authorities
        heads = self._store.heads(understood.reports) if named else []
        first = wording.blocks(
            signpost(question),
            taken.corrected(self._store, answer.judgements) if taken else "",
            wording.overruled(understood.overruled),
            missing_part(self._store, understood) if part else "",
            of_other_years(self._searcher, understood) if answer.answered else "",
            half_about_reports(parts, heads),
            name_of_thing(self._searcher, understood) if answer.answered else "",
            none_earlier(self._store, facts, understood) if answer.answered else "",
        )
        return replace(answer.noted(first), retrieved=ranking(found, answer)[:RETRIEVED], ms=spent)

    def _in_parts(self, parts: Parts) -> Answer | None:
        """The answers to the parts of a question as one; None where it has none, or no answer."""
        own = parts_of(parts)
        if not own:
            return None
        replies = [self._of_part(part) for part in own]
        if not any(reply.answered for reply in replies):
            return None
        judgements = dict.fromkeys(row for reply in replies for row in reply.judgements)
        quotes = joined_quotes(replies)
        head = joined_head(parts, replies)
        return self._reply_with(parts.whole, head, tuple(judgements), quotes)

    def _of_part(self, part: Understood) -> Answer:
        """The answer to one part of a question; none where that is not sure: "does it need more?"
        is near to much.
        """
        reply = self._reply(*looked_for(self._searcher, part))
        if reply.judgements or (reply.confidence or 1.0) >= LEAST_OF_HALF:
            return reply
        return replace(reply, answered=False, reason=Reason.TOPIC_NOT_FOUND, quotes=())

    def _less_amount(self, parts: Parts) -> Answer | None:
        """What is asked beside an amount that was not found, answered; None if that is not sure."""
        understood, rest = less_amount(parts)
        reply = self._reply(*looked_for(self._searcher, understood)) if understood else None
        if reply is None or not reply.answered or (reply.confidence or 0.0) < LEAST_OF_HALF:
            return None
        remarks = (*reply.head.remarks, wording.unanswered(rest) if rest else "")
        head = replace(reply.head, remarks=tuple(filter(None, remarks)))
        return self._reply_with(parts.whole, head, reply.judgements, reply.quotes)

    def _reply(self, understood: Understood, found: Found, parts: Parts | None = None) -> Answer:
        """The answer to a question, which may have `parts`, or to one of them."""
        reason = not_held(self._searcher.understanding, understood)
        if reason is not None:
            return self._refused(understood, found, reason)
        if figured := of_figures(self._searcher, understood, found):
            if not figured.quotes:
                return self._refused(understood, found, Reason.TOPIC_NOT_FOUND)
            return self._in_form(understood, figured)
        if parts and (joined := self._in_parts(parts)):
            return joined
        if of_report := self._of_report(understood, found):
            return of_report
        more = bool(understood.beyond)  # the grades were told before
        judgements = [] if more else judgements_shown(self._store, understood, found)
        # "Which paragraph are the recommendations in?" asks for all of them.
        plainly = less_where(understood) if asks_where(understood.standalone) else understood
        listed = whole_list(self._store, plainly) or on_aspect(self._store, plainly)
        listed = [] if more else listed
        if listed:
            number = how_many(self._store, understood, listed)
            # Those of a whole library are counted, and not all shown.
            shown = listed[:MAX_LISTED] if understood.authorities or not number else []
            quotes = [as_quote(self._store, row) for row in shown]
            evidence = with_who_acts(understood, [Evidence(quote, 1.0) for quote in quotes])
            return self._answered(understood, judgements, evidence, number)
        of_table = asks_what_got(understood) or asks_for_all(understood)
        named = bool(understood.aspect or understood.grades or of_table)
        about = understood.kind in ABOUT_GRADES or names_grades(understood)
        graded = bool(judgements) and ((about and named) or asks_for_best(understood))
        sure = graded or understood.kind is Kind.SCALE
        doubt = doubt_of(self._searcher, understood, found, sure=sure)
        if denied := [] if sure else denials(self._store, understood, found, doubt):
            head = head_of(self._store, understood, (), denied, wording.not_so(denied))
            answer = self._reply_with(understood, head, (), denied)
            return replace(answer, confidence=doubt.confidence)
        if doubt.reason is not None:
            if parts and (half := self._less_amount(parts)):
                return half
            # Where half is not held and the other is not answered, it is the first that is missing.
            unheld = absent(understood) if understood.missing else None
            return self._refused(understood, found, unheld or doubt.reason, doubt.confidence)
        answer = self._of_evidence(understood, found, judgements, parts)
        return replace(answer, confidence=doubt.confidence) if answer.answered else answer

    def _of_report(self, understood: Understood, found: Found) -> Answer | None:
        """The answer to what is asked of reports and their numbered parts, and of no subject."""
        if understood.kind is Kind.LOOKUP:
            paragraphs = looked_up(self._store, understood)
            if paragraphs.quotes:
                return self._in_form(understood, paragraphs)
            return self._refused(understood, found, Reason.TOPIC_NOT_FOUND)
        if understood.kind is Kind.METADATA or names_reports_only(understood):
            if form := inspectors_told(self._store, understood):
                return self._in_form(understood, form)
            known = about_reports(understood, self._store.heads(understood.reports))
            return known or self._refused(understood, found, Reason.TOPIC_NOT_FOUND)
        if understood.kind is Kind.OVERVIEW:
            return self._of_whole(understood, found)
        if asks_of_all_if_done(understood):
            return cannot_tell(self._store, self._searcher.facts, understood)
        form = letters_told(self._searcher, understood)
        form = form or no_earlier_grades(self._store, self._searcher.facts, understood)
        form = form or places_naming(self._searcher, understood, found.bridges)
        return self._in_form(understood, form) if form else None

    def _in_form(self, understood: Understood, form: Formed) -> Answer:
        """The answer that has a form of its own, or says that there is none."""
        head = says(*form.told)
        if form.quotes:
            return self._reply_with(understood, head, (), form.quotes)
        none, text = Reason.TOPIC_NOT_FOUND, head.markdown()
        return Answer(understood.question, understood, False, none, head, text)

    def _of_whole(self, understood: Understood, found: Found) -> Answer:
        """What the reports asked about say as a whole."""
        gist = gist_of(self._searcher, understood)
        if not gist.judgements and not gist.evidence:
            return self._refused(understood, found, Reason.TOPIC_NOT_FOUND)
        shown = with_lead_ins(gist.evidence)
        return self._answered(understood, gist.judgements, shown, gist.remark)

    def _of_evidence(
        self,
        understood: Understood,
        found: Found,
        judgements: Sequence[Judgement],
        parts: Parts | None,
    ) -> Answer:
        """The answer that quotes what was found; refused where nothing of it is to be quoted."""
        composed = compose(self._searcher, understood, found, judgements, parts)
        if composed:
            shown = less_shown(self._store, understood, composed.chosen, found)
            composed = replace(composed, chosen=shown)
        if composed is None or (understood.beyond and not composed.chosen):
            if parts and (half := self._less_amount(parts)):
                return half
            unheld = absent(understood) if understood.missing else None
            return self._refused(understood, found, unheld or Reason.TOPIC_NOT_FOUND)
        if names_no_aspect(understood):
            judgements = less_astray(understood, judgements, composed.chosen)
        facts, chosen = self._searcher.facts, list(composed.chosen)
        quotes = [row.quote for row in chosen]
        told = judgements or composed.lack is Lack.REASON
        bare = not told and is_unreasoned(understood, parts, found, quotes)
        chosen = stating_it(chosen) if bare else chosen
        done = told_of_done(self._store, facts, understood, chosen)
        aimed = [figure.printed for figure in only_targets(understood, quotes)]
        remarks = (wording.as_target(aimed) if aimed else "", Lack.REASON if bare else "")
        note = wording.blocks(composed.note, done, *remarks)
        answer = self._answered(understood, judgements, chosen, note)
        answer = replace(answer, further=further_of(self._store, understood, found, chosen))
        nearest = composed.nearest
        return with_nearest(self._store, answer, nearest) if nearest else answer

    def _refused(
        self,
        understood: Understood,
        found: Found,
        reason: Reason,
        confidence: float | None = None,
    ) -> Answer:
        return refused(self._searcher, understood, found, reason, confidence)

    def _answered(
        self,
        understood: Understood,
        judgements: Sequence[Judgement],
        chosen: Sequence[Evidence],
        note: str = "",
    ) -> Answer:
        where = asks_where(understood.question)
        chosen = less_beside(understood, chosen) if where else chosen
        quotes = [row.quote for row in chosen]
        numbers = number_told(understood, quotes)
        given = numbers or share_or_date_told(understood, quotes)
        told = wording.blocks(lines_of(given), most_given(understood, given))
        counts = how_many_got(self._store, understood)
        silent = unheard(self._store, understood, judgements, chosen)
        rest = counts or wording.silent(silent, graded=bool(judgements), counted=bool(numbers))
        first, best = first_told(self._store, understood, judgements)
        rest = wording.blocks(best, rest)
        head = head_of(self._store, understood, judgements, quotes, told, note, rest)
        if not judgements and gives_all(given, quotes):
            head = replace(head, rows=())  # a table of where the numbers stand tells no more
        repeats = [row.repeats for row in chosen]
        if where:
            places = places_told(list(zip(quotes, repeats, strict=True)))
            head = replace(head, notes=(*head.notes, places))
        answer = self._reply_with(understood, head, judgements, quotes, repeats)
        return replace(answer, foremost=first)

    def _reply_with(
        self,
        understood: Understood,
        head: Head,
        judgements: Sequence[Judgement],
        quotes: Sequence[Quote],
        repeats: Sequence[tuple[str, ...]] = (),
    ) -> Answer:
        """An answer with these quotes, each checked against its source; a refusal checks those that
        it shows as nearest.

        `repeats` are, quote by quote, where else it stands; or empty.
        """
        rows = zip(quotes, repeats or [()] * len(quotes), strict=True)
        kept = [(quote, also) for quote, also in rows if is_verbatim(quote)]
        return Answer(
            question=understood.question,
            understood=understood,
            answered=True,
            reason=None,
            head=head,
            text=wording.blocks(
                head.markdown(), *all_quoted(kept, named=not understood.authorities)
            ),
            judgements=tuple(judgements),
            quotes=tuple(quote for quote, _ in kept),
            suggestions=suggestions(understood, self._searcher.facts, judgements),
        )
