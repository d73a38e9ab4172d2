"""The subject spoken of, in the words of the question that named it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.form.reply import Answer
from qa.authorities import fold
from qa.conversation.past.spoken import is_about
from qa.conversation.typed.cues import load_cues
from qa.conversation.typed.place import less_places
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Understood
from qa.search.language.counting import asks_how_many

_WORD = re.compile(r"[A-Za-z0-9&]+(?:['’][A-Za-z]+)?")
_PARTED = re.compile(r"[?;()]")
_OWNED = re.compile(r"['’]s?$")


def subject_worded(last: Understood, answers: Sequence[Answer], facts: LibraryFacts) -> str:
    """The subject spoken of as the question that named it says it: with its small words it is found
    where its words of content alone are not. As it is, where that question says it otherwise.
    """
    named = last
    for answer in reversed(answers):
        if not is_about(answer):
            continue
        if answer.understood.subject != last.subject:
            break
        named = answer.understood
    return stretch(less_places(named.standalone, facts), last.subject) or last.subject


def stretch(text: str, subject: str) -> str:
    """The words of a text from the first of a subject to its last; nothing where the text has them
    in another order, or in parts.

    >>> stretch("are children's plans dragging on too long", "children plans dragging long")
    "children's plans dragging on too long"
    >>> stretch("how is it? (plans; files)", "plans files"), stretch("for schools", "pupils")
    ('', '')
    """
    wanted = subject.split()
    start = end = -1
    for found in _WORD.finditer(text):
        word = re.sub(r"['’]", "", _OWNED.sub("", found.group().casefold()))
        if wanted and word == wanted[0]:
            start = found.start() if start < 0 else start
            end = found.end()
            wanted.pop(0)
    if start < 0 or wanted:
        return ""
    end = _clause_end(text, end)
    said = text[start:end].rstrip(" .,")
    return "" if _PARTED.search(said) else said


def _clause_end(text: str, end: int) -> int:
    """Where the clause ends, if nothing but small words are left of it ("... and things to do"),
    and not those of one for a number ("how many carers has Barnet got?").
    """
    parted = _PARTED.search(text, end)
    ends = parted.start() if parted else len(text)
    rest, lexicon = fold(text[end:ends]).split(), load_lexicon()
    if asks_how_many(text) and {*rest} <= {*load_cues().ended}:
        return end
    small = lexicon.stop_words - lexicon.report_words
    return ends if all(word in small for word in rest) else end
