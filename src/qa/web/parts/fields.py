"""Form controls: the browser's own, so that keyboard, screen reader and phone know them."""

from __future__ import annotations

from collections.abc import Sequence

from qa.overview import Choices
from qa.report import Strand
from qa.web.parts.html import esc

FINDABLE = 8  # with fewer to choose from a field to find one in is only in the way

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
    return _field(form, name, label, "select", "", options_of(every, chosen))


def text_field(
    form: str, name: str, label: str, *, rows: int = 1, hint: str = "", value: str = ""
) -> str:
    """A labelled field to type in, of one line or several; `value` stands in it."""
    told = f' placeholder="{esc(hint)}"' if hint else ""
    if rows > 1:
        return _field(form, name, label, "textarea", f'rows="{rows}"{told}', "")
    told += f' value="{esc(value)}"' if value else ""
    return _field(form, name, label, "input", f'maxlength="300" autocomplete="off"{told}')


def finder(form: str, within: str, label: str, count: int) -> str:
    """A field that hides what does not hold its words in the list with the class `within`.

    finding.js does it, without asking the server. Left out where there is little to choose from.
    """
    if count < FINDABLE:
        return ""
    return _field(
        form,
        "find",
        label,
        "input",
        f'maxlength="300" autocomplete="off" data-find="{esc(within)}"',
    )


def file_field(
    form: str, name: str, label: str, suffixes: Sequence[str], *, several: bool = False
) -> str:
    """A labelled field to choose a file in, or several, or to drop them on."""
    more = " multiple" if several else ""
    return _field(form, name, label, "input", f'type="file" accept="{",".join(suffixes)}"{more}')


def _field(
    form: str, name: str, label: str, tag: str, attributes: str, within: str | None = None
) -> str:
    place = f"qa-{esc(form)}-{esc(name)}"
    more = f" {attributes}" if attributes else ""
    close = "" if within is None else f"{within}</{tag}>"
    return (
        f'<div class="qa-field"><label for="{place}">{esc(label)}</label>'
        f'<{tag} id="{place}" name="{esc(name)}"{more}>{close}</div>'
    )


def options_of(options: Options, chosen: str = "") -> str:
    """The choices of a list."""
    return "".join(
        f'<option value="{esc(key)}"{" selected" if key == chosen else ""}>{esc(name)}</option>'
        for key, name in options
    )


def aspect_options(choices: Choices) -> list[tuple[str, str]]:
    """The aspects to choose from, each once, whichever strands judge it."""
    names = dict.fromkeys(name for _, of_strand in choices.aspects for name in of_strand)
    return [(name, name) for name in sorted(names)]
