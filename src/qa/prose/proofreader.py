"""Holds what a language model wrote to what it was given: a sentence stands, or is struck."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qa.checking.differences import align, is_slight
from qa.checking.parts import Parts, parts_of
from qa.checking.standing import Page, Stretch
from qa.prose import support
from qa.prose.lists import lead_in
from qa.prose.units import Unit, read
from qa.quotation import Quote, citation
from qa.report import Judgement, Paragraph, Report
from qa.sentences import sentences

MIN_QUOTED = 3  # words; fewer between quotation marks are taken for the sentence's own
# What no sentence needs, and could say something by a sign, doubt it or steer what shows it.
_BEYOND_PROSE = re.compile(r"[^\w\s.,;:'’‘()£$€%/&–—-]")
_REPAIRED_FROM = 0.85  # the likeness from which a quotation is put right


class Flaw(StrEnum):
    """Why a sentence was struck."""

    UNCITED = "uncited"
    NOT_GIVEN = "cites_what_was_not_given"
    SEVERAL_REPORTS = "cites_several_reports"  # whose words are whose cannot be told
    MISQUOTED = "misquoted"
    WRONG_PARAGRAPH = "wrong_paragraph"
    TURNED = "quoted_out_of_its_sentence"  # and the rest of it may turn what it says
    OTHER_SPEAKER = "said_by_another"  # the authority is told to have said it
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
        made = self._made(unit, cited)
        quotes = tuple(quote for stretch in made.stretches for quote in stretch.quotes)
        bearing = [quote.paragraph.key for quote in quotes]
        quoted = [each for each in cited if each.key in bearing]
        text, own = made.text, " ".join(made.own)
        if support.has_other_speaker(own, cited[0].report):
            raise _Flawed(Flaw.OTHER_SPEAKER)
        row = None if quoted else self._judgement(own, cited)
        if row is not None:
            bearing, text = [row.key], _with_scale(text, row)
        else:
            bearing += self._borne_out(made, cited, quoted)
        used = [each for each in cited if each.key in bearing]
        return Sentence(
            text=text,
            keys=tuple(each.key for each in used),
            citations=tuple(citation(each.report, each.paragraph) for each in used),
            quotes=quotes,
            repaired=made.repaired,
        )

    def _made(self, unit: Unit, cited: Sequence[Given]) -> _Made:
        """The sentence with its quotations as the report has them."""
        made = _Made()
        for place, part in enumerate(unit.parts):
            is_quoted = place % 2 == 1
            if is_quoted and (parts_of(part).words >= MIN_QUOTED or _is_line(part, cited)):
                made.quote(*self._quoted(part, cited))
            else:
                made.asks = made.asks or "?" in part
                made.say(_BEYOND_PROSE.sub("", part), marked=is_quoted)
        return made

    def _cited(self, unit: Unit) -> list[Given]:
        if not unit.keys:
            raise _Flawed(Flaw.UNCITED)
        names = list(dict.fromkeys(key.partition(".")[0] for key in unit.keys))
        if not all(self._is_given(key) for key in unit.keys):
            raise _Flawed(Flaw.NOT_GIVEN)
        cited = [self._given[name] for name in names]
        if len({each.report.key for each in cited}) > 1:
            raise _Flawed(Flaw.SEVERAL_REPORTS)
        return cited

    def _is_given(self, key: str) -> bool:
        name, _, item = key.partition(".")
        given = self._given.get(name)
        return given is not None and (
            not item or any(one.number == int(item) for one in given.paragraph.items)
        )

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

    def _borne_out(self, made: _Made, cited: Sequence[Given], quoted: Sequence[Given]) -> list[str]:
        """The keys of the paragraphs whose words its own words are; none where it has none.

        Together with what it quotes, they may begin or end a sentence of the report. Beside a
        quotation they must be of a paragraph that is `quoted`: a heading of another would say of
        it what it does not.
        """
        report = cited[0].report
        own = support.without_names(" ".join(made.own), report)
        if quoted and made.is_whole and not support.words(own):
            return []
        if support.against_table(own, self._judgements(report.key)):
            raise _Flawed(Flaw.WRONG_GRADE)
        told = set() if made.asks else {support.without_names("".join(made.said), report)}
        if made.is_whole and not made.asks:
            told.add(own)
        for each in quoted or cited:
            if any(_repeats(said, each) for said in told):
                return [each.key]
        raise _Flawed(Flaw.UNSUPPORTED)


@dataclass
class _Made:
    """A sentence as it is put together: `own` words, and `stretches` of the report between them.

    With `is_whole` each stretch stands by itself: no own words complete it or make of two one.
    """

    own: list[str] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # as shown, without what leads into a list
    repaired: bool = False
    is_whole: bool = True
    asks: bool = False  # its own words have a question mark

    @property
    def text(self) -> str:
        return " ".join("".join(self.shown).split())

    def say(self, words: str, *, marked: bool) -> None:
        """Add words of its own; `marked` if it has them between quotation marks."""
        self.own.append(words)
        self.shown.append(f"“{words}”" if marked else words)
        self.said.append(words)

    def quote(self, stretch: Stretch, repaired: bool) -> None:
        """Add words of the report."""
        self.is_whole = self.is_whole and self._stands_alone(stretch)
        known = {each.text for each in self.stretches}
        leads = [lead for lead in _leads(stretch) if lead.text not in known]
        self.stretches += [*leads, stretch]
        self.shown += [f"“{lead.text}” " for lead in leads] + [f"“{stretch.text}”"]
        self.said.append(stretch.text)
        self.repaired = self.repaired or repaired

    def _stands_alone(self, stretch: Stretch) -> bool:
        between = self.own[-1] if self.own else ""
        if self.stretches:
            before = self.stretches[-1].quotes[-1]
            is_over = support.ends_sentence(before.end, before.paragraph)
            if support.relates(between) or not (between.strip() or is_over):
                return False
        first = stretch.quotes[0]
        if support.begins_sentence(first.start, first.paragraph):
            return True
        # A piece of a sentence: as the predicate of another subject it could say anything.
        return support.leads_in(between) if between.strip() else not self.stretches


def _is_line(words: str, cited: Sequence[Given]) -> bool:
    """Whether a few words are a whole sentence or line of a paragraph: "Immediately:"."""
    texts = (each.paragraph.text for each in cited if not each.is_table)
    return any(words == text[span.start : span.end] for text in texts for span in sentences(text))


def _leads(stretch: Stretch) -> list[Stretch]:
    """What leads into the list that a stretch is an item of, and may turn it."""
    first = stretch.quotes[0]
    report, paragraph = first.report, first.paragraph
    leads = []
    for span in lead_in(report, paragraph, first.item):
        lead = Stretch.cut(report, paragraph, span.start, span.end)
        if lead is None:
            raise _Flawed(Flaw.TURNED)
        leads.append(lead)
    return leads


def _repeats(said: str, given: Given) -> bool:
    """Whether words repeat a sentence of a paragraph, or a heading over it. Not an item of a list:
    what leads into it is then not told. Nor a table, whose words stand in rows and columns.
    """
    if given.is_table:
        return False
    paragraph = given.paragraph
    edges = [0, *(place for item in paragraph.items for place in (item.start, item.end)), None]
    apart = "\n".join(
        paragraph.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)
    )
    bare = (support.without_names(text, given.report) for text in (apart, *paragraph.section))
    return any(support.in_words_of(said, text) for text in bare)


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
