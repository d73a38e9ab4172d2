"""Kinds of damage that reports come with, done on purpose: each takes a text and gives another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

NUMBERED = re.compile(r"(?:- )?(\d{1,3})\. ")
BULLETED = re.compile(r" ?- (?!\d{1,3}\. )")


def body_span(lines: Sequence[str]) -> tuple[int, int]:
    """The lines of the body: from the first numbered paragraph to the table of judgements."""
    first = next(i for i, line in enumerate(lines) if NUMBERED.match(line))
    tables = ("Record of main findings", "Grades")
    last = max(i for i, line in enumerate(lines) if line.startswith(tables))
    return first, last if last > first else len(lines)


def prose_lines(lines: Sequence[str]) -> list[int]:
    """Lines of the body that are long enough to be nothing but text."""
    first, last = body_span(lines)
    return [i for i in range(first, last) if len(lines[i]) > 130 and "\t" not in lines[i]]


def numbered_lines(lines: Sequence[str]) -> list[int]:
    first, last = body_span(lines)
    return [i for i in range(first, last) if NUMBERED.match(lines[i])]


def title(text: str) -> str:
    """The title on a report's first page."""
    return next(line for line in text.split("\n") if len(line.split()) > 2)


# -- the file -----------------------------------------------------------------------------------


def line_ends(text: str, random: Random) -> str:
    """Each line with an end of its own kind."""
    ends = random.choice([["\r\n"], ["\r"], ["\r\n", "\n"], ["\r\n", "\r"]])
    return re.sub("\n", lambda _: random.choice(ends), text)


def encoded(text: str, random: Random) -> bytes:
    """UTF-8 with or without a byte-order mark, or Windows-1252 with its curly quotes."""
    encoding = random.choice(["utf-8", "utf-8-sig", "cp1252"])
    return text.encode(encoding, errors="replace" if encoding == "cp1252" else "strict")


def curly_quotes(text: str, random: Random) -> str:
    return re.sub(r"(?<=\w)'", "\u2019", text).replace(" '", " \u2018")


# -- white space --------------------------------------------------------------------------------


def some(places: Sequence[int], random: Random, share: float) -> list[int]:
    return [place for place in places if random.random() < share]


def _replaced(text: str, places: Sequence[int], new: str, length: int = 1) -> str:
    parts, last = [], 0
    for place in places:
        parts += [text[last:place], new]
        last = place + length
    return "".join([*parts, text[last:]])


def _spaces(text: str) -> list[int]:
    """The spaces between the words of prose."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return [
        starts[i] + m.start()
        for i in prose_lines(lines)
        for m in re.finditer(r"(?<=\S) ", lines[i])
    ]


def stray_tabs(text: str, random: Random) -> str:
    """Tabs for spaces within prose, and at the ends of lines of text."""
    text = _replaced(text, some(_spaces(text), random, 0.02), "\t")
    lines = text.split("\n")
    first, last = body_span(lines)
    for i in some(range(first, last), random, 0.05):
        if lines[i] and "\t" not in lines[i]:
            lines[i] += "\t"
    return "\n".join(lines)


def odd_spaces(text: str, random: Random) -> str:
    """Non-breaking and thin spaces for spaces, anywhere."""
    places = [m.start() for m in re.finditer(r"(?<=\S) (?=\S)", text)]
    return _replaced(text, some(places, random, 0.05), random.choice("\u00a0\u2009\u202f"))


def trailing_space(text: str, random: Random) -> str:
    return re.sub(r"(?<=\S)\n", lambda _: random.choice(["\n", " \n", "   \n"]), text)


def no_width(text: str, random: Random) -> str:
    """Characters that show nothing, anywhere."""
    places = some(range(len(text)), random, 0.003)
    return _replaced(text, places, random.choice("\u200b\u200c\ufeff\u2060\u00ad"), 0)


# -- lines --------------------------------------------------------------------------------------


def fold(line: str, width: int, hang: str = "") -> list[str]:
    """A line folded at spaces to a width; only the first keeps the line's own indent."""
    lead = line[: len(line) - len(line.lstrip(" "))]
    rows = [""]
    for word in line.strip(" ").split(" "):
        start = lead if len(rows) == 1 else hang
        room = f"{rows[-1]} {word}" if rows[-1] else start + word
        if len(room) <= width or not rows[-1]:
            rows[-1] = room
        else:
            rows.append(hang + word)
    return rows


def folded(text: str, random: Random, *, parted: bool = False, share: float = 1.0) -> str:
    """The text with (a share of) its lines folded; `parted` puts a blank line after each."""
    width, hang = random.randint(60, 100), random.choice(["", "  ", "    "])
    out: list[str] = []
    for line in text.split("\n"):
        rows = fold(line, width, hang) if random.random() < share else [line]
        out += rows
        if parted and line.strip() and "\t" not in line:
            out.append("")
    return "\n".join(out)


