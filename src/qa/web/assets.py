"""The page's style and behaviour, kept in files of their own and sent with the page itself."""

from __future__ import annotations

from importlib.resources import files

_HERE = files("qa.web")

SCRIPT = (_HERE / "page.js").read_text(encoding="utf-8")
STYLE = (_HERE / "page.css").read_text(encoding="utf-8")
