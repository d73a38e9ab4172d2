"""The citation of a quotation, from the words beside it."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.checking.claims import Claim, Claims
from qa.checking.quotations import Found
from qa.sentences import sentences

_BRACKETS = re.compile(r"[\s.,;:]*[(\[](?P<source>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]")
_ATTRIBUTION = re.compile(r"[\s.,;:]*(?:[—–―]|--|-(?=\s))\s*(?P<source>\S[^\n]*)")
_ALONE = re.compile(r"[\s.,;:]*\n\n\s*(?P<source>[^\n\"“]{1,400})$")
_ENDS = re.compile(r"\s*[.!?](?:\s|$)")
_NEXT_SENTENCE = re.compile(r"\s+[A-Z]")


def claim_beside(found: Found, claims: Claims) -> Claim | None:
    """Where the document says a quotation is from: in a footnote, after it, or before it.

    What follows outweighs what goes before, which may still name the report of a bare
    "(paragraph 58)", or the paragraph of a bare "(Harrow 2012)".
    """
    for note in found.notes:
        claim = claims.read(note)
        if claim:
            return claim
    after = _after(found, claims)
    if after and after.paragraphs and (after.reports or after.unheld):
        return after
    before = _before(found, claims)
    if after is None or before is None:
        return after or before
    return _joined(before, after)


def _joined(before: Claim, after: Claim) -> Claim:
    said = f"{before.text} … {after.text}"
    if not (after.reports or after.unheld):
        return Claim(said, before.reports, after.paragraphs or before.paragraphs, before.unheld)
    if not after.paragraphs and before.paragraphs and not before.reports:
        return replace(after, text=said, paragraphs=before.paragraphs)
    return after


def _after(found: Found, claims: Claims) -> Claim | None:
    for pattern in (_BRACKETS, _ATTRIBUTION):
        beside = pattern.match(found.after)
        claim = claims.read(beside["source"]) if beside else None
        if claim:
            return claim
    below = _ALONE.match(found.after)
    if below:
        claim = claims.read(below["source"])
        return claim if claim and claim.paragraphs and (claim.reports or claim.unheld) else None
    return _rest_of_sentence(found, claims)


def _rest_of_sentence(found: Found, claims: Claims) -> Claim | None:
    """What goes on after it, "at paragraph 58 of the report": only if it names a paragraph."""
    ended = found.text.rstrip().endswith((".", "!", "?")) and _NEXT_SENTENCE.match(found.after)
    after = found.after.partition("\n\n")[0]
    if ended or _ENDS.match(after):
        return None
    spans = sentences(after)
    claim = claims.read(after[: spans[0].end]) if spans else None
    return claim if claim and claim.paragraphs else None


def _before(found: Found, claims: Claims) -> Claim | None:
    """The sentence that leads to a quotation, less the source of the quotation before."""
    before = found.before
    for pattern in (_BRACKETS, _ATTRIBUTION):
        other = pattern.match(before)
        before = before[other.end() :] if other else before
    bare = before.rstrip()
    spans = sentences(bare)
    if not spans or bare.endswith((".", "!", "?")):
        return None
    return claims.read(bare[spans[-1].start :])
