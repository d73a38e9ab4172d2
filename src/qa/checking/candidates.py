"""The paragraphs a quotation could be from, by its words: few, whatever the library holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from qa.checking.claims import Claim
from qa.checking.folding import fold
from qa.checking.parts import Parts
from qa.checking.standing import Page
from qa.errors import NotFoundError
from qa.index.making.library import Library
from qa.keys import paragraph_of, report_of
from qa.report import Report

MOST_HOLDING = 1_000  # units that hold every word; more than that is a phrase, not a quotation
MOST_NEAR = 40  # units by BM25
MOST_ALIGNED = 6  # of them, those compared word by word
MOST_REPORTS = 12  # whose headings and front pages are looked at
_CACHED_PAGES = 4_096
_CACHED_SEARCHES = 16


class Candidates:
    """Paragraphs by words, each made ready to be compared with once. Safe across threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._page = lru_cache(maxsize=_CACHED_PAGES)(self._made)
        # A quotation may be looked for twice: as one that runs on, then as one nearly right.
        self._near = lru_cache(maxsize=_CACHED_SEARCHES)(self._found_near)

    def _made(self, key: str) -> Page:
        return Page(self._library.store.paragraph(key))

    def holding(self, parts: Parts, claim: Claim | None = None) -> Iterator[Page]:
        """Paragraphs that hold every word of the parts, those claimed first, in reading order."""
        claimed = self.claimed(claim) if claim else []
        units = self._library.words.holding(_sure_words(parts), MOST_HOLDING)
        found = dict.fromkeys(paragraph_of(unit) for unit in units)
        places = dict(zip(found, self._library.units.places(found), strict=True))
        keys = sorted(found, key=places.__getitem__)
        for key in dict.fromkeys([*claimed, *keys]):
            yield self._page(key)

    def claimed(self, claim: Claim) -> list[str]:
        """The keys of the paragraphs that a claim may mean and the library holds."""
        if not claim.names_paragraph:
            return []
        reports = claim.reports or self._library.store.keys
        keys = (f"{report}#{number.partition('.')[0]}" for report in reports[:MOST_REPORTS]
                for number in claim.paragraphs)  # fmt: skip
        return [key for key in dict.fromkeys(keys) if self._is_held(key)]

    def pages(self, keys: Iterable[str]) -> Iterator[Page]:
        """The paragraphs with these keys."""
        return (self._page(key) for key in keys)

    def near(self, parts: Parts, claim: Claim | None = None) -> tuple[Page, ...]:
        """The few paragraphs that are nearest by their words and letters, nearest first."""
        return self._near(parts, claim)

    def _found_near(self, parts: Parts, claim: Claim | None) -> tuple[Page, ...]:
        text = fold(parts.text).text
        words = self._library.words
        units = [unit for unit, _ in words.search(text, MOST_NEAR, heading_boost=0)]
        if claim and claim.reports:
            cited = words.search(text, MOST_NEAR // 4, claim.reports, heading_boost=0)
            units += [unit for unit, _ in cited]
        keys = [*(paragraph_of(unit) for unit in units)]
        claimed = self.claimed(claim) if claim else []
        pages = list(self.pages(dict.fromkeys([*claimed, *keys])))
        small = text.casefold()
        likeness = {
            page.paragraph.key: fuzz.partial_ratio(small, page.folded.text.casefold())
            for page in pages
        }
        pages.sort(key=lambda page: -likeness[page.paragraph.key])
        kept = pages[:MOST_ALIGNED]
        others = [page for page in pages[MOST_ALIGNED:] if page.paragraph.key in claimed]
        return (*kept, *others)

    def reports(self, parts: Parts, claim: Claim | None = None) -> Iterator[Report]:
        """The reports whose headings and front pages may hold the words."""
        store, words = self._library.store, self._library.words
        keys = list(claim.reports[:MOST_REPORTS]) if claim else []
        if len(store.keys) <= MOST_REPORTS:
            keys += store.keys
        else:
            units = words.search(fold(parts.text).text, MOST_NEAR)
            keys += [report_of(unit) for unit, _ in units]
        for key in list(dict.fromkeys(keys))[:MOST_REPORTS]:
            yield store.report(key)

    def _is_held(self, key: str) -> bool:
        try:
            self._page(key)
        except NotFoundError:
            return False
        return True


def _sure_words(parts: Parts) -> str:
    """The words the report must hold whole: not those that a mark touches ("child[ren]")."""
    texts = []
    for part in parts.parts:
        words = fold(part.text).text.split()
        words = words[1:] if part.joined_before else words
        texts += words[:-1] if part.joined_after else words
    return " ".join(texts)
