"""Ask public inspection reports; every quote is the report's own words, cited by paragraph.

>>> from qa import Assistant
>>> answer = Assistant.open("index").ask("Harrow LAC health?")  # doctest: +SKIP
>>> answer.quotes[0].citation.rpartition(", ")[2]  # doctest: +SKIP
'paragraph 58'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.answer.form.reply import Answer
    from qa.assistant import Assistant
    from qa.checking.verdicts import Checked
    from qa.errors import QAError
    from qa.quotation import Quote
    from qa.report import Judgement, Paragraph, Report
    from qa.search.asked.question import Filters

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "Assistant",
    "Checked",
    "Filters",
    "Judgement",
    "Paragraph",
    "QAError",
    "Quote",
    "Report",
]

_HOMES = {
    "Answer": "qa.answer.form.reply",
    "Assistant": "qa.assistant",
    "Checked": "qa.checking.verdicts",
    "Filters": "qa.search.asked.question",
    "Judgement": "qa.report",
    "Paragraph": "qa.report",
    "QAError": "qa.errors",
    "Quote": "qa.quotation",
    "Report": "qa.report",
}


def __getattr__(name: str) -> object:
    """A public name, its module imported when it is first asked for: `import qa` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'qa' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
