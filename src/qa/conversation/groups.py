"""The group of people that a conversation is about, and what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Collection

from qa.authorities import fold
from qa.conversation.cues import load_cues, said


def left_standing(subject: str, turn: str, names_matter: bool) -> str:
    """What a folded turn leaves standing of the subject spoken of: where it names another matter,
    the group of people alone; where it names another group, all but that.

    >>> left_standing("care leavers work training", "and their housing", True)
    'care leavers'
    >>> left_standing("social workers training", "and foster carers", False)
    'training'
    >>> left_standing("bullying schools", "and online", True)
    'bullying schools'
    """
    groups = load_cues().groups
    group = next(iter(said(fold(subject), groups)), "")
    if not group:
        return subject
    if said(turn, groups):
        return f" {fold(subject)} ".replace(f" {group} ", " ").strip()
    return group if names_matter else subject


def asked_of_group(question: str, turn: str, content: Collection[str]) -> str:
    """A question on one group of people, asked of the one that is all a folded turn names, whose
    words of content are `content`; or nothing.

    >>> asked_of_group("Are foster carers in Barnet supported?", "and health visitors", {
    ...     "health", "visitors"})
    'Are health visitors in Barnet supported?'
    >>> asked_of_group("Are foster carers paid?", "and health visitors in time", {
    ...     "health", "visitors", "time"})
    ''
    """
    groups = load_cues().groups
    other = next(iter(said(turn, groups)), "")
    group = next(iter(said(fold(question), groups)), "")
    if not group or not other or not {*content} <= {*other.split()}:
        return ""
    words = r"\W+".join(map(re.escape, group.split()))
    pattern = re.compile(rf"\b{words}\b", re.I)
    return pattern.sub(other, question)
