"""Which reports say nothing of a subject, where a question asks just that."""

from __future__ import annotations

from qa.answer.advice import subject_stems
from qa.answer.found import Found
from qa.answer.phrasing import load_phrasing
from qa.search.question import Understood


def asks_who_is_silent(understood: Understood) -> bool:
    """Whether a question over several reports asks which of them do not speak of something."""
    asked = understood.standalone
    return understood.over_several and bool(load_phrasing().silence.search(asked))


def silent_on(understood: Understood, found: Found) -> list[str]:
    """The keys of the reports of which no paragraph found names the question's subject."""
    subject = subject_stems(understood) - load_phrasing().only_ask
    speaking = found.naming_all_of(subject)
    return [key for key in understood.reports if key not in speaking]
