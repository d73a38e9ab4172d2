"""What the program says of itself: to whoever thanks, greets it, or asks what it is and can do."""

from __future__ import annotations

import re
from functools import cache

from qa.answer.form import wording
from qa.authorities import fold
from qa.data import read_table
from qa.patterns import either
from qa.search.asked.program import asks_of_program
from qa.search.asked.question import Understood

WELCOME = "You are welcome. Ask another question whenever you like."
ITSELF = (
    "This is a program that finds what inspection reports say and quotes it: no person, and no "
    "chatbot that puts answers in its own words."
)
TRUST = (
    "Nothing here is made up: every quotation is word for word from a report, and compared with "
    "its text before it is shown. Beside each stand the report and the paragraph: open it and read "
    "it in its place. Nothing is known here that is in none of the reports, or later than they are."
)
ASK = (
    "Ask what the inspectors said: of an authority, a subject, a year. Each answer gives the "
    "judgement and the exact words, with report and paragraph number."
)


def of_program(understood: Understood, held: str) -> str:
    """What is said to whoever asks nothing of the reports; `held` tells which there are."""
    if _thanks().match(understood.standalone):
        return WELCOME
    if asks_of_program(fold(understood.standalone)):
        return wording.blocks(f"{ITSELF} {TRUST}", held)
    return f"{ASK} {held}"


@cache
def _thanks() -> re.Pattern[str]:
    """How a turn begins that only thanks."""
    begins = read_table("answers.toml")["thanks"]["begins"]
    return re.compile(rf"\W*(?:{either(begins)})\b", re.I)
