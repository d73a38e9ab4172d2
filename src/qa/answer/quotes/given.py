"""What the quotes of each report give of what is asked, a number, a share or a date, and the lines
that tell it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.markdown import escaped
from qa.quotation import Quote


@dataclass(frozen=True, slots=True)
class Giving:
    """What a quote gives, as printed; nothing is `told` where its report gives several things.

    It is `plain` where it is of just what is asked, and of no part of that.
    """

    quote: Quote
    told: str = ""
    plain: bool = False


def given_of_each(given: Iterable[Giving]) -> list[Giving]:
    """What quotes give, one of each report; of one whose quotes give several things, that they do,
    where others are told: a list that leaves it out would be taken for the whole.

    Of several things in a report the one that is plainly what is asked is meant.
    """
    of_report: dict[str, list[Giving]] = {}
    for row in given:
        of_report.setdefault(row.quote.report.key, []).append(row)
    rows = [found for found in of_report.values() if any(n.told.casefold() != "one" for n in found)]
    each = [_one_of(found) for found in rows]
    return each if any(row.told for row in each) else []


def _one_of(found: Sequence[Giving]) -> Giving:
    for rows in (found, [row for row in found if row.plain]):
        if len({row.told for row in rows}) == 1:
            return rows[0]
    return Giving(found[0].quote)


def lines_of(given: Sequence[Giving]) -> str:
    """What is given, in a line a report."""
    lines = [_line(row) for row in given]
    return "\n".join(f"- {line}" for line in lines) if len(lines) > 1 else "".join(lines)


def _line(row: Giving) -> str:
    told = f"**{row.told}**" if row.told else "several are given"
    return f"{escaped(row.quote.report.short_title)}: {told} ({row.quote.paragraph.label})."


def gives_all(given: Sequence[Giving], quotes: Sequence[Quote]) -> bool:
    """Whether one thing of each report that is quoted is given, of several."""
    told = {row.quote.report.key for row in given if row.told}
    return len(told) > 1 and told == {quote.report.key for quote in quotes}
