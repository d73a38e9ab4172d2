"""How a paragraph says what grade was given, and what the grades mean."""

from __future__ import annotations

import re

from qa.reading.text.grades import grade_words
from qa.sentences import sentences

_GRADES = "|".join(sorted(map(re.escape, grade_words()), key=len, reverse=True))
# "There is good support" gives nothing a grade; "was judged to be good" does.
STATES_GRADE = re.compile(
    rf"(?<!\bthere )\b(?:is|are|was|were)\s+(?:\w+\s+){{0,2}}(?:be\s+)?({_GRADES})\b", re.I
)
GRADE_NUMBERED = re.compile(r"\bgrade [1-4]\b|\b[1-4]: (?:outstanding|inadequate)", re.I)


def grade_stated(text: str) -> str | None:
    """The grade that the first sentence of a text states, in small letters.

    >>> grade_stated("The service is good. Outcomes are adequate."), grade_stated("It has a plan.")
    ('good', None)
    """
    folded = text.casefold()
    # Most state none: then no sentence need be told, nor for most a pattern looked for.
    if not any(word in folded for word in grade_words()) or not STATES_GRADE.search(text):
        return None
    spans = sentences(text)
    found = STATES_GRADE.search(text[spans[0].start : spans[0].end]) if spans else None
    return found.group(1).casefold() if found else None


def explains_scale(text: str) -> bool:
    """Whether a text says what the grades mean.

    >>> explains_scale("Grade 1 is outstanding, grade 2 is good."), explains_scale("Grade 1.")
    (True, False)
    """
    return len(GRADE_NUMBERED.findall(text)) >= 2
