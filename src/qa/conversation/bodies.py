"""What an authority's own body is: "Beyond Limits, the Children in Care Council"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qa.authorities import fold
from qa.search.question import Understood

_NAME = r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)+"
_KIND = r"[A-Z][\w’'-]*(?: (?:(?:in|of|for|and|on) )?[A-Z][\w’'-]*)+"
_SAID = (
    # A list is none: "the Youth Shield, the Youth Board, and others".
    re.compile(rf"\b(?P<name>{_NAME}), the (?P<kind>{_KIND})(?=,(?! and| or| the)|[.;])"),
    re.compile(rf"\b(?P<name>{_NAME}) \(the (?P<kind>{_KIND})\)"),
    re.compile(rf"\bthe (?P<kind>{_KIND}),? (?:known as|called|named) (?:the )?(?P<name>{_NAME})"),
)


def named_by_kind(last: Understood, texts: Iterable[str]) -> Understood:
    """What was spoken of, its own body called what the texts quoted say it is: another authority
    has none by that name.
    """
    for text in texts:
        for name, kind in own_bodies(text):
            if f" {fold(name)} " in f" {fold(last.standalone)} ":
                pattern = re.compile(r"\W+".join(map(re.escape, name.split())), re.I)
                asked = pattern.sub(kind, last.standalone)
                subject = f" {fold(last.subject)} ".replace(f" {fold(name)} ", f" {fold(kind)} ")
                return replace(last, standalone=asked, subject=subject.strip())
    return last


def own_bodies(text: str) -> Iterator[tuple[str, str]]:
    """The bodies that a text calls by their own name and by what they are.

    >>> list(own_bodies("Beyond Limits, the Children in Care Council, has clear terms."))
    [('Beyond Limits', 'Children in Care Council')]
    >>> list(own_bodies("Views reach the Youth Board and the Role Model Army (the Youth Council)."))
    [('Role Model Army', 'Youth Council')]
    >>> list(own_bodies("Groups include the Youth Shield, the Youth Board, and others."))
    []
    """
    for pattern in _SAID:
        for found in pattern.finditer(text):
            yield found["name"].removeprefix("The "), found["kind"]
