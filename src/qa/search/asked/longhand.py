"""Abbreviations of the field, spelt out where the reports asked about do not print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.authorities import fold
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.lexicon import Lexicon

_WORD = re.compile(r"[A-Za-z0-9&]+(?![\w&])")


class Longhand:
    """Spells out abbreviations for one library: letters that stand nowhere are near to nothing."""

    def __init__(self, facts: LibraryFacts, lexicon: Lexicon) -> None:
        self._facts = facts
        self._lexicon = lexicon
        # What people say by these is known by themselves, and "SEND" may be a verb.
        named = (*lexicon.strands, *lexicon.synonyms, *lexicon.aspects)
        known = frozenset(word for phrase in named for word in phrase.split())
        self._known = known | lexicon.plain_words

    def in_full(self, question: str, reports: Sequence[str]) -> str:
        """A question with the field's abbreviations that none of these reports prints spelt out."""
        folded = f" {fold(question)} "

        def counts(at: int) -> bool:
            return question[:at].casefold().endswith("how many ")

        def full(match: re.Match[str]) -> str:
            word = match.group()
            long = self._of(word, reports)
            if long is None or f" {fold(long)}" in folded:
                return word
            if word.upper() not in self._lexicon.abbreviations and counts(match.start()):
                return word  # "how many PAs?" counts no "personal adviser"
            return long.upper() if question.isupper() else long

        return _WORD.sub(full, question)

    def _of(self, word: str, reports: Sequence[str]) -> str | None:
        """What a word is short for, one or several of it; None where it is none, or stands in one
        of the reports.
        """
        if not 1 < len(word) <= _LONGEST or word.casefold() in self._known:
            return None
        short = word.upper()
        for key in (short, short.removesuffix("S")):
            long = self._lexicon.abbreviations.get(key)
            if long and key.casefold() not in self._known:
                return None if self._is_printed(key.casefold(), reports) else long
        return None

    def _is_printed(self, short: str, reports: Sequence[str]) -> bool:
        printed = (short, f"{short}s")
        held = [word for word in printed if word in self._facts.words]
        return any(self._facts.mentions(word, reports) for word in held)


_LONGEST = 8  # letters of an abbreviation, its "s" among them
