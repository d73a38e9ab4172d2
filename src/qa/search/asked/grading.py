"""Whether a question asks for a grade though it says no "grade", and what it asks the grade of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from qa.authorities import fold
from qa.data import read_table
from qa.patterns import any_of, either, whole
from qa.search.asked.bridges import groups_named, phrases_of
from qa.search.asked.kinds import Wording
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind
from qa.search.language.cues import load_cues

_FAILED = re.compile(r"\b(?:fail|fails|failing)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The tables `came_about` and `what_got` of questions.toml.

    `came_about` asks how something came by a grade, `earned` what got it one; `lands` finds the
    words of it that name nothing; `why_failed` asks why a place failed. `what_got` finds what is
    asked about in "what did it get?".
    """

    came_about: re.Pattern[str]
    earned: re.Pattern[str]
    why_failed: re.Pattern[str]
    lands: re.Pattern[str]
    what_got: tuple[re.Pattern[str], ...]
    people: frozenset[str]


@cache
def _wordings() -> _Wordings:
    questions = read_table("questions.toml")
    table, got = questions["came_about"], questions["what_got"]
    words = [*questions["wanted"]["grades"], "failing"]
    grades = either(words)
    between = rf"(?:(?!(?:{either(table['parting'])})\b)\w+ ){{0,4}}?"
    ends = rf"{whole([*table['lands'], *table['turns']])} {between}(?:{grades})\b"
    earned = rf"{whole(table['gets'])} (?!(?:{either([*table['given'], *words])})\b)[^.;?]*?"
    ways = (
        rf"{whole(table['how'])} [^.;?]*?{ends}",
        rf"{whole(table['causes'])} [^.;?]*?\b(?:{grades})\b",
        rf"{earned}\b(?:{grades})\b",
    )
    names = r"(?:(?:the|its|their) )?(?P<what>\w+(?: \w+){0,5}?)"
    after = rf"(?= ?$| (?:{either(got['after'])})\b)"
    return _Wordings(
        came_about=re.compile("|".join(ways), re.I),
        earned=re.compile(rf"{earned}\b(?:an?|its|their) (?:{grades})\b", re.I),
        why_failed=re.compile(
            rf"{whole(questions['wanted']['why_good'])} (?:(?:{either(table['failing'])}) )*"
            rf"{_FAILED.pattern}(?! to\b)",
            re.I,
        ),
        lands=any_of([*table["lands"], *table["causes"], *table["gets"], *table["musing"]]),
        what_got=tuple(
            re.compile(f"{lead} {names} {verb}{after}")
            for lead, verb in (
                (whole(got["did"]), rf"(?:{either(got['get'])})"),
                (whole(got["was"]), rf"(?:{either(got['given'])})"),
            )
        ),
        people=frozenset(got["people"].split()),
    )


@lru_cache(maxsize=64)  # asked again wherever reasons are
def came_about(question: str) -> bool:
    """Whether it is asked how something came by a grade that is named.

    >>> came_about("How did Brent end up inadequate?"), came_about("what got Brent a good?")
    (True, True)
    >>> came_about("How did they end up in inadequate homes?"), came_about("what got a good?")
    (False, False)
    """
    return bool(_wordings().came_about.search(question))


def asks_what_earned(question: str) -> bool:
    """Whether it is asked what got something one of a grade, which may be all of it or a part.

    >>> asks_what_earned("What got Brent an inadequate?"), asks_what_earned("what got Brent good?")
    (True, False)
    """
    return bool(_wordings().earned.search(question))


def less_coming_about(question: str) -> str:
    """A question without the words by which it asks how a grade came about: "end up"."""
    return _wordings().lands.sub(" ", question)


def subject_graded(terms: Sequence[str], folded: str) -> list[str]:
    """The terms that say what was judged: no grades, no strands, no asking for grades."""
    lexicon = load_lexicon()
    groups = groups_named(folded, lexicon)
    said = [*lexicon.grades, *groups, *lexicon.kinds[Kind.JUDGEMENT]]
    talk = {word for phrase in said for word in phrase.split()}
    return [t for t in terms if t not in talk and t not in lexicon.report_words]


def only_fares(said: Wording, terms: Sequence[str]) -> bool:
    """Whether it is asked how something went that is no aspect: it is asked for no grade."""
    cues = load_cues()
    asks = cues.fares.search(said.forms) and not cues.says_grade.search(said.bare)
    return bool(asks) and bool(subject_graded(terms, said.bare))


def asks_why_good(text: str, terms: Sequence[str], folded: str, aspects: Sequence[str]) -> bool:
    """Whether it is asked why something was good, was not, or failed that tables grade: an aspect,
    or all services, and nothing narrower.
    """
    cues, lexicon = load_cues(), load_lexicon()
    failed = _wordings().why_failed.search(folded)
    if not (failed or cues.why_good.search(text) or came_about(text)):
        return False
    phrases = phrases_of(folded, lexicon.aspects)
    named = [p for p in phrases if not {*aspects}.isdisjoint(lexicon.aspects[p])]
    known = {word for name in (*named, *map(fold, aspects)) for word in name.split()}
    known |= {word for strand in phrases_of(folded, lexicon.strands) for word in strand.split()}
    subject = {*subject_graded(terms, folded)} - known - cues.why_good_words
    return all(_FAILED.fullmatch(word) for word in subject)


def asks_what_it_got(folded: str) -> bool:
    """Whether it is asked what something got that tables grade, an aspect or all of a strand: it is
    a grade that it got, and no thing.

    >>> asks_what_it_got("what did safeguarding get in"), asks_what_it_got("what was health given")
    (True, True)
    >>> asks_what_it_got("what did care leavers get"), asks_what_it_got("what did schools get for")
    (False, False)
    """
    lexicon, wordings = load_lexicon(), _wordings()
    for pattern in wordings.what_got:
        for found in pattern.finditer(folded):
            what = found["what"]
            if not wordings.people.isdisjoint(what.split()) and "services" not in what:
                continue
            named = [*phrases_of(what, lexicon.aspects), *phrases_of(what, lexicon.strands)]
            words = {word for phrase in named for word in phrase.split()}
            if words and set(what.split()) <= words | lexicon.stop_words | {"services", "service"}:
                return True
    return False
