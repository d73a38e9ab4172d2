"""What in a turn leads back to what was spoken of: words that point, links, narrowings, bodies."""

from __future__ import annotations

import re
from functools import cache

from qa.authorities import fold
from qa.conversation.typed.cues import load_cues, opens, said
from qa.patterns import either, is_only_of
from qa.search.asked.dating import order_said, years_denied
from qa.search.asked.lexicon import load_lexicon

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "what is it like to be in care?" points at nothing; "what is it called in Barnet?" does.
_NAMES_ITSELF = re.compile(
    r"\b(?:what(?:['’]s| is| are)) (?:that|it|they|those)\b(?! (?:called|named|known))", re.I
)


def pointing_words(question: str) -> list[str]:
    """The words of a turn that point back at what was spoken of.

    "Their" does where nobody is named before it in the turn; where somebody is, "they" keeps the
    place alone.

    >>> pointing_words("how good are their schools?"), pointing_words("do children know their IRO?")
    (['their'], [])
    >>> pointing_words("do they get support?"), pointing_words("and carers, do they get support?")
    (['they'], ['there'])
    """
    cues, whole = load_cues(), fold(question)
    pointing = said(fold(_NAMES_ITSELF.sub(" ", question)), cues.points)
    pointing += [word for word in said(whole, cues.owned) if not _names_before(whole, word)]
    inside = [word for word in pointing if word in cues.persons and _names_before(whole, word)]
    return [cues.points_at_place[0] if word in inside else word for word in pointing]


def _names_before(folded: str, word: str) -> bool:
    """Whether people are named before a word of a folded turn."""
    cues = load_cues()
    before = f" {folded} ".partition(f" {word} ")[0].strip()
    return bool(said(before, (*cues.people, *cues.groups, *load_lexicon().strands)))


def less_linking(folded: str) -> str:
    """A folded turn without what links it to the one before it.

    >>> less_linking("ok and is that good"), less_linking("ok")
    ('is that good', 'ok')
    """
    words = folded.split()
    while len(words) > 1 and words[0] in load_cues().linking:
        words = words[1:]
    return " ".join(words)


def less_told_of(folded: str) -> str:
    """A folded turn without the "who" that says which people are meant, and asks for nobody.

    >>> less_told_of("and the ones who got there"), less_told_of("so who got there")
    ('and the ones got there', 'so who got there')
    """
    return re.sub(rf"\b({either(load_cues().told_of)}) who\b", r"\1", folded)


def narrows(folded: str) -> bool:
    """Whether a folded turn narrows what was spoken of.

    >>> narrows("in schools"), narrows("no at home"), narrows("schools")
    (True, True, False)
    """
    return opens(less_linking(folded), load_cues().narrows)


def less_denied(question: str, last: str) -> str:
    """A turn without what it says was not meant, which the last question named or it points at.

    >>> less_denied("no, not adoption, fostering", "adoption in Barnet")
    'no, fostering'
    >>> less_denied("I meant fostering, not adoption", "Is adoption good in Barnet?")
    'I meant fostering'
    >>> less_denied("no not that, I meant jobs", "schools"), less_denied("not good, is it?", "jobs")
    ('no, I meant jobs', 'not good, is it?')
    """
    known = {*map(_root, fold(last).split()), "the", *load_cues().denied}
    for found in _denials().finditer(question):
        if years_denied(found.group().lstrip()):
            continue  # which says where to look
        if {*map(_root, fold(found["denied"]).split())} <= known:
            before, after = question[: found.start()].rstrip(" ,"), question[found.end() :]
            if is_only_of(fold(before), (*load_cues().hesitations, *load_cues().linking)):
                before = "no"  # "sorry, not adoption, fostering"
            return f"{before}, {after}" if after else before
    return question


