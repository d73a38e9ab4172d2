"""What is quoted of what was found, and what is said beside it, where paragraphs answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.answer.asking.grades import names_no_aspect
from qa.answer.asking.parts import Parts
from qa.answer.asking.sought import asks_reason, gives_reason, tells_hindrance
from qa.answer.asking.subject import names, ways_of
from qa.answer.composition.alone import Alone
from qa.answer.composition.clauses import with_each_clause
from qa.answer.composition.evenly import evenly_advised
from qa.answer.composition.fault_first import faulted_first
from qa.answer.composition.hearing import hear_each
from qa.answer.composition.named import less_of_all_children, less_without_own_name
from qa.answer.composition.selection import evidence_for, quoted_of
from qa.answer.composition.silence import (
    asks_who_is_silent,
    less_silent,
    none_tells,
    silent_on,
    silent_sides,
)
from qa.answer.composition.telling import (
    both_sides,
    giving_reasons,
    less_untelling,
    only_telling,
    told_before,
    with_advice_told,
    with_remedy,
)
from qa.answer.finding.found import Found
from qa.answer.form import wording
from qa.answer.form.wording import Lack
from qa.answer.judgement.inwords import names_what_is_graded
from qa.answer.judgement.judgements import less_astray
from qa.answer.judgement.superlative import asks_which_is_better, compares_none, unranked
from qa.answer.quotes.counting import number_told
from qa.answer.quotes.figured import giving_figure
from qa.answer.quotes.given import lines_of
from qa.answer.quotes.going_on import with_lead, with_next
from qa.answer.quotes.quota import asks_beside_grade
from qa.answer.quotes.quoting import Evidence
from qa.answer.recommendation.acting import with_who_acts
from qa.answer.recommendation.advice import listed_on
from qa.answer.recommendation.advised import advised
from qa.answer.recommendation.aspects import none_told
from qa.answer.recommendation.initialled import initialled
from qa.answer.refusal.lacking import looks_back
from qa.answer.refusal.untold import is_all, tests_of, ungiven_of, untold_of
from qa.report import Judgement
from qa.search.asked.question import Understood
from qa.search.language.counting import asks_how_many
from qa.search.ranked.searcher import Searcher


@dataclass(frozen=True, slots=True)
class Composed:
    """What is quoted, a note on it, and what comes nearest in reports that are silent; `lack` is
    what the note says was not found.
    """

    chosen: Sequence[Evidence]
    note: str = ""
    nearest: Sequence[Evidence] = ()
    lack: Lack | None = None


def compose(
    searcher: Searcher,
    understood: Understood,
    found: Found,
    judgements: Sequence[Judgement],
    parts: Parts | None,
) -> Composed | None:
    """What is quoted and said; None where nothing of what was found answers."""
    store = searcher.library.store
    told, others = advised(store, understood, found, searcher.facts.rarity)
    told = told or initialled(store, understood, searcher.facts.abbreviations)
    if told:
        return Composed(told, others)
    asks_one = parts is None or len(parts.clauses) < 2
    figured = giving_figure(understood, found.evidence) if asks_one else []
    evidence, note = (figured, "") if figured else evidence_for(store, understood, found)
    if note is Lack.RECOMMENDATION:
        if listed := listed_on(store, understood, found.bridges):
            return Composed(with_who_acts(understood, listed))
        note = none_told(store, understood, found.bridges)
    evidence, note = giving_reasons(understood, evidence, note or others)
    evidence = told_before(understood, evidence, found.is_advice)
    chosen = quoted_of(store, understood, found, judgements, evidence)
    chosen = both_sides(store, understood, evidence, chosen)
    chosen = with_advice_told(store, understood, evidence, chosen, found.is_advice)
    chosen = with_remedy(store, understood, evidence, chosen, found.bridges)
    chosen = _kept(searcher, understood, found, parts, chosen, graded=bool(judgements))
    chosen = evenly_advised(store, understood, found, chosen)
    if note is Lack.RECOMMENDATION and any(found.is_advice(r.quote.paragraph.key) for r in chosen):
        note = ""
    chosen = with_who_acts(understood, chosen)
    if not chosen and not judgements:
        return None
    if names_no_aspect(understood) and not _is_of_what_is_graded(understood, judgements, chosen):
        return None
    if asks_who_is_silent(understood):
        silent = silent_on(understood, found)
        chosen = [row for row in chosen if row.quote.report.key not in silent]
        note = wording.silent_on_it(store.heads(silent) if silent else ())
    untold = [] if judgements else untold_of(understood, parts, [row.quote for row in chosen])
    if untold and is_all(understood, parts, untold):
        return None
    untold = untold or list(filter(None, [ungiven_of(understood, [r.quote for r in chosen])]))
    counted = _number_of_first(understood, parts, chosen) if untold else ""
    lack = note if isinstance(note, Lack) else None
    note = wording.blocks(note, counted, wording.unanswered(", ".join(untold)) if untold else "")
    composed = Composed(chosen, note, lack=lack)
    return composed if judgements else _by_side(searcher, understood, found, evidence, composed)


def _is_of_what_is_graded(
    understood: Understood, judgements: Sequence[Judgement], chosen: Sequence[Evidence]
) -> bool:
    """Whether what is told is of that of which a grade is asked that no table gives."""
    if asks_beside_grade(understood) or less_astray(understood, judgements, chosen):
        return True
    return any(names_what_is_graded(understood, row.quote.text) for row in chosen)


def _number_of_first(
    understood: Understood, parts: Parts | None, chosen: Sequence[Evidence]
) -> str:
    """The number that the first part of a question asks for, where all of it asks for more."""
    quotes = [row.quote for row in chosen]
    if parts is None or len(parts.clauses) < 2 or number_told(understood, quotes):
        return ""
    first = parts.clauses[0]
    told = number_told(parts.understood(first), quotes)
    return wording.of_part(first, lines_of(told)) if told else ""


def _kept(
    searcher: Searcher,
    understood: Understood,
    found: Found,
    parts: Parts | None,
    chosen: Sequence[Evidence],
    *,
    graded: bool,
) -> list[Evidence]:
    """What of the chosen is kept beside what is asked for, with what belongs to it; beside grades
    that are told all of it is.
    """
    kept = [row for row in chosen if row.quote.paragraph.key in understood.within] or [*chosen]
    if understood.telling and not graded:
        kept = only_telling(understood.telling, kept)
    if not graded:
        kept = less_of_all_children(understood, less_without_own_name(understood, parts, kept))
    if parts and kept:
        kept = with_each_clause(searcher, found, parts, kept)
    kept = with_next(kept, _wanted_next(understood, parts))
    if asks_reason(understood.query) and not understood.over_several:
        ways = ways_of(understood, found.bridges)
        kept = with_lead(kept, lambda text: names(text, ways), tells_hindrance)
    return kept if graded else less_untelling(understood, parts, kept)


def _wanted_next(understood: Understood, parts: Parts | None) -> list[Callable[[str], bool]]:
    """What tells whether a sentence gives what is asked for: an amount, a time or a reason."""
    reason = asks_reason(understood.query) and not understood.over_several
    return [*tests_of(understood, parts), *([gives_reason] if reason else [])]


def _by_side(
    searcher: Searcher,
    understood: Understood,
    found: Found,
    evidence: Sequence[Evidence],
    composed: Composed,
) -> Composed | None:
    """The same with each report heard that is to be, and those that are silent named so."""
    store, alone = searcher.library.store, Alone(searcher, understood)
    if none_tells(alone, understood, found, composed.chosen):
        return None
    silent = silent_sides(alone, understood, found, composed.chosen)
    heard, nearest = less_silent(silent, composed.chosen, evidence, found)
    dropped = silent - {row.quote.report.key for row in heard}
    nearest = nearest if understood.sets_side_by_side else []
    composed, number = Composed(heard, composed.note, nearest), found.giving_number
    counts = number or asks_how_many(understood.query)  # of which it is said elsewhere
    if not number and compares_none(understood, [row.quote for row in heard]):
        return None
    if not (counts or composed.note):
        hearing = hear_each(store, alone, understood, found, heard, dropped)
        silent_on_it = store.heads(hearing.silent) if hearing.silent else ()
        left = [report for report in silent_on_it if looks_back(understood, report)]
        note = wording.silent(left)
        shown, at_fault = faulted_first(store, understood, found, hearing.chosen)
        composed = replace(composed, chosen=shown, note=wording.blocks(at_fault, note))
    quotes = [row.quote for row in composed.chosen]
    better = asks_which_is_better(understood)
    if (understood.asks_for_most or better) and not number:
        told = unranked(understood, quotes)
        told = wording.not_graded_alike() if told and better else told
        composed = replace(composed, note=wording.blocks(composed.note, told))
    return composed
