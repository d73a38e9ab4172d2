"""What a question asks of grades."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from qa.answer.asking.bounds import bound_in, words_of_bounds
from qa.answer.asking.verdict import says_how_good, verdict_words
from qa.answer.asking.why import asks_for_reasons
from qa.authorities import fold
from qa.data import read_table
from qa.patterns import OPENS, any_of, either, whole
from qa.reading.text.frameworks import fold_heading
from qa.reading.text.grades import is_same_grade
from qa.report import Judgement
from qa.search.asked.bridges import groups_named
from qa.search.asked.grading import came_about
from qa.search.asked.kinds import counts_no_grades
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood
from qa.search.language.counting import asks_how_many, asks_who_has_most
from qa.search.language.cues import load_cues, only_compares
from qa.search.language.scored import with_scores

OVERALL = fold_heading("Overall effectiveness")
MOST_KEPT = 64  # sets of aspects whose words are kept
LEAST_LISTED = 3  # aspects named, for a question to list them
_BESIDE_EACH_OTHER = (Kind.COMPARE, Kind.TREND, Kind.ACROSS)
# "graded 2", "got a 2", "a 4 for health", "any 1s?"
_NUMBERED = re.compile(
    r"\bgraded? (?:of |at )?([1-4])\b|\bhow many a ([1-4])\b"
    r"|\b(?:a|any|all|the) (?:a )?([1-4])s?(?:\W*(?:\bin\b|$)| for\b)",
    re.I,
)
# "a 2", "grade 4", "is 3 good?"; not "a 4 point scale", "out of 4".
SCORED = re.compile(r"(?<!out of )(?<!\d)\b([1-4])\b(?![-.,]?\d|[- ](?:points?|grades?|reports?))")


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `grades` of answers.toml.

    `asking` are words of a question about grades that name no subject; each of the patterns finds
    what asks for that.
    """

    asking: frozenset[str]
    best: re.Pattern[str]
    best_end: re.Pattern[str]
    worst: re.Pattern[str]
    extreme: re.Pattern[str]
    whether: re.Pattern[str]
    improved: re.Pattern[str]
    level: re.Pattern[str]
    overall: re.Pattern[str]
    general: re.Pattern[str]
    grade: re.Pattern[str]
    every: re.Pattern[str]
    each_grade: re.Pattern[str]
    pairs: re.Pattern[str]
    future: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["grades"]
    return _Wordings(
        asking=frozenset(table["asking"].split()),
        best=any_of(table["best"]),
        best_end=any_of({*table["ends"].split()} - {*table["worst"]}),
        worst=any_of(table["worst"]),
        extreme=_extreme(table),
        whether=re.compile(rf"{OPENS}{whole(table['whether'].split())}", re.I),
        improved=any_of(table["improved"].split()),
        level=any_of(table["level"]),
        overall=any_of(table["overall"]),
        general=any_of(table["general"].split()),
        grade=any_of(table["grade"].split()),
        every=any_of(table["every"].split()),
        each_grade=re.compile(
            rf"{whole(table['each'])} (?:of )?(?:(?:the|its|their|these|those|single) )*"
            rf"(?:\w+ )?{whole(table['grade'].split())}",
            re.I,
        ),
        pairs=any_of(table["pairs"].split()),
        future=re.compile(rf"{whole(table['foretells'])}[^.;?]*{whole(table['to_come'])}", re.I),
    )


def _extreme(table: Mapping[str, str]) -> re.Pattern[str]:
    """What asks for the best or the worst of grades: "lowest-rated area", "what did it do best"."""
    ends, ending = either(table["ends"].split()), either(table["ending"].split())
    of_grades = rf"\b(?:{ends})(?:[- ](?:{ending}|scoring))? {whole(table['graded'].split())}"
    was = rf"{whole(table['graded'].split())} (?:was|were|is|are)"
    after = rf"\b(?:{ending}|{was}) (?:the |its |their )?(?:{ends})\b"
    return re.compile(f"{of_grades}|{after}", re.I)


def names_aspect_alone(understood: Understood) -> bool:
    """Whether a question names a judged aspect, and nothing narrower."""
    return bool(understood.aspect) and not words_beside(understood)


def asks_how_good_aspect_is(understood: Understood) -> bool:
    """Whether a question asks how good a judged aspect is, and of nothing narrower."""
    return says_how_good(understood) and names_aspect_alone(understood)


def asks_how_good_all_is(understood: Understood) -> bool:
    """Whether a question asks how good the services of a strand are, and of nothing narrower."""
    if not understood.strand or understood.aspect or not says_how_good(understood):
        return False
    named = set(understood.strand.split())
    short = {
        abbreviation.casefold()
        for abbreviation, words in load_lexicon().abbreviations.items()
        if set(words.split()) == named
    }
    return graded_subject(understood) <= {*named, *short, "effective", "service", "services"}


