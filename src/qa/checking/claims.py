"""Where a text says its quotation is from: a report, a paragraph, or both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qa.authorities import LocalAuthority, fold, load_authorities
from qa.errors import UsageError, no_such_report
from qa.keys import number_of, place_of, report_of
from qa.report import Report

_KEY = re.compile(
    r"\b(?P<report>[a-z]+(?:-[a-z]+)*-\d{4}(?:-\d{1,2})?)(?:#(?P<number>[a-z]*-?\d{1,4}|[a-z]{5,16})"
    r"(?:\.(?P<item>\d{1,4}))?)?(?![\w-])"
)
_NUMBER = r"\d{1,3}(?:\.\d{1,3})?(?!\d)"
_PARAGRAPHS = re.compile(
    r"(?P<annex>\bannexe?\b(?:\s+[A-Z]\b)?,?\s+)?(?:\b(?:paragraphs?|paras?|pars?|pt)\b\.?|¶+|§+)\s*"
    rf"(?P<numbers>{_NUMBER}(?:\s*(?:[-–—,&]|to|and)\s*{_NUMBER})*)"
    r"(?:\s+\([^()]*\))?(?:,\s+item\s+(?P<item>\d{1,3}))?(?P<of>\s+of\s+the\s+annexe?\b)?",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"({_NUMBER})\s*(?:[-–—]|to)\s*({_NUMBER})", re.IGNORECASE)
_PARTS = (
    (re.compile(r"\brecord of main findings\b", re.I), "findings"),
    (re.compile(r"\bgrades table\b", re.I), "grades"),
    (re.compile(r", recommendations(?=\s*(?:, item|[).]|$))", re.I), "recommendations"),
    (re.compile(r"\bunnumbered text (?P<number>\d{1,3})\b", re.I), "u"),
)
_ITEM = re.compile(r"\s*(?:\([^()]*\))?,\s+item\s+(\d{1,3})", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d£#-])(?:19|20)\d\d(?![\d-])")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_MOST_NAME_WORDS = 6
_LONGEST_RANGE = 50  # paragraphs


@dataclass(frozen=True, slots=True)
class Claim:
    """Where a quotation is said to be from, as printed in `text`.

    `reports` are the keys of the reports it may mean, `paragraphs` the numbers ("58", "annex-3",
    "57.3" with an item); empty for any. `unheld` names a report the library has not got.
    """

    text: str
    reports: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    unheld: str | None = None

    def allows(self, key: str) -> bool:
        """Whether words found at this key ("harrow-2012#57.3") are where they are said to be."""
        if self.unheld or (self.reports and report_of(key) not in self.reports):
            return False
        here = {place_of(key), number_of(key)}
        return not self.paragraphs or not here.isdisjoint(self.paragraphs)

    @property
    def names_paragraph(self) -> bool:
        """Whether it says which paragraph, so that even a few words can be looked for there."""
        return bool(self.paragraphs) and not self.unheld

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "reports": list(self.reports),
            "paragraphs": list(self.paragraphs),
            "unheld": self.unheld,
        }


class Claims:
    """Reads claims against the reports that are held."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._reports = tuple(reports)
        self._keys = {report.key for report in self._reports}

    def given(self, report: str | None, paragraph: str | None) -> Claim | None:
        """What was said outright: a report's key or an authority, and a paragraph's number.

        Raises NotFoundError for a report that is not held, UsageError for what is no number.
        """
        if not report and not paragraph:
            return None
        numbers: tuple[str, ...] = ()
        if paragraph:
            bare = paragraph.strip().removeprefix("#").casefold()
            if not re.fullmatch(r"[a-z]*-?\d{0,4}(?:\.\d{1,4})?", bare) or not bare:
                raise UsageError(f'"{paragraph[:40]}" is not the number of a paragraph, like 58.')
            numbers = (bare,)
        said = ", ".join(filter(None, [report, f"paragraph {numbers[0]}" if numbers else ""]))
        return Claim(said, self._named(report) if report else (), numbers)

    def _named(self, report: str) -> tuple[str, ...]:
        wanted = report.strip().casefold()
        if wanted in self._keys:
            return (wanted,)
        of_authority = tuple(
            held.key
            for held in self._reports
            if wanted in (held.authority_key, held.authority.casefold())
        )
        if not of_authority:
            raise no_such_report(report, [held.key for held in self._reports])
        return of_authority

    def read(self, text: str) -> Claim | None:
        """The citation that a piece of text holds, if it holds one."""
        keyed = _KEY.search(text)
        if keyed and (keyed["number"] or keyed["report"] in self._keys):
            return self._of_key(keyed)
        numbers = tuple(_paragraphs(text))
        years = {int(year) for year in _YEAR.findall(text)}
        # "Reading" is a place beside a year or a paragraph; elsewhere it may be a word.
        sure = bool(numbers or years)
        named = list(dict.fromkeys(authorities_in(text, ambiguous=sure)))
        if not numbers and not named:
            return None
        said = " ".join(text.split()).rstrip(",;:")
        if not named:
            of_year = tuple(r.key for r in self._reports if r.year in years)
            return Claim(said, of_year, numbers)
        return self._of_authorities(said, named, years, numbers)

    def _of_key(self, keyed: re.Match[str]) -> Claim:
        report = keyed["report"]
        number = (keyed["number"] or "") + (f".{keyed['item']}" if keyed["item"] else "")
        numbers = (number,) if number else ()
        if report not in self._keys:
            return Claim(keyed.group(), (), numbers, unheld=report)
        return Claim(keyed.group(), (report,), numbers)

    def _of_authorities(
        self,
        said: str,
        named: Sequence[LocalAuthority],
        years: set[int],
        numbers: tuple[str, ...],
    ) -> Claim:
        keys = {authority.key for authority in named}
        held = [report for report in self._reports if report.authority_key in keys]
        dated = [report for report in held if report.year in years] if years else held
        if dated:
            return Claim(said, tuple(report.key for report in dated), numbers)
        names = " or ".join(authority.name for authority in named)
        when = " or ".join(map(str, sorted(years)))
        return Claim(said, (), numbers, unheld=f"{names} {when}".strip())


