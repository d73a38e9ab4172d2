"""Who may add and remove reports on the page, and where the library is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa.errors import UsageError
from qa.keeping.holdings import Folders

# What a proxy says of whom it speaks for.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@dataclass(frozen=True, slots=True)
class Upload:
    """Where reports are added; `from_afar` when also by those whom a proxy lets through."""

    folders: Folders
    from_afar: bool = False

    def check(self, headers: Mapping[str, str]) -> None:
        """Raises UsageError for a call that a proxy handed on, unless those may."""
        if not self.from_afar and any(name in headers for name in _FORWARDED):
            raise UsageError(
                "Reports can be added and removed on the machine itself only, unless the page is "
                "served with --allow-upload."
            )
