"""Holds what a language model wrote to what it was given: a sentence stands, or is struck."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qa.checking.differences import align, is_slight
from qa.checking.parts import Parts, parts_of
from qa.checking.standing import Page, Stretch
from qa.prose import support
from qa.prose.units import Unit, read
from qa.quotation import Quote, citation
from qa.report import Judgement, Paragraph, Report

MIN_QUOTED = 3  # words; fewer between quotation marks are taken for the sentence's own
# What no sentence needs, and could say something by a sign or steer what shows it.
_BEYOND_PROSE = re.compile(r"[^\w\s.,;:!?'’‘()£$€%/&–—-]")
_REPAIRED_FROM = 0.85  # the likeness from which a quotation is put right


class Flaw(StrEnum):
    """Why a sentence was struck."""

    UNCITED = "uncited"
    NOT_GIVEN = "cites_what_was_not_given"
    SEVERAL_REPORTS = "cites_several_reports"  # whose words are whose cannot be told
    MISQUOTED = "misquoted"
    WRONG_PARAGRAPH = "wrong_paragraph"
    TURNED = "quoted_out_of_its_sentence"  # and the rest of it may turn what it says
    UNSUPPORTED = "unsupported"
    WRONG_GRADE = "wrong_grade"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that stands: its quotations are slices of their paragraphs.

    `keys` are the paragraphs that bear it out, `citations` the same for a person. `repaired` says
    that a quotation in it was put right.
    """

    text: str
    keys: tuple[str, ...]
    citations: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()
    repaired: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "keys": list(self.keys),
            "citations": list(self.citations),
            "quotes": [quote.to_json() for quote in self.quotes],
            "repaired": self.repaired,
        }


@dataclass(frozen=True, slots=True)
class Struck:
    """A sentence that was struck, as written, and why. It is for measuring, not for showing."""

    written: str
    flaw: Flaw

    def to_json(self) -> dict[str, str]:
        return {"written": self.written, "why": str(self.flaw)}


@dataclass(frozen=True, slots=True)
class Given:
    """A paragraph that the model was given."""

    report: Report
    paragraph: Paragraph

    @property
    def key(self) -> str:
        return self.paragraph.key

    @property
    def is_table(self) -> bool:
        """Whether it is the table of judgements."""
        return any(row.paragraph == self.paragraph.number for row in self.report.judgements)


class _Flawed(Exception):
    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