def less_year_shown(question: str) -> str:
    """A turn without what says of which year that was which it was shown, where it goes on to
    another time.

    >>> less_year_shown("that's 2011? what did the 2007 one say")
    'what did the 2007 one say'
    >>> less_year_shown("ok so that was from 2011. And before that?")
    'And before that?'
    >>> less_year_shown("that was 2011? how many were there?")
    'that was 2011? how many were there?'
    """
    found = _year_shown().match(question)
    if found is None:
        return question
    rest, cues = question[found.end() :], load_cues()
    folded = fold(rest)
    other = any(year != found["year"] for year in _YEAR.findall(rest)) or order_said(rest)
    times = (*cues.other_report, *cues.earlier, *cues.earlier_last, *cues.both_reports)
    return rest if other or said(folded, times) else question


def asks_why_it_was(folded: str) -> bool:
    """Whether a folded turn asks who knows why, and not why what it names itself is so.

    >>> asks_why_it_was("has anybody worked out why"), asks_why_it_was("did plans fail and why")
    (True, False)
    """
    known = load_cues().why
    before = next((folded.removesuffix(f" {w}") for w in known if folded.endswith(f" {w}")), "")
    words = before.split()
    return len(words) > 1 and words[-1] not in load_cues().linking


def means_part(folded: str) -> bool:
    """Whether a folded turn says where, or of whom, the last question was meant.

    >>> means_part("i meant in the looked after teams"), means_part("no i meant for babies")
    (True, True)
    >>> means_part("i meant fostering"), means_part("in schools")
    (False, False)
    """
    cues, rest = load_cues(), less_linking(folded)
    lead = next((said for said in cues.corrects if f"{rest} ".startswith(f"{said} ")), "")
    return bool(lead) and opens(rest.removeprefix(lead).strip(), (*cues.narrows, *cues.of_group))


@cache
def _year_shown() -> re.Pattern[str]:
    """Says of what year something is, and no more, in a clause at the beginning."""
    cues = load_cues()
    first = either((*cues.linking, *cues.hesitations))
    shown = re.sub(r"s\b", "['’]?s", either(cues.shown))
    beside = re.sub(r"nt\b", "n['’]?t", either((*cues.beside_year, *cues.report)))
    return re.compile(
        rf"\W*(?:(?:{first})\b\W*)*(?:{shown})\s+(?:(?:{beside})\s+)*(?P<year>(?:19|20)\d\d)\b"
        rf"(?:,?\s+(?:{beside}))*\s*[,.;?!–-]+\s*(?=\S)",
        re.I,
    )


def _root(word: str) -> str:
    """What "exclusions" and "excluded" have in common."""
    return word[:5]


@cache
def _denials() -> re.Pattern[str]:
    denies = rf"(?<![\w’'])(?:{either(load_cues().denies)})\b"
    ends = r"(?:\s*$|\s*[,;.–]\s*(?:but\s+)?)"
    return re.compile(rf"{denies} (?P<denied>[^,;.?!–]{{2,40}}?){ends}", re.I)


def puts_right(folded: str) -> bool:
    """Whether a folded turn ends by saying what was meant.

    >>> puts_right("drugs i mean"), puts_right("what do you mean")
    (True, False)
    """
    return any(folded.endswith(f" {phrase}") for phrase in load_cues().meant)


def names_body(folded: str) -> bool:
    """Whether a folded turn speaks of a body or service of the place spoken of.

    >>> names_body("who runs the fostering service"), names_body("what do the grades mean")
    (True, False)
    """
    return bool(_local_body().search(folded))


def those_named(folded: str) -> list[str]:
    """The words of a folded turn for those whom what was spoken of is about.

    >>> those_named("what do the young people themselves say"), those_named("are children safe")
    (['young', 'people'], [])
    """
    return [word for found in _those_there().finditer(folded) for word in found[1].split()]


@cache
def _those_there() -> re.Pattern[str]:
    return re.compile(rf"\bthe ({either(load_cues().those_there)})\b")


@cache
def _local_body() -> re.Pattern[str]:
    return re.compile(rf"\bthe (?:\w+ ){{0,3}}?(?:{either(load_cues().bodies)})\b")
