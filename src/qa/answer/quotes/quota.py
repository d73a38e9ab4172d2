"""How much is quoted for a question of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.asking.breadth import Breadth, breadth_of
from qa.answer.asking.grades import names_no_aspect
from qa.answer.asking.parts import clauses_of
from qa.answer.asking.why import asks_why_graded
from qa.answer.quotes.counting import giving_number
from qa.answer.quotes.measure import Measure
from qa.answer.quotes.quoting import Evidence
from qa.search.asked.question import Kind, Understood

WHOLE = 80  # words of a paragraph that is shown whole
ORDINARY = Measure(least=0.3, other_side=0.4, whole=WHOLE)
# What is recommended is found fault with elsewhere in the report, and both are wanted.
RECOMMENDED = Measure(most=10, least=0.15, other_side=0.4, whole=WHOLE, whole_lists=True)
# Of an authority inspected more than once, each report that speaks of the subject is heard.
EACH_YEAR = Measure(other_side=0.4, of_each=6, least_of_each=0.18, whole=WHOLE)
# How likely a second paragraph must be to be quoted, by how much a question asks for.
LEAST = {Breadth.ONE_THING: 0.35, Breadth.YES_OR_NO: 0.2, Breadth.OPEN: 0.17}
# The same in the section of the likeliest, which tells more to whoever asks for all; and of a
# paragraph whose best sentence names nothing of what is asked about.
IN_SECTION = {**LEAST, Breadth.OPEN: 0.1}
NAMELESS = {**LEAST, Breadth.YES_OR_NO: 0.4, Breadth.OPEN: 0.25}
LEAST_OF_MANY = 0.27  # where no authority is named: more reports hold what is only near the subject
# The same beside what surely answers, to which what hardly does adds nothing; whoever asks for all
# that is said wants that, too.
BESIDE_SURE = {**LEAST, Breadth.YES_OR_NO: 0.3}
ONE_SPREAD = 0.12  # one thing asked for is told in a sentence or two
GRADED = Measure(most=3, least=0.35)
BRIEF = Measure(most=1, least=0.0, words=40)
SEVERAL = Measure(
    most=8, least=0.15, of_each=3, more=1, least_of_each=0.04, words=80, spread=0.15, whole=WHOLE
)
COUNTED = Measure(most=9, least=0.0, of_each=2, least_of_each=0.0)
# Each report asked about has its say, and its next paragraph too where that is likely.
SIDES = Measure(
    most=9, least=0.15, of_each=3, more=1, least_of_each=0.25, words=110, spread=0.15, whole=WHOLE
)
# Of one authority then and now: what became of a matter is told in more paragraphs than one.
THEN_AND_NOW = replace(SIDES, least=0.08)


def measure_of(understood: Understood, evidence: Sequence[Evidence]) -> Measure:
    """How much is quoted for a question of this kind."""
    if understood.brief:
        short = replace(SIDES, of_each=1, more=0, words=BRIEF.words)
        return short if understood.over_several else BRIEF
    if len(understood.reports) > 1 and giving_number(understood, evidence):
        return COUNTED  # what gives the number asked for need not be like the question
    if understood.over_several:
        if understood.kind is Kind.TREND:
            return THEN_AND_NOW
        return SIDES if understood.sets_side_by_side else SEVERAL
    if asks_why_graded(understood):
        return replace(ORDINARY, least=LEAST[Breadth.OPEN])
    if understood.kind is Kind.JUDGEMENT and not asks_beside_grade(understood):
        return GRADED
    if understood.kind is Kind.RECOMMENDATION:
        return RECOMMENDED
    if understood.kind not in (Kind.TOPIC, Kind.FACT, Kind.JUDGEMENT):
        return ORDINARY
    breadth = breadth_of(understood.query)
    each_year = understood.authorities and len(understood.reports) > 1
    measure = EACH_YEAR if each_year and understood.kind is Kind.TOPIC else ORDINARY
    spread = ONE_SPREAD if breadth is Breadth.ONE_THING else measure.spread
    least = LEAST[breadth]
    if not understood.authorities and len(understood.reports) > 1:
        least = max(least, LEAST_OF_MANY)
    return replace(
        measure,
        least=least,
        spread=spread,
        beside_sure=BESIDE_SURE[breadth],
        in_section=IN_SECTION[breadth] if _asks_for_all(understood) else least,
        nameless=NAMELESS[breadth],
    )


def _asks_for_all(understood: Understood) -> bool:
    """Whether a question is of a named place, and no turn of a talk, in which more can be asked."""
    return bool(understood.authorities) and understood.standalone == understood.question


def asks_beside_grade(understood: Understood) -> bool:
    """Whether a question asks more of a thing than its grade, which no table gives."""
    return names_no_aspect(understood) and len(clauses_of(understood.standalone)) > 1