class Proofreader:
    """Checks sentences against the paragraphs given; `judgements` gives a report's table."""

    def __init__(
        self, given: Sequence[Given], judgements: Callable[[str], Sequence[Judgement]]
    ) -> None:
        self._given: Mapping[str, Given] = {each.key: each for each in given}
        self._judgements = judgements

    def check(self, written: str) -> Sentence | Struck:
        """One sentence of a reply, its citations after it."""
        unit = read(written)
        try:
            return self._sentence(unit)
        except _Flawed as found:
            return Struck(unit.written, found.flaw)

    def _sentence(self, unit: Unit) -> Sentence:
        cited = self._cited(unit)
        own: list[str] = []
        shown: list[str] = []
        stretches: list[Stretch] = []
        repaired = False
        for place, part in enumerate(unit.parts):
            is_quoted = place % 2 == 1
            if not is_quoted or parts_of(part).words < MIN_QUOTED:
                bare = _BEYOND_PROSE.sub("", part)
                own.append(bare)
                shown.append(f"“{bare}”" if is_quoted else bare)
                continue
            stretch, mended = self._quoted(part, cited)
            repaired = repaired or mended
            stretches.append(stretch)
            shown.append(f"“{stretch.text}”")
        quotes = tuple(quote for stretch in stretches for quote in stretch.quotes)
        bearing = [quote.paragraph.key for quote in quotes]
        quoted = [each for each in cited if each.key in bearing]
        text = " ".join("".join(shown).split())
        row = None if quoted else self._judgement(" ".join(own), cited)
        if row is not None:
            bearing, text = [row.key], _with_scale(text, row)
        else:
            bearing += self._borne_out(" ".join(own), text, cited, quoted)
        used = [each for each in cited if each.key in bearing]
        return Sentence(
            text=text,
            keys=tuple(each.key for each in used),
            citations=tuple(citation(each.report, each.paragraph) for each in used),
            quotes=quotes,
            repaired=repaired,
        )

    def _cited(self, unit: Unit) -> list[Given]:
        if not unit.keys:
            raise _Flawed(Flaw.UNCITED)
        names = list(dict.fromkeys(key.partition(".")[0] for key in unit.keys))
        if any(name not in self._given for name in names):
            raise _Flawed(Flaw.NOT_GIVEN)
        cited = [self._given[name] for name in names]
        if len({each.report.key for each in cited}) > 1:
            raise _Flawed(Flaw.SEVERAL_REPORTS)
        return cited

    # -- what it quotes -------------------------------------------------------------------------

    def _quoted(self, words: str, cited: Sequence[Given]) -> tuple[Stretch, bool]:
        """The words of the report that a quotation is, and whether they had to be put right."""
        parts = parts_of(words)
        if not parts.is_whole:
            # What is left out between its parts could be the word that matters.
            raise _Flawed(Flaw.TURNED)
        for each in cited:
            stretch = _standing(parts, each)
            if stretch:
                return _in_its_sentence(stretch), False
        if any(_standing(parts, each) for each in self._given.values()):
            raise _Flawed(Flaw.WRONG_PARAGRAPH)
        for each in cited:
            stretch = _mended(parts, each)
            if stretch:
                return _in_its_sentence(stretch), True
        raise _Flawed(Flaw.MISQUOTED)

    # -- what it says itself --------------------------------------------------------------------

    def _judgement(self, own: str, cited: Sequence[Given]) -> Judgement | None:
        """The judgement that its own words are, if its table is cited."""
        report = cited[0].report
        bare = support.without_names(own, report)
        row = support.says_judgement(bare, self._judgements(report.key))
        return row if row and any(each.key == row.key for each in cited) else None

    def _borne_out(
        self, own: str, whole: str, cited: Sequence[Given], quoted: Sequence[Given]
    ) -> list[str]:
        """The keys of the paragraphs whose words its own words are; none where it has none.

        `whole` is the sentence with what it quotes, which may begin or end a sentence that its own
        words complete. Beside a quotation they must be of a paragraph that is `quoted`: a heading
        of another would say of it what it does not.
        """
        report = cited[0].report
        bare = support.without_names(own, report)
        says_something = bool(support.words(bare))
        if quoted and not says_something:
            return []
        rows = self._judgements(report.key)
        if support.against_table(bare, rows):
            raise _Flawed(Flaw.WRONG_GRADE)
        said = {bare, support.without_names(whole, report)}
        for each in quoted or cited:
            # Words of a table stand in rows and columns: their order says nothing.
            texts = [] if each.is_table else [each.paragraph.text, *each.paragraph.section]
            named = [support.without_names(text, report) for text in texts]
            if any(support.in_words_of(words, text) for words in said for text in named):
                return [each.key]
        raise _Flawed(Flaw.UNSUPPORTED)


def _with_scale(text: str, row: Judgement) -> str:
    """A sentence that gives a grade, with the scale it is on: the same number can be the best or
    the worst.
    """
    if row.scale in text:
        return text
    number = "" if row.number is None or f"grade {row.number}" in text else f"grade {row.number}; "
    return f"{text.rstrip('.')} ({number}scale: {row.scale})."


def _standing(parts: Parts, given: Given) -> Stretch | None:
    spans = None if given.is_table else Page(given.paragraph).stand(parts)
    return _cut(given, spans[0].start, spans[-1].end) if spans else None


def _cut(given: Given, start: int, end: int) -> Stretch | None:
    """These characters, and the stop after them if a sentence ends there."""
    text = given.paragraph.text
    if text[end : end + 1] in (".", "!", "?") and not text[end + 1 : end + 2].strip():
        end += 1
    return Stretch.cut(given.report, given.paragraph, start, end)


def _mended(parts: Parts, given: Given) -> Stretch | None:
    """What a quotation nearly is, if nothing it changed may turn what is said."""
    found = align(parts, given.paragraph.text)
    if given.is_table or found.likeness < _REPAIRED_FROM:
        return None
    if not is_slight(found.differences):
        changed = " ".join(f"{d.quotation} {d.report}" for d in found.differences)
        turning = support.load_language().turning.intersection(support.words(changed))
        if turning or any(character.isdigit() for character in changed):
            return None
    return _cut(given, found.start, found.end)


def _in_its_sentence(stretch: Stretch) -> Stretch:
    first, last = stretch.quotes[0], stretch.quotes[-1]
    if support.turned_by(first.start, last.end, first.paragraph.text):
        raise _Flawed(Flaw.TURNED)
    return stretch
