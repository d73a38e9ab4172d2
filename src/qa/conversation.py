"""A turn of a conversation made whole: what it leaves out is taken from the turns before it.

State is explicit: what was understood of each turn. No turn changes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.reply import Answer
from qa.authorities import load_authorities
from qa.search.facts import LibraryFacts
from qa.search.lexicon import load_lexicon
from qa.search.question import Understood
from qa.search.scope import scope_of

_FOLLOWS = re.compile(
    r"^(?:and|but|so|or|ok(?:ay)?|no|what about|how about|only|just|why|same|also|then)\b", re.I
)
_POINTS = re.compile(
    r"\b(?:it|its|they|them|their|that|those|these|there|this|he|she|the same|one)\b", re.I
)
_NEXT = re.compile(r"\b(next|previous|preceding|following)\s+para(?:graph)?\b", re.I)
_WORD = re.compile(r"[A-Za-z0-9&]+")
MAX_FOLLOW_UP_WORDS = 9


def standalone(
    question: str,
    before: Sequence[Understood],
    facts: LibraryFacts,
    answers: Sequence[Answer] = (),
) -> str | None:
    """The question with what it leaves out put in, or None when it stands alone.

    `before` are the turns before it, oldest first; `answers` what was replied to them.
    """
    if not before:
        return None
    if (step := _NEXT.search(question)) and (moved := _neighbour(step.group(1), answers)):
        return moved
    last = next((turn for turn in reversed(before) if turn.authorities or turn.terms), before[-1])
    scope = scope_of(question, facts)
    names_place = bool(scope.authorities or scope.unheld_authorities)
    content = _content(question, scope.spans)
    if content and not any(word in facts.words for word in content):
        return None  # a subject the reports know nothing of is a change of subject
    if not _leans(question, content, names_place, bool(scope.years)):
        return None
    subject = _subject(question, content, last)
    place = _place(question, last, scope.authorities, bool(scope.years), names_place, facts)
    return " ".join(part for part in (subject, place) if part) or None


def _content(question: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The words of a question that say what it is about, places and years left out."""
    kept = list(question)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    stop = load_lexicon().stop_words
    return [w for w in _WORD.findall("".join(kept).casefold()) if w not in stop and len(w) > 1]


def _leans(question: str, content: Sequence[str], names_place: bool, names_year: bool) -> bool:
    """Whether a turn cannot be understood without the one before it."""
    words = len(question.split())
    if not content:
        return True
    if names_place and len(content) > 2 and not _FOLLOWS.match(question):
        return False
    short = words <= MAX_FOLLOW_UP_WORDS
    return short and (not names_place or bool(_FOLLOWS.match(question)) or names_year)


def _subject(question: str, content: Sequence[str], last: Understood) -> str:
    """What the turn is about: its own words, and the last turn's where it points back."""
    if not content:
        return last.query
    points = bool(_POINTS.search(question))
    if points or len(content) <= 2:
        return f"{question} ({last.query})" if len(content) <= 3 or points else question
    return question


def _place(
    question: str,
    last: Understood,
    authorities: Sequence[str],
    names_year: bool,
    names_place: bool,
    facts: LibraryFacts,
) -> str:
    """The authority and year the turn is about, in words, where it does not say."""
    parts: list[str] = []
    if names_place:
        parts += [load_authorities()[key].name for key in authorities]
        parts += scope_of(question, facts).unheld_authorities
    else:
        parts += [load_authorities()[key].name for key in last.authorities]
    scope = scope_of(question, facts)
    if names_year:
        parts += [str(year) for year in (*scope.years, *scope.unheld_years)]
    elif not names_place:
        parts += [str(year) for year in last.years]
    return f"in {' '.join(parts)}" if parts else ""


def _neighbour(step: str, answers: Sequence[Answer]) -> str | None:
    """A question for the paragraph next to the first one quoted last."""
    quote = next((a.quotes[0] for a in reversed(answers) if a.quotes), None)
    if quote is None:
        return None
    numbers = [p.number for p in quote.report.paragraphs]
    place = numbers.index(quote.paragraph.number)
    place += 1 if step.lower() in ("next", "following") else -1
    if not 0 <= place < len(numbers):
        return None
    return f"{quote.report.key}#{numbers[place]}"
