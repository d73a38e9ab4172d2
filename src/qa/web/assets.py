"""The page's style and behaviour, kept in files of their own and sent with the page itself."""

from __future__ import annotations

from importlib.resources import files

_HERE = files("qa.web")

_SCRIPTS = ("page.js", "finding.js", "history.js")

SCRIPT = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
STYLE = (_HERE / "page.css").read_text(encoding="utf-8")