def names_no_aspect(understood: Understood) -> bool:
    """Whether a question asks what grade something got that no table names ("how they team up")."""
    if understood.kind is not Kind.JUDGEMENT or understood.aspect or asks_of_future(understood):
        return False
    if _wordings().overall.search(understood.standalone):
        return False
    of_table = asks_what_got(understood) or asks_for_all(understood)
    return bool(graded_subject(understood)) and not of_table


def asks_of_future(understood: Understood) -> bool:
    """Whether a question asks what grade an inspection to come will give."""
    graded = understood.kind is Kind.JUDGEMENT
    return graded and bool(_wordings().future.search(understood.standalone))


def graded_subject(understood: Understood) -> set[str]:
    """The words of a question about grades that say what was graded."""
    known = _wordings().asking | load_lexicon().report_words | verdict_words(understood)
    if bound_in(understood.standalone):
        known |= words_of_bounds()
    return set(understood.terms) - known


def words_beside(understood: Understood) -> frozenset[str]:
    """The words of a question that name something other than the aspect: it is on something
    narrower than that ("thresholds agreed with schools").
    """
    named = (understood.aspect or "", *understood.aspects)
    groups = groups_named(fold(understood.query), load_lexicon())
    known = _words_of_aspects(named) | {word for group in groups for word in group.split()}
    return frozenset(graded_subject(understood) - known)


@lru_cache(MOST_KEPT)
def _words_of_aspects(named: tuple[str, ...]) -> frozenset[str]:
    """The words by which people ask for some aspects, and for one thing beside another."""
    lexicon, wanted = load_lexicon(), set(map(fold_heading, named))
    phrases = [
        phrase
        for phrase, names in lexicon.aspects.items()
        if not wanted.isdisjoint(map(fold_heading, names))
    ]
    cues = [cue for kind in _BESIDE_EACH_OTHER for cue in lexicon.kinds[kind]]
    said = (*phrases, *cues, *named, "effective")
    return frozenset(word.casefold() for phrase in said for word in phrase.split())


def asked_numbers(understood: Understood) -> set[int]:
    """The grades a question names by number, which no word stands for: scales differ."""
    found = _NUMBERED.findall(with_scores(understood.standalone))
    return {int(number) for numbers in found for number in numbers if number}


def numbers_named(question: str) -> tuple[int, ...]:
    """The grades that a question about a scale names by number.

    >>> numbers_named("is a 2 in 2007 better than grade 3 now, on a 4 point scale?")
    (2, 3)
    """
    named = (int(match.group(1)) for match in SCORED.finditer(with_scores(question)))
    return tuple(dict.fromkeys(named))


def is_asked(row: Judgement, understood: Understood) -> bool:
    """Whether a judgement gave a grade the question names, by word or by number, or one on the side
    of it that is asked for.
    """
    if bound := bound_in(understood.standalone):
        return bound.holds(row.grade)
    named = any(is_same_grade(row.grade, grade) for grade in understood.grades)
    return named or row.number in asked_numbers(understood)


def asks_what_got(understood: Understood) -> bool:
    """Whether a question asks what got a grade that it names, not what grade something got."""
    if understood.aspect or understood.kind not in (Kind.JUDGEMENT, Kind.ACROSS):
        return False
    if asks_for_extreme(understood) or came_about(understood.standalone):
        return False  # "its highest grade": whichever that is
    named = understood.grades if not _asks_only_how_good(understood) else ()
    if not named and not asked_numbers(understood):
        return False
    subject = set(understood.terms) - _wordings().asking
    of_one = understood.kind is Kind.ACROSS or asks_how_many(understood.query)
    if subject and (of_one or asks_for_reasons(understood.standalone)):
        return False  # "good adoption services": of one subject, not of the tables
    return bool(load_cues().any_grade.search(understood.standalone))


def _asks_only_how_good(understood: Understood) -> bool:
    """Whether "good" is no grade that a question names: "how good are they rated?"."""
    less = re.sub(r"\bhow good\b", " ", understood.standalone, flags=re.I)
    asked_how = less != understood.standalone and understood.grades == ("Good",)
    return asked_how and not load_cues().grade.search(less)