# -- pages --------------------------------------------------------------------------------------


def page_break(random: Random, page: int, header: str) -> str:
    """What a conversion leaves of a page's edge: a number, a header, a form feed."""
    number = random.choice([str(page), f"Page {page}", f"- {page} -", f"Page {page} of 40"])
    return random.choice(
        [
            f"\n\n{number}\n\n",
            f"\n\n{number}\n\n{header}\n\n",
            f"\n\n{header}\n\n{number}\n\n",
            f"\n{number}\n\f{header}\n",
            f"\n\n{header}\n{number}\n\n\f",
            "\n\n\n",
            "\n\f",
        ]
    )


def page_breaks(text: str, random: Random, count: int = 12) -> str:
    """Page breaks in mid-sentence of prose, each with the same header."""
    places = _mid_sentence(text)
    chosen = sorted(random.sample(places, min(count, len(places))))
    header = random.choice([title(text), "Inspection report: final"])
    parts, last = [], 0
    for page, place in enumerate(chosen, 3):
        parts += [text[last:place], page_break(random, page, header)]
        last = place + 1
    return "".join([*parts, text[last:]])


def _mid_sentence(text: str) -> list[int]:
    """Spaces between two words in small letters."""
    return [p for p in _spaces(text) if text[p - 1].islower() and text[p + 1].islower()]


def breaks_between_lines(text: str, random: Random, count: int = 12) -> str:
    """Page breaks between lines: in lists, in the table, under headings."""
    lines = text.split("\n")
    first, _ = body_span(lines)
    header = "Inspection report: final"
    for page, i in enumerate(sorted(random.sample(range(first + 1, len(lines)), count)), 3):
        lines[i] = page_break(random, page, header).removeprefix("\n") + lines[i]
    return "\n".join(lines)


def break_after_number(text: str, random: Random, count: int = 8) -> str:
    """Page breaks, or mere line ends, between a paragraph's number and its words."""
    lines = text.split("\n")
    header = title(text)
    for page, i in enumerate(random.sample(numbered_lines(lines), count), 3):
        head, words = lines[i].split(". ", 1)
        edge = random.choice(["\n", "\n\n", f"\n\n{page}\n\n", f"\n\n{page}\n\n{header}\n\n"])
        lines[i] = f"{head}.{edge}{words}"
    return "\n".join(lines)


# -- numbers ------------------------------------------------------------------------------------


def numbers_dropped(text: str, random: Random, count: int = 4, *, bullet: bool = True) -> str:
    lines = text.split("\n")
    for i in random.sample(numbered_lines(lines), count):
        lines[i] = NUMBERED.sub("- " if bullet and random.random() < 0.5 else "", lines[i], count=1)
    return "\n".join(lines)


def numbers_doubled(text: str, random: Random, count: int = 8) -> str:
    lines = text.split("\n")
    for i in random.sample(numbered_lines(lines), count):
        lines[i] = NUMBERED.sub(r"\1. \g<0>", lines[i], count=1).replace(". - ", ". ", 1)
    return "\n".join(lines)


def numbers_misprinted(text: str, random: Random, count: int = 4) -> str:
    lines = text.split("\n")
    for i in random.sample(numbered_lines(lines), count):
        lines[i] = NUMBERED.sub(f"{random.randint(1, 160)}. ", lines[i], count=1)
    return "\n".join(lines)


def numbers_shifted(text: str, random: Random, count: int = 4) -> str:
    """Numbers moved into the sentence."""
    lines = text.split("\n")
    for i in random.sample(numbered_lines(lines), count):
        found = NUMBERED.match(lines[i])
        assert found
        words = lines[i][found.end() :].split(" ")
        at = random.randint(1, min(12, len(words) - 1))
        lines[i] = " ".join([*words[:at], f"{found.group(1)}.", *words[at:]])
    return "\n".join(lines)


# -- bullets and headings -----------------------------------------------------------------------


def bullets_changed(text: str, random: Random) -> str:
    """One bullet for another, throughout."""
    bullet = random.choice(["•", "·", "–", "*", "o", "▪", "\uf0b7", "◦", "—", "•\t"])
    space = "" if bullet.endswith("\t") else random.choice([" ", "  ", "\t"])
    return re.sub(r"(?m)^( ?)- ", lambda m: m.group(1) + bullet + space, text)


def bullets_stripped(text: str, random: Random) -> str:
    lines = text.split("\n")
    first, last = body_span(lines)
    for i in range(first, last):
        lines[i] = BULLETED.sub(random.choice(["", " "]), lines[i], count=1)
    return "\n".join(lines)


def tags_glued(text: str, random: Random) -> str:
    """Grades on lines of their own put to the heading before them."""
    glue = ["", " ", "**", "\t", ": ", " – "]
    return re.sub(
        r"(?<=[a-z?])\n\n(Grade \d \(?\w+\))",
        lambda m: random.choice(glue) + m.group(1),
        text,
    )
