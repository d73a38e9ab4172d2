"""A part of the page whose HTML the server writes and page.js brings to life."""

from __future__ import annotations

from typing import Any

import gradio as gr

from qa.web.parts.assets import SCRIPT
from qa.web.parts.html import esc

# How an event of the page's own is wired: not a route, and no timer of Gradio's over it.
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
# The same, not taken again while it runs.
ONCE = QUIET | {"trigger_mode": "once"}
# The same, of choices made one upon the other: the last is the one that stays shown. Two calls at
# once could be answered in either order.
LAST = QUIET | {"trigger_mode": "always_last"}


def region(value: str, name: str) -> gr.HTML:
    """The part with this id."""
    return gr.HTML(value, elem_id=name, js_on_load=SCRIPT, apply_default_css=False)


def problem(error: object) -> str:
    """A sentence that says what is wrong, read out as it appears."""
    return f'<div class="qa-problem" role="alert"><p>{esc(error)}</p></div>'


def waiting(sentence: str) -> str:
    """What is going on, while it goes on."""
    return f'<p class="qa-waiting" role="status">{esc(sentence)}</p>'
