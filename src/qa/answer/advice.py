"""Recommendations in an answer: all that an inspection asked for, or those on one subject."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from qa.answer.phrasing import load_phrasing
from qa.answer.quoting import Evidence
from qa.authorities import fold
from qa.index.store import Store
from qa.markdown import escaped
from qa.quotation import Quote
from qa.reading.frameworks import common
from qa.report import Recommendation, Strand
from qa.search.counting import counted
from qa.search.cues import load_cues
from qa.search.lexicon import load_lexicon
from qa.search.question import Kind, Understood
from qa.search.stemming import stem, stemmed, stems_of, words_of

MAX_LISTED = 60
# A recommendation less near to the question than this is on another subject; so is one that much
# less near than the nearest.
LEAST_NEAR, LESS_NEAR = 0.28, 0.08
NONE_ON_SUBJECT = "No recommendation on that was found; what follows speaks of it."


def whole_list(store: Store, understood: Understood) -> list[Recommendation]:
    """Every recommendation asked for, when a question names no subject but the strand and by when.

    Empty when the question is of another kind, or asks for those on one subject.
    """
    if understood.kind is not Kind.RECOMMENDATION and not counts_over_all(understood):
        return []
    rows = [row for key in understood.reports for row in store.recommendations(key)]
    body = _body(understood.standalone)
    if body:
        rows = [row for row in rows if _is_told(row, body)]
    elif not understood.authorities and not counted(understood.query):
        return []
    asking = load_phrasing().asks_recommendations
    named = set(body.casefold().split())
    if any(term not in asking and term not in named for term in _subject(understood)):
        return []
    if understood.strand and not body:
        rows = [row for row in rows if row.strand in (understood.strand, Strand.GENERAL)]
    wanted = _timescale(understood.query)
    return [row for row in rows if not wanted or row.timescale == wanted]


def counts_over_all(understood: Understood) -> bool:
    """Whether a question over the library asks how many recommendations each report makes."""
    return understood.kind is Kind.ACROSS and counted(understood.query) == {stem("recommendation")}


def _body(question: str) -> str:
    """The body of the health service that a question names ("NHS Harrow"), or nothing."""
    found = load_phrasing().health_body.search(question)
    return found.group() if found else ""


def _is_told(row: Recommendation, body: str) -> bool:
    """Whether a recommendation is to a body: its owner, or named before what is to be done."""
    return body in (row.owner or "") or body in re.split(r"\b(?:should|to)\b", row.text)[0]


def how_many(store: Store, understood: Understood, listed: Sequence[Recommendation]) -> str:
    """How many recommendations each report makes of those listed, where a question asks that; of
    the whole library the most first.
    """
    if not counted(understood.query):
        return ""
    by_when = _timescale(understood.query)
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


def _subject(understood: Understood) -> list[str]:
    """The words of a question that name something narrower than a strand."""
    left = understood.query.casefold()
    for phrase in sorted(load_lexicon().strands, key=len, reverse=True):
        left = re.sub(rf"\b{re.escape(phrase)}\b", " ", left)
    words = set(words_of(left))
    return [term for term in understood.terms if term in words]


def timescale_said(question: str) -> str:
    """The words in which a question names a timescale, as the reports name it; or nothing.

    >>> timescale_said("And what within 3 months?"), timescale_said("What must be done?")
    ('within three months', '')
    """
    return (_timescale(question) or "").casefold()


def _timescale(question: str) -> str | None:
    """The one timescale a question asks for ("only the immediate ones"), or None."""
    if load_phrasing().immediately.search(question):
        return "Immediately"
    found = re.search(r"\bwithin (?:the next )?\w+ (?:weeks?|months?|years?)\b", question, re.I)
    return common().timescale(_in_words(found.group())) if found else None


def _in_words(text: str) -> str:
    for digits, word in (("3", "three"), ("6", "six"), ("12", "twelve")):
        text = re.sub(rf"\b{digits}\b", word, text)
    return text


def subject_stems(understood: Understood) -> frozenset[str]:
    """The stems of the words that name what recommendations are asked for on."""
    asking = load_phrasing().asks_recommendations
    return frozenset(stem(term) for term in _subject(understood) if term not in asking)


def on_subject(
    found: Sequence[Evidence],
    is_advice: Callable[[str], bool],
    subject: frozenset[str] = frozenset(),
    *,
    counted: bool = False,
) -> tuple[list[Evidence], bool]:
    """The evidence less recommendations on other subjects, and whether any is on the question's.

    `is_advice` says of a paragraph's key whether it lists recommendations; only their items count.
    One that holds all the words of the `subject`, stems, is on it however near it is; where they
    are `counted`, those are all that is wanted.
    """
    advice = [row for row in found if is_advice(row.quote.paragraph.key)]
    items = [row for row in advice if row.quote.item is not None]
    named = [row for row in items if _names(row.quote.text, subject)]
    if counted and named:
        return named, True
    nearest = max((row.cosine for row in items), default=0.0)
    least = max(LEAST_NEAR, nearest - LESS_NEAR)
    kept = [row for row in items if row.cosine >= least or row in named]
    other = [row for row in found if row not in advice]
    return sorted(kept + other, key=lambda row: -row.score), bool(kept)


def listed_on(
    store: Store, understood: Understood, bridges: Mapping[str, Sequence[str]]
) -> list[Evidence]:
    """Every recommendation of the reports asked about that names the question's subject, in its own
    words or in what reports say for them; `bridges` are phrases of the question with those.
    """
    subject = [t for t in _subject(understood) if t not in load_phrasing().asks_recommendations]
    if not subject or not understood.authorities:
        return []
    ways = [
        {stemmed(said) for said in (term, *_instead(term, bridges))}
        for term in dict.fromkeys(subject)
    ]
    found = []
    for row in (row for key in understood.reports for row in store.recommendations(key)):
        text = stemmed(f"{row.text} {row.owner or ''}")
        if all(any(said in text for said in way) for way in ways):
            found.append(Evidence(as_quote(store, row), 1.0))
    return found


def _instead(term: str, bridges: Mapping[str, Sequence[str]]) -> list[str]:
    return [said for phrase, names in bridges.items() if term in phrase.split() for said in names]


def with_subject_named(
    relevance: Mapping[str, float],
    found: Sequence[Evidence],
    subject: frozenset[str],
    least: float,
) -> Mapping[str, float]:
    """How likely paragraphs are to answer, where a list of recommendations with one that holds all
    the words of the `subject`, stems, is at least so likely.
    """
    items = [row for row in found if row.quote.item is not None]
    named = {row.quote.paragraph.key for row in items if _names(row.quote.text, subject)}
    return {**relevance, **{key: max(least, relevance.get(key, 0.0)) for key in named}}


def _names(text: str, subject: frozenset[str]) -> bool:
    return bool(subject) and subject <= stems_of(text)


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
    nearest: dict[str, float] = {}
    for row in found:
        if row.quote.item is not None and is_advice(key := row.quote.paragraph.key):
            nearest[key] = max(row.cosine, nearest.get(key, row.cosine))
    return [
        row
        for row in found
        if (best := nearest.get(row.quote.paragraph.key)) is None
        or (row.quote.item is not None and row.cosine >= best - LESS_NEAR)
    ]


def as_quote(store: Store, row: Recommendation) -> Quote:
    """A recommendation's own words, as a quote of its paragraph."""
    report = store.report(row.report)
    paragraph = report.paragraph(row.paragraph)
    item = next(item for item in paragraph.items if item.number == row.item)
    return Quote(report, paragraph, item.start, item.end, row.item)
