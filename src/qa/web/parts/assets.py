"""The page's style and behaviour, kept in files of their own and sent with the page itself."""

from __future__ import annotations

from importlib.resources import files

_HERE = files("qa.web")

_SCRIPTS = tuple(
    f"{name}.js" for name in ("page", "memory", "tips", "saving", "finding", "history", "start")
)

SCRIPT = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
STYLE = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("page.css", "print.css"))
