"""The page's style and behaviour, kept in files of their own and sent with the page itself."""

from __future__ import annotations

from importlib.resources import files

_HERE = files("qa.web")

SCRIPT = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("page.js", "finding.js"))
STYLE = (_HERE / "page.css").read_text(encoding="utf-8")
