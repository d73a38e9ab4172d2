"""Files handed to the browser: the server writes them, page.js saves them."""

from __future__ import annotations

import itertools
from base64 import b64encode
from dataclasses import dataclass

import gradio as gr

from qa.web.assets import SCRIPT
from qa.web.html import esc

_count = itertools.count(1)


@dataclass(frozen=True, slots=True)
class File:
    """A file to save; an SVG named .png is drawn as one by the browser."""

    name: str
    kind: str
    content: bytes


def outlet() -> gr.HTML:
    """The part of the page, never seen, that files come out of."""
    return gr.HTML("", elem_id="qa-file", js_on_load=SCRIPT, apply_default_css=False)


def handed(file: File) -> str:
    """What the outlet is given, different each time: the same file may be wanted twice."""
    return (
        f'<div hidden data-number="{next(_count)}" data-name="{esc(file.name)}" '
        f'data-kind="{esc(file.kind)}" data-content="{b64encode(file.content).decode()}"></div>'
    )
