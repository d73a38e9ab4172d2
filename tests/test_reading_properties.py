"""What no damage to a report may do to its reading, and what harmless damage leaves as it is."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from random import Random

import damage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_report import FRONT

from qa.errors import ReadingError
from qa.pieces import SpanKind, compose
from qa.reading import read_source
from qa.reading.source import Source, decode
from qa.report import Report

CORPUS = Path(__file__).parent.parent / "corpus"
REPORTS = ("barnet-2012", "harrow-2012", "havering-2007", "havering-2011", "redbridge-2010")
Damage = Callable[[str, Random], str]
few = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
many = settings(few, max_examples=25)
randoms = st.integers(0, 2**32 - 1).map(Random)
reports = st.sampled_from(REPORTS)


@cache
def text_of(key: str) -> str:
    return (CORPUS / f"{key}.txt").read_text("utf-8")


@cache
def whole(key: str) -> Report:
    return read(text_of(key))


def read(text: str | bytes) -> Report:
    data = text.encode() if isinstance(text, str) else text
    return read_source(Source("damaged.txt", decode(data, "damaged.txt"), "0" * 64))


# -- what is always so --------------------------------------------------------------------------


def assert_sound(report: Report) -> None:
    """Nothing is read twice, left out, invented, or put under a number out of its order."""
    assert_account_tiles(report)
    used: set[int] = set()
    for paragraph in report.paragraphs:
        assert paragraph.text == compose(report.source, paragraph.pieces)
        for piece in paragraph.pieces:
            places = set(range(piece.start, piece.end))
            assert not used & places, f"{paragraph.key} holds what another holds"
            used |= places
        assert all(0 <= i.start < i.end <= len(paragraph.text) for i in paragraph.items)
    held = [s for s in report.account if s.kind in (SpanKind.PARAGRAPH, SpanKind.TABLE)]
    for span in held:
        rest = [report.source[i] for i in range(span.start, span.end) if i not in used]
        # A displaced number and its stop are taken out of the sentence they stood in.
        assert not re.sub(r"[\s\d.]", "", "".join(rest))
    keys = [p.key for p in report.paragraphs]
    assert len(keys) == len(set(keys))
    assert_numbers_rise(report)


def assert_account_tiles(report: Report) -> None:
    place = 0
    for span in report.account:
        assert span.start >= place, "a character is in two places"
        assert not report.source[place : span.start].strip(), "a character is in no place"
        assert span.kind is not SpanKind.UNASSIGNED
        place = span.end
    assert not report.source[place:].strip()


def assert_numbers_rise(report: Report) -> None:
    parts: dict[str, list[int]] = {}
    for paragraph in report.paragraphs:
        part, _, number = paragraph.number.rpartition("-")
        if number.isdigit():
            parts.setdefault(part, []).append(int(number))
            assert paragraph.printed or paragraph.notes
    for numbers in parts.values():
        assert numbers == sorted(set(numbers))
        if numbers != list(range(1, len(numbers) + 1)):
            assert any("number" in warning for warning in report.warnings)


def words(report: Report) -> Counter[str]:
    return Counter(w for p in report.paragraphs for w in re.findall(r"[^\W\d_]+", p.text))


def assert_no_word_lost(damaged: Report, original: Report) -> None:
    """Every word of the original's paragraphs is in a paragraph still."""
    assert not words(original) - words(damaged)


# -- what harmless damage leaves as it is -------------------------------------------------------

_BULLET = re.compile(r"(?m)^(?:[^\w\s\"'(]|o)\s+")


def plain(text: str) -> str:
    """A text without its line ends and its items' bullets, every apostrophe straight."""
    straight = re.sub("[\u2018\u2019]", "'", _BULLET.sub("", text))
    return " ".join(straight.split())


