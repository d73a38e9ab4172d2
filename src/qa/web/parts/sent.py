"""What the browser sent with an event: looked at field by field, and none of it believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import gradio as gr

LONGEST = 300  # characters of a field, unless it is one to write in
_MOST_DIGITS = 8  # no place in a text, and no page of a list, has more

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a form, or the data of a button, by name."""

    fields: Mapping[str, object]

    @classmethod
    def of(cls, data: object) -> Sent:
        """What was sent; anything but fields is none.

        >>> Sent.of(["?"]).text("strand")
        ''
        """
        return cls(data if isinstance(data, Mapping) else {})

    @classmethod
    def with_event(cls, event: gr.EventData) -> Sent:
        """What came with an event."""
        return cls.of(event._data)

    def text(self, name: str, longest: int | None = LONGEST) -> str:
        """A field's text; "" for none."""
        value = self.fields.get(name)
        return value[:longest] if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """The texts of a field that may be chosen several times."""
        values = self.fields.get(name)
        return [v for v in values if isinstance(v, str)] if isinstance(values, list) else []

    def number(self, name: str) -> int | None:
        """A field's whole number, none of them below 0.

        >>> Sent({"page": "12"}).number("page"), Sent({"page": "-1"}).number("page")
        (12, None)
        """
        value = str(self.fields.get(name, ""))
        is_one = value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS
        return int(value) if is_one else None

    def choice(self, name: str, kind: type[Choice]) -> Choice | None:
        """A field that is one of a few words."""
        value = self.text(name)
        return kind(value) if value in set(kind) else None
