"""What was judged, as what is to be done about it goes on with it: without the grade it got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.form.reply import Answer
from qa.report import Strand
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood


def of_judged(last: Understood, answers: Sequence[Answer]) -> Understood:
    """What was spoken of last, less the words for its grade, where that was asked for; of the one
    strand of which a grade was told: "what must they do about it?" asks of no other.
    """
    if last.kind is not Kind.JUDGEMENT:
        return last
    grades = load_lexicon().grades
    subject = " ".join(word for word in last.subject.split() if word not in grades)
    told = answers[-1].understood.standalone == last.standalone
    strands = {row.strand for row in answers[-1].judgements} if told else set()
    one = strands.pop() if len(strands) == 1 and last.strand is None else last.strand
    return replace(last, subject=subject, strand=None if one is Strand.GENERAL else one)
