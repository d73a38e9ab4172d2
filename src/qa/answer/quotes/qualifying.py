"""What is quoted of a paragraph though its words are far from the question: what qualifies a
sentence that is quoted, or resumes what that is on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.answer.quotes.going_on import follows, resumes
from qa.answer.quotes.leaning import concedes
from qa.answer.quotes.quoting import Evidence
from qa.answer.quotes.sides import finds_fault
from qa.sentences import sentences

FEW = 2  # sentences, that are quoted as they stand
FAR = 0.3  # behind the best of a paragraph that is quoted whole but for what is beside the subject


def less_far(rows: Sequence[Evidence], names: Callable[[str], bool]) -> list[Evidence]:
    """The rows of a short paragraph, less what is far from its best and names nothing of what is
    asked about, where that names it; what qualifies what is left stays, and two sentences do: what
    one is said of, the other may tell.
    """
    best = rows[0]
    if len(sentences(best.quote.paragraph.text)) <= FEW or not names(best.quote.text):
        return list(rows)
    near = [row for row in rows if row.score >= best.score - FAR or names(row.quote.text)]
    return [row for row in rows if row in near or _qualifies(row, near)]


def _qualifies(row: Evidence, near: Sequence[Evidence]) -> bool:
    """Whether evidence finds a fault with what one of some others says right before it, or concedes
    something.
    """
    text = row.quote.text
    doubts = finds_fault(text) or concedes(text)
    return doubts and any(follows(row.quote, one.quote) for one in near)


def resuming(rows: Sequence[Evidence], near: Sequence[Evidence], least: float) -> list[Evidence]:
    """The rows of a paragraph that resume what one that is near is on, if they score so much; not
    what leans on such a one in its turn.
    """
    return [
        row
        for row in rows
        if row.score >= least
        and row not in near
        and len(sentences(row.quote.text)) == 1
        and any(resumes(row.quote, one.quote) for one in near)
    ]
