"""What checking a quotation found: the verdict, where the words stand, and how they differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qa.checking.claims import Claim
from qa.checking.differences import Difference
from qa.checking.turning import told, turned


class Verdict(StrEnum):
    """How a quotation fares. The first two stand."""

    EXACT = "exact"
    EXACT_AS_MARKED = "exact_as_marked"  # but for what it marks as left out or put in
    WRONG_PLACE = "wrong_place"  # the words are a report's, but not where they are said to be
    APART = "pieced_together"  # its parts are exact, and from several paragraphs
    NEARLY = "nearly"
    NOT_FOUND = "not_found"
    TOO_SHORT = "too_short"  # to tell: words anyone might use


_SAID = {
    Verdict.EXACT: "Exact",
    Verdict.EXACT_AS_MARKED: "Exact, but for what it marks as left out or put in",
    Verdict.WRONG_PLACE: "Right words, wrong report or paragraph",
    Verdict.APART: "Pieced together: each part is exact, but they do not stand together so",
    Verdict.NEARLY: "Nearly: the report has other words",
    Verdict.NOT_FOUND: "Not found in the library",
    Verdict.TOO_SHORT: "Too short to tell",
}


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a report: its key, the report's own words there, and how to cite them."""

    key: str
    text: str
    citation: str

    def to_json(self) -> dict[str, str]:
        return {"key": self.key, "text": self.text, "citation": self.citation}


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation checked.

    `matches` are the places where its words stand (of one nearly right, the sentences it is
    nearest to), the place claimed first; `more` counts others that are not listed. `nearest` is
    what comes nearest when there is no match. `where` says where in a document it was found.
    """

    quotation: str
    verdict: Verdict
    matches: tuple[Match, ...] = ()
    differences: tuple[Difference, ...] = ()
    nearest: tuple[Match, ...] = ()
    claim: Claim | None = None
    notes: tuple[str, ...] = ()
    more: int = 0
    where: str | None = None

    @property
    def said(self) -> str:
        """The verdict in words; what turns what the report says is not called near it."""
        if self.verdict is Verdict.NEARLY and (different := turned(self.differences)):
            return f"Not what the report says: {told(different)}"
        return _SAID[self.verdict]

    @property
    def stands(self) -> bool:
        """Whether it may be printed as it is."""
        return self.verdict in (Verdict.EXACT, Verdict.EXACT_AS_MARKED)

    @property
    def fails(self) -> bool:
        """Whether something is wrong with it; of words too few to tell, nothing is known."""
        return not self.stands and self.verdict is not Verdict.TOO_SHORT

    def to_json(self) -> dict[str, Any]:
        first = self.matches[0] if self.matches else None
        return {
            "quotation": self.quotation,
            "verdict": str(self.verdict),
            "stands": self.stands,
            "where": self.where,
            "claimed": self.claim.to_json() if self.claim else None,
            "keys": [match.key for match in self.matches],
            "more": self.more,
            "citation": first.citation if first else None,
            "source": first.text if first else None,
            "differences": [difference.to_json() for difference in self.differences],
            "matches": [match.to_json() for match in self.matches],
            "nearest": [match.to_json() for match in self.nearest],
            "notes": list(self.notes),
        }
