"""Whether quotations are really in a report: typed in, or found in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qa.checking.blocks import Document
from qa.checking.claims import Claim, Claims
from qa.checking.examiner import Examiner
from qa.checking.nearby import claim_beside
from qa.checking.parts import parts_of, tidy
from qa.checking.plaintext import from_text
from qa.checking.quotations import Found, quotations
from qa.checking.verdicts import Checked
from qa.errors import UsageError
from qa.index.making.library import Library

MOST_CHARACTERS = 20_000  # of one quotation
MOST_QUOTATIONS = 5_000  # of one document
_NUMBERED = re.compile(r"\s*[“\"‘']?\s*(\d{1,3})\.\s+(?=[“\"‘'(]*[A-Z])")


class Checker:
    """Checks quotations against one library. Safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self._examiner = Examiner(library)
        self.claims = Claims(library.store.heads())

    def check(self, quotation: str, claim: Claim | None = None) -> Checked:
        """One quotation, and whether it is where it is said to be.

        Raises UsageError when it holds no word, or more than 20,000 characters.
        """
        if len(quotation) > MOST_CHARACTERS:
            raise UsageError(
                f"That quotation has {len(quotation):,} characters; {MOST_CHARACTERS:,} is the "
                "most. Check a whole document with: qa check --file FILE"
            )
        text = tidy(quotation)
        parts = parts_of(text)
        if not parts.parts:
            raise UsageError('There is no quotation. Check, for example: qa check "three words"')
        checked = self._examiner.verdict(text, parts, claim)
        numbered = _NUMBERED.match(text)
        in_paragraph = checked.stands and "#" in checked.matches[0].key
        if in_paragraph or not numbered:
            return checked
        # A paragraph copied with its number: the number says where it is from.
        rest = text[numbered.end() :]
        parts = parts_of(rest)
        if not parts.parts:
            return checked
        numbered_claim = claim or Claim(f"{numbered[1]}.", (), (numbered[1],))
        again = self._examiner.verdict(rest, parts, numbered_claim)
        return replace(again, quotation=text) if again.matches else checked

    def check_text(self, text: str, claim: Claim | None = None) -> Checked:
        """A quotation as someone types it in: if it is between quotation marks and its source
        follows, held to that source.
        """
        found = list(quotations(from_text(text.strip(), markdown=False))) if claim is None else []
        if len(found) == 1 and found[0].closed and text.strip()[1:].startswith(found[0].text[:20]):
            beside = claim_beside(found[0], self.claims)
            if beside is not None:
                return self.check(found[0].text, beside)
        return self.check(text, claim)

    def check_document(
        self, document: Document, claim: Claim | None = None, *, progress: bool = False
    ) -> tuple[Checked, ...]:
        """Every quotation of a document, in order; `claim` is for those that name no source.

        A quotation inside one that does not stand is checked as well. With `progress` a bar is
        shown. Raises UsageError when there are more than 5,000.
        """
        from tqdm import tqdm

        found = list(quotations(document))
        if len(found) > MOST_QUOTATIONS:
            raise UsageError(
                f"There are {len(found):,} quotations; {MOST_QUOTATIONS:,} is the most at once."
            )
        bar = tqdm(found, desc="checking", unit="quotation", disable=None if progress else True)
        return tuple(checked for each in bar for checked in self._check_found(each, claim))

    def _check_found(self, found: Found, default: Claim | None) -> Iterator[Checked]:
        claim = claim_beside(found, self.claims) or default
        if not parts_of(found.text).parts or len(found.text) > MOST_CHARACTERS:
            return
        checked = replace(self.check(found.text, claim), where=found.where)
        if not found.closed:
            note = "It is never closed; what was checked ends with its paragraph."
            checked = replace(checked, notes=(*checked.notes, note))
        yield checked
        if checked.fails:
            for inner in found.inner:
                yield from self._check_found(inner, claim)
