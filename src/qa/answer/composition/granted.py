"""A grade that a question takes as given before it asks of something else: "since it is good, who
...?".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

from qa.answer.asking.grades import OVERALL, words_beside
from qa.answer.asking.premises import is_denied, premise
from qa.answer.asking.subject import LEAST_OF_KIN
from qa.answer.asking.why import asks_for_reasons
from qa.answer.form import wording
from qa.answer.judgement.corrections import FEW
from qa.answer.judgement.judgements import asked_for, in_scope
from qa.authorities import fold, load_authorities
from qa.data import read_table
from qa.index.sqlite.store import Store
from qa.patterns import OPENS, any_of, either, whole
from qa.reading.text.frameworks import fold_heading
from qa.reading.text.grades import is_same_grade
from qa.report import Judgement, Strand
from qa.search.asked.question import Filters, Kind, Turn, Understood
from qa.search.asked.understanding import Understanding

_DENIED = re.compile(r"(?:\bnot|n['’]?t)\W*$", re.I)


@dataclass(frozen=True, slots=True)
class Granted:
    """What is left of a question without the grade it takes as given, which that is, the judgements
    that it would have been given by, and those of the same reports that gave it; `unsure` where one
    of these may be what is meant.
    """

    rest: str
    taken: str
    judgements: Sequence[Judgement]
    given: Sequence[Judgement]
    unsure: bool

    def turn(self, whole: Turn | None) -> Turn:
        """What is left of it as a question that stands alone."""
        return replace(whole or Turn(self.rest, ""), standalone=self.rest)

    def corrected(self, store: Store, shown: Collection[Judgement]) -> str:
        """That none of the judgements had that grade, and which they had, unless that is `shown`;
        nothing where one had it, or others that may be meant.
        """
        if self.unsure:
            return ""
        rows = [row for row in self.judgements if row not in shown]
        told = (wording.judgement_line(row, store.head(row.report)) for row in rows)
        grades = dict.fromkeys(row.grade.lower() for row in self.judgements)
        heads = map(store.head, dict.fromkeys(row.report for row in self.judgements))
        strands = {row.strand for row in self.judgements} - {Strand.GENERAL}
        of = [*strands] if len(strands) == 1 else []
        whose = ", ".join([wording.dated_names(list(heads)), *of])
        none = f"{whose}: not judged {self.taken.lower()}, but {' and '.join(grades)}"
        few = self.given if len(self.given) <= FEW else ()
        others = ", ".join(map(wording.judged_part, few))
        also = f" {self.taken} was: {others}." if others else ""
        return (f"{none}: {' '.join(told)}" if rows else f"{none}.") + also


@cache
def _clauses() -> tuple[re.Pattern[str], ...]:
    """The table `granted` of answers.toml: what takes something as given before a question ("since
    it is good, who", "it is good so who", "it being good, who"), and behind it.
    """
    table = read_table("answers.toml")["granted"]
    whether = read_table("answers.toml")["grades"]["whether"].split()
    states = rf"(?P<claim>[^,;?]{{0,80}}?{whole(table['states'])}[^,;?]{{0,80}}?)"
    # "since 2007 it was good" tells a time
    first = rf"^{OPENS}(?:{either(table['before'])}) (?!(?:then|\d))"
    tells = rf"^{OPENS}(?!(?:{either([*whether, *table['asks']])})\b)"
    asks = rf"(?P<rest>{whole(table['asks'])}.*)$"
    being = r"(?P<claim>\w[^,;?]{0,80}? being [^,;?]{1,80}?)"
    return (
        re.compile(rf"{first}{states}\s*[,;–-]\s*(?:so |then )?(?P<rest>\w.*)$", re.I),
        re.compile(rf"{tells}{states}\s*[,;–-]?\s*so (?:then )?{asks}", re.I),
        re.compile(rf"{tells}(?:with )?{being}\s*[,;–-]\s*{asks}", re.I),
        re.compile(rf"^(?P<rest>.*\w)[,;]? (?:{either(table['behind'])}) {states}\W*$", re.I),
    )


@cache
def _bare() -> frozenset[str]:
    """What asks of that which was graded, and names nothing: "who is to blame?"."""
    return frozenset(read_table("answers.toml")["granted"]["bare"].split())


@cache
def _points() -> re.Pattern[str]:
    """What points back from a question at what was graded: "who is to fix them?"."""
    return any_of(read_table("answers.toml")["granted"]["points"])


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
    of_it = asks_for_reasons(found["rest"]) and not rest.terms  # "it was good, so why?"
    if of_it or _DENIED.search(found["rest"]):
        return None  # "it was good, so which parts were not?"
    bare = {*rest.terms} <= _bare()
    back = bare or _points().search(found["rest"])
    if claim.aspects and (back or (understanding.names_no_subject(rest) and not claim.strand)):
        told = [claim.aspects[0].lower(), *told]
    elif bare and rest.kind in (Kind.TOPIC, Kind.FACT):
        told = [rows[0].aspect.lower(), *told]
    every = in_scope(store, replace(claim, reports=asked.reports))
    given = [row for row in every if is_same_grade(row.grade, taken)]
    unsure = _may_be_meant(claim, rows, given)
    return Granted(_with(found["rest"], told), taken, rows, given, unsure)


def _may_be_meant(claim: Understood, rows: Sequence[Judgement], given: Sequence[Judgement]) -> bool:
    """Whether the judgements that gave a grade are some of those that a claim is of, or of an
    aspect that a word of it may name; of all services, whether they are many.
    """
    if {*given} & {*rows}:
        return True
    if all(fold_heading(row.aspect) == OVERALL for row in rows):
        return len(given) > FEW
    named = _kin(claim.query)
    return any(named & _kin(row.aspect) for row in given)


def _kin(text: str) -> set[str]:
    """How the words of a text begin that may tell one aspect from another: "health", "healthy"."""
    common = read_table("answers.toml")["grades"]["common"].split()
    return {word[:LEAST_OF_KIN] for word in fold(text).split() if word not in common}


def _with(question: str, told: Sequence[str]) -> str:
    return f"{question} ({'; '.join(filter(None, told))})"
