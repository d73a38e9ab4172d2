"""Grades that a report gives in its words alone, to something narrower than its tables judge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from qa.answer.asking.grades import (
    OVERALL,
    asks_how_good_aspect_is,
    asks_what_got,
    graded_subject,
    is_asked,
    names_aspect_alone,
    names_no_aspect,
    words_beside,
)
from qa.answer.asking.parts import clauses_of
from qa.answer.asking.phrasing import load_phrasing
from qa.authorities import fold
from qa.index.sqlite.store import Store
from qa.patterns import either
from qa.quotation import Quote, sentence_quotes
from qa.reading.outline.grading import STATES_GRADE
from qa.reading.text.frameworks import fold_heading
from qa.reading.text.grades import grade_words
from qa.report import Judgement, Paragraph, Strand
from qa.search.asked.bridges import phrases_of
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood
from qa.search.language.cues import load_cues
from qa.search.language.stemming import stemmed, stems_of
from qa.sentences import sentences

# "was good", and beside it "is currently judged to be good".
_GRADES = either(grade_words())
_GIVEN = rf"\b(?:judged|rated|graded|assessed) (?:to be |as (?:being )?)?({_GRADES})\b"
GIVES_GRADE = re.compile(f"{STATES_GRADE.pattern}|{_GIVEN}", re.I)
# "judged the only provision to be outstanding"
_JUDGES = re.compile(
    rf"\b(?:judged|rated|graded|assessed) (?P<what>[^.;:]{{3,80}}?) (?:to be|as) "
    rf"(?P<grade>{_GRADES})\b",
    re.I,
)
_DENIED = re.compile(r"\b(?:not|no|never|nor|far|less)\b", re.I)
# "is currently inadequate", "an outstanding feature"; not "either good or outstanding".
_CALLS = (
    r"\b(?:is|are|was|were|be|being|remains?|judged|rated|graded) (?:\w+ ){{0,3}}?{0}\b|\ban? {0}\b"
)
_ALSO = re.compile(r"\b(?:or|not|no|never|nor|far|less|any)\b", re.I)
MOST_CALLED = 3
SHARE = 0.5  # of the words of what is asked about: a sentence on another matter may hold as many


def narrower_than_graded(understood: Understood) -> frozenset[str]:
    """The words of a question about a grade that name what no table grades; none where one does."""
    if understood.kind is not Kind.JUDGEMENT:
        return frozenset()
    if names_no_aspect(understood):
        return _of_clause(understood, frozenset(graded_subject(understood)))
    return words_beside(understood) if understood.aspect else frozenset()


def _of_clause(understood: Understood, subject: frozenset[str]) -> frozenset[str]:
    """The words of a subject in the clause that asks for a grade: "who runs it, and how is that
    agency rated?"; all, where it has none.
    """
    asking = filter(load_cues().says_grade.search, clauses_of(understood.query))
    return (subject & {*fold(" ".join(asking)).split()}) or subject


def giving_in_words(
    understood: Understood, judgements: Sequence[Judgement], quotes: Iterable[Quote]
) -> list[tuple[Quote, str]]:
    """The quotes of which a sentence gives a grade to just what is asked about, each with that
    grade in small letters, where the tables grade more than that: a whole aspect, all children.
    """
    graded = understood.kind is Kind.JUDGEMENT or asks_how_good_aspect_is(understood)
    graded = graded or (understood.kind is Kind.TOPIC and names_aspect_alone(understood))
    if not graded and not understood.sets_side_by_side:
        return []
    narrower = narrower_than_graded(understood)
    for_all = reports_graded_for_all(understood, judgements)
    if not narrower and not for_all:
        return []
    found: list[tuple[Quote, str]] = []
    for quote in quotes:
        of_group = quote.report.key in for_all
        for what, grade in _graded(quote.text):
            group = of_group and _is_on_group(understood, quote, what)
            of_it = holds_most(narrower, what) or names_it(narrower, what)
            if group or (not of_group and of_it):
                found.append((quote, grade))
                break
    return found


def calling_so(
    store: Store, understood: Understood, judgements: Sequence[Judgement]
) -> list[Quote]:
    """The sentences of a report that call something by a grade asked for that no judgement had: the
    best or the worst of grades, which are no everyday words.
    """
    if len(understood.reports) != 1 or not asks_what_got(understood):
        return []
    if not judgements or any(is_asked(row, understood) for row in judgements):
        return []
    report = store.report(understood.reports[0])
    ends = (report.scale.words[0], report.scale.words[-1])
    if len(understood.grades) != 1 or understood.grades[0] not in ends:
        return []
    found: list[Quote] = []
    tables = {row.paragraph for row in report.judgements}
    prose = [p for p in report.paragraphs if p.number not in tables]
    for paragraph in prose:
        if load_phrasing().tells_findings(paragraph) and understood.takes_in(paragraph.strand):
            sentences_of = sentence_quotes(report, paragraph)
            found += [quote for quote in sentences_of if calls_so(quote.text, understood.grades[0])]
    return found[:MOST_CALLED]


def calls_so(text: str, grade: str) -> bool:
    """Whether a sentence calls something by a grade, alone and without denying it.

    >>> calls_so("That is an outstanding feature.", "Outstanding")
    True
    >>> calls_so("All are good or outstanding.", "Outstanding")
    False
    """
    called = re.search(_CALLS.format(re.escape(grade)), text, re.I)
    return called is not None and not _ALSO.search(called.group())


def holds_most(words: frozenset[str], text: str) -> bool:
    """Whether a text holds more than half of some words, in any form of them or by another name.

    >>> holds_most(frozenset(["young", "carers"]), "Each young carer has a worker.")
    True
    >>> holds_most(frozenset(["young", "carers"]), "Foster carers are trained.")
    False
    """
    return len(words_held(words, text)) > SHARE * len(words)


def names_it(words: frozenset[str], text: str) -> bool:
    """Whether a text has all of some words, or those of them that are short names, which say by
    themselves of what they are.

    >>> names_it(frozenset(["e2e", "provider"]), "The only E2E provision is outstanding.")
    True
    >>> names_it(frozenset(["youth", "service"]), "The service is outstanding.")
    False
    """
    held, known = words_held(words, text), load_lexicon().abbreviations
    names = {word for word in words if word.upper() in known or re.search(r"\d", word)}
    return bool(words) and (held == words or (bool(names) and names <= held))


def names_what_is_graded(understood: Understood, text: str) -> bool:
    """Whether a text names what a question asks the grade of: most of its words and, with their
    words side by side, the names of the field in it ("children's homes").
    """
    names = phrases_of(fold(understood.query), dict.fromkeys(load_lexicon().matters))
    said = stemmed(fold(text))
    subject = frozenset(graded_subject(understood))
    return holds_most(subject, text) and all(stemmed(name) in said for name in names)


def words_held(words: Iterable[str], text: str) -> frozenset[str]:
    """Those of some words that a text holds, in any form of them or by another name.

    >>> sorted(words_held(["vaccinations", "late"], "Immunisation is good."))
    ['vaccinations']
    """
    held, synonyms = stems_of(text), load_lexicon().synonyms
    names = {word: (word, *synonyms.get(word, ())) for word in words}
    return frozenset(
        word for word, of in names.items() if any(stems_of(name) <= held for name in of)
    )


def reports_graded_for_all(
    understood: Understood, judgements: Sequence[Judgement]
) -> frozenset[str]:
    """The reports whose grades are all for all children, where looked after children are asked
    about; what is said of safeguarding is said of all children.
    """
    if understood.strand is not Strand.LOOKED_AFTER:
        return frozenset()
    of_some = {row.report for row in judgements if row.strand is not Strand.GENERAL}
    return frozenset(row.report for row in judgements) - of_some


def names_aspect(understood: Understood, text: str) -> bool:
    """Whether a text names the aspect asked about, in whatever words; "overall" in a sentence names
    none.
    """
    aspects, wanted = load_lexicon().aspects, fold_heading(understood.aspect or "")
    if wanted == OVERALL:
        return False
    named = phrases_of(fold(text), aspects)
    return any(wanted in map(fold_heading, aspects[phrase]) for phrase in named)


def is_of_strand(strand: Strand, paragraph: Paragraph) -> bool:
    """Whether a paragraph stands in the part on a strand, or names it."""
    if paragraph.strand is strand:
        return True
    strands = load_lexicon().strands
    return any(strands[said] is strand for said in phrases_of(fold(paragraph.text), strands))


def _graded(text: str) -> Iterator[tuple[str, str]]:
    """What the sentences of a text give a grade, each with that grade in small letters."""
    for span in sentences(text):
        start = span.start
        for found in GIVES_GRADE.finditer(text, span.start, span.end):
            if not _DENIED.search(found.group()):
                yield text[start : found.start()], (found.group(1) or found.group(2)).casefold()
            start = found.end()
        for found in _JUDGES.finditer(text, span.start, span.end):
            if not _DENIED.search(found.group()):
                yield found["what"], found["grade"].casefold()


def _is_on_group(understood: Understood, quote: Quote, graded: str) -> bool:
    """Whether what is graded is of the strand asked about, and of the aspect or in its section."""
    lexicon = load_lexicon()
    strands = {lexicon.strands[phrase] for phrase in phrases_of(fold(graded), lexicon.strands)}
    if understood.strand not in strands:
        return False
    in_section = fold_heading(understood.aspect or "") in map(fold_heading, quote.paragraph.section)
    return in_section or names_aspect(understood, graded)
