"""That nothing tells whether grades went up or down, where one report of an authority is held."""

from __future__ import annotations

import re
from functools import cache

from qa.answer.asking.grades import OVERALL, asks_for_all, asks_for_grade, words_beside
from qa.answer.composition.formed import Formed
from qa.answer.judgement.outcome import less_aspects
from qa.data import read_table
from qa.index.sqlite.store import Store
from qa.markdown import escaped
from qa.patterns import any_of
from qa.reading.text.frameworks import fold_heading
from qa.report import Report
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.question import Kind, Understood


def no_earlier_grades(store: Store, facts: LibraryFacts, understood: Understood) -> Formed | None:
    """That there are none, where it is asked whether all grades moved, or which: these are not
    shown, as if each had. None where that is not asked, or another report may tell.
    """
    if understood.aspect and fold_heading(understood.aspect) != OVERALL:
        return None
    told = none_earlier(store, facts, understood)
    return Formed((told,)) if told else None


def none_earlier(store: Store, facts: LibraryFacts, understood: Understood) -> str:
    """That a report is the only one, where it is asked whether grades of it moved; else nothing."""
    if understood.kind is not Kind.JUDGEMENT or len(understood.authorities) != 1:
        return ""
    moved, unless, words = _wordings()
    asked = less_aspects(understood.standalone)
    if understood.grades or not moved.search(asked) or unless.search(asked):
        return ""
    of_grades = asks_for_grade(understood) or asks_for_all(understood)
    if not of_grades or words_beside(understood) - words:
        return ""
    held = facts.of(understood.authorities)
    return _none_before(store.head(held[0].key)) if len(held) == 1 else ""


def _none_before(report: Report) -> str:
    return (
        f"The report of {report.year} is the only one held on {escaped(report.authority)}: there "
        "are no earlier grades that its own could have gone up or down from."
    )


@cache
def _wordings() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """The table `moved` of answers.toml: what asks whether grades moved, what asks how they may,
    and the words of the first.
    """
    table = read_table("answers.toml")["moved"]
    words = frozenset(" ".join(table["asked"]).split())
    return any_of(table["asked"]), any_of(table["unless"]), words
