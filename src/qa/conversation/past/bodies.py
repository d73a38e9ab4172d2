"""What an authority's own body is: "Beyond Limits, the Children in Care Council"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from qa.answer.asking.naming import own_bodies
from qa.authorities import fold
from qa.search.asked.question import Understood


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
