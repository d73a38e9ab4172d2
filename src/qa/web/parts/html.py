"""Pieces of the page as HTML: pure functions, every text escaped.

What comes from a report, a question or a file is only ever put into the page by `esc`, `words`,
`marked` or `light_markdown`, which escape it first: a report that holds `<script>` shows
`<script>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import urlencode

from qa.report import Judgement, Paragraph, Report, Strand

Span = tuple[int, int]

# What stands in italics in a source: asterisks right around words, and none within a word.
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+)(?<=[^\s*])\*(?![\w*])")
STAR = '<span class="qa-star" aria-hidden="true">*</span>'

NOT_ONE_SCALE = "The numbers of these grades are not on one scale. Compare the words."


def esc(text: object) -> str:
    """Text made safe inside an element and inside a quoted attribute.

    >>> esc('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return escape(str(text), quote=True)


def words(text: str) -> str:
    """A report's words made safe, in italics where they are in the source. The asterisks that say
    so there stay in the text, unseen: what is copied is the source's to the letter.

    >>> words("in *Working Together* <b>").replace(STAR, "*")
    'in <em>*Working Together*</em> &lt;b&gt;'
    """
    return _ITALIC.sub(rf"<em>{STAR}\1{STAR}</em>", esc(text))


def capital(text: str) -> str:
    """A text with a capital at its beginning, the rest as it is.

    >>> capital("published 27 June 2012")
    'Published 27 June 2012'
    """
    return text[:1].upper() + text[1:]


def counted(count: int, noun: str) -> str:
    """So many of something.

    >>> counted(1, "report"), counted(1_200, "report")
    ('1 report', '1,200 reports')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def button(label: str, event: str, *, kind: str = "link", name: str = "", **data: object) -> str:
    """A real button that page.js turns into an event; `name` is what a screen reader says.

    >>> button("Open", "open", key="x-2012#1")
    '<button type="button" class="qa-link" data-event="open" data-key="x-2012#1">Open</button>'
    """
    attributes = "".join(
        f' data-{key}="{esc(value)}"' for key, value in data.items() if value is not None
    )
    spoken = f' aria-label="{esc(name)}"' if name else ""
    return (
        f'<button type="button" class="qa-{kind}" data-event="{esc(event)}"{attributes}{spoken}>'
        f"{esc(label)}</button>"
    )


def copy_button(label: str, text: str, name: str = "") -> str:
    """A button that copies `text`; page.js does it and says so."""
    spoken = f' aria-label="{esc(name)}"' if name else ""
    return (
        f'<button type="button" class="qa-link" data-copy="{esc(text)}"{spoken}>{esc(label)}'
        "</button>"
    )


def permanent_link(report: str, number: str | None = None) -> str:
    """The address, from the page's own, that opens a report or one of its paragraphs.

    >>> permanent_link("harrow-2012", "58")
    '?report=harrow-2012&para=58'
    """
    return "?" + urlencode({"report": report} | ({"para": number} if number else {}))


def grade_slug(word: str) -> str:
    """A grade word as the style sheet knows it.

    >>> grade_slug("Requires improvement")
    'requires-improvement'
    """
    return re.sub(r"[^a-z]+", "-", word.casefold()).strip("-")


def grade_chip(word: str, number: int | None, scale: str) -> str:
    """A grade as it must be shown: its word, its number where it has one, and its scale."""
    figure = f'<span class="qa-whole">grade {number}</span> ' if number is not None else ""
    ends = " - ".join(f'<span class="qa-whole">{esc(end)}</span>' for end in scale.split(" - "))
    return (
        f'<span class="qa-grade" data-grade="{grade_slug(word)}">'
        f'<strong class="qa-grade-word">{esc(word)}</strong> {figure}'
        f'<span class="qa-grade-scale">on the scale {ends}</span></span>'
    )


def judgement_chip(judgement: Judgement) -> str:
    """The grade of a judgement, with its word and scale."""
    return grade_chip(judgement.grade, judgement.number, judgement.scale)


def paragraph_chip(report: Report, paragraph: Paragraph) -> str:
    """The grade printed above a paragraph's section, or nothing where there is none."""
    if paragraph.grade is None:
        return ""
    return grade_chip(
        paragraph.grade, report.scale.number(paragraph.grade), report.scale.describe()
    )


def heading_path(section: Sequence[str]) -> str:
    """The headings above a paragraph, outermost first."""
    if not section:
        return ""
    parts = '<span class="qa-sep" aria-hidden="true"> › </span>'.join(
        f"<span>{esc(heading)}</span>" for heading in section
    )
    return f'<p class="qa-path">{parts}</p>'


def strand_tag(strand: Strand, section: Sequence[str]) -> str:
    """Which half of the inspection this is, unless there is only one or a heading says it."""
    if strand is Strand.GENERAL or any(strand in heading.casefold() for heading in section):
        return ""
    return f'<span class="qa-strand">{esc(str(strand).capitalize())}</span>'


def marked(text: str, start: int, end: int, mark: Span | None) -> str:
    """Characters `start` to `end` of a text, escaped, with what `mark` covers in `<mark>`.

    >>> marked("a < b", 0, 5, (2, 5))
    'a <mark>&lt; b</mark>'
    """
    if mark is None:
        return words(text[start:end])
    first, last = max(start, mark[0]), min(end, mark[1])
    if first >= last:
        return words(text[start:end])
    before, within, after = text[start:first], text[first:last], text[last:end]
    return f"{words(before)}<mark>{words(within)}</mark>{words(after)}"


def lines(text: str, start: int, end: int) -> Iterator[Span]:
    r"""The lines of characters `start` to `end`, as places in the text.

    >>> list(lines("ab\ncd", 0, 5))
    [(0, 2), (3, 5)]
    """
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop == -1 else stop
        yield start, stop
        start = stop + 1


def passage(paragraph: Paragraph, start: int, end: int, mark: Span | None = None) -> str:
    """Characters `start` to `end` of a paragraph as HTML, its list as a list, `mark` marked."""
    parts: list[str] = []
    listing = False
    for first, last in lines(paragraph.text, start, end):
        begins = _item_start(paragraph, first, last)
        if (begins is not None) != listing:
            listing = not listing
            parts.append("<ul>" if listing else "</ul>")
        tag = "li" if listing else "p"
        shown = marked(paragraph.text, first if begins is None else begins, last, mark)
        parts.append(f"<{tag}>{shown}</{tag}>")
    if listing:
        parts.append("</ul>")
    return "".join(parts)


def _item_start(paragraph: Paragraph, first: int, last: int) -> int | None:
    """Where the words of the list item on this line begin: its bullet is drawn by the list."""
    for item in paragraph.items:
        if first <= item.start < last:
            return item.start
        if item.start < first < item.end:
            return first
    return None


def prose(paragraph: Paragraph, mark: Span | None = None) -> str:
    """A whole paragraph as HTML."""
    return passage(paragraph, 0, len(paragraph.text), mark)


_INLINE = re.compile(
    r"\\(?P<plain>[^\w\s])"
    r"|\*\*(?P<strong>.+?)\*\*"
    r"|(?<!\w)[*_](?=\S)(?P<em>[^*_]+)(?<=\S)[*_](?!\w)"
)


def light_markdown(text: str) -> str:
    """Bold, emphasis, paragraphs and lists of our own sentences; all else is shown as it stands.

    No links, images or HTML: a name or a question that is repeated in a sentence stays text.

    >>> light_markdown("**Inadequate** <b> [x](y)")
    '<p><strong>Inadequate</strong> &lt;b&gt; [x](y)</p>'
    """
    html: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        rows = block.split("\n")
        if all(row.lstrip().startswith("- ") for row in rows):
            items = "".join(f"<li>{_inline(row.lstrip()[2:])}</li>" for row in rows)
            html.append(f"<ul>{items}</ul>")
        elif block:
            html.append("<p>" + "<br>".join(_inline(row) for row in rows) + "</p>")
    return "".join(html)


def _inline(text: str) -> str:
    """Bold and emphasis in a line, the rest escaped."""
    parts: list[str] = []
    done = 0
    for match in _INLINE.finditer(text):
        parts.append(esc(text[done : match.start()]))
        tag = match.lastgroup
        inner = match.group(tag) if tag else ""
        if tag == "plain":
            parts.append(esc(inner))
        else:
            parts.append(f"<{tag}>{_inline(inner)}</{tag}>")
        done = match.end()
    parts.append(esc(text[done:]))
    return "".join(parts)
