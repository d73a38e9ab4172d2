"""Holds what a language model wrote to what it was given: a sentence stands, or is struck."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qa.checking.differences import align, is_slight
from qa.checking.parts import Parts, parts_of
from qa.checking.standing import Page, Stretch
from qa.checking.turning import turning_words
from qa.keys import item_of, paragraph_of
from qa.prose import support
from qa.prose.draft import Draft
from qa.prose.sentence import Flaw, Flawed, Sentence, Struck
from qa.prose.units import Unit, read
from qa.quotation import citation
from qa.report import Judgement, Paragraph, Report
from qa.sentences import sentences

MIN_QUOTED = 3  # words; fewer between quotation marks are taken for the sentence's own
# What no sentence needs, and could say something by a sign, doubt it or steer what shows it.
_BEYOND_PROSE = re.compile(r"[^\w\s.,;:'’‘()£$€%/&–—-]")
_REPAIRED_FROM = 0.85  # the likeness from which a quotation is put right


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
        except Flawed as found:
            return Struck(unit.written, found.flaw)

    def _sentence(self, unit: Unit) -> Sentence:
        cited = self._cited(unit)
        made = self._made(unit, cited)
        quotes = tuple(quote for stretch in made.stretches for quote in stretch.quotes)
        bearing = [quote.paragraph.key for quote in quotes]
        quoted = [each for each in cited if each.key in bearing]
        text, own = made.text, " ".join(made.own)
        if support.has_other_speaker(own, cited[0].report):
            raise Flawed(Flaw.OTHER_SPEAKER)
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

    def _made(self, unit: Unit, cited: Sequence[Given]) -> Draft:
        """The sentence with its quotations as the report has them."""
        made = Draft()
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
            raise Flawed(Flaw.UNCITED)
        names = list(dict.fromkeys(paragraph_of(key) for key in unit.keys))
        if not all(self._is_given(key) for key in unit.keys):
            raise Flawed(Flaw.NOT_GIVEN)
        cited = [self._given[name] for name in names]
        if len({each.report.key for each in cited}) > 1:
            raise Flawed(Flaw.SEVERAL_REPORTS)
        return cited

    def _is_given(self, key: str) -> bool:
        name, item = paragraph_of(key), item_of(key)
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
            raise Flawed(Flaw.TURNED)
        for each in cited:
            stretch = _standing(parts, each)
            if stretch:
                return _in_its_sentence(stretch), False
        if any(_standing(parts, each) for each in self._given.values()):
            raise Flawed(Flaw.WRONG_PARAGRAPH)
        for each in cited:
            stretch = _mended(parts, each)
            if stretch:
                return _in_its_sentence(stretch), True
        raise Flawed(Flaw.MISQUOTED)

    # -- what it says itself --------------------------------------------------------------------

    def _judgement(self, own: str, cited: Sequence[Given]) -> Judgement | None:
        """The judgement that its own words are, if its table is cited."""
        report = cited[0].report
        bare = support.without_names(own, report)
        row = support.says_judgement(bare, self._judgements(report.key))
        return row if row and any(each.key == row.key for each in cited) else None

    def _borne_out(self, made: Draft, cited: Sequence[Given], quoted: Sequence[Given]) -> list[str]:
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
            raise Flawed(Flaw.WRONG_GRADE)
        told = set() if made.asks else {support.without_names("".join(made.said), report)}
        if made.is_whole and not made.asks:
            told.add(own)
        for each in quoted or cited:
            if any(_repeats(said, each) for said in told):
                return [each.key]
        raise Flawed(Flaw.UNSUPPORTED)


def _is_line(words: str, cited: Sequence[Given]) -> bool:
    """Whether a few words are a whole sentence or line of a paragraph: "Immediately:"."""
    texts = (each.paragraph.text for each in cited if not each.is_table)
    return any(words == text[span.start : span.end] for text in texts for span in sentences(text))


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
        turning = turning_words().intersection(support.words(changed))
        if turning or any(character.isdigit() for character in changed):
            return None
    return _cut(given, found.start, found.end)


def _in_its_sentence(stretch: Stretch) -> Stretch:
    first, last = stretch.quotes[0], stretch.quotes[-1]
    if support.turned_by(first.start, last.end, first.paragraph.text):
        raise Flawed(Flaw.TURNED)
    return stretch
