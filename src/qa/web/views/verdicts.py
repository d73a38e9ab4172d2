"""Quotations checked, as HTML: what has to be looked at first, what stands folded away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.checking.differences import Difference, Kind
from qa.checking.documents import SUFFIXES
from qa.checking.verdicts import Checked, Match, Verdict
from qa.report import Report
from qa.web.parts.fields import file_field, select, text_field
from qa.web.parts.html import button, capital, copy_button, counted, esc, words

_FILE = f"Or a paper as a file: {', '.join(SUFFIXES)}, at most 15 MB; choose it or drop it here"
SHOWN_OF_QUOTATION = 700  # characters

_KINDS = {
    Kind.CHANGED: "Other words",
    Kind.ADDED: "Not in the report",
    Kind.LEFT_OUT: "Left out without a mark",
    Kind.CASE: "Capital or small letter",
    Kind.HYPHEN: "Hyphen or space",
    Kind.PUNCTUATION: "Punctuation",
    Kind.OMISSION: "Left out, as marked",
    Kind.INSERTION: "Put in, as marked",
}


def form(reports: Sequence[Report]) -> str:
    """What is to be checked, and where it is said to be from."""
    options = [(report.key, report.short_title) for report in reports]
    return (
        '<h2 class="qa-h2">Check quotations</h2>'
        "<p>Are these really the report’s words? Paste a quotation, or a whole paper with "
        "quotations in it. Nothing of it is kept.</p>"
        '<form class="qa-form" data-submit="check" aria-label="What to check">'
        f"{text_field('check', 'text', 'Text', rows=6)}"
        '<fieldset class="qa-choice"><legend>This text is</legend>'
        '<label><input type="radio" name="what" value="quotation" checked> one quotation</label>'
        '<label><input type="radio" name="what" value="paper"> a paper: check every quotation in '
        "it, each against the citation beside it</label></fieldset>"
        f"{file_field('check', 'file', _FILE, SUFFIXES)}"
        '<div class="qa-filters">'
        f"{select('check', 'report', 'Said to be from', options, nothing='Any report')}"
        f"{text_field('check', 'paragraph', 'Paragraph', hint='like 58')}</div>"
        '<p class="qa-actions"><button type="submit" class="qa-primary">Check</button>'
        '<button type="reset" class="qa-step">Clear</button></p></form>'
    )


def verdicts(checked: Sequence[Checked], others: int = 0) -> str:
    """What was found: how many stand, then each quotation. Of a text that was checked as one, and
    holds `others`, those can be checked instead.
    """
    if not checked:
        return (
            '<p class="qa-count" role="status">There is no quotation in that text.</p>'
            "<p>A quotation stands between quotation marks, or set apart with “&gt; ” before its "
            "lines. To check the text itself, choose <b>one quotation</b>.</p>"
        )
    wrong = [row for row in checked if row.fails]
    stand = [row for row in checked if row.stands]
    short = [row for row in checked if not row.stands and not row.fails]
    if len(checked) == 1:
        card = _card(checked[0], is_alone=True)
        return f'<div class="qa-verdicts" role="status">{_others(others)}{card}</div>'
    return (
        f'<p class="qa-count" role="status">{_tally(len(checked), len(stand), len(wrong))}</p>'
        f"{_group('To look at', wrong, is_open=True)}{_group('Stand', stand)}"
        f"{_group('Too short to tell', short)}"
    )


def _others(count: int) -> str:
    """The way to check a paper as one; page.js sends the form again."""
    if not count:
        return ""
    each = "it by itself" if count == 1 else "each by itself"
    return (
        f'<p class="qa-warning">This text was checked as one quotation. It holds '
        f"{counted(count, 'quotation')}. "
        f'<button type="button" class="qa-link" data-paper="1">Check {each}</button></p>'
    )


def _tally(count: int, stand: int, wrong: int) -> str:
    short = count - stand - wrong
    parts = [f"{stand} stand{'s' if stand == 1 else ''}"]
    parts += [f"{wrong} to look at"] if wrong else []
    parts += [f"{short} too short to tell"] if short else []
    return f"{count:,} quotations: {', '.join(parts)}"


def _group(title: str, rows: Sequence[Checked], *, is_open: bool = False) -> str:
    if not rows:
        return ""
    return (
        f'<details class="qa-verdicts"{" open" if is_open else ""}>'
        f"<summary>{title} ({len(rows):,})</summary>{''.join(_card(row) for row in rows)}</details>"
    )


def _card(row: Checked, *, is_alone: bool = False) -> str:
    where = f'<span class="qa-small">{esc(capital(row.where))}</span>' if row.where else ""
    claimed = f'<p class="qa-small">Said to be from: {esc(row.claim.text)}</p>' if row.claim else ""
    notes = "".join(f"<p>{esc(note)}</p>" for note in row.notes)
    return (
        f'<article class="qa-checked"><div class="qa-verdict">{_verdict(row)} {where}</div>'
        f'<blockquote class="qa-quoted"><p>{esc(_shown(row.quotation))}</p></blockquote>{claimed}'
        f"{notes}{_differences(row.differences)}{_places(row, is_alone)}</article>"
    )


def _verdict(row: Checked) -> str:
    """The verdict in words, with a sign and a colour beside them."""
    kind, sign = ("short", "?")
    if row.stands:
        kind, sign = "stands", "✓"
    elif row.fails:
        kind, sign = "fails", "✗"
    return (
        f'<strong class="qa-sign" data-verdict="{kind}"><span aria-hidden="true">{sign}</span> '
        f"{esc(row.said)}</strong>"
    )


def _shown(text: str) -> str:
    if len(text) <= SHOWN_OF_QUOTATION:
        return text
    return f"{text[:SHOWN_OF_QUOTATION]}… ({len(text):,} characters in all)"


def _differences(differences: Sequence[Difference]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_KINDS[difference.kind]}</th>'
        f"<td>{_side(difference.quotation)}</td><td>{_side(difference.report)}</td></tr>"
        for difference in differences
    )
    heads = "".join(
        f'<th scope="col">{title}</th>' for title in ("Difference", "You have", "The report has")
    )
    return (
        '<div class="qa-scroll" tabindex="0" role="region" aria-label="Differences">'
        f'<table class="qa-table qa-differences"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        if rows
        else ""
    )


def _side(words: str) -> str:
    return f"“{esc(words)}”" if words else '<span class="qa-muted">nothing</span>'


def _places(row: Checked, is_alone: bool) -> str:
    """Where the words stand, the first with its words; or what comes nearest."""
    whole = row.matches if row.verdict is Verdict.APART else row.matches[:1]
    shown = "".join(_place(match) for match in whole)
    others = row.matches[len(whole) :]
    if others:
        more = f" and {row.more:,} more" if row.more else ""
        listed = "".join(f"<li>{_open(match, match.citation)}</li>" for match in others)
        shown += (
            '<details class="qa-others"><summary>The same words in '
            f"{counted(len(others), 'other place')}{more}</summary><ul>{listed}</ul></details>"
        )
    return shown + _nearest(row.nearest, is_alone)


def _nearest(matches: Iterable[Match], is_open: bool) -> str:
    """What comes nearest, called so; of one among many it is folded away."""
    shown = "".join(map(_place, matches))
    return (
        f'<details class="qa-others qa-nearest"{" open" if is_open else ""}>'
        f"<summary>Nearest in the reports (not these words)</summary>{shown}</details>"
        if shown
        else ""
    )


def _place(match: Match) -> str:
    copied = f"“{match.text}” ({match.citation})"
    return (
        f'<figure class="qa-quote"><blockquote><p>{words(match.text)}</p></blockquote>'
        f"<figcaption><cite>{esc(match.citation)}</cite></figcaption>"
        f'<div class="qa-actions">{_open(match, "Open in the report")}'
        f"{copy_button('Copy the report’s words', copied)}"
        f"{copy_button('Copy citation', match.citation)}</div></figure>"
    )


def _open(match: Match, label: str) -> str:
    name = f"Open in the report: {match.citation}"
    return button(label, "read", name=name, key=match.key, words=match.text)
