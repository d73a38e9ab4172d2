"""Which reports say nothing of a subject: where a question asks just that, and of those that it
sets side by side.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

from qa.answer.asking.amounts import tells_vaguely
from qa.answer.asking.grades import asks_for_best, asks_who_got, names_grades
from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.subject import names, names_loosely, subject_stems, ways_of
from qa.answer.composition.alone import Alone
from qa.answer.finding.found import Found
from qa.answer.judgement.superlative import words_of_most
from qa.answer.quotes.choosing import choose
from qa.answer.quotes.degrees import NEAR
from qa.answer.quotes.measure import Measure
from qa.answer.quotes.quoting import Evidence
from qa.answer.quotes.sides import asks_for_fault, tells_goodness
from qa.answer.recommendation.advice import counts_over_all
from qa.answer.refusal.untold import tests_of
from qa.index.sqlite.store import Store
from qa.keys import report_of
from qa.report import Judgement, Report
from qa.search.asked.question import Kind, Understood
from qa.search.language.counting import asks_how_many
from qa.search.language.stemming import stem, stems_of

# A side is silent that is at most so likely to answer if asked alone, and whose log-odds are so
# much below those of the likeliest.
LIKELY, LESS_LIKELY = 0.27, 2.5
DOUBTFUL = 1.0  # log-odds: likelier than this it would not be refused
MOST_SIDES = 8  # asked one by one
ONE_NEAREST = Measure(most=1, words=0)
HIGH = 0.75  # a report's best paragraph, beside the best of all: what stands about as high tells


def asks_who_is_silent(understood: Understood) -> bool:
    """Whether a question over several reports asks which of them do not speak of something."""
    asked = understood.standalone
    return understood.over_several and bool(load_phrasing().silence.search(asked))


def silent_on(understood: Understood, found: Found) -> list[str]:
    """The keys of the reports of which no paragraph found names the question's subject."""
    subject = subject_stems(understood) - load_phrasing().only_ask
    speaking = found.naming_all_of(subject)
    return [key for key in understood.reports if key not in speaking]


def silent_sides(
    alone: Alone, understood: Understood, found: Found, chosen: Sequence[Evidence]
) -> frozenset[str]:
    """The keys of the reports set side by side, or `chosen` of all, that hold no likely answer,
    or would be refused one, where another likely holds it, and do not name the subject; of all,
    also those that name a part of it where others name all, and none that stand about as high as
    the best of what was found: each is asked alone.
    """
    chosen_of = dict.fromkeys(row.quote.report.key for row in chosen)
    sides = understood.reports if understood.sets_side_by_side else tuple(chosen_of)
    if not understood.over_several or not 1 < len(sides) <= MOST_SIDES:
        return frozenset()
    if asks_how_many(understood.query):
        return frozenset()  # what gives a number need not be like the question
    odds = {key: alone.log_odds(key) for key in sides}
    most = min(math.log(LIKELY / (1 - LIKELY)), max(odds.values()) - LESS_LIKELY)
    best = max(odds.values())
    high = {} if understood.sets_side_by_side else heights(found)
    low = [key for key in sides if high.get(key, 0.0) < HIGH]
    unsure = [
        key
        for key in low
        if (odds[key] <= most or 0 < best > odds[key] < DOUBTFUL)
        and not names_subject(alone.understood(key), alone.found(key))
    ]
    silent = {key for key in unsure if odds[key] <= most or alone.is_refused(key)}
    if not understood.sets_side_by_side:
        heard = [key for key in sides if key not in silent]
        sure = [key for key in heard if odds[key] >= DOUBTFUL]
        naming = {key for key in sure if _best_names(alone.understood(key), alone.found(key))}
        if naming and 2 * len(naming) >= len(heard):  # others tell of all that is asked about
            silent |= {*unsure}
    return frozenset(silent)


def none_tells(
    alone: Alone, understood: Understood, found: Found, chosen: Sequence[Evidence]
) -> bool:
    """Whether several reports are asked for an amount or a time, each would be refused it if asked
    alone, and nothing `chosen` tells it in words, either.
    """
    asked = understood.reports if understood.over_several else ()
    if found.giving_number or not 1 < len(asked) <= MOST_SIDES:
        return False
    if any(tells_vaguely(row.quote.text) for row in chosen):
        return False
    return all(tests_of(alone.understood(key), None) and alone.is_refused(key) for key in asked)


def heights(found: Found) -> dict[str, float]:
    """How high the best paragraph of each report stands, beside the best of all, 0 to 1."""
    best: dict[str, float] = {}
    for hit in found.hits:
        best.setdefault(report_of(hit.key), hit.score)
    top = max(best.values(), default=0.0) or 1.0
    return {key: score / top for key, score in best.items()}


def names_subject(understood: Understood, found: Found) -> bool:
    """Whether a sentence read of the report names all that is asked about, in any way."""
    asked = less_asking(understood)
    ways, stems = ways_of(asked, found.bridges), subject_stems(asked)
    texts = (row.quote.text for row in found.evidence)
    return any(names_loosely(text, ways) or (stems and stems <= stems_of(text)) for text in texts)


def _best_names(understood: Understood, found: Found) -> bool:
    """Whether the paragraph of the report that is likeliest to answer names all of it."""
    likely = found.relevance
    best = max(likely, key=lambda key: likely[key], default="")
    return bool(best) and names(found.text(best), ways_of(less_asking(understood), found.bridges))


def less_asking(understood: Understood) -> Understood:
    """A question less the words that only ask of several reports, how good or bad a thing is, or
    which has the most of it, and name no subject.
    """
    asking, most = load_phrasing().only_ask, words_of_most()
    terms = (t for t in understood.terms if stem(t) not in asking and t not in most)
    naming = (t for t in terms if not (t.isdigit() or tells_goodness(t) or asks_for_fault(t)))
    return replace(understood, terms=tuple(naming))


def less_silent(
    silent: Collection[str],
    chosen: Sequence[Evidence],
    evidence: Sequence[Evidence],
    found: Found,
) -> tuple[list[Evidence], list[Evidence]]:
    """What is chosen less what is of silent reports, and the best sentence of each of those that
    comes near the question; all that is chosen and none, where nothing else is.
    """
    heard = [row for row in chosen if row.quote.report.key not in silent]
    if not silent or not heard:
        return list(chosen), []
    nearest: list[Evidence] = []
    for key in sorted(silent):
        near = [r for r in evidence if r.quote.report.key == key and r.cosine >= NEAR]
        nearest += choose(near, found.relevance, ONE_NEAREST) if near else []
    return heard, nearest


def unheard(
    store: Store,
    understood: Understood,
    judgements: Sequence[Judgement],
    chosen: Sequence[Evidence],
) -> list[Report]:
    """The reports that a question sets side by side, or asks for a grade that others have, and of
    which nothing is shown.
    """
    all_told = asks_who_got(understood) or counts_over_all(understood)
    if all_told or understood.kind in (Kind.OVERVIEW, Kind.SCALE):
        return []
    graded = asks_for_best(understood) or names_grades(understood)
    numbered = understood.over_several and asks_how_many(understood.query)
    graded |= understood.kind is Kind.JUDGEMENT and bool(understood.aspect and judgements)
    if not understood.compares and not graded and not numbered:
        return []
    heard = {row.report for row in judgements} | {row.quote.report.key for row in chosen}
    return [store.head(key) for key in understood.reports if key not in heard]
