"""Files handed to the browser, which saves them, and files it hands over, which are read here."""

from __future__ import annotations

import binascii
import itertools
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass

import gradio as gr

from qa.errors import UsageError
from qa.web.parts.html import esc
from qa.web.parts.region import region

_count = itertools.count(1)


@dataclass(frozen=True, slots=True)
class File:
    """A file to save; an SVG named .png is drawn as one by the browser."""

    name: str
    kind: str
    content: bytes


def outlet() -> gr.HTML:
    """The part of the page, never seen, that files come out of."""
    return region("", "qa-file")


def handed(file: File) -> str:
    """What the outlet is given, different each time: the same file may be wanted twice."""
    return (
        f'<div hidden data-number="{next(_count)}" data-name="{esc(file.name)}" '
        f'data-kind="{esc(file.kind)}" data-content="{b64encode(file.content).decode()}"></div>'
    )


def received(sent: object) -> File | None:
    """A file as page.js sends one, or None. Its name is for people, never a path.

    Raises UsageError when what was sent is no file.
    """
    if not isinstance(sent, Mapping):
        return None
    name = str(sent.get("name", "")).replace("\\", "/").rpartition("/")[2][:200]
    try:
        content = b64decode(str(sent.get("content", "")), validate=True)
    except (binascii.Error, ValueError) as error:
        raise UsageError(f"{name or 'The file'} did not arrive whole; choose it again.") from error
    return File(name, "", content) if name else None
