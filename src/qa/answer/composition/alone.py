"""Several reports, each asked alone."""

from __future__ import annotations

import math
from dataclasses import replace

from qa.answer.finding.confidence import load_confidence
from qa.answer.finding.found import Found
from qa.answer.refusal.doubting import doubt_of
from qa.search.asked.question import Understood
from qa.search.ranked.searcher import Searcher


class Alone:
    """The reports that a question asks, each searched by itself, once and when it is needed."""

    def __init__(self, searcher: Searcher, understood: Understood) -> None:
        self._searcher = searcher
        self._understood = understood
        self._found: dict[str, Found] = {}
        self._refused: dict[str, bool] = {}

    def understood(self, key: str) -> Understood:
        """The question, asked of one report."""
        return replace(self._understood, reports=(key,))

    def found(self, key: str) -> Found:
        """What one report holds for it."""
        if key not in self._found:
            asked = self.understood(key)
            self._found[key] = Found(self._searcher, asked, *self._searcher.find(asked))
        return self._found[key]

    def log_odds(self, key: str) -> float:
        """How likely one report is to answer it."""
        return log_odds(self.found(key))

    def is_refused(self, key: str) -> bool:
        """Whether one report, asked alone, would be said not to answer it."""
        if key not in self._refused:
            doubt = doubt_of(self._searcher, self.understood(key), self.found(key), sure=False)
            self._refused[key] = doubt.reason is not None
        return self._refused[key]


def log_odds(found: Found) -> float:
    """How likely what is found is to answer."""
    likely = load_confidence().of(found.features) if found.hits else 0.0
    return math.log(max(likely, 1e-9)) - math.log(max(1 - likely, 1e-9))
