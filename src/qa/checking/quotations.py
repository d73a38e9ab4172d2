"""The quotations of a document: between quotation marks, or set apart; and what stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qa.checking.blocks import Block, Document
from qa.checking.plaintext import from_text

MIN_SINGLE_WORDS = 4  # between single marks fewer words are a term, not a quotation
MIN_SET_APART_WORDS = 3
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,60})\]")
_OPENS_AFTER = re.compile(r"[\s(\[{—–/“‘\"'-]")
_DECADE = re.compile(r"\d\ds?\b")
_ATTRIBUTION = re.compile(r"\s*(?:[—–―]|--)\s*\S")
_LAST_LINE = re.compile(r"\n\s*(?:[—–―]|--)\s*(?P<source>\S.*)$")
_LAST_BRACKETS = re.compile(
    r"\s*\((?P<source>[^()]*(?:\bpara|§|¶|#|\b(?:19|20)\d\d)[^()]*)\)[\s.]*$", re.IGNORECASE
)
_BESIDE = 400  # characters before and after a quotation that may say where it is from


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation as a document gives it, and the words around it.

    `notes` are the footnotes it refers to; `inner` the quotations inside it. `closed` is false
    when it runs to the end of its block for want of a closing mark.
    """

    text: str
    where: str
    before: str = ""
    after: str = ""
    notes: tuple[str, ...] = ()
    inner: tuple[Found, ...] = field(default=())
    closed: bool = True


def quotations(document: Document) -> Iterator[Found]:
    """Every quotation of a document in order."""
    blocks = document.blocks
    for place, block in enumerate(blocks):
        if block.is_quotation and _ATTRIBUTION.match(block.text):
            continue  # it says where the quotation above is from
        above = _lead_in(blocks[place - 1]) if place else ""
        below = blocks[place + 1].text if place + 1 < len(blocks) else ""
        whole = block.is_quotation and not _begins_quoted(block.text)
        yield from (
            _set_apart(block, above, below, document)
            if whole
            else _in_prose(block, above, below, document)
        )


def held_in(text: str, *, of: str) -> int:
    """How many quotations of its own a text holds that was checked as one quotation, `of`.

    >>> held_in("“It is good”, and “it is not”.", of="“It is good”, and “it is not”.")
    2
    >>> held_in("“It is good” (Harrow 2012)", of="It is good")
    0
    """
    return sum(found.text != of for found in quotations(from_text(text)))


def _lead_in(block: Block) -> str:
    """What a block says of the quotation after it: nothing, when it is of the one before."""
    return "" if block.is_quotation else block.text


# -- between quotation marks ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """Quotation marks at `start` and `end`; `end` is the text's length where none closes."""

    start: int
    end: int
    mark: str
    closed: bool = True


def _in_prose(block: Block, above: str, below: str, document: Document) -> Iterator[Found]:
    pairs = [pair for pair in _pairs(block.text) if _is_long_enough(block.text, pair)]
    outer = _outermost(pairs)
    last = 0
    for number, pair in enumerate(outer, start=1):
        following = outer[number] if number < len(outer) else None
        inner = [p for p in pairs if pair.start < p.start and p.end <= pair.end]
        stop = following.start if following else len(block.text)
        after = block.text[pair.end + 1 : stop]
        before = block.text[last : pair.start]
        if block.is_quotation and not before.strip():
            before = above
        if not following and not after.strip(" .,;:") and not _has_prose(after):
            after += "\n\n" + below
        yield _found(block, pair, inner, (before, after), document)
        last = pair.end + 1


