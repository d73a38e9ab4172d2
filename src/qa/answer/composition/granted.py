"""A grade that a question takes as given before it asks of something else: "since it is good, who
...?".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

from qa.answer.asking.grades import words_beside
from qa.answer.asking.premises import is_denied, premise
from qa.answer.form import wording
from qa.answer.judgement.judgements import asked_for
from qa.authorities import load_authorities
from qa.data import read_table
from qa.index.sqlite.store import Store
from qa.patterns import OPENS, either, whole
from qa.report import Judgement, Strand
from qa.search.asked.question import Filters, Kind, Turn, Understood
from qa.search.asked.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Granted:
    """What is left of a question without the grade it takes as given, which that is, and the
    judgements that it would have been given by.
    """

    rest: str
    taken: str
    judgements: Sequence[Judgement]

    def turn(self, whole: Turn | None) -> Turn:
        """What is left of it as a question that stands alone."""
        return replace(whole or Turn(self.rest, ""), standalone=self.rest)

    def corrected(self, store: Store, shown: Collection[Judgement]) -> str:
        """That none of the judgements had that grade, and which they had, unless that is `shown`;
        nothing where one had it.
        """
        rows = [row for row in self.judgements if row not in shown]
        if any(row.grade.casefold() == self.taken.casefold() for row in self.judgements):
            return ""
        told = (wording.judgement_line(row, store.head(row.report)) for row in rows)
        grades = dict.fromkeys(row.grade.lower() for row in self.judgements)
        heads = map(store.head, dict.fromkeys(row.report for row in self.judgements))
        strands = {row.strand for row in self.judgements} - {Strand.GENERAL}
        of = [*strands] if len(strands) == 1 else []
        whose = ", ".join([wording.dated_names(list(heads)), *of])
        none = f"{whose}: not judged {self.taken.lower()}, but {' and '.join(grades)}"
        return f"{none}: {' '.join(told)}" if rows else f"{none}."


@cache
def _clauses() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The table `granted` of answers.toml: what takes something as given before a question, and
    behind it.
    """
    table = read_table("answers.toml")["granted"]
    states = rf"(?P<claim>[^,;?]{{0,80}}?{whole(table['states'])}[^,;?]{{0,80}}?)"
    # "since 2007 it was good" tells a time
    first = rf"^{OPENS}(?:{either(table['before'])}) (?!(?:then|\d))"
    return (
        re.compile(rf"{first}{states}\s*[,;–-]\s*(?:so |then )?(?P<rest>\w.*)$", re.I),
        re.compile(rf"^(?P<rest>.*\w)[,;]? (?:{either(table['behind'])}) {states}\W*$", re.I),
    )


def granted(store: Store, understanding: Understanding, asked: Understood) -> Granted | None:
    """What a question on one authority asks beside a grade of tables that it takes as given; None
    where it takes none.
    """
    found = next(filter(None, (each.match(asked.standalone) for each in _clauses())), None)
    taken = premise(found["claim"]) if found else None
    of_one = len(asked.authorities) == 1 and asked.kind is not Kind.SCALE
    if not found or not taken or not of_one:
        return None
    claim = understanding.understand(found["claim"], filters=Filters(reports=asked.reports))
    rows = asked_for(store, replace(claim, reports=asked.reports))
    if not rows or words_beside(claim) or is_denied(claim.standalone, taken):
        return None
    place = [load_authorities()[asked.authorities[0]].name, *map(str, asked.years)]
    told = [claim.strand or "", " ".join(place)]
    rest = understanding.understand(_with(found["rest"], told))
    if understanding.names_no_subject(rest) and claim.aspect and not claim.strand:
        told = [claim.aspect.lower(), *told]
    return Granted(_with(found["rest"], told), taken, rows)


def _with(question: str, told: Sequence[str]) -> str:
    return f"{question} ({'; '.join(filter(None, told))})"
