"""The words of a PDF's pages with their places, and what is drawn beside them: the one module
that speaks to pdfium.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.reading.pdf.page import THIN, Box, Page, Word

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # a flag of the font's descriptor
_BOLD_WEIGHT = 600
_HYPHENS = frozenset("\u2010\u2011\u00ad\ufffe\x02")  # drawn as a hyphen, mapped to another sign
_NO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_LEVEL = 0.9  # cosine: text that leans more is no line of the page
_SEEN = 0.1  # points: a hyphen less wide is only a place where one may break the word
_BOX = 0x25A0
_MAX_DRAWN = 20_000  # drawn objects looked at on one page
_PATH, _IMAGE = 2, 3  # kinds of page objects


class _Place:
    """From pdfium's coordinates to ours: the page turned as it is shown, y downwards."""

    def __init__(self, page: PdfPage) -> None:
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self._turn = page.get_rotation() // 90 % 4
        wide, high = self._right - self._left, self._top - self._bottom
        self.width, self.height = (high, wide) if self._turn % 2 else (wide, high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page."""
        if self._turn == 1:
            return y - self._bottom, x - self._left
        if self._turn == 2:
            return self._right - x, y - self._bottom
        if self._turn == 3:
            return self._top - y, self._right - x
        return x - self._left, self._top - y

    def is_level(self, angle: float) -> bool:
        """Whether characters at an angle (radians) stand upright on the page as it is shown."""
        return math.cos(angle + self._turn * math.pi / 2) > _LEVEL

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """An upright rectangle of the page."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def read_page(page: PdfPage) -> Page:
    """Read a pdfium page."""
    place = _Place(page)
    textpage = page.get_textpage()
    try:
        glyphs = list(_glyphs(textpage, place))
        words = tuple(_words(textpage, [glyph for glyph in glyphs if glyph.text]))
    finally:
        textpage.close()
    return Page(
        place.width,
        place.height,
        words,
        tuple(_boxes(page, place)),
        _pictured(page),
        sum(not glyph.text for glyph in glyphs),
    )


def _pictured(page: PdfPage) -> bool:
    return any(drawn.type == _IMAGE for drawn in page.get_objects(max_depth=2))


@dataclass(slots=True)
class _Open:
    """A word while it is being put together."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    spaced: bool | None

    def done(self) -> Word:
        return Word(self.text, self.x0, self.x1, self.y, self.size, self.bold, self.spaced)


@dataclass(slots=True)
class _Glyph:
    """A character and its place; `text` is " " for white space, "" for a character at an angle."""

    at: int
    text: str
    x0: float = 0.0
    x1: float = 0.0
    y: float = 0.0


def _words(textpage: PdfTextPage, glyphs: Iterable[_Glyph]) -> Iterator[Word]:
    fonts = _Fonts(textpage)
    word: _Open | None = None
    spaced: bool | None = None
    for glyph in glyphs:
        if glyph.text == " ":
            if word:
                yield word.done()
            word, spaced = None, True
            continue
        if word and not _goes_on(word, glyph):
            yield word.done()
            word, spaced = None, False
        if word is None:
            size, bold = fonts.style(glyph.at)
            word = _Open("", glyph.x0, glyph.x1, glyph.y, size, bold, spaced)
            spaced = False
        word.text += glyph.text
        word.x1 = max(word.x1, glyph.x1)
    if word:
        yield word.done()


def _glyphs(textpage: PdfTextPage, place: _Place) -> Iterator[_Glyph]:
    """The characters of a page that can be seen, in the order in which they were drawn."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    page = textpage.raw
    codes = [pdfium.FPDFText_GetUnicode(page, at) for at in range(textpage.count_chars())]
    for at, code in enumerate(codes):
        text = _character(code)
        if not text or text in _NO_WIDTH:
            continue
        if text.isspace() or _is_drawn_tab(codes, at):
            yield _Glyph(at, " ")
            continue
        if not pdfium.FPDFText_GetLooseCharBox(page, at, box):
            continue
        if not place.is_level(pdfium.FPDFText_GetCharAngle(page, at)):
            yield _Glyph(at, "")
            continue
        pdfium.FPDFText_GetCharOrigin(page, at, x, y)
        x0, x1 = sorted((place.point(box.left, box.bottom)[0], place.point(box.right, box.top)[0]))
        _, baseline = place.point(x.value, y.value)
        if not (-1 <= x0 <= place.width + 1 and 0 <= baseline <= place.height + 1):
            continue  # beside the page: nobody sees it
        if text in _HYPHENS:
            if x1 - x0 < _SEEN:
                continue
            text = "-"
        yield _Glyph(at, text, x0, x1, baseline)


def _is_drawn_tab(codes: Sequence[int], at: int) -> bool:
    """Whether a character is the box that some printers draw for a tab: no space is beside it."""
    if codes[at] != _BOX:
        return False
    beside = [*codes[max(0, at - 1) : at], *codes[at + 1 : at + 2]]
    return any(not chr(code).isspace() for code in beside[:1])


def _character(code: int) -> str:
    if code in (0, 0xFFFF) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    character = chr(code)
    if 0xFB00 <= code <= 0xFB06:  # ligatures
        return unicodedata.normalize("NFKC", character)
    if code < 32 and character not in "\t\n\r\x02":
        return ""
    return character


def _goes_on(word: _Open, glyph: _Glyph) -> bool:
    """Whether a character that no space parts from a word belongs to it."""
    em = word.size
    return (
        abs(glyph.y - word.y) < 0.1 * em
        and glyph.x0 - word.x1 < 0.25 * em
        and glyph.x0 > word.x0 - 0.1 * em
        and glyph.x1 > word.x1 - 0.75 * em
    )


class _Fonts:
    """The size and weight in which a character is set."""

    def __init__(self, textpage: PdfTextPage) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium, self._textpage = pdfium, textpage.raw
        self._bold: dict[int | None, bool] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._flags = ctypes.c_int()
        self._name = ctypes.create_string_buffer(256)

    def style(self, at: int) -> tuple[float, bool]:
        """Size in points on the page, and whether bold."""
        size = self._pdfium.FPDFText_GetFontSize(self._textpage, at)
        if self._pdfium.FPDFText_GetMatrix(self._textpage, at, self._matrix):
            size *= (self._matrix.c**2 + self._matrix.d**2) ** 0.5
        return max(size, 1.0), self._is_bold(at)

    def _is_bold(self, at: int) -> bool:
        shape = self._pdfium.FPDFText_GetTextObject(self._textpage, at)
        font = self._pdfium.FPDFTextObj_GetFont(shape) if shape else None
        key = ctypes.cast(font, ctypes.c_void_p).value if font else None
        if key not in self._bold:
            self._bold[key] = self._looked_up(at)
        return self._bold[key]

    def _looked_up(self, at: int) -> bool:
        length = self._pdfium.FPDFText_GetFontInfo(
            self._textpage, at, self._name, len(self._name), self._flags
        )
        name = self._name.raw[: max(0, length - 1)].decode("utf-8", "replace")
        weight = self._pdfium.FPDFText_GetFontWeight(self._textpage, at)
        bold = bool(_BOLD_NAME.search(name)) or bool(self._flags.value & _FORCE_BOLD)
        return bold or weight >= _BOLD_WEIGHT


def _boxes(page: PdfPage, place: _Place) -> Iterator[Box]:
    """The rules and dots drawn on a page; a larger rectangle gives its four sides."""
    import pypdfium2.raw as pdfium

    sides = [ctypes.c_float() for _ in range(4)]
    for at in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_DRAWN)):
        drawn = pdfium.FPDFPage_GetObject(page.raw, at)
        if pdfium.FPDFPageObj_GetType(drawn) != _PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(drawn, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        box = place.box(left, bottom, right, top)
        if box.is_level or box.is_upright or box.is_dot:
            yield box
        elif pdfium.FPDFPath_CountSegments(drawn) <= 6:
            yield from _sides(box, place)


def _sides(box: Box, place: _Place) -> Iterator[Box]:
    if box.x1 - box.x0 > 0.9 * place.width and box.y1 - box.y0 > 0.5 * place.height:
        return  # the paper
    if box.x1 - box.x0 > 4 * THIN:
        yield Box(box.x0, box.y0, box.x1, box.y0)
        yield Box(box.x0, box.y1, box.x1, box.y1)
    if box.y1 - box.y0 > 2 * THIN:
        yield Box(box.x0, box.y0, box.x0, box.y1)
        yield Box(box.x1, box.y0, box.x1, box.y1)