def structure(report: Report) -> list[object]:
    """All that a reading says, but for where in the source it stands."""
    head = {k: v for k, v in report.to_json().items() if k != "source_sha256"}
    paragraphs = [
        (p.key, plain(p.text), tuple(map(plain, p.section)), p.strand, p.grade)
        for p in report.paragraphs
    ]
    advice = [(r.key, r.timescale, r.owner, plain(r.text)) for r in report.recommendations]
    judgements = [(j.key, j.aspect, j.strand, j.grade, j.column) for j in report.judgements]
    return [head, *paragraphs, *advice, *judgements]


HARMLESS: dict[str, Damage] = {
    "line ends": damage.line_ends,
    "curly quotes": damage.curly_quotes,
    "stray tabs": damage.stray_tabs,
    "odd spaces": damage.odd_spaces,
    "spaces at line ends": damage.trailing_space,
    "characters without width": damage.no_width,
    "folded lines": damage.folded,
    "folded lines, parted": partial(damage.folded, parted=True),
    "some lines folded": partial(damage.folded, share=0.3),
    "page breaks in sentences": damage.page_breaks,
    "page breaks between lines": damage.breaks_between_lines,
    "page breaks after numbers": damage.break_after_number,
    "numbers doubled": damage.numbers_doubled,
    "another bullet": damage.bullets_changed,
    "grades glued to headings": damage.tags_glued,
}


@pytest.mark.parametrize("kind", HARMLESS)
@few
@given(key=reports, random=randoms)
def test_harmless_damage_changes_nothing(kind: str, key: str, random: Random) -> None:
    damaged = read(HARMLESS[kind](text_of(key), random))
    assert_sound(damaged)
    assert structure(damaged) == structure(whole(key))


@few
@given(key=reports, random=randoms)
def test_encodings_change_nothing(key: str, random: Random) -> None:
    text = damage.curly_quotes(text_of(key), random)
    assert structure(read(damage.encoded(text, random))) == structure(whole(key))


# -- what harmful damage may not do -------------------------------------------------------------

HARMFUL: dict[str, Damage] = {
    "numbers dropped": damage.numbers_dropped,
    "numbers misprinted": damage.numbers_misprinted,
    "numbers shifted": damage.numbers_shifted,
    "bullets stripped": damage.bullets_stripped,
}


@pytest.mark.parametrize("kind", HARMFUL)
@few
@given(key=reports, random=randoms)
def test_harmful_damage_loses_and_invents_nothing(kind: str, key: str, random: Random) -> None:
    damaged = read(HARMFUL[kind](text_of(key), random))
    assert_sound(damaged)
    assert_no_word_lost(damaged, whole(key))


@few
@given(
    key=reports,
    kinds=st.lists(st.sampled_from(sorted(HARMLESS | HARMFUL)), min_size=2, max_size=4),
    random=randoms,
)
def test_damage_of_several_kinds_loses_and_invents_nothing(
    key: str, kinds: list[str], random: Random
) -> None:
    text = text_of(key)
    for kind in kinds:
        text = (HARMLESS | HARMFUL)[kind](text, random)
    assert_sound(read(text))


# -- damage of any kind, headings and all ---------------------------------------------------------


@many
@given(st.data())
def test_page_breaks_anywhere_lose_nothing(data: st.DataObject) -> None:
    lines = text_of("harrow-2012").split("\n")
    body = [place for place in range(*damage.body_span(lines)) if lines[place].strip()]
    for i in data.draw(st.lists(st.sampled_from(body), min_size=1, max_size=6, unique=True)):
        said = lines[i].split(" ")
        at = data.draw(st.integers(1, max(1, len(said) - 1)))
        lines[i] = " ".join(said[:at]) + "\n\n" + " ".join(said[at:])
    damaged = read("\n".join(lines))
    assert_sound(damaged)
    # A heading cut in two may fall to a paragraph or leave it.
    assert abs(words(damaged).total() - words(whole("harrow-2012")).total()) <= 60


@many
@given(st.text(max_size=3000))
def test_any_text_at_all_is_read_or_refused(noise: str) -> None:
    with contextlib.suppress(ReadingError):
        assert_sound(read(FRONT + noise))
