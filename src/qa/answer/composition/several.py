"""A question in several parts that each ask for something of their own: which they are, and their
answers as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from qa.answer.asking.amounts import amount_asked
from qa.answer.asking.grades import graded_subject
from qa.answer.asking.parts import Parts
from qa.answer.asking.sought import telling_test
from qa.answer.asking.why import asks_for_reasons
from qa.answer.form import wording
from qa.answer.form.about import asks_for_report_facts
from qa.answer.form.head import Head
from qa.answer.form.reply import Answer
from qa.answer.quotes.choosing import overlap
from qa.answer.recommendation.advice import asked_first
from qa.data import read_table
from qa.patterns import any_of, either
from qa.quotation import Quote
from qa.search.asked.dating import with_whole_years
from qa.search.asked.question import Kind, Understood
from qa.search.language.counting import asks_how_many, counted

# Kinds whose answer is one: several places side by side, a paragraph, the report itself.
_ONE = (Kind.COMPARE, Kind.TREND, Kind.ACROSS, Kind.SCALE, Kind.LOOKUP, Kind.METADATA, Kind.HELP)
MOST_PARTS = 3
MOST_OF_EACH = 4  # quotes
_THEY = re.compile(r"\b(?:they|them|those)\b", re.I)
_OWNED = re.compile(r"\w['’]s?\W*$")
_PLAIN = (Kind.TOPIC, Kind.FACT)


@cache
def _points() -> re.Pattern[str]:
    """What points back from one part to another, which then is no question of its own."""
    return any_of(read_table("answers.toml")["parts"]["points"].split())


@cache
def _authority() -> re.Pattern[str]:
    """What is the authority after a number of things that it has: "and does it have ...?"."""
    table = read_table("answers.toml")["parts"]
    of_it = rf"\b(?:does|did|has|have|can|will) it(?= (?:\w+ly )?(?:{either(table['has'])})\b)"
    return re.compile(rf"{of_it}|\bof its own\b", re.I)


def parts_of(parts: Parts) -> list[Understood]:
    """The parts of a question that ask for things of different kinds, or for several numbers; none
    where it is one question.
    """
    whole = parts.whole
    if whole.kind in _ONE or _is_made_whole(parts):
        return []
    if whole.kind is Kind.RECOMMENDATION and (first := asked_first(whole.standalone)):
        return [parts.understood(first), whole]
    texts = parts.questions
    if not 1 < len(texts) <= MOST_PARTS:
        return []
    own = [parts.understood(text) for text in texts]
    counts = asks_how_many(own[0].query)
    if any(part.kind in _ONE or not is_whole(part, counts=counts) for part in own):
        return []
    # "What is good about the unit?" asks for no grades of all reports.
    if not whole.authorities and any(_grades_nothing(part) for part in own):
        return []
    return own if _are_different(own) else []


def less_amount(parts: Parts) -> tuple[Understood | None, str]:
    """A question without those of its parts that ask for an amount or a time, and which of these
    are not told; None where none does. The first is kept, which says of what, if it asks for no
    reason or change.
    """
    whole = parts.whole
    if whole.kind in _ONE or _is_made_whole(parts):
        return None, ""
    clauses = parts.clauses
    asking = [clause for clause in clauses if telling_test(clause)]
    if clauses[0] in asking and amount_asked(clauses[0]) is not None:
        asking.remove(clauses[0])
    left = [clause for clause in clauses if clause not in asking]
    if not asking or clauses[0] in asking:
        return None, ""
    # What is known of the report itself stands beside the answer.
    untold = [clause for clause in asking if not asks_for_report_facts(parts, clause)]
    return parts.understood(", ".join(left)), ", ".join(untold)


def _is_made_whole(parts: Parts) -> bool:
    """Whether a conversation made the question whole."""
    typed = with_whole_years(parts.whole.question, parts.understanding.facts)
    return parts.whole.standalone != typed


def is_whole(part: Understood, *, counts: bool = False) -> bool:
    """Whether a part says what it asks about: "its grade for staying safe" is the authority's, as
    is what "it" has or runs where the question begins with what `counts` things.
    """
    if asks_how_many(part.query) and not counted(part.query):
        return False  # "..., and how many were seen?"
    if asks_for_reasons(part.standalone) and not part.aspect:
        return False  # "..., and what held it back?"
    if _OWNED.search(part.standalone):
        return False  # "..., and how good is Harrow's?"
    if part.kind is Kind.JUDGEMENT and part.aspect:  # "..., and how good are they?"
        return bool(part.aspects) or not _THEY.search(part.standalone)
    if part.kind in _PLAIN and not (part.aspect or part.strand or graded_subject(part)):
        return False  # "..., and which bit?"
    asked = _authority().sub(" ", part.standalone) if counts else part.standalone
    return not _points().search(asked) and bool(part.terms or part.aspect or part.strand)


def _grades_nothing(part: Understood) -> bool:
    """Whether a part asks for grades and names nothing that is graded."""
    return part.kind is Kind.JUDGEMENT and not (part.aspect or part.strand)


def _are_different(parts: Sequence[Understood]) -> bool:
    """Whether one answer would leave out a part: all but the grade, or all but the first number."""
    kinds = {part.kind for part in parts}
    counts = asks_how_many(parts[0].query)
    return counts or (Kind.JUDGEMENT in kinds and len(kinds) > 1)


def joined_head(parts: Parts, replies: Sequence[Answer]) -> Head:
    """What is told before the quotes of several answers, as one; and which parts have none."""
    heads = [reply.head for reply in replies if reply.answered]
    unanswered = [parts.as_typed(reply.question) for reply in replies if not reply.answered]
    return Head(
        notes=_each(chain.from_iterable(head.notes for head in heads)),
        correction=next((head.correction for head in heads if head.correction), ""),
        rows=tuple(chain.from_iterable(head.rows for head in heads)),
        scales=tuple(chain.from_iterable(head.scales for head in heads)),
        remarks=_each((*_told(parts, replies), *map(wording.unanswered, unanswered))),
    )


def _told(parts: Parts, replies: Sequence[Answer]) -> Iterator[str]:
    """What is told of each part, a number with what it is of, and none twice."""
    told: set[str] = set()
    for reply in replies:
        number = asks_how_many(reply.understood.query)
        for remark in reply.head.remarks if reply.answered else ():
            if remark not in told:
                yield wording.of_part(parts.as_typed(reply.question), remark) if number else remark
            told.add(remark)


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def joined_quotes(replies: Sequence[Answer]) -> list[Quote]:
    """The quotes of several answers, in order, none over words that are quoted already; one that
    goes on from such words stands for both.
    """
    quotes: list[Quote] = []
    for reply in replies:
        for quote in reply.quotes[:MOST_OF_EACH]:
            over = [other for other in quotes if overlap(quote, other)]
            if not over:
                quotes.append(quote)
            elif all(quote.start <= other.start and other.end <= quote.end for other in over):
                quotes[quotes.index(over[0])] = quote
                quotes = [other for other in quotes if other not in over[1:]]
    return quotes
