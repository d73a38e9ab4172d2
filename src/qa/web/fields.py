"""Form controls: the browser's own, so that keyboard, screen reader and phone know them."""

from __future__ import annotations

from collections.abc import Sequence

from qa.report import Strand
from qa.web.html import esc

Options = Sequence[tuple[str, str]]

STRAND_NAMES = {
    Strand.SAFEGUARDING: "Safeguarding",
    Strand.LOOKED_AFTER: "Looked after children",
    Strand.GENERAL: "All children (no strands in the report)",
}


def select(
    form: str,
    name: str,
    label: str,
    options: Options,
    *,
    nothing: str | None = None,
    chosen: str = "",
) -> str:
    """A labelled list to choose one from, of a form; `nothing` is what leaving it empty means.

    >>> select("f", "year", "Year", [("2012", "2012")]).partition("<select")[2]
    ' id="qa-f-year" name="year"><option value="2012">2012</option></select></div>'
    """
    every = options if nothing is None else [("", nothing), *options]
    place = f"qa-{esc(form)}-{esc(name)}"
    return (
        f'<div class="qa-field"><label for="{place}">{esc(label)}</label>'
        f'<select id="{place}" name="{esc(name)}">{options_of(every, chosen)}</select></div>'
    )


def options_of(options: Options, chosen: str = "") -> str:
    """The choices of a list."""
    return "".join(
        f'<option value="{esc(key)}"{" selected" if key == chosen else ""}>{esc(name)}</option>'
        for key, name in options
    )
