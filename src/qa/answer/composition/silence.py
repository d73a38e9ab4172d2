"""Which reports say nothing of a subject: where a question asks just that, and of those that it
sets side by side.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

from qa.answer.asking.amounts import tells_vaguely
from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.subject import names, subject_stems, ways_of
from qa.answer.finding.confidence import load_confidence
from qa.answer.finding.found import Found
from qa.answer.quotes.choosing import Measure, choose
from qa.answer.quotes.quoting import Evidence
from qa.answer.refusal.doubting import doubt_of
from qa.answer.refusal.untold import tests_of
from qa.search.asked.question import Understood
from qa.search.language.counting import asks_how_many
from qa.search.language.stemming import stem, stems_of
from qa.search.ranked.searcher import Searcher

# A side is silent that is at most so likely to answer if asked alone, and whose log-odds are so
# much below those of the likeliest.
LIKELY, LESS_LIKELY = 0.27, 2.5
DOUBTFUL = 1.0  # log-odds: likelier than this it would not be refused
MOST_SIDES = 8  # asked one by one
ONE_NEAREST = Measure(most=1, words=0)
LEAST_NEAREST = 0.35  # cosine; what is farther is not even near to the question


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
    searcher: Searcher, understood: Understood, chosen: Sequence[Evidence]
) -> frozenset[str]:
    """The keys of the reports set side by side, or `chosen` of all, that hold no likely answer,
    or would be refused one, where another likely holds it, and do not name the subject; of all,
    also those that name a part of it where others name all: each is asked alone.
    """
    chosen_of = dict.fromkeys(row.quote.report.key for row in chosen)
    sides = understood.reports if understood.sets_side_by_side else tuple(chosen_of)
    if not understood.over_several or not 1 < len(sides) <= MOST_SIDES:
        return frozenset()
    if asks_how_many(understood.query):
        return frozenset()  # what gives a number need not be like the question
    alone = {key: replace(understood, reports=(key,)) for key in sides}
    found = {key: Found(searcher, asked, *searcher.find(asked)) for key, asked in alone.items()}
    odds = {key: log_odds(of) for key, of in found.items()}
    most = min(math.log(LIKELY / (1 - LIKELY)), max(odds.values()) - LESS_LIKELY)
    best = max(odds.values())
    unsure = [
        key
        for key in sides
        if (odds[key] <= most or 0 < best > odds[key] < DOUBTFUL)
        and not names_subject(alone[key], found[key])
    ]

    def is_refused(key: str) -> bool:
        if odds[key] <= most:
            return True
        return doubt_of(searcher, alone[key], found[key], sure=False).reason is not None

    silent = {*filter(is_refused, unsure)}
    if not understood.sets_side_by_side:
        heard = [key for key in sides if key not in silent]
        sure = [key for key in heard if odds[key] >= DOUBTFUL]
        naming = {key for key in sure if _best_names_subject(alone[key], found[key])}
        if naming and 2 * len(naming) >= len(heard):  # others tell of all that is asked about
            silent |= {*unsure}
    return frozenset(silent)


def none_tells(
    searcher: Searcher, understood: Understood, found: Found, chosen: Sequence[Evidence]
) -> bool:
    """Whether several reports are asked for an amount or a time, each would be refused it if asked
    alone, and nothing `chosen` tells it in words, either.
    """
    asked = understood.reports if understood.over_several else ()
    if found.giving_number or not 1 < len(asked) <= MOST_SIDES:
        return False
    if any(tells_vaguely(row.quote.text) for row in chosen):
        return False
    sides = (replace(understood, reports=(key,)) for key in asked)
    return all(tests_of(side, None) and _is_refused(searcher, side) for side in sides)


def _is_refused(searcher: Searcher, understood: Understood) -> bool:
    found = Found(searcher, understood, *searcher.find(understood))
    return doubt_of(searcher, understood, found, sure=False).reason is not None


def names_subject(understood: Understood, found: Found) -> bool:
    """Whether a sentence read of the report names all that is asked about, in any way."""
    asked = _less_asking(understood)
    ways, stems = ways_of(asked, found.bridges), subject_stems(asked)
    texts = (row.quote.text for row in found.evidence)
    return any(names(text, ways) or (stems and stems <= stems_of(text)) for text in texts)


def _best_names_subject(understood: Understood, found: Found) -> bool:
    """Whether the paragraph of the report that is likeliest to answer names all of it."""
    likely = found.relevance
    best = max(likely, key=lambda key: likely[key], default="")
    return bool(best) and names(found.text(best), ways_of(_less_asking(understood), found.bridges))


def _less_asking(understood: Understood) -> Understood:
    """A question less the words that only ask of several reports, and name no subject."""
    asking = load_phrasing().only_ask
    return replace(understood, terms=tuple(t for t in understood.terms if stem(t) not in asking))


def log_odds(found: Found) -> float:
    """How likely what is found in the one report asked is to answer."""
    likely = load_confidence().of(found.features) if found.hits else 0.0
    return math.log(max(likely, 1e-9)) - math.log(max(1 - likely, 1e-9))


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
        near = [r for r in evidence if r.quote.report.key == key and r.cosine >= LEAST_NEAREST]
        nearest += choose(near, found.relevance, ONE_NEAREST) if near else []
    return heard, nearest
