"""What whoever asks said was theirs: the place that is "us", the people that they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from qa.answer.form.reply import Answer
from qa.authorities import fold, load_authorities
from qa.conversation.typed.cues import load_cues, opens, said
from qa.conversation.typed.place import asked_of
from qa.patterns import either
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.question import Understood
from qa.search.asked.scope import scope_of

_CLAUSES = re.compile(r"[.?!;:,]")


def as_of_speaker(
    last: Understood, answers: Sequence[Answer], facts: LibraryFacts, *, is_sure: bool
) -> Understood:
    """What was spoken of last, of the place and the people of whoever asks: "what help do we get?"
    of a foster carer in the borough that they said was theirs; where they said so of none and it is
    sure that they mean one ("and ours?"), in the first that they asked about.
    """
    people = next(filter(None, (people_said(a.understood.question) for a in reversed(answers))), "")
    if people and not said(fold(last.subject), [people]):
        rest = [word for word in last.subject.split() if word not in people.split()]
        last = replace(last, subject=" ".join([people, *rest]))
    theirs = _place(answers, facts) or (_first(answers) if is_sure else None)
    if theirs is None or theirs.authorities == last.authorities:
        return last
    place = load_authorities()[theirs.authorities[0]].name
    return replace(
        last,
        standalone=asked_of(last.standalone, place, facts) or last.standalone,
        authorities=theirs.authorities,
        years=theirs.years,
        reports=theirs.reports,
    )


def people_said(question: str) -> str:
    """The group of people that whoever asks says they are of.

    >>> people_said("Foster carer here, are we paid less?"), people_said("I am a care leaver.")
    ('foster carers', 'care leavers')
    >>> people_said("As a social worker with care leavers, how good is housing?")
    'social workers'
    >>> people_said("Are foster carers paid less here?")
    ''
    """
    found = _selves().search(fold(question))
    one = next(filter(None, found.groups()), "") if found else ""
    return one and next(group for group in load_cues().groups if one in (group, _one_of(group)))


def _place(answers: Sequence[Answer], facts: LibraryFacts) -> Understood | None:
    """The last question that named the one place of whoever asks: "our plans in Barnet", "I foster
    for Barnet".
    """
    for answer in reversed(answers):
        question = answer.understood.question
        named = scope_of(question, facts)
        if len(named.authorities) != 1 or named.unheld_authorities:
            continue
        ours = said(fold(question), load_cues().our) or people_said(question)
        if ours or any(_is_home(question, start) for start, _ in named.spans):
            return answer.understood
    return None


def _is_home(question: str, place: int) -> bool:
    """Whether a question says that the place named where this character is is that of whoever asks.

    >>> _is_home("I foster for Barnet", 13), _is_home("My mates in Harrow", 12)
    (True, False)
    >>> _is_home("As a parent in Barnet, ...", 15), _is_home("I'm a bit lost, how is Harrow?", 23)
    (True, False)
    """
    cues, clause = load_cues(), fold(_CLAUSES.split(question[:place])[-1])
    first = opens(clause, cues.at_home_first) and not opens(clause, cues.at_home_never)
    return first or bool(said(clause, cues.at_home))


def _first(answers: Sequence[Answer]) -> Understood | None:
    """The first question that was asked of one authority that the library holds."""
    asked = (answer.understood for answer in answers)
    return next((each for each in asked if len(each.authorities) == 1), None)


def _one_of(group: str) -> str:
    return group.removesuffix("s")


@cache
def _selves() -> re.Pattern[str]:
    """Says who somebody is: before the group, or after it at the beginning."""
    groups = either([*load_cues().groups, *map(_one_of, load_cues().groups)])
    selves = either(load_cues().selves)
    return re.compile(rf"\b(?:{selves}) ({groups})\b|^({groups}) here\b")
