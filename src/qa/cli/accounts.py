"""`qa auth`."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from qa.cli import arguments, options, output
from qa.errors import UsageError

_ACTIONS = ("add", "remove", "list")


def add(commands: options.Commands) -> None:
    """Add the command."""
    parser = options.command(
        commands,
        "auth",
        run_auth,
        help="keep the accounts that `qa serve --auth-file` asks for",
        description="Keep the accounts of a served library. A password is asked for, and kept\n"
        "as a hash (scrypt) in a file that only you can read.",
        epilog="""\
examples:
  qa auth add alice
  qa auth remove alice
  qa auth list
  qa serve --auth-file accounts

Where there is no terminal to ask at, the password is the first line of standard input.""",
    )
    parser.add_argument("action", choices=_ACTIONS, help="add also gives another password")
    parser.add_argument("name", nargs="?", metavar="NAME", help="of the account")
    arguments.file(
        parser,
        "--auth-file",
        "where they are kept (default: $QA_AUTH_FILE, or ./accounts)",
        default=Path("accounts"),
        variable="QA_AUTH_FILE",
    )


def run_auth(args: argparse.Namespace) -> int:
    """`qa auth`."""
    from qa import accounts

    if args.action == "list":
        for name in accounts.read(args.auth_file):
            output.emit(name)
        return 0
    if not args.name:
        raise UsageError(f"Name an account: qa auth {args.action} NAME")
    if args.action == "remove":
        accounts.remove(args.auth_file, args.name)
        output.emit(f"Removed {args.name} from {args.auth_file}.")
        return 0
    is_new = accounts.add(args.auth_file, args.name, _password())
    done = "Added" if is_new else "Changed the password of"
    output.emit(f"{done} {args.name} in {args.auth_file}.")
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != password:
        raise UsageError("The two passwords differ; nothing was changed.")
    return password
