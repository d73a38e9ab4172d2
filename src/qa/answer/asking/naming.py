"""Names asked for, of a person or of a firm: whether what was found gives one.

Reports tell of posts and hardly ever of those who hold them: that a director leads well is no
answer to what the director is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.authorities import fold
from qa.data import read_table
from qa.patterns import either, unless_after, whole
from qa.reading.text.dates import MONTHS

_CAPITAL = r"[A-Z][\w'’&-]+"
_CAPITALS = re.compile(
    rf"(?<=[a-z,;] )(?!(?:{either(MONTHS)})\b){_CAPITAL}(?: (?:(?:for|of|and|the) )*{_CAPITAL})*"
)

_OWN_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][\w&’'-]*[a-z](?: [A-Z][\w&’'-]*[a-z])+")


_BODY = r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)+"
_BODY_KIND = r"[A-Z][\w’'-]*(?: (?:(?:in|of|for|and|on) )?[A-Z][\w’'-]*)+"
_CALLED = (
    # A list is none: "the Youth Shield, the Youth Board, and others".
    re.compile(rf"\b(?P<name>{_BODY}), the (?P<kind>{_BODY_KIND})(?=,(?! and| or| the)|[.;])"),
    re.compile(rf"\b(?P<name>{_BODY}) \(the (?P<kind>{_BODY_KIND})\)"),
    re.compile(
        rf"\bthe (?P<kind>{_BODY_KIND}),? (?:known as|called|named) (?:the )?(?P<name>{_BODY})"
    ),
)
_ASKS_WHAT = re.compile(r"\W*(?:and )?(?:what|who)(?:['’]s| is| are| was| were)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `names` of answers.toml: what asks for the name of a person and of a firm; what
    gives a person's; and words in capitals that are no firm's.
    """

    asks_person: re.Pattern[str]
    asks_firm: re.Pattern[str]
    person: re.Pattern[str]
    capitals: frozenset[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["names"]
    firms = whole(table["firms"])
    return _Wordings(
        asks_person=_asks_person(
            who=unless_after(table["people"].split()) + r"\bwho\b",
            posts=whole(table["posts"]),
            leads_on=whole(table["leads_on"].split()),
            someone=whole(table["someone"]),
        ),
        asks_firm=re.compile(
            rf"\b(?:which|what)\b(?: [\w'’-]+){{0,2}}? {firms}|"
            rf"\bname of (?:the|an?)(?: [\w'’-]+){{0,3}}? {whole(table['bodies'])}",
            re.I,
        ),
        capitals=frozenset(table["capitals"].split()),
        person=_person(
            titles=either(table["titles"].split()),
            honours=either(table["honours"].split()),
            holders=either(table["holders"].split()),
            of_posts=either(table["of_posts"].split()),
        ),
    )


def _asks_person(who: str, posts: str, leads_on: str, someone: str) -> re.Pattern[str]:
    """What asks who holds a post, or what someone is called, whatever they do; between may stand
    what does not lead on to something else.
    """
    of_someone = rf"\bnames? of (?:the |an? )?{someone}|{someone}[^?.,;]{{0,70}} called\W*$"
    between = rf"(?:(?!{leads_on})[\w'’&, -]){{0,70}}?"
    return re.compile(
        rf"(?:{who}(?: is| was| are| were)|\bwho['’]?s)\b{between}{posts}|"
        rf"{who}[^?]*\bby name\b|{of_someone}|"
        rf"{who}[^.]*[,;:.?–-]\s*(?:[\w'’]+ ){{0,4}}names?\b(?! of)|"
        rf"\bwhat(?:['’]?s| is| are| was| were) (?:their|his|her) names?\b|"
        rf"\bnames?\b(?: of)?{between}{posts}|"
        rf"{posts}{between}\b(?:by name|called|named|['’]s name)\b",
        re.I,
    )


def _person(titles: str, honours: str, holders: str, of_posts: str) -> re.Pattern[str]:
    """A person's name: "Dr Ann Smith", "Ann Smith HMI", "the director of services, Ann Smith,"."""
    return re.compile(
        rf"\b(?:{titles})\.? [A-Z][a-z]+|\b[A-Z][a-z]+ [A-Z][\w'’-]+,? (?:{honours})\b|"
        rf"\b(?i:{holders})[^.;,]{{0,40}}, (?!{of_posts})[A-Z][a-z]+ [A-Z][a-z]+,"
    )


def asks_for_name(question: str) -> bool:
    """Whether a question asks what the holder of a post, or a firm, is called.

    >>> asks_for_name("Who is the director of children's services in Harrow?")
    True
    >>> asks_for_name("What is the name of the person who runs it?")
    True
    >>> asks_for_name("Who runs it? I need a name"), asks_for_name("What were their names?")
    (True, True)
    >>> asks_for_name("Who is responsible for telling the director?")
    False
    >>> asks_for_name("What is the name of the panel that the director chairs?")
    False
    >>> asks_for_name("Is there help for a child who is hurt in the head?")
    False
    >>> asks_for_name("Which firm put in the new computers?")
    True
    """
    return bool(_wordings().asks_person.search(question)) or asks_for_firm(question)


def asks_for_firm(question: str) -> bool:
    """Whether a question asks what a firm is called, or another body that works for a council."""
    return bool(_wordings().asks_firm.search(question))


def own_names(question: str) -> list[str]:
    """The names of two words and more that a question holds in capitals, inside a sentence.

    >>> own_names("Is the Anne Hill Hospital a safe place, and what is Young Voices for?")
    ['Anne Hill Hospital', 'Young Voices']
    >>> own_names("How Are Care Leavers Housed?")
    []
    """
    words = question.split()
    titled = sum(word[:1].isupper() for word in words)
    return _OWN_NAME.findall(question) if titled < len(words) - titled else []


def gives_name(texts: Sequence[str], question: str) -> bool:
    """Whether texts, the best first, give a name of the kind that a question asks for.

    A firm is looked for in the best alone, and is not one that the question names itself, nor a
    word that the texts have in small letters, too ("the Borough").

    >>> who = "Who is the lead member?"
    >>> gives_name(["The chair, Dr Ann Smith, is."], who), gives_name(["The Lead Member is."], who)
    (True, False)
    >>> which = "Which charity helps Harrow's carers?"
    >>> gives_name(["Help comes from Young Minds."], which), gives_name(["A charity helps."], which)
    (True, False)
    """
    if not asks_for_firm(question):
        return any(_wordings().person.search(text) for text in texts)
    asked = question.casefold()
    ordinary = set(re.findall(r"\b[a-z]+\b", " ".join(texts))) | _wordings().capitals
    names = (found.group() for text in texts[:1] for found in _CAPITALS.finditer(text))
    return any(
        name.casefold() not in asked and (" " in name or name.casefold() not in ordinary)
        for name in names
    )


def own_bodies(text: str) -> Iterator[tuple[str, str]]:
    """The bodies that a text calls by their own name and by what they are.

    >>> list(own_bodies("Beyond Limits, the Children in Care Council, has clear terms."))
    [('Beyond Limits', 'Children in Care Council')]
    >>> list(own_bodies("Views reach the Youth Board and the Role Model Army (the Youth Council)."))
    [('Role Model Army', 'Youth Council')]
    >>> list(own_bodies("Groups include the Youth Shield, the Youth Board, and others."))
    []
    """
    for pattern in _CALLED:
        for found in pattern.finditer(text):
            yield found["name"].removeprefix("The "), found["kind"]


def asks_what_it_is(question: str) -> bool:
    """Whether a question may ask what a body is."""
    return bool(_ASKS_WHAT.match(question))


def says_what_it_is(text: str, question: str) -> bool:
    """Whether a text says what a body is that a question has the own name of.

    >>> asked = "What is Young Voices in Barnet?"
    >>> says_what_it_is("Young Voices, the Children in Care Council, meets.", asked)
    True
    >>> says_what_it_is("Members of Young Voices meet.", asked)
    False
    """
    asked = fold(question)
    return any(f" {fold(name)} " in f" {asked} " for name, _ in own_bodies(text))
