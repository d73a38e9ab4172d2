"""Whether a turn only thanks for an answer, takes note of it, or takes leave."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from qa.authorities import fold
from qa.conversation.typed.cues import less_hesitation, load_cues, opens, said
from qa.conversation.typed.pointing import less_linking
from qa.data import read_table
from qa.patterns import is_only_of


@dataclass(frozen=True, slots=True)
class _Closing:
    """Folded phrases (see `qa/data/closing.toml`)."""

    thanks: tuple[str, ...]
    leave: tuple[str, ...]
    notes: tuple[str, ...]
    beside: tuple[str, ...]


@cache
def _phrases() -> _Closing:
    data = read_table("closing.toml")
    if odd := {said for phrases in data.values() for said in phrases if said != fold(said)}:
        raise ValueError(f"closing.toml: phrases not folded: {sorted(odd)}")
    return _Closing(**{field.name: tuple(data[field.name]) for field in fields(_Closing)})


def only_closes(question: str) -> bool:
    """Whether a turn thanks, takes note or takes leave, and does no more.

    >>> only_closes("Thanks!! you're a star"), only_closes("cheers thats all i needed")
    (True, True)
    >>> [only_closes(turn) for turn in ("is that helpful?", "thanks, and Barnet?", "that's it?")]
    [False, False, False]
    """
    folded, known = fold(question), _phrases()
    rest = less_linking(less_hesitation(folded))
    asks = opens(rest, load_cues().verbs) and not opens(rest, known.leave)  # "have a nice day"
    if asks or question.rstrip().endswith("?"):
        return False  # "that's all?" asks for more
    if is_only_of(folded, known.notes):
        return True
    closes = said(folded, (*known.thanks, *known.leave))
    every = (*known.thanks, *known.leave, *known.notes, *known.beside)
    return bool(closes) and is_only_of(folded, every)