def _paragraphs(text: str) -> Iterator[str]:
    """The numbers of the paragraphs that a text names, ranges counted out.

    >>> list(_paragraphs("paras 58-60 and annex, paragraph 3, item 2"))
    ['58', '59', '60', 'annex-3.2']
    """
    for found in _PARAGRAPHS.finditer(text):
        before = "annex-" if found["annex"] or found["of"] else ""
        after = f".{found['item']}" if found["item"] else ""
        for number in _counted_out(found["numbers"]):
            yield f"{before}{number}{after}"
    for pattern, part in _PARTS:
        if found_part := pattern.search(text):
            item = _ITEM.match(text, found_part.end())
            number = found_part["number"] if part == "u" else ""
            yield part + number + (f".{item[1]}" if item else "")


def _counted_out(numbers: str) -> Iterator[str]:
    between: list[str] = []
    for span in _RANGE.finditer(numbers):
        first, last = span.groups()
        if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
            between += map(str, range(int(first) + 1, int(last)))
    yield from sorted(dict.fromkeys([*re.findall(_NUMBER, numbers), *between]), key=float)


def authorities_in(text: str, *, ambiguous: bool = True) -> Iterator[LocalAuthority]:
    """The authorities a text names with a capital letter, in order, the longest names first;
    those whose name is an ordinary word as well only if `ambiguous`.

    >>> [found.key for found in authorities_in("Harrow, and Barking and Dagenham; reading")]
    ['harrow', 'barking-and-dagenham']
    """
    by_name = load_authorities().by_name
    words = list(_WORD.finditer(text))
    place = 0
    while place < len(words):
        for count in range(min(_MOST_NAME_WORDS, len(words) - place), 0, -1):
            printed = text[words[place].start() : words[place + count - 1].end()]
            found = by_name.get(fold(_POSSESSIVE.sub("", printed)))
            if found and printed[0].isupper():
                if ambiguous or printed not in found.ambiguous:
                    yield found
                place += count
                break
        else:
            place += 1
