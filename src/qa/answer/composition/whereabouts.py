"""Where reports name what is asked about: the sentences that do, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.subject import Ways, names, ways_of
from qa.answer.asking.whereabouts import asks_for_section, asks_where, less_where
from qa.answer.composition.formed import Formed
from qa.answer.form import wording
from qa.answer.form.places import places_told
from qa.answer.quotes.quoting import Evidence
from qa.keys import report_of
from qa.quotation import Quote, sentence_quotes
from qa.report import Paragraph, Report, Strand
from qa.search.asked.question import Kind, Understood
from qa.search.ranked.candidates import by_words
from qa.search.ranked.searcher import Searcher

MOST_QUOTED = 12
MOST_WAYS = 3  # parts of a name; a sentence that says more is found by what it means
# Where it is asked what was demanded, or of grades, that is quoted, and its places are told.
_PLAIN = (Kind.TOPIC, Kind.FACT, Kind.ACROSS, Kind.COMPARE, Kind.TREND)


def places_naming(
    searcher: Searcher, understood: Understood, bridges: Mapping[str, Sequence[str]]
) -> Formed | None:
    """Where the reports asked about name what it is asked where they mention, and the first
    sentence of each paragraph that does; of parts with a heading that names it their first. What
    names it in other words is quoted where nothing else does, and beside that told alone; of
    reports set side by side those are told that name it nowhere. None where that is not asked, or
    nothing names it.
    """
    if not asks_where(understood.standalone) or understood.kind not in _PLAIN:
        return None
    asked, reports = less_where(understood), understood.reports
    called = load_phrasing().subjects_of(understood.query)
    ways = ways_of(asked, called)
    if len(ways) > MOST_WAYS:
        return None
    if ways and asks_for_section(understood.standalone):
        held = map(searcher.library.store.report, reports)
        if headed := [quote for report in held for quote in _headed(report, ways)]:
            return _formed(headed, _firsts(headed))
    own = _naming(searcher, reports, asked, called)
    others = _naming(searcher, reports, asked, {**called, **bridges}) if bridges else []
    known = {quote.paragraph.key for quote in own}
    beside = [quote for quote in others if quote.paragraph.key not in known]
    naming = {quote.report.key for quote in (*own, *beside)}
    silent = [key for key in reports if key not in naming] if understood.sets_side_by_side else []
    told = wording.not_named(searcher.library.store.heads(silent)) if silent else ""
    if not own:
        return _formed(beside, beside, rest=told) if beside else None
    return _formed(own, own, beside, told)


def less_beside(understood: Understood, chosen: Sequence[Evidence]) -> Sequence[Evidence]:
    """What is chosen, less what else is said beside recommendations, where those are asked for:
    where one of them stands is asked of it alone.
    """
    items = [row for row in chosen if row.quote.item is not None]
    return items if understood.kind is Kind.RECOMMENDATION and items else chosen


def _formed(
    places: Sequence[Quote],
    quotes: Sequence[Quote],
    others: Sequence[Quote] = (),
    rest: str = "",
) -> Formed:
    less = wording.first_of(MOST_QUOTED, len(quotes))
    beside = places_told([(quote, ()) for quote in others])
    told = (
        places_told([(quote, ()) for quote in places]),
        wording.in_other_words(beside) if beside else "",
        less,
        rest,
    )
    return Formed(told, quotes[:MOST_QUOTED])


def _headed(report: Report, ways: Ways) -> Iterator[Quote]:
    """The first sentence of each paragraph under a heading that names a subject."""
    for paragraph in report.paragraphs:
        if names(paragraph.heading, ways):
            yield from islice(_sentences_of(report, paragraph), 1)


def _firsts(quotes: Sequence[Quote]) -> list[Quote]:
    """Of each heading, in each half of a report, the first."""
    firsts: dict[tuple[str, Strand, str], Quote] = {}
    for quote in quotes:
        place = quote.report.key, quote.paragraph.strand, quote.paragraph.heading
        firsts.setdefault(place, quote)
    return list(firsts.values())


def _naming(
    searcher: Searcher,
    reports: Sequence[str],
    asked: Understood,
    called: Mapping[str, Sequence[str]],
) -> list[Quote]:
    """The first sentence of each paragraph that names a subject, or what else it is `called`."""
    ways = ways_of(asked, called)
    said = [*asked.terms, *called, *chain.from_iterable(called.values())]
    held = by_words(searcher.library, said, reports) if ways else {}
    of_reports = {report_of(key) for key in held}
    naming: list[Quote] = []
    for key in filter(of_reports.__contains__, reports):
        report = searcher.library.store.report(key)
        for paragraph in report.paragraphs:
            if paragraph.key in held:
                sentences_of = _sentences_of(report, paragraph)
                naming += islice((q for q in sentences_of if names(q.text, ways)), 1)
    return naming


def _sentences_of(report: Report, paragraph: Paragraph) -> Iterator[Quote]:
    """The sentences of a paragraph, its items whole."""
    for item in paragraph.items:
        yield Quote(report, paragraph, item.start, item.end, item.number)
    for quote in sentence_quotes(report, paragraph):
        if not any(item.start < quote.end and quote.start < item.end for item in paragraph.items):
            yield quote
