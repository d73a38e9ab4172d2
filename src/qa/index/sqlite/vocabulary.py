"""The words of a paragraph, as a library counts them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.report import Paragraph

_WORD = re.compile(r"[a-z]+")


def words_of(paragraph: Paragraph) -> set[str]:
    """The words of a paragraph and its headings: small letters, apostrophes dropped."""
    return words_in(paragraph.section, paragraph.text)


def words_in(section: Iterable[str], text: str) -> set[str]:
    """The same of a paragraph's headings and text."""
    text = " ".join([*section, text]).casefold()
    return set(_WORD.findall(re.sub("['’]", "", text)))
