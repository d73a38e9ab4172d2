"""Whether a question asks of the program itself: what it is, where its answers are from, whether
they can be trusted.
"""

from __future__ import annotations

import re
from functools import cache

from qa.data import read_table
from qa.patterns import either
from qa.search.asked.lexicon import load_lexicon

_TOLD = r"(?:(?:{which}) )?(?:{told})"
_IT = rf"(?:(?:(?:any|all) of )?(?:{{addressed}})|{_TOLD})"
_WAYS = (
    # "are you a bot?", "am I talking to a person?"
    r"(?:{is}) (?:you|this)(?: (?:{small}))* (?:{things})",
    r"youre(?: (?:{small}))* (?:{things})",
    r"are you (?:{makes}) by",
    r"(?:do|did|does|has|have) (?:an?|the) (?:{things}) (?:{makes}|write|make)",
    r"(?:am|are) (?:i|we) (?:{talking})(?: (?:{small}))* (?:{things}|you)",
    r"do(?:es)? (?:you|this|it) (?:{uses})(?: (?:{small}))* (?:{things})",
    # "do you make things up?", "are these quotes real?"
    r"(?:you|" + _TOLD + r") (?:\w+ ){{0,3}}?(?:{invents})",
    r"(?:is|are|was|were) " + _IT + r" (?:\w+ )?(?:{made_up})",
    r"(?:is|are|was|were) (?:" + _TOLD + r"|you) (?:\w+ ){{0,2}}?(?:{sound})",
    r"(?:is|are) (?:{addressed}) (?:an? |the )?(?:{sound}) (?:{told})",
    r"(?:can|could|do|did|have|are) (?:you|this) (?:\w+ ){{0,3}}?(?:{mistaken})",
    r"how (?:{sound}) (?:is|are) (?:you|this|(?:your|these|those|this) (?:{told}))",
    # "can I trust this?", "how do I check?"
    r"(?:{trust}) " + _IT,
    r"how (?:do|can|could|would|should|am) (?:i|we) (?:to )?(?:{checks})",
    r"how (?:do|did|would|can) you know",
    # "where do you get this?", "what are your sources?"
    r"where (?:do|did|does|is|are|have) (?:you|your|" + _TOLD + r") .*(?:get|got|find|from|taken?)",
    r"(?:what|which|where) (?:is|are|was|were) your (?:\w+ )?(?:{told})",
    r"(?:what|which) (?:{told}) (?:do|did|are|have) you",
    # "who made you?", "how do you work?", "how up to date are you?"
    r"who (?:is behind|{makes}) (?:you|(?:this|the) (?:{things})|this)",
    r"(?:what|who) (?:exactly )?are you|what (?:kind|sort|type) of (?:{things}) are you",
    r"how (?:do you|does (?:it|this|(?:this|the) (?:{things}))) work",
    r"how (?:{fresh}) (?:is|are) " + _IT,
    r"(?:is|are) (?:you|this|" + _TOLD + r") (?:\w+ )?(?:{fresh})",
    r"when (?:were you|was this|was it) (?:last )?updated",
    # "which councils do you cover?", "what is in your library?", "how old are the reports?"
    r"(?:what|which|how many|whose) (?:{held}) (?:do|can|are|have|did) you",
    r"(?:your|this|the) (?:{library})",
    r"what (?:all )?(?:do|can) you (?:cover|know|tell|answer|help)",
)


def asks_of_program(folded: str) -> bool:
    """Whether a folded question asks of the program, and of nothing else.

    >>> asks_of_program("are you chatgpt and how do i know you arent making these quotes up")
    True
    >>> asks_of_program("how do you support carers"), asks_of_program("can i trust the council")
    (False, False)
    """
    if not _asks().search(folded):
        return False
    known = _words() | load_lexicon().stop_words
    return all(word in known for word in folded.split())


@cache
def _words() -> frozenset[str]:
    """The words that such a question may have beside those that say nothing."""
    lists = read_table("questions.toml")["program"].values()
    return frozenset(word for said in lists for phrase in said for word in phrase.split())


@cache
def _asks() -> re.Pattern[str]:
    table = read_table("questions.toml")["program"]
    said = {name: either(phrases) for name, phrases in table.items()}
    return re.compile("|".join(rf"\b(?:{way.format_map(said)})\b" for way in _WAYS))
