"""Who may use a served library: names and hashed passwords, in a file.

A line for each account: `name:scrypt:16384:8:5:SALT:HASH`, salt and hash in base64.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from qa import jsonl
from qa.errors import NotFoundError, UsageError

MIN_PASSWORD = 10  # characters
MAX_PASSWORD = 1_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_SCHEME = "scrypt"
_MAX_MEMORY = 64 * 1024 * 1024  # bytes a hash may take to work out


@dataclass(frozen=True, slots=True)
class Hash:
    """A password as it is kept. `cost`, `block` and `parallel` are scrypt's n, r and p."""

    salt: bytes
    digest: bytes
    cost: int = 2**14
    block: int = 8
    parallel: int = 5

    @classmethod
    def of(cls, password: str) -> Hash:
        """The hash of a new password, with a salt of its own. Raises UsageError."""
        if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
            raise UsageError(f"A password has {MIN_PASSWORD} to {MAX_PASSWORD:,} characters.")
        empty = cls(secrets.token_bytes(16), b"")
        return cls(empty.salt, empty._worked_out(password))

    def fits(self, password: str) -> bool:
        """Whether this is the password. It takes some hundredths of a second, on purpose."""
        return hmac.compare_digest(self.digest, self._worked_out(password[:MAX_PASSWORD]))

    def _worked_out(self, password: str) -> bytes:
        return hashlib.scrypt(
            password.encode("utf-8", "surrogatepass"),
            salt=self.salt,
            n=self.cost,
            r=self.block,
            p=self.parallel,
            maxmem=_MAX_MEMORY,
            dklen=32,
        )

    def to_text(self) -> str:
        kept = (b64encode(part).decode() for part in (self.salt, self.digest))
        return ":".join([_SCHEME, str(self.cost), str(self.block), str(self.parallel), *kept])

    @classmethod
    def from_text(cls, text: str) -> Hash:
        """The hash that `to_text` wrote. Raises ValueError for anything else."""
        scheme, cost, block, parallel, salt, digest = text.split(":")
        if scheme != _SCHEME:
            raise ValueError(f"{scheme!r} is not {_SCHEME}")
        made = cls(
            b64decode(salt, validate=True),
            b64decode(digest, validate=True),
            int(cost),
            int(block),
            int(parallel),
        )
        made._worked_out("")  # a cost that cannot be paid is found out here, not at the door
        return made


class Accounts:
    """The accounts of a file, as it is now: it is looked at again when it has changed."""

    def __init__(self, path: Path) -> None:
        """Raises UsageError when the file cannot be read, or holds no account."""
        self.path = path
        self._seen = self._look()
        self._hashes = read(path)
        self._nobody = Hash.of(secrets.token_hex())
        if not self._hashes:
            raise UsageError(f"{path} holds no account. Make one with: qa auth add NAME")

    @property
    def version(self) -> int:
        """Changes whenever the file does."""
        seen = self._look()
        if seen != self._seen:
            self._hashes = read(self.path)
            self._seen = seen
        return self._seen

    def admits(self, name: str, password: str) -> bool:
        """Whether there is such an account with this password. Takes as long for no account."""
        _ = self.version
        return self._hashes.get(name, self._nobody).fits(password) and name in self._hashes

    def _look(self) -> int:
        try:
            return self.path.stat().st_mtime_ns
        except OSError as error:
            raise UsageError(
                f"{self.path} cannot be read ({error.strerror}). Make it with: qa auth add NAME "
                f"--auth-file {self.path}"
            ) from error


def read(path: Path) -> dict[str, Hash]:
    """The accounts in a file, by name. Raises UsageError naming the line that is wrong."""
    found: dict[str, Hash] = {}
    for number, line in enumerate(jsonl.read_text(path).splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, text = line.strip().partition(":")
        try:
            found[_checked(name)] = Hash.from_text(text)
        except (ValueError, UsageError) as error:
            raise UsageError(
                f"{path}, line {number} is not an account as `qa auth add` writes it."
            ) from error
    return found


def add(path: Path, name: str, password: str) -> bool:
    """Make an account, or give it another password; whether it is new. Raises UsageError."""
    held = read(path) if path.exists() else {}
    is_new = _checked(name) not in held
    _write(path, held | {name: Hash.of(password)})
    return is_new


def remove(path: Path, name: str) -> None:
    """Take an account away. Raises NotFoundError when there is none of this name."""
    held = read(path)
    if name not in held:
        names = ", ".join(held) or "none"
        raise NotFoundError(f"There is no account {name[:64]!r} in {path}; there are: {names}.")
    del held[name]
    _write(path, held)


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise UsageError(
            "The name of an account has up to 64 letters, digits, dots, hyphens, underscores "
            "and @, and begins with a letter or digit."
        )
    return name


def _write(path: Path, accounts: dict[str, Hash]) -> None:
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # For its owner alone, from the first byte on; writing keeps that.
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    text = "".join(f"{name}:{kept.to_text()}\n" for name, kept in sorted(accounts.items()))
    jsonl.write_text(path, text)
