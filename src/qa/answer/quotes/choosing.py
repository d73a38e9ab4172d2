"""Which of the sentences found are shown, and in which order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from qa.answer.quotes.completing import completed
from qa.answer.quotes.joining import between, joined, touch
from qa.answer.quotes.likely import less_nameless, likely_enough
from qa.answer.quotes.measure import Measure
from qa.answer.quotes.quoting import Evidence, lead_in
from qa.answer.quotes.sides import other_side
from qa.quotation import Quote
from qa.report import Paragraph

_TOKEN = re.compile(r"[a-z0-9]+")
ITEM_SPREAD = 0.1
MOST_LIST_WORDS = 400  # of one list that is shown as a whole
NAMELESS = 0.07  # nearer to the best than another a second sentence must come that names nothing


def choose(
    found: Sequence[Evidence],
    relevance: Mapping[str, float],
    measure: Measure,
    first: Sequence[Quote] = (),
    weigh: Callable[[Sequence[Evidence]], Sequence[Evidence]] = list,
    names: Callable[[str], bool] = bool,
) -> list[Evidence]:
    """The quotes to show: of the likeliest paragraphs, the best sentences, none twice.

    `relevance` says how likely each paragraph is to answer, by its key; `weigh` scores the evidence
    of one of them more closely, best first; `names` tells whether a text names what is asked
    about. A sentence and the one that takes back what it says are quoted together. Quotes of one
    paragraph that overlap, touch or have but a few words between them are made one; the same words
    elsewhere in a report are noted as repeats. The quotes of `first` are shown whatever they score.
    """
    chosen = [Evidence(quote, 1.0) for quote in first]
    for evidence in _kept(found, relevance, measure, weigh, names):
        twin = next((c for c in chosen if is_twin(c.quote, evidence.quote)), None)
        if twin is not None:
            chosen[chosen.index(twin)] = _repeated(twin, evidence.quote)
            continue
        if not _is_taken_in(evidence, chosen) and _has_room(chosen, evidence, measure):
            chosen.append(evidence)
    merged: list[Evidence] = []
    for row in map(completed, chosen):  # some have grown into one another
        if not _is_taken_in(row, merged):
            merged.append(row)
    return [_less_repeats(row, merged) for row in merged]


def _has_room(chosen: Sequence[Evidence], evidence: Evidence, measure: Measure) -> bool:
    """Whether another quote may be shown: of a report that has had its share only what stands in a
    paragraph that is quoted already.
    """
    if len(chosen) >= measure.most:
        return False
    own = [c.quote.paragraph.key for c in chosen if c.quote.report.key == evidence.quote.report.key]
    if measure.of_each is None or len(own) < measure.of_each:
        return True
    return evidence.quote.paragraph.key in own and len(own) < measure.of_each + measure.more


def _kept(
    found: Sequence[Evidence],
    relevance: Mapping[str, float],
    measure: Measure,
    weigh: Callable[[Sequence[Evidence]], Sequence[Evidence]],
    names: Callable[[str], bool],
) -> list[Evidence]:
    """The best sentences of the paragraphs that are likely enough: the best one of each, best
    paragraph first, and then the others of any.
    """
    by_paragraph: dict[str, list[Evidence]] = {}
    for evidence in found:
        by_paragraph.setdefault(evidence.quote.paragraph.key, []).append(evidence)
    order = sorted(by_paragraph, key=lambda key: -relevance.get(key, 0.0))
    places = {key: rows[0].quote.paragraph for key, rows in by_paragraph.items()}
    likely = likely_enough([places[key] for key in order], relevance, measure)
    kept = [_shown_of(weigh(by_paragraph[key]), measure, names) for key in likely]
    if not measure.of_each:
        kept = less_nameless(kept, relevance, measure, names)
    return [rows[0] for rows in kept] + [row for rows in kept for row in rows[1:]]


def _shown_of(
    rows: Sequence[Evidence], measure: Measure, names: Callable[[str], bool]
) -> list[Evidence]:
    """What is shown of one paragraph, best first."""
    if _is_short(rows[0].quote.paragraph, measure.whole):
        return list(rows)
    if measure.whole_lists and rows[0].quote.item is not None:
        return _within([row for row in rows if row.quote.item is not None], MOST_LIST_WORDS)
    best = rows[0]
    near = [row for row in rows if row.score >= best.score - _reach(row, best, measure, names)]
    shown = _within(near, measure.words)
    weakest = best.score - measure.other_side
    rest = [row for row in rows if row.score >= weakest and row not in shown]
    rest = [row for row in rest if names(row.quote.text) and not _is_fragment(row.quote)]
    other = other_side(shown, rest)
    return [*shown, other] if other else shown


def _is_fragment(quote: Quote) -> bool:
    """Whether a quote is the end of a sentence whose opening words the source lost."""
    return quote.item is None and quote.start == 0 and quote.text[:1].islower()


def _reach(row: Evidence, best: Evidence, measure: Measure, names: Callable[[str], bool]) -> float:
    """How much weaker than the best it may be: an item says less of its neighbours than a sentence
    of the next, and what names nothing of what is asked about is most often beside it, unless it
    stands next to the best.
    """
    goes_on = not between(row.quote, best.quote).strip()
    spread = measure.spread if goes_on or names(row.quote.text) else measure.spread - NAMELESS
    return spread if row.quote.item is None else min(spread, ITEM_SPREAD)


def _is_short(paragraph: Paragraph, most: int) -> bool:
    """Whether a paragraph without a list has no more than so many words."""
    return not paragraph.items and len(paragraph.text.split()) <= most


def _within(rows: Sequence[Evidence], most: int) -> list[Evidence]:
    """The first of the rows, and those after it that leave no more than `most` words in all."""
    shown: list[Evidence] = []
    spent = 0
    for row in rows:
        words = len(row.quote.text.split())
        if not shown or spent + words <= most:
            shown.append(row)
            spent += words
    return shown


def with_lead_ins(chosen: Sequence[Evidence]) -> list[Evidence]:
    """The quotes, items of a list after the words that lead into it.

    A recommendation says what is asked by itself, with its owner and timescale told over it.
    """
    shown: list[Evidence] = []
    for evidence in chosen:
        lead = lead_in(evidence.quote)
        if lead and not any(overlap(lead, row.quote) for row in (*shown, *chosen)):
            shown.append(Evidence(lead, evidence.score))
        shown.append(evidence)
    return shown


def overlap(one: Quote, other: Quote) -> bool:
    """Whether two quotes have words of a paragraph in common."""
    same = one.paragraph.key == other.paragraph.key
    return same and one.start < other.end and other.start < one.end


def _is_taken_in(evidence: Evidence, shown: list[Evidence]) -> bool:
    """Whether evidence is made one with a quote that it touches, or has words of one that is shown
    already: no words of a paragraph are quoted twice.
    """
    for place, row in enumerate(shown):
        if touch(row.quote, evidence.quote) and (both := joined(row, evidence)) is not row:
            shown[place] = both
            return True
    return any(overlap(row.quote, evidence.quote) for row in shown)


def is_twin(one: Quote, other: Quote) -> bool:
    """Whether a report says the same again; what another report says is its own."""
    if one.report.key != other.report.key:
        return False
    a, b = set(_TOKEN.findall(one.text.casefold())), set(_TOKEN.findall(other.text.casefold()))
    same_numbers = {w for w in a if w.isdigit()} == {w for w in b if w.isdigit()}
    return same_numbers and len(a & b) >= 0.85 * max(len(a), len(b), 1)


def _repeated(evidence: Evidence, quote: Quote) -> Evidence:
    if quote.paragraph.key == evidence.quote.paragraph.key:
        return evidence
    labels = dict.fromkeys((*evidence.repeats, quote.paragraph.label))
    return replace(evidence, repeats=tuple(labels))


def _less_repeats(evidence: Evidence, shown: Sequence[Evidence]) -> Evidence:
    """Evidence without repeats in paragraphs of its report that are quoted beside it."""
    own = evidence.quote.report.key
    beside = {row.quote.paragraph.label for row in shown if row.quote.report.key == own}
    return replace(evidence, repeats=tuple(r for r in evidence.repeats if r not in beside))


def in_order(chosen: Iterable[Evidence], reports: Sequence[str]) -> list[Evidence]:
    """Evidence grouped by report in the order asked about, each group best paragraph first."""
    place = {key: i for i, key in enumerate(reports)}
    rows = list(chosen)
    first: dict[str, int] = {}
    for i, row in enumerate(rows):
        first.setdefault(row.quote.paragraph.key, i)
    return sorted(
        rows,
        key=lambda row: (
            place.get(row.quote.report.key, len(place)),
            first[row.quote.paragraph.key],
            row.quote.start,
        ),
    )