def asks_for_best(understood: Understood) -> bool:
    """Whether a question asks which report came out best or worst, and of nothing in it; or to
    compare authorities, and no more.
    """
    overall = not understood.aspect or fold_heading(understood.aspect) == OVERALL
    subject = {word for word in graded_subject(understood) if not only_compares(word)}
    if not overall or understood.kind not in _BESIDE_EACH_OTHER or subject:
        return False
    if bound_in(understood.standalone):
        return False
    if asks_who_has_most(understood.query) and counts_no_grades(understood.query):
        return False  # "the lowest number of looked after children"
    if understood.kind is Kind.COMPARE and any(map(only_compares, understood.terms)):
        return True
    if understood.kind is Kind.COMPARE and _wordings().level.search(understood.standalone):
        return True  # "which boroughs got the same grade as Harrow?"
    improved = understood.kind is Kind.TREND and _wordings().improved.search(understood.standalone)
    return bool(improved or _wordings().best.search(understood.standalone))


def asks_of_all_services(understood: Understood) -> bool:
    """Whether a question that sets reports side by side asks how all services were, or how they
    changed, and of nothing narrower.
    """
    if not understood.sets_side_by_side or fold_heading(understood.aspect or "") != OVERALL:
        return False
    subject = (word for word in graded_subject(understood) if not only_compares(word))
    return not [word for word in subject if not _wordings().general.fullmatch(word)]


def asks_for_all(understood: Understood) -> bool:
    """Whether a question asks for the whole table ("what grades did it get?")."""
    if understood.kind is not Kind.JUDGEMENT or not understood.authorities:
        return False
    if not understood.aspect and _wordings().each_grade.search(understood.standalone):
        return True  # whatever it is for: "every grade, for tonight's bulletin"
    if not understood.aspect and graded_subject(understood):
        return False  # "the average scores of a questionnaire": of no table
    overall = not understood.aspect or fold_heading(understood.aspect) == OVERALL
    named = "overall" in understood.standalone.casefold()
    return overall and not named and bool(_wordings().every.search(understood.standalone))


def names_grades(understood: Understood) -> bool:
    """Whether a question over several reports asks for their grades of an aspect."""
    if understood.kind not in _BESIDE_EACH_OTHER or not understood.aspect:
        return False
    if understood.kind is Kind.ACROSS and words_beside(understood):
        return False  # "which reports judge the quality of case files?": of something narrower
    return asks_for_rank(understood) or asks_for_grade(understood) or asks_who_got(understood)


def asks_for_rank(understood: Understood) -> bool:
    """Whether a question over the library asks who came out best or worst."""
    return understood.kind is Kind.ACROSS and sets_one_first(understood)


def sets_one_first(understood: Understood) -> bool:
    """Whether a question asks who came out best or worst, over the library or of places named."""
    if understood.kind not in (Kind.ACROSS, Kind.COMPARE) or bound_in(understood.standalone):
        return False  # "better than adequate": whichever are
    return bool(_wordings().best.search(understood.standalone))


def asks_for_worst(understood: Understood) -> bool:
    """Whether it is the worst that a question asks for."""
    return bool(_wordings().worst.search(understood.standalone))


def ends_asked(understood: Understood) -> tuple[bool, ...]:
    """Which end of the grades is asked for: of each whether it is the worst; both may be."""
    worst = asks_for_worst(understood)
    both = worst and _wordings().best_end.search(understood.standalone)
    return (False, True) if both else (worst,)


def asks_who_got(understood: Understood) -> bool:
    """Whether a question asks which reports gave an aspect a grade that it names."""
    if understood.kind is not Kind.ACROSS or not understood.aspect:
        return False
    named = understood.grades or asked_numbers(understood)
    return bool(named) and not words_beside(understood)


def asks_for_extreme(understood: Understood) -> bool:
    """Whether a question asks for the best or the worst of a report's own grades."""
    if understood.kind is not Kind.JUDGEMENT or not understood.authorities or understood.aspect:
        return False
    if asks_how_many(understood.query) or asks_of_future(understood):
        return False
    asked = understood.standalone
    if _wordings().whether.match(asked) or graded_subject(understood):
        return False
    return bool(_wordings().extreme.search(asked))


def asks_for_grade(understood: Understood) -> bool:
    """Whether a question says "grade", "rating", "judged" ..."""
    return bool(_wordings().grade.search(understood.standalone))


def aspects_asked(understood: Understood) -> tuple[str, ...]:
    """The aspects whose grades are asked for: each that is named, where a question sets them side
    by side ("did schools and social care get the same grade?"), or lists them.
    """
    if not understood.aspect:
        return ()
    one = understood.kind is Kind.TOPIC and asks_how_good_aspect_is(understood)
    graded = understood.kind is Kind.JUDGEMENT or one
    listed = len(understood.aspects) >= LEAST_LISTED
    pairs = listed or _wordings().pairs.search(understood.standalone)
    several = graded and pairs and len(understood.aspects) > 1
    return understood.aspects if several else (understood.aspect,)
