"""Write the API reference of docs/python.md from the docstrings and types of what `qa` exports.

.venv/bin/python docs/reference.py          # write it
.venv/bin/python docs/reference.py --check  # say whether it is as the code is
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import qa

PAGE = Path(__file__).resolve().parent / "python.md"
_BLOCK = re.compile(r"(<!-- reference -->\n).*?(<!-- end -->)", re.DOTALL)


def reference() -> str:
    """The reference of every exported name, in Markdown."""
    return "\n".join("\n".join(_of_class(name, getattr(qa, name))) for name in qa.__all__)


def _of_class(name: str, thing: type) -> Iterator[str]:
    yield f"### `{name}`\n"
    yield _prose(thing) + "\n"
    if dataclasses.is_dataclass(thing):
        fields = [f"`{field.name}: {_type(field.type)}`" for field in dataclasses.fields(thing)]
        yield f"Fields: {', '.join(fields)}.\n"
    for member, value in vars(thing).items():
        if not member.startswith("_") and member != "to_json":
            yield from _of_member(member, value)
    yield ""


def _of_member(name: str, value: object) -> Iterator[str]:
    made = value.__func__ if isinstance(value, classmethod) else value
    if isinstance(value, property) and value.fget:
        made = value.fget
        shown = f"{name}: {_type(inspect.signature(made).return_annotation)}"
    elif inspect.isfunction(made):
        signature = inspect.signature(made)
        own = signature.replace(parameters=list(signature.parameters.values())[1:])
        shown = f"{name}{_type(own)}"
    else:
        return
    told = _prose(made, "  ")
    yield f"- `{shown}`" + (f": {told}" if told else "")


def _type(annotation: object) -> str:
    # Annotations are kept as text, which a signature prints between quotation marks.
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(annotation))


def _prose(thing: object, indent: str = "") -> str:
    """A docstring without its examples, its paragraphs as they are."""
    text = inspect.getdoc(thing) or ""
    told = [part for part in text.split("\n\n") if not part.startswith(">>>")]
    return "\n\n".join(told).replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n")


def main() -> int:
    """Write the reference, or with --check compare it; 1 when it is not as the code is."""
    page = PAGE.read_text("utf-8")
    fresh = _BLOCK.sub(lambda found: f"{found[1]}{reference()}\n{found[2]}", page)
    if "--check" in sys.argv[1:]:
        if fresh != page:
            sys.stderr.write("docs/python.md is out of date; run: python docs/reference.py\n")
            return 1
        return 0
    PAGE.write_text(fresh, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
