"""The account of a report's reading, as HTML: what was found, restored, and where the text went."""

from __future__ import annotations

from collections.abc import Iterable

from qa.reading.tally import KINDS, Tally
from qa.report import Paragraph
from qa.web.parts.html import capital, counted, esc


def summary(tally: Tally) -> str:
    """The account in a phrase, for a list of reports."""
    found = [counted(tally.numbered, "paragraph")]
    if tally.unnumbered:
        found.append(f"{tally.unnumbered} without a number")
    return f"{', '.join(found)}; {_restored(tally)}; {tally.covered} of the text accounted for"


def _restored(tally: Tally) -> str:
    restored = counted(len(tally.restored), "number") if tally.restored else "no numbers"
    return f"{restored} restored"


def account(tally: Tally) -> str:
    """The whole account, folded away under its summary."""
    return (
        f'<details class="qa-account"><summary>How this report was read: {esc(summary(tally))}'
        f'</summary><div class="qa-account-body"><div>{_characters(tally)}</div>'
        f"<div>{_doubts(tally)}</div></div></details>"
    )


def _characters(tally: Tally) -> str:
    rows = "".join(
        f'<tr><th scope="row">{capital(name)}</th><td>{tally.characters[kind]:,}</td>'
        f"<td>{100 * tally.characters[kind] / max(tally.total, 1):.1f} %</td></tr>"
        for kind, name in KINDS.items()
    )
    return (
        '<table class="qa-table qa-counts">'
        "<caption>Where each character of the source went</caption>"
        '<thead><tr><th scope="col">Read as</th><th scope="col">Characters</th>'
        f'<th scope="col">Share</th></tr></thead><tbody>{rows}</tbody>'
        f'<tfoot><tr><th scope="row">All</th><td>{tally.total:,}</td><td>100 %</td></tr></tfoot>'
        "</table>"
    )


def _doubts(tally: Tally) -> str:
    report = tally.report
    parts = [
        f"<p>Recommendations found: {len(report.recommendations)}. "
        f"Judgements found: {len(report.judgements)}.</p>"
    ]
    if tally.restored:
        parts.append(_part(capital(_restored(tally)), map(_note, tally.restored)))
    else:
        parts.append("<p>Every paragraph number is as printed.</p>")
    parts.append(_part("Noted", map(_note, tally.noted)))
    parts.append(_part("Text not assigned", map(esc, tally.unassigned)))
    parts.append(_part("Warnings", (esc(capital(warning)) for warning in tally.warnings)))
    parts.append(_part("Trouble", map(esc, tally.troubles)))
    return "".join(parts)


def _part(title: str, items: Iterable[str]) -> str:
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f'<h3 class="qa-h3">{title}</h3><ul>{listed}</ul>' if listed else ""


def _note(paragraph: Paragraph) -> str:
    why = "; ".join(paragraph.notes) or "not as printed"
    link = f"#{paragraph.report}-{paragraph.number}"
    return f'<a href="{esc(link)}">{esc(capital(paragraph.label))}</a>: {esc(why)}'