def _outermost(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs that are inside no other."""
    return [p for p in pairs if not any(o.start < p.start and p.end <= o.end for o in pairs)]


def _has_prose(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _found(
    block: Block,
    pair: _Pair,
    inner: Sequence[_Pair],
    around: tuple[str, str],
    document: Document,
) -> Found:
    """A pair of marks as a quotation, with those inside it and the words before and after it."""
    before, after = around
    text = block.text[pair.start + 1 : pair.end]
    beside = after[:_BESIDE]
    named = [*_REFERENCE.findall(text), *_leading_references(beside)]
    return Found(
        text=_REFERENCE.sub("", text).strip(),
        where=block.where(pair.start),
        before=_REFERENCE.sub("", before[-_BESIDE:]),
        after=_REFERENCE.sub("", beside),
        notes=tuple(document.notes[name] for name in named if name in document.notes),
        inner=tuple(
            _found(block, each, (), ("", block.text[each.end + 1 : pair.end]), document)
            for each in _outermost(inner)
        ),
        closed=pair.closed,
    )


def _leading_references(after: str) -> list[str]:
    """The footnotes referred to after a quotation, in or at the end of its sentence."""
    run = re.match(r"((?:(?![.!?]\s|\n\n)[^\[])*)((?:\[\^[^\]\s]{1,60}\]\s*)+)", after)
    return _REFERENCE.findall(run[2]) if run else []


def _is_long_enough(text: str, pair: _Pair) -> bool:
    words = len(text[pair.start + 1 : pair.end].split())
    return words >= (MIN_SINGLE_WORDS if pair.mark in "‘'" else 1)


def _pairs(text: str) -> list[_Pair]:
    """Quotation marks that belong together, in order of where they open."""
    open_marks: list[tuple[str, int]] = []
    pairs: list[_Pair] = []

    def close(mark: str, at: int) -> None:
        while open_marks:
            opened, start = open_marks.pop()
            if opened == mark:
                pairs.append(_Pair(start, at, mark))
                return

    for at, character in enumerate(text):
        marks = [mark for mark, _ in open_marks]
        if _opens(text, at, marks):
            if character in "\"'" and character in marks:
                open_marks[:] = open_marks[: marks.index(character)]  # the earlier was a stray
            open_marks.append((character, at))
        elif _closes(text, at, marks):
            close(_OPENING.get(character, character), at)
    pairs += _never_closed(text, open_marks)
    return sorted(pairs, key=lambda pair: (pair.start, -pair.end))


_OPENING = {"”": "“", "’": "‘", "»": "«"}


def _opens(text: str, at: int, open_marks: Sequence[str]) -> bool:
    mark, after = text[at], text[at + 1 : at + 4]
    if mark in "“«":
        return True
    if not after or after[0].isspace():
        return False
    begins = at == 0 or bool(_OPENS_AFTER.match(text[at - 1]))
    if mark == '"':
        return begins and not ('"' in open_marks and not text[at - 1].isspace())
    if mark == "‘":
        return begins and not _DECADE.match(after)
    return mark == "'" and begins and not _DECADE.match(after)


def _closes(text: str, at: int, open_marks: Sequence[str]) -> bool:
    mark = text[at]
    if mark in "”»":
        return _OPENING[mark] in open_marks
    if mark == '"':
        return mark in open_marks and not text[at - 1].isspace()
    if mark not in "’'" or _OPENING.get(mark, mark) not in open_marks:
        return False
    if text[at - 1].isspace() or text[at + 1 : at + 2].isalnum():
        return False
    return not _is_possessive(text, at)


def _is_possessive(text: str, at: int) -> bool:
    """Whether a mark after an s is an apostrophe ("parents’ views"): another closes further on."""
    goes_on = re.match(r"[’'] [a-z]", text[at : at + 3])
    if text[at - 1] not in "sS" or not goes_on:
        return False
    opening = "‘" if text[at] == "’" else "'"
    later = re.search(rf"\S{text[at]}(?!\w)", text[at + 1 :])
    again = re.search(rf"(?:^|[\s(]){opening}\w", text[at + 1 :])
    return later is not None and (again is None or later.start() < again.start())


def _never_closed(text: str, open_marks: Sequence[tuple[str, int]]) -> Iterator[_Pair]:
    """Double marks left open: the quotation goes on in the next block, as printers set it."""
    for mark, start in open_marks:
        if mark == "“" or (mark == '"' and not text[:start].strip()):
            yield _Pair(start, len(text), mark, closed=False)
            return


# -- set apart --------------------------------------------------------------------------------


def _begins_quoted(text: str) -> bool:
    """Whether a block set apart is itself between quotation marks."""
    pairs = _pairs(text)
    return bool(pairs) and not text[: pairs[0].start].strip() and _covers(text, pairs[0])


def _covers(text: str, pair: _Pair) -> bool:
    """Whether a pair's words are most of its block, or its source follows."""
    rest = text[pair.end + 1 :].strip(" .,\n")
    return not rest or rest[0] in "(—–-[" or len(rest) < (pair.end - pair.start) // 2


def _set_apart(block: Block, above: str, below: str, document: Document) -> Iterator[Found]:
    text, after = block.text, ""
    for pattern in (_LAST_LINE, _LAST_BRACKETS):
        found = pattern.search(text)
        if found:
            text, after = text[: found.start()], f"({found['source']})"
            break
    names = [*_REFERENCE.findall(text), *_last_references(above)]
    bare = _REFERENCE.sub("", text).strip().strip('“”"').strip()
    if len(bare.split()) < MIN_SET_APART_WORDS:
        return
    yield Found(
        text=bare,
        where=block.where(0),
        before=_REFERENCE.sub("", above[-_BESIDE:]),
        after=after or "\n\n" + below[:_BESIDE],
        notes=tuple(document.notes[name] for name in names if name in document.notes),
        inner=tuple(
            found for found in _in_prose(block, "", "", document) if len(found.text.split()) > 2
        ),
    )


def _last_references(lead_in: str) -> list[str]:
    """The footnotes referred to where a lead-in ends: "As inspectors wrote:[^1]"."""
    run = re.search(r"((?:\[\^[^\]\s]{1,60}\]\s*)+):?\s*$", lead_in)
    return _REFERENCE.findall(run[1]) if run else []
