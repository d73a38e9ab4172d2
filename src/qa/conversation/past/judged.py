"""What was judged, as a turn goes on with it: what to do about it, or why it got its grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.asking.grades import OVERALL
from qa.answer.asking.why import sides_of_reasons
from qa.answer.form.reply import Answer
from qa.authorities import fold
from qa.conversation.typed.asking import asks_why
from qa.conversation.typed.cues import load_cues, said
from qa.conversation.typed.turn import TurnAsTyped
from qa.reading.text.frameworks import fold_heading
from qa.report import Strand
from qa.search.asked.gist import Side
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood


def of_judged(last: Understood, answers: Sequence[Answer]) -> Understood:
    """What was spoken of last, less the words for its grade, where that was asked for; of the one
    strand of which a grade was told: "what must they do about it?" asks of no other.
    """
    if last.kind is not Kind.JUDGEMENT:
        return last
    told = answers[-1].understood.standalone == last.standalone
    strands = {row.strand for row in answers[-1].judgements} if told else set()
    one = strands.pop() if len(strands) == 1 and last.strand is None else last.strand
    return _less_grade(replace(last, strand=None if one is Strand.GENERAL else one))


def of_grade_told(last: Understood, answers: Sequence[Answer]) -> Understood:
    """What was spoken of last, as that which the last reply told the grade of: "is it any good at
    protecting children?" is no claim that it is, and was answered by a grade of all of it.
    """
    if last.aspect or not _is_overall(last, answers):
        return _less_grade(last)
    row = answers[-1].judgements[0]
    return replace(last, subject=fold(row.aspect), strand=row.strand, matter="")


def grade_asked_why(turn: TurnAsTyped, last: Understood, answers: Sequence[Answer]) -> str:
    """The one grade that the last reply gave what was spoken of, if that is what tables judge,
    where a turn asks why it was that ("why only adequate?"), or what kept it from a better one; or
    nothing.
    """
    no_better = asks_why_no_better(turn)
    if not (asks_why(turn) or no_better) or turn.names_place or turn.scope.years:
        return ""
    reply, known = answers[-1], load_lexicon().grades
    grades = {row.grade for row in reply.judgements if row.report in last.reports}
    named = {known[phrase] for phrase in said(turn.folded, known)}
    is_judged = last.aspect or last.reports == reply.foremost or _is_overall(last, answers)
    if len(grades) != 1 or not is_judged or not (named <= grades or no_better):
        return ""
    grade = grades.pop().casefold()
    praised = Side.PRAISE in sides_of_reasons(f"why was it {grade}?", [grade])
    return f"only {grade}" if no_better and praised else grade


def asks_why_no_better(turn: TurnAsTyped) -> bool:
    """Whether a turn asks what kept what was judged from a better grade, and names nothing: "why
    only that?", "what let them down?".
    """
    return turn.is_only(load_cues().no_better)


def _is_overall(last: Understood, answers: Sequence[Answer]) -> bool:
    """Whether the last reply told how what was spoken of, a strand and no aspect of it, was graded
    overall, and no other grade.
    """
    rows = answers[-1].judgements
    told = {(fold_heading(row.aspect), row.strand) for row in rows}
    return last.aspect is None and told == {(OVERALL, last.strand)}


def _less_grade(last: Understood) -> Understood:
    grades = load_lexicon().grades
    return replace(last, subject=" ".join(w for w in last.subject.split() if w not in grades))
