"""What is left of a question without what says where to look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.authorities import fold
from qa.data import read_table
from qa.patterns import either, whole

Span = tuple[int, int]
_FEWEST_LEFT = 2  # words
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_EMPTY = re.compile(r"\(\s*\)")
_MARKS = r"[\s,;:/&().–-]"


@dataclass(frozen=True, slots=True)
class _Wordings:
    """What `joins` the names of a list, and what `leads` to it, of the table `place` of
    questions.toml; and what tells to look in a report, at the beginning and elsewhere.
    """

    joins: re.Pattern[str]
    leads: re.Pattern[str]
    opening: re.Pattern[str]
    by_report: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    questions = read_table("questions.toml")
    table, inspection = questions["place"], questions["inspection"]
    reports = rf"(?:{either(inspection['reports'])})\b"
    return _Wordings(
        joins=re.compile(rf"(?:{_MARKS}|{whole(table['joins'])})*", re.I),
        leads=re.compile(rf"[\s,;:(–-]*(?:{whole(table['leads'])}\s+)*$", re.I),
        opening=re.compile(
            rf"^\W*{whole(inspection['opening'].split())}[^,;:?.]{{0,40}}\b{reports},\s*", re.I
        ),
        by_report=re.compile(
            rf",?\s*{whole(inspection['by'])} (?:the|this|that) (?:\w+ )?{reports}"
            r"(?! (?:of|report)\b),?",
            re.I,
        ),
    )


def without_names(text: str, spans: Sequence[Span]) -> str:
    """A question less what says where to look; what is left says what to look for.

    Names that stand in a list go with what joins them and leads to them: "or" alone tells nothing.

    >>> without_names("Barnet or Harrow - who did better?", [(0, 6), (10, 16)])
    'who did better?'
    >>> without_names("Did exam results differ in 2007 and in 2011?", [(27, 31), (39, 43)])
    'Did exam results differ ?'
    >>> without_names("How good is Harrow's?", [(12, 18)])
    'How good is ?'
    >>> without_names("How good were its plans (2012)?", [(25, 29)])
    'How good were its plans ?'
    """
    bare = _cut(text, _with_lists(text, spans))
    return bare if re.search(r"\w", bare) else _cut(text, spans)


def without_report(text: str) -> str:
    """A question less what says to look in a report, unless hardly a word is left.

    >>> without_report("Going by the report, was it on time?")
    'was it on time?'
    >>> without_report("How many were seen in the report of the panel?")
    'How many were seen in the report of the panel?'
    >>> without_report("How good was the report, and why?")
    'How good was the report, and why?'
    """
    wordings = _wordings()
    left = " ".join(wordings.by_report.sub(" ", wordings.opening.sub("", text)).split())
    return left if len(left.split()) >= _FEWEST_LEFT else text


def without_tags(text: str) -> str:
    """A question less the tags of any markup in it, which would be searched for as words.

    >>> without_tags("is <b>fostering</b> good where p < 90?")
    'is fostering good where p < 90?'
    """
    return " ".join(_TAG.sub(" ", text).split()) or text


def called(text: str, spans: Sequence[Span]) -> Iterator[str]:
    """A text, folded, with "they" and "it" for what it names: "how long did Harrow get?" asks as
    "how long did they get?" does.
    """
    for word in ("they", "it") if spans else ():
        said = text
        for start, end in sorted(spans, reverse=True):
            said = f"{said[:start]} {word} {said[end:]}"
        yield fold(said)


def _cut(text: str, spans: Sequence[Span]) -> str:
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    bare = _EMPTY.sub(" ", re.sub(r"\s['’]s\b", " ", "".join(kept)))
    return " ".join(bare.split())


def stands_in_list(text: str, spans: Sequence[Span], span: Span) -> bool:
    """Whether one of the spans stands in a list with another.

    >>> stands_in_list("Barnet or Harrow", [(0, 6), (10, 16)], (0, 6))
    True
    """
    return any(len(own) > 1 and span in own for own in _lists(text, spans))


def _with_lists(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, those of a list made one with all that holds it together."""
    lists = _lists(text, spans)
    return [_whole_list(text, own) if len(own) > 1 else own[0] for own in lists]


def _lists(text: str, spans: Sequence[Span]) -> list[list[Span]]:
    """The spans in their order, those that only words that join them part together."""
    lists: list[list[Span]] = []
    for span in sorted(spans):
        if lists and _wordings().joins.fullmatch(text, lists[-1][-1][1], span[0]):
            lists[-1].append(span)
        else:
            lists.append([span])
    return lists


def _whole_list(text: str, spans: Sequence[Span]) -> Span:
    """All of a list of names: with what leads to it, and at the beginning with what ends it."""
    start, end = spans[0][0], spans[-1][1]
    lead = _wordings().leads.search(text, 0, start)
    # "the team of Harrow's 2012 review": "of" leads on to what is theirs.
    if lead and not _POSSESSIVE.search(text, start, end):
        start = lead.start()
    after = re.compile(rf"{_MARKS}*" if start == 0 else r"\)?").match(text, end)
    return start, after.end() if after else end
