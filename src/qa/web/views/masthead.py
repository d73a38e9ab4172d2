"""What stands above and below the tabs."""

from __future__ import annotations

from qa.web.parts.html import esc
from qa.web.parts.panel import NOTICE


def header(title: str) -> str:
    """The name of the page, and a way past it for those who read by ear or by keyboard."""
    return (
        '<a class="qa-skip" href="#qa-question">Skip to the question</a>'
        f'<div class="qa-masthead"><h1>{esc(title)}</h1>'
        "<p>Answers in the reports’ own words, cited by paragraph</p></div>"
    )


def footer() -> str:
    """Whose words these are."""
    return (
        f'<div class="qa-footer"><p>Reports: {NOTICE}</p>'
        "<p>This is not a service of the inspectorate. Check what you rely on against the published"
        " report.</p></div>"
    )
