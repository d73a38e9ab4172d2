"""Recommendations in an answer: all that an inspection asked for, or those on one subject."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from qa.answer.asking.addressees import Addressee, addressee_of, made_to
from qa.answer.asking.deadlines import due, timescale_of
from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.subject import Ways, names, names_strand, subject_terms, ways_of
from qa.answer.quotes.degrees import LITTLE_LESS, NEAR, PLAINLY_NEAR
from qa.answer.quotes.quoting import Evidence
from qa.authorities import fold
from qa.index.sqlite.store import Store
from qa.markdown import escaped
from qa.quotation import Quote
from qa.report import Recommendation
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood
from qa.search.language.counting import counted
from qa.search.language.cues import load_cues
from qa.search.language.stemming import stem, words_of

MAX_LISTED = 60
MOST_ON_SUBJECT = 8  # recommendations among which the gap is looked for


def whole_list(store: Store, understood: Understood) -> list[Recommendation]:
    """Every recommendation asked for, when a question names no subject but the strand, by when and
    to whom.

    Empty when the question is of another kind, or asks for those on one subject.
    """
    if understood.kind is not Kind.RECOMMENDATION and not (
        counts_over_all(understood) or asks_who_was_told(understood)
    ):
        return []
    addressee = addressee_of(understood)
    named_one = bool(understood.authorities or counted(understood.query))
    if not addressee and not named_one:
        return []
    asking = load_phrasing().asks_recommendations
    named = set(words_of(addressee.said)) if addressee else set()
    if any(term not in asking and term not in named for term in subject_terms(understood)):
        return []
    return asked_of(store, understood)


def asked_of(store: Store, understood: Understood) -> list[Recommendation]:
    """The recommendations of the strand, to whom and by when a question names."""
    addressee = addressee_of(understood)
    rows = [row for key in understood.reports for row in store.recommendations(key)]
    return due(_of_strand(_made_to(rows, addressee), understood, addressee), understood.query)


def asks_who_was_told(understood: Understood) -> bool:
    """Whether it is asked over the library to which authorities something was recommended."""
    asked = understood.standalone
    return understood.kind is Kind.ACROSS and bool(load_phrasing().advised.search(asked))


def counts_over_all(understood: Understood) -> bool:
    """Whether a question over the library asks how many recommendations each report makes."""
    return understood.kind is Kind.ACROSS and counted(understood.query) == {stem("recommendation")}


def _made_to(
    rows: Sequence[Recommendation], addressee: Addressee | None
) -> Sequence[Recommendation]:
    told = made_to(rows, addressee) if addressee else rows
    # "As a councillor, what were we told to do?": where it is nothing of councillors, the council.
    return rows if addressee and addressee.asks and not told else told


def _of_strand(
    rows: Sequence[Recommendation], understood: Understood, addressee: Addressee | None
) -> Sequence[Recommendation]:
    """Those of the strand asked about; a body may be called by a word for one, and is of both."""
    if addressee and not names_strand(understood, beside=addressee.said):
        return rows
    return [row for row in rows if understood.takes_in(row.strand)]


def how_many(store: Store, understood: Understood, listed: Sequence[Recommendation]) -> str:
    """How many recommendations each report makes of those listed, where a question asks that; of
    the whole library the most first.
    """
    if not counted(understood.query):
        return ""
    by_when = timescale_of(understood.query)
    rows = []
    numbers = Counter(row.report for row in listed)
    over_all = understood.kind is Kind.ACROSS
    keys = sorted(understood.reports, key=lambda key: -numbers[key] if over_all else 0)
    for key in keys[:MAX_LISTED]:
        number = numbers[key]
        what = "recommendation" if number == 1 else "recommendations"
        of = f" ({by_when.lower()})" if by_when else ""
        report = store.head(key)
        rows.append(f"{escaped(report.authority)}, {report.year}: **{number}** {what}{of}.")
    return "\n".join(f"- {row}" for row in rows) if len(rows) > 1 else "".join(rows)


def on_subject(
    found: Sequence[Evidence],
    is_advice: Callable[[str], bool],
    ways: Ways = (),
    *,
    counted: bool = False,
) -> tuple[list[Evidence], bool]:
    """The evidence less recommendations on other subjects, and whether any is on the question's.

    `is_advice` says of a paragraph's key whether it lists recommendations; only their items count.
    One that names the subject, in any of its `ways`, is on it however near it is; where they are
    `counted`, those are all that is wanted.
    """
    advice = [row for row in found if is_advice(row.quote.paragraph.key)]
    items = [row for row in advice if row.quote.item is not None]
    named = [row for row in items if names(row.quote.text, ways)]
    if counted and named:
        return named, True
    beside = PLAINLY_NEAR if named else NEAR
    least = max(beside, _near_enough([row.cosine for row in items]))
    kept = [row for row in items if row.cosine >= least or row in named]
    other = [row for row in found if row not in advice]
    return sorted(kept + other, key=lambda row: -row.score), bool(kept)


def _near_enough(cosines: Sequence[float]) -> float:
    """How near an item must be to be on the subject of the nearest: almost as near; or above the
    widest gap, as far as those above it are near.
    """
    ranked = sorted(cosines, reverse=True)[:MOST_ON_SUBJECT]
    least = ranked[0] - LITTLE_LESS if ranked else 0.0
    gaps = [(one - two, one) for one, two in pairwise(ranked) if one >= NEAR]
    widest, above = max(gaps, default=(0.0, 0.0))
    return min(least, above) if widest >= LITTLE_LESS else least


def listed_on(
    store: Store, understood: Understood, bridges: Mapping[str, Sequence[str]]
) -> Sequence[Evidence]:
    """Every recommendation of the reports asked about that names the question's subject, in its own
    words or in what reports say for them; `bridges` are phrases of the question with those.
    """
    ways = ways_of(understood, bridges)
    if not ways or not understood.authorities:
        return []
    named = [
        Evidence(as_quote(store, row), 1.0)
        for row in (row for key in understood.reports for row in store.recommendations(key))
        if names(f"{row.text} {row.owner or ''}", ways)
    ]
    return of_asked_list(store, understood, named)


def naming_most(found: Sequence[Evidence], ways: Ways) -> Sequence[Evidence]:
    """Of each paragraph the evidence that names the most of a subject, in any of its `ways`, none
    of one that names nothing of it; all, where none names more than half of the subject: it is
    told in other words.
    """
    held = [sum(names(row.quote.text, [way]) for way in ways) for row in found]
    if 2 * max(held, default=0) <= len(ways):
        return found
    most: dict[str, int] = {}
    for row, count in zip(found, held, strict=True):
        key = row.quote.paragraph.key
        most[key] = max(count, most.get(key, 1))
    return [
        row
        for row, count in zip(found, held, strict=True)
        if count == most[row.quote.paragraph.key]
    ]


def with_subject_named(
    relevance: Mapping[str, float],
    found: Sequence[Evidence],
    ways: Ways,
    least: float,
) -> Mapping[str, float]:
    """How likely paragraphs are to answer, where a list of recommendations with one that names the
    subject, in any of its `ways`, is at least so likely.
    """
    items = [row for row in found if row.quote.item is not None]
    named = {row.quote.paragraph.key for row in items if names(row.quote.text, ways)}
    return {**relevance, **{key: max(least, relevance.get(key, 0.0)) for key in named}}


_LATER = re.compile(r"[,;:–—-]\s*(?:and|but)\s+(?=(?:what|which|who|how|when|by when)\b)", re.I)


def asked_first(question: str) -> str:
    """What is asked before recommendations are, in a later clause of a question; or nothing.

    >>> asked_first("Why were plans late, and what did inspectors demand?")
    'Why were plans late'
    >>> asked_first("What did inspectors demand, and by when?")
    ''
    """
    first, *later = _LATER.split(question, maxsplit=1)
    asked = f" {fold(first)} "
    cued = any(f" {cue} " in asked for cue in load_lexicon().kinds[Kind.RECOMMENDATION])
    return "" if not later or cued or load_cues().demands.search(asked) else first


def nearest_items(found: Sequence[Evidence], is_advice: Callable[[str], bool]) -> list[Evidence]:
    """The evidence less what stands in a list of recommendations beside one that is nearer: those
    on other subjects, and the words that lead into the list.
    """
    cosines: dict[str, list[float]] = {}
    for row in found:
        if row.quote.item is not None and is_advice(key := row.quote.paragraph.key):
            cosines.setdefault(key, []).append(row.cosine)
    least = {key: _near_enough(near) for key, near in cosines.items()}
    return [
        row
        for row in found
        if (most := least.get(row.quote.paragraph.key)) is None
        or (row.quote.item is not None and row.cosine >= most)
    ]


def of_asked_list(
    store: Store, understood: Understood, found: Sequence[Evidence]
) -> Sequence[Evidence]:
    """The evidence less recommendations of another strand, then less those to another body, then
    less those with another timescale, than a question names; where none would be left, all of them,
    but none where nothing is asked of the body.
    """
    rows = [row for key in understood.reports for row in store.recommendations(key)]
    addressee = addressee_of(understood)
    found = _only(found, rows, _of_strand(rows, understood, addressee))
    told = _made_to(rows, addressee)
    if addressee and not addressee.own and not told:
        keys = {row.key for row in rows}  # what is asked of others is not asked of it
        return [row for row in found if row.quote.key not in keys]
    found = _only(found, rows, told)
    held = {row.quote.key for row in found}
    return _only(found, rows, due([row for row in rows if row.key in held], understood.query))


def _only(
    found: Sequence[Evidence], rows: Sequence[Recommendation], asked: Sequence[Recommendation]
) -> Sequence[Evidence]:
    """The evidence less recommendations, of these, that are not asked for; all if none is left."""
    kept_keys = {row.key for row in asked}
    others = {row.key for row in rows} - kept_keys
    kept = [row for row in found if row.quote.key not in others]
    return kept if any(row.quote.key in kept_keys for row in kept) else found


def as_quote(store: Store, row: Recommendation) -> Quote:
    """A recommendation's own words, as a quote of its paragraph."""
    report = store.report(row.report)
    paragraph = report.paragraph(row.paragraph)
    item = next(item for item in paragraph.items if item.number == row.item)
    return Quote(report, paragraph, item.start, item.end, row.item)
