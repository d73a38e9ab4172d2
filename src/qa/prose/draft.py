"""A sentence as it is put together: its own words, and those of the report between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa.checking.standing import Stretch
from qa.prose import support
from qa.prose.lists import lead_in
from qa.prose.sentence import Flaw, Flawed


@dataclass
class Draft:
    """`own` words of a sentence, and `stretches` of the report between them.

    With `is_whole` each stretch stands by itself: no own words complete it or make of two one.
    """

    own: list[str] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # as shown, without what leads into a list
    repaired: bool = False
    is_whole: bool = True
    asks: bool = False  # its own words have a question mark

    @property
    def text(self) -> str:
        return " ".join("".join(self.shown).split())

    def say(self, words: str, *, marked: bool) -> None:
        """Add words of its own; `marked` if it has them between quotation marks."""
        self.own.append(words)
        self.shown.append(f"“{words}”" if marked else words)
        self.said.append(words)

    def quote(self, stretch: Stretch, repaired: bool) -> None:
        """Add words of the report."""
        self.is_whole = self.is_whole and self._stands_alone(stretch)
        known = {each.text for each in self.stretches}
        leads = [lead for lead in _leads(stretch) if lead.text not in known]
        self.stretches += [*leads, stretch]
        self.shown += [f"“{lead.text}” " for lead in leads] + [f"“{stretch.text}”"]
        self.said.append(stretch.text)
        self.repaired = self.repaired or repaired

    def _stands_alone(self, stretch: Stretch) -> bool:
        between = self.own[-1] if self.own else ""
        if self.stretches:
            before = self.stretches[-1].quotes[-1]
            is_over = support.ends_sentence(before.end, before.paragraph)
            if support.relates(between) or not (between.strip() or is_over):
                return False
        first = stretch.quotes[0]
        if support.begins_sentence(first.start, first.paragraph):
            return True
        # A piece of a sentence: as the predicate of another subject it could say anything.
        return support.leads_in(between) if between.strip() else not self.stretches


def _leads(stretch: Stretch) -> list[Stretch]:
    """What leads into the list that a stretch is an item of, and may turn it."""
    first = stretch.quotes[0]
    report, paragraph = first.report, first.paragraph
    leads = []
    for span in lead_in(report, paragraph, first.item):
        lead = Stretch.cut(report, paragraph, span.start, span.end)
        if lead is None:
            raise Flawed(Flaw.TURNED)
        leads.append(lead)
    return leads
