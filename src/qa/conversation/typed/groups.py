"""The group of people that a conversation is about, and what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Collection

from qa.authorities import fold
from qa.conversation.typed.cues import load_cues, said
from qa.search.asked.lexicon import load_lexicon


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


def body_standing(subject: str) -> str:
    """The body or service at the head of a subject that says something of it: "how good is it?"
    asks of the board alone. The subject as it is where it names none, or nothing else.

    >>> body_standing("safeguarding children board independently chaired")
    'safeguarding children board'
    >>> body_standing("board"), body_standing("quality of plans")
    ('board', 'quality of plans')
    """
    words = subject.split()
    places = [place for place, word in enumerate(words) if word in load_cues().bodies]
    return " ".join(words[: places[0] + 1]) if places and places[0] else subject


def less_doing(subject: str, question: str) -> str:
    """A subject without the verb of a question that asks who does something: after "who runs the
    helpline?" it is the helpline that is any good.

    >>> less_doing("runs helpline", "Who runs the helpline?"), less_doing("helpline", "Who is it?")
    ('helpline', 'helpline')
    """
    asked = fold(question).split()
    doing = asked[asked.index("who") + 1 :][:1] if "who" in asked else []
    words = subject.split()
    return " ".join(words[1:]) if words[1:] and words[:1] == doing else subject


def less_judging(subject: str) -> str:
    """A subject without the words that say how it was: another place may do better.

    >>> less_judging("went wrong computer system"), less_judging("problems")
    ('computer system', 'problems')
    """
    left = f" {subject} "
    for phrase in sorted(load_cues().judging, key=len, reverse=True):
        left = left.replace(f" {phrase} ", " ")
    return left.strip() or subject


def without_groups(folded: str) -> str:
    """A folded text without the groups of people that it names.

    >>> without_groups("and for health visitors")
    'and for'
    """
    named = f" {folded} "
    for group in said(folded, load_cues().groups):
        named = named.replace(f" {group} ", " ")
    return named.strip()


def one_name(own: Collection[str], turn: str) -> bool:
    """Whether the words of a folded turn that name a subject are at most one name: a word, a matter
    of a strand, or a group of people that something is asked for ("and for health visitors?").

    >>> one_name(["attendance"], "and attendance"), one_name(["work", "training"], "work training")
    (True, False)
    >>> one_name(["health", "visitors"], "and for health visitors")
    True
    """
    matters = said(turn, load_lexicon().matters)
    if len(own) < 2 or any({*own} <= {*matter.split()} for matter in matters):
        return True
    for group in said(turn, load_cues().groups):
        before = turn.partition(group)[0].split()
        if {*own} <= {*group.split()} and before and before[-1] in load_cues().of_group:
            return True
    return False


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
