"""Which of the sentences found are shown, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from qa.answer.quotes.completing import completed
from qa.answer.quotes.degrees import MOST_OF_IT
from qa.answer.quotes.joining import ONCE_CHOSEN, WHILE_CHOOSING, Room, between, joined
from qa.answer.quotes.likely import less_nameless, likely_enough
from qa.answer.quotes.measure import Measure
from qa.answer.quotes.qualifying import less_far, resuming
from qa.answer.quotes.quoting import Evidence, lead_in
from qa.answer.quotes.repeating import is_twin, less_told, repeated
from qa.answer.quotes.sides import finds_fault, other_side, share_a_word
from qa.quotation import Quote
from qa.reading.outline.grading import grade_stated
from qa.report import Paragraph

ITEM_SPREAD = 0.1
MOST_LIST_WORDS = 400  # of one list that is shown as a whole
NAMELESS = 0.07  # nearer to the best than another a second sentence must come that names nothing
RESUMING = 2  # times as far behind the best as other sentences, for one that resumes what is quoted


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
    about. A sentence and what it hangs on, or takes back, are quoted together. Quotes of one
    paragraph that overlap, touch or have but a few words between them are made one; the same words
    elsewhere in a report are noted as repeats, or left out of a quote that says more. The quotes of
    `first` are shown whatever they score.
    """
    chosen = [Evidence(quote, 1.0) for quote in first]
    told = set[str]()  # paragraphs that say again what is quoted already
    for evidence in _kept(found, relevance, measure, weigh, names):
        key, text = evidence.quote.paragraph.key, evidence.quote.text
        twin = next((c for c in chosen if is_twin(c.quote, evidence.quote)), None)
        if twin is not None:
            chosen[chosen.index(twin)] = repeated(twin, evidence.quote)
            told |= {key} - {row.quote.paragraph.key for row in chosen}
            continue
        if key in told and not names(text):
            continue
        is_new = not _is_taken_in(evidence, chosen, WHILE_CHOOSING)
        if is_new and _has_room(chosen, evidence, measure):
            chosen.append(evidence)
    merged: list[Evidence] = []
    for row in map(completed, chosen):  # some have grown into one another
        if not _is_taken_in(row, merged, ONCE_CHOSEN):
            merged.append(row)
    return less_told(merged, names)


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
        return less_far(rows, names)
    if measure.whole_lists and rows[0].quote.item is not None:
        return _within([row for row in rows if row.quote.item is not None], MOST_LIST_WORDS)
    best = rows[0]
    judging = _judging(rows, measure)
    told = bool if judging else names
    near = [row for row in rows if row.score >= best.score - _reach(row, best, measure, told)]
    near += resuming(rows, near, best.score - RESUMING * measure.spread)
    if judging:  # what judges it, and then the rest as the report has it
        near = [best, *_as_printed([row for row in near if row is not best])]
    shown = _within(near, measure.words)
    weakest = best.score - measure.other_side
    rest = [row for row in rows if row.score >= weakest and row not in shown]
    rest = [row for row in rest if not _is_fragment(row.quote)]
    rest = [row for row in rest if names(row.quote.text) or _doubts(row, best)]
    other = other_side(shown, rest)
    return [*shown, other] if other else shown


def _judging(rows: Sequence[Evidence], measure: Measure) -> list[Evidence]:
    """The sentence that a paragraph opens with, if it gives a grade to what is asked about, by how
    near it comes to the best; what follows is then said of that. None where but a little is
    quoted of each report.
    """
    if not measure.other_side:
        return []
    best, first = rows[0], min(rows, key=lambda row: (row.quote.start, row.quote.end))
    is_near = first.cosine >= MOST_OF_IT * best.cosine
    is_near = is_near and first.score >= best.score - measure.spread
    return [first] if is_near and not first.quote.start and grade_stated(first.quote.text) else []


def _doubts(row: Evidence, best: Evidence) -> bool:
    """Whether evidence that does not name what is asked about finds fault with it, by how near it
    comes to the question and a word of the best: praise is not to stand without it.
    """
    near = row.cosine >= MOST_OF_IT * best.cosine
    return near and finds_fault(row.quote.text) and share_a_word(row.quote, best.quote)


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


def _as_printed(rows: Sequence[Evidence]) -> list[Evidence]:
    """The rows of a paragraph in its order, less those whose words the one before has."""
    kept: list[Evidence] = []
    for row in sorted(rows, key=lambda row: (row.quote.start, -row.quote.end)):
        if not kept or row.quote.end > kept[-1].quote.end:
            kept.append(row)
    return kept


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


def _is_taken_in(evidence: Evidence, shown: list[Evidence], room: Room) -> bool:
    """Whether evidence is made one with a quote that it touches, or has words of one that is shown
    already: no words of a paragraph are quoted twice.
    """
    for place, row in enumerate(shown):
        if both := joined(row, evidence, room):
            shown[place] = both
            return True
    return any(overlap(row.quote, evidence.quote) for row in shown)


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
