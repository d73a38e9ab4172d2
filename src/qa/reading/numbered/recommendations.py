"""What an inspection asked for: each item of its lists, by when, and by whom."""

from __future__ import annotations

import re

from qa.reading.numbered.drafts import Draft, ItemDraft
from qa.report import Recommendation, Strand

# Who should act: a noun phrase before "should ensure", "must", "to review" ...
_ACTOR = re.compile(
    r"^(?P<who>(?:[Tt]he |[A-Z]{2,}\b|(?:[A-Z][\w']+ ){1,4}(?:Council|Trust|Board)\b).{0,160}?)"
    r"\s+(?P<modal>should|must|needs? to|to|will|takes?)\s+(?!be\b)(?=[a-z])"
)
_LABEL = re.compile(r"\s+(?:should|must|needs? to|to|will|takes?)\b.*$")
# A clause that has its verb already is no name: "the capacity ... is sufficient to meet", and what
# is acted on is not who acts: "arrangements to be reviewed to ensure".
_VERB = re.compile(r"\b(?:be|is|are|has|have|can|that|which|presented)\b")


def read_recommendations(report: str, draft: Draft, strand: Strand) -> list[Recommendation]:
    """The recommendations a paragraph lists."""
    return [
        Recommendation(
            report=report,
            paragraph=draft.number,
            item=number,
            timescale=item.timescale,
            owner=owner(item, draft.text[item.start : item.end]),
            text=draft.text[item.start : item.end],
            strand=strand,
            timescale_printed=item.timescale_printed,
        )
        for number, item in enumerate(draft.items, 1)
    ]


def owner(item: ItemDraft, text: str) -> str | None:
    """Who should act: named in the item, else in the line over it, else None.

    >>> owner(ItemDraft(0, 0, None, None, None), "NHS Harrow to ensure there is engagement")
    'NHS Harrow'
    >>> owner(ItemDraft(0, 0, None, None, "The council should:"), "improve information")
    'The council'
    >>> owner(ItemDraft(0, 0, None, None, None), "ensure that all staff are trained") is None
    True
    >>> owner(ItemDraft(0, 0, None, None, None), "CAF forms to be read to ensure quality") is None
    True
    """
    found = _ACTOR.match(text)
    named = found and not _VERB.search(found.group("who"))
    # "to" may open any phrase, so it only tells who acts where no line over the item does.
    if found and named and not (found.group("modal") == "to" and item.owner_label):
        return found.group("who")
    if item.owner_label:
        return _LABEL.sub("", item.owner_label).rstrip(": ") or None
    return None
