"""Where reports name what is asked about: the sentences that do, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qa.answer.asking.subject import Ways, names, ways_of
from qa.answer.asking.whereabouts import asks_where, less_where
from qa.answer.composition.formed import Formed
from qa.answer.form.places import places_told
from qa.errors import QuoteError
from qa.quotation import Quote
from qa.report import Paragraph, Report
from qa.search.asked.question import Kind, Understood
from qa.search.ranked.candidates import by_words
from qa.search.ranked.searcher import Searcher
from qa.sentences import sentences

MOST_QUOTED = 12
# Where it is asked what was demanded, or of grades, that is quoted, and its places are told.
_PLAIN = (Kind.TOPIC, Kind.FACT, Kind.ACROSS)


def places_naming(
    searcher: Searcher, understood: Understood, bridges: Mapping[str, Sequence[str]]
) -> Formed | None:
    """Where the reports asked about name what it is asked where they mention, and the first
    sentence of each paragraph that does; None where that is not asked, or no sentence names it.
    """
    if not asks_where(understood.standalone) or understood.kind not in _PLAIN:
        return None
    asked = less_where(understood)
    ways = ways_of(asked, bridges)
    if not ways:
        return None
    said = [*asked.terms, *(name for phrase in bridges for name in (phrase, *bridges[phrase]))]
    held = by_words(searcher.library, said, understood.reports)
    of_reports = {key.split("#")[0] for key in held}
    naming: list[Quote] = []
    for key in filter(of_reports.__contains__, understood.reports):
        report = searcher.library.store.report(key)
        paragraphs = (each for each in report.paragraphs if each.key in held)
        naming += _naming(report, paragraphs, ways)
    if not naming:
        return None
    less = f"The first {MOST_QUOTED} of {len(naming)} are shown."
    where = places_told([(quote, ()) for quote in naming])
    return Formed((where, less if len(naming) > MOST_QUOTED else ""), naming[:MOST_QUOTED])


def _naming(report: Report, paragraphs: Iterator[Paragraph], ways: Ways) -> Iterator[Quote]:
    for paragraph in paragraphs:
        for quote in _sentences_of(report, paragraph):
            if names(quote.text, ways):
                yield quote
                break


def _sentences_of(report: Report, paragraph: Paragraph) -> Iterator[Quote]:
    """The sentences of a paragraph, its items whole."""
    for item in paragraph.items:
        yield Quote(report, paragraph, item.start, item.end, item.number)
    for span in sentences(paragraph.text):
        if not any(item.start < span.end and span.start < item.end for item in paragraph.items):
            try:
                yield Quote(report, paragraph, span.start, span.end)
            except QuoteError:  # a number was taken out in its midst
                continue
