"""Whether what a report is asked about is told of another authority, and not in it.

A report may speak of domestic violence and of midwives nowhere: that another report's paragraph
comes far nearer to "is there a domestic violence midwife?", by a word that this one has not, says
that it would have the word if it told.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from qa.answer.finding.confidence import NEAR, READ, load_confidence, seldom_asked, stands
from qa.answer.finding.found import Found
from qa.keys import report_of
from qa.search.asked.question import Understood
from qa.search.language.stemming import stem, stemmed, stems_of
from qa.search.ranked.searcher import Searcher

BEYOND = 5  # of the paragraphs found best in the whole library
# How much nearer the other paragraph must be, where four times as many reports are elsewhere: the
# more there are, the nearer the nearest is by chance. What the word must count for in the question.
NEARER, LEAST_WORD = 0.13, 0.1
MOST_ELSEWHERE = 32  # times as many: beyond that nothing is told by it


def is_told_elsewhere(searcher: Searcher, understood: Understood, found: Found) -> bool:
    """Whether another authority's paragraph comes so much nearer, by a word not found here."""
    others = _others(searcher, understood)
    times = len(others) / max(len(understood.reports), 1)
    if understood.over_several or not others or times > MOST_ELSEWHERE:
        return False
    missing = _not_found(found)
    if not missing:
        return False
    keys = tuple(searcher.library.store.keys)
    everywhere = replace(understood, reports=keys, authorities=())
    beyond = Found(searcher, everywhere, *searcher.find(everywhere))
    margin = NEARER * math.log2(1 + times) / math.log2(1 + 4)
    return any(
        beyond.window_of(hit.key) - found.best_window > margin
        and not missing.isdisjoint(stems_of(beyond.text(hit.key)))
        for hit in beyond.hits[:BEYOND]
        if report_of(hit.key) in others
    )


def _others(searcher: Searcher, understood: Understood) -> set[str]:
    """The reports on other authorities than those asked about."""
    reports = searcher.facts.reports
    own = {report.authority for report in reports if report.key in understood.reports}
    return {report.key for report in reports if report.authority not in own}


def _not_found(found: Found) -> set[str]:
    """The stems of words that count in the question, and that no good paragraph has in any way."""
    asked = load_confidence().asked
    texts = [found.text(hit.key) for hit in found.hits[:READ]]
    held, folded = stems_of(" ".join(texts)), [stemmed(text) for text in texts]
    met = found.nearness.of_paragraphs([hit.key for hit in found.hits[:NEAR]])
    met = [row for row in met if row[0] in found.terms]
    total = sum(share for _, share, _ in met) or 1.0
    return {
        stem(word)
        for word, share, cosine in met
        if stem(word) not in held
        and share / total * seldom_asked(asked, word) * (1 - cosine) > LEAST_WORD
        and not _is_called_else(found, word, folded)
    }


def _is_called_else(found: Found, word: str, folded: Sequence[str]) -> bool:
    """Whether texts, folded, have what reports say for a word."""
    names = [said for phrase, said in found.bridges.items() if word in phrase.split()]
    return any(stands(name, folded) for said in names for name in said)
