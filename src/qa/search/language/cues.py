"""The wordings by which a question tells what kind of thing it wants, as patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from qa.data import read_table
from qa.patterns import any_of, either, whole
from qa.search.language.stemming import stem


@dataclass(frozen=True, slots=True)
class Cues:
    """The table `wanted` of questions.toml; all find without letter case.

    `once_given` finds a grade of other times, and an everyday word, where it is given ("only a
    satisfactory"); `why_good` asks why something was good or was not, in a text as typed, and
    `why_good_words` name nothing in that. `counted` are stems of what is counted of the tables,
    `as_things` of grades counted as things. `of_score` asks what a grade by its number means.
    `score` finds a grade by its number and `of_scale` what may be asked of one; `scale` a scale,
    beside which `scale_words` name nothing; `stands_to`
    sets one grade beside others, `two_scores` two by their numbers; after them `moved` asks which
    is the better. `got_score` is one given by its number ("get a 4 for health"), `mark_got` one
    that is asked for ("what mark out of four did they get?"), `meaning` a grade whose meaning is
    asked. `of_what` finds a broad name of an aspect and what leads on from it. `no_grade` is what a
    grade's word says where it grades
    nobody, or what is inspected by itself, `no_cue` what asks for no grade and no deadline; `fares`
    asks how something went, `says_grade` for its grade. `bids` sets places side by side and asks
    not which is the better; so does what asks how places themselves compare on something
    (`places_compare`), less the words of it (`comparing`). `superlative` asks which of all is the
    most. `spanning` finds all reports by their number or kind, with what leads to them, and
    `each_one` what asks of each whether it is so. `demands` asks what inspectors demanded, `plans`
    when or by whom something is to be as planned, `shares` what share of something other than
    tasks, and `by_when` at the end of a question by when.
    """

    grade: re.Pattern[str]
    once_given: re.Pattern[str]
    why_good: re.Pattern[str]
    why_good_words: frozenset[str]
    counted: frozenset[str]
    as_things: frozenset[str]
    of_score: re.Pattern[str]
    no_grade: re.Pattern[str]
    fares: re.Pattern[str]
    says_grade: re.Pattern[str]
    no_cue: re.Pattern[str]
    score: re.Pattern[str]
    of_scale: re.Pattern[str]
    scale: re.Pattern[str]
    scale_words: frozenset[str]
    stands_to: re.Pattern[str]
    two_scores: re.Pattern[str]
    moved: re.Pattern[str]
    got_score: re.Pattern[str]
    mark_got: re.Pattern[str]
    meaning: re.Pattern[str]
    of_what: re.Pattern[str]
    compared: re.Pattern[str]
    beside: re.Pattern[str]
    bids: re.Pattern[str]
    places_compare: re.Pattern[str]
    comparing: re.Pattern[str]
    recommendations: re.Pattern[str]
    demands: re.Pattern[str]
    plans: re.Pattern[str]
    shares: re.Pattern[str]
    by_when: re.Pattern[str]
    any_grade: re.Pattern[str]
    several: re.Pattern[str]
    spanning: re.Pattern[str]
    each_one: re.Pattern[str]
    superlative: re.Pattern[str]
    talk_of_sides: re.Pattern[str]


@cache
def load_cues() -> Cues:
    """The cues that ship."""
    table = read_table("questions.toml")["wanted"]
    graded = rf"\b(?:{either(table['graded'].split())}) [1-4]\b"
    # The forms of a question are parted by "|".
    beside = rf"[^|]*{whole(table['held_against'].split())}[^|]*"
    return Cues(
        grade=any_of(table["grades"]),
        once_given=re.compile(
            rf"{whole(table['giving'])} (?:a )?({either(table['once_grades'])})"
            rf"(?=\s*(?:[^\w\s]|$)|\s+{whole(table['after_score'].split())})",
            re.I,
        ),
        why_good=re.compile(
            rf"{whole(table['why_good'])}[^|]*?\bgood"
            rf"(?=\s*(?:[^\w\s]|$)|\s+{whole(table['after_score'].split())})",
            re.I,
        ),
        why_good_words=frozenset(table["why_good_words"].split()),
        counted=frozenset(map(stem, [*table["counted"].split(), *table["grades"]])),
        as_things=frozenset(map(stem, table["as_things"])),
        of_score=any_of(table["of_score"]),
        no_grade=_no_grade(table),
        fares=any_of(table["fares"]),
        says_grade=any_of([*table["says_grade"], *table["grades"]]),
        no_cue=_no_cue(table),
        score=re.compile(rf"\b(?:{either(table['scored'].split())}) [1-4]\b", re.I),
        of_scale=re.compile(rf"{whole(table['of_scale'].split())}|\b[1-4] or a [1-4]\b", re.I),
        scale=re.compile(r"\bscales?\b(?! of\b)", re.I),
        scale_words=frozenset(table["scale_words"].split()),
        stands_to=any_of(table["stands_to"]),
        two_scores=re.compile(rf"{graded}{beside}{graded}", re.I),
        moved=any_of(table["moved"].split()),
        got_score=re.compile(
            rf"{whole(table['got'].split())} (?:\w+ )?[1-4]"
            rf"(?= ?(?:[|]|$)| {whole(table['after_score'].split())})",
            re.I,
        ),
        mark_got=re.compile(
            rf"{whole(table['marks'].split())} out of (?:four|4) "
            r"(?:did|does|was|were|has|have|(?:it |they )?(?:get|gets|got|received|earned))\b|"
            r"\bwhat (?:did|does|has) (?:it |they )?(?:get|got|score|scored)(?= ?(?:[|]|$))",
            re.I,
        ),
        meaning=re.compile(
            rf"{whole(table['grades'])} (?:(?:{either(table['to_meaning'].split())}) )*"
            r"(?:mean|means|meant)\b",
            re.I,
        ),
        of_what=re.compile(
            rf"\b({either(table['broad'].split())}) (?:of|for) "
            rf"(?:(?:the|its|their|a|an|own|local) )*(?!(?:{either(table['as_broad'].split())})\b)",
        ),
        compared=any_of(table["compared"]),
        beside=any_of(table["beside"].split()),
        bids=_bids(table),
        places_compare=_places_compare(table),
        comparing=any_of(table["comparing"]),
        recommendations=any_of(table["recommendations"]),
        demands=_demands(table),
        plans=re.compile(
            rf"^(?:when|who|where) (?:is|are|was|were)\b[^|]*?{whole(table['planned'])} "
            rf"(?!(?:be |have |it |they )?{whole(table['tasks'].split())})",
            re.I,
        ),
        shares=re.compile(
            rf"{whole(table['shares'])}(?! of (?:\w+ )?{whole(table['demanded_things'])})", re.I
        ),
        by_when=re.compile(rf",?\s+and\s+{whole(table['by_when'])}[^,;?]*\W*$", re.I),
        any_grade=re.compile(
            rf"(?!{whole(table['no_any_grade'])}(?! {whole(table['says_grade'])}))"
            rf"{whole(table['any_grade'])}",
            re.I,
        ),
        several=any_of(table["several"].split()),
        spanning=_spanning(table),
        each_one=_each_one(table),
        superlative=re.compile(
            rf"{whole(table['superlative'])}(?! (?:{either(table['no_superlative'])}))", re.I
        ),
        talk_of_sides=any_of(table["talk_of_sides"].split()),
    )


def _no_grade(table: Mapping[str, Any]) -> re.Pattern[str]:
    """What has the word of a grade and gives none: "failed to come", "in a good school"."""
    grades = rf"(?:{either([*table['grades'], 'failing'])})"
    several = rf"{grades}(?:(?: and| or)? (?:{grades}|better))*"
    between = rf"(?:(?:{either(table['inspected_as'].split())}) ){{0,2}}"
    own = rf"\b{several} {between}(?:{either(table['inspected'].split())})\b"
    return re.compile(rf"{whole(table['no_grade'])}|{own}", re.I)


def _spanning(table: Mapping[str, Any]) -> re.Pattern[str]:
    """What leads to all reports and what they are called: "across the five councils"."""
    reports = rf"(?:\w+ )?(?:{either(table['all_reports'].split())})\b(?! (?:of|for)\b)"
    called = rf"(?:(?:{either(table['all_called'])}) )"
    number = rf"(?:{either(table['all_numbers'].split())}) "
    leads = rf"(?:(?:{either(table['all_leads'])}) )"
    alone = rf"{leads}all (?:{either(table['all_numbers'].split())})(?= ?\W*(?:[|]|$))"
    return re.compile(
        rf"\b(?:{leads}*{called}+{number}{reports}|across {called}+{reports}|{alone})", re.I
    )


def _each_one(table: Mapping[str, Any]) -> re.Pattern[str]:
    """What asks of each report whether it is so, found in folded forms parted by "|"."""
    opens = r"(?:^ ?|[|] )(?:(?:so|and|but|ok) )*"
    asked = rf"(?:{either(table['each_asked'])})"
    which = rf"(?:which|who)(?: ones?| of (?:them|these|those))? {asked}"
    # "Which schools were good, and which were not?" asks of schools.
    both = rf"{which}\b[^|]* (?:and|but|or) {which}(?:nt| not)"
    given = either([*table["got"].split(), "be", "been", "a", "an"])
    denied = rf"{which}(?:nt| not) (?:(?:{given}) )*(?:{either(table['grades'])})"
    return re.compile(rf"{opens}(?:{either(table['each_one'])}|{both}|{denied})\b", re.I)


def _bids(table: Mapping[str, Any]) -> re.Pattern[str]:
    """What bids to set places side by side, found in folded forms of a question parted by "|"."""
    leads = rf"(?:(?:{either(table['bidding'])}) )*"
    bids = rf"(?:^ ?|[|] ){leads}{whole(table['bids_compare'])}"
    return re.compile(rf"{bids}|{whole(table['sets_out'])}", re.I)


def _places_compare(table: Mapping[str, Any]) -> re.Pattern[str]:
    """What asks how places compare on a subject, in the form that has "they" for their names: "how
    does they compare with they on health", and not "how does they school compare with they".
    """
    compare, leads = either(table["comparing"]), either(table["compared_on"].split())
    return re.compile(
        rf"\bhow (?:well )?(?:do|does|did|would) they (?:and they )*(?:{compare})"
        rf"(?: (?:and )?they)* (?:{leads})\b",
        re.I,
    )


def _no_cue(table: Mapping[str, Any]) -> re.Pattern[str]:
    """What has the words by which a grade or a deadline is asked for, and asks for none."""
    marks = whole(table["pupils_marks"].split())
    ways = (
        rf"{whole(table['pupils'].split())} (?:\w+ ){{0,4}}?{marks}",
        r"\bat any grade\b",
        r"\bto get for\b",  # "easy to get for children in care"
        rf"{whole(table['gaps'].split())} in {marks}",
        rf"\bmark\w* (?:\w+ ){{0,3}}?{whole(table['homework'].split())}",
        whole(table["hurry"]),
    )
    return re.compile("|".join(ways), re.I)


def _demands(table: Mapping[str, Any]) -> re.Pattern[str]:
    """What asks what inspectors demanded, found in folded forms of a question parted by "|"."""
    bodies = rf"(?:the |its |their )?{whole(table['bodies'])}(?: (?!have\b|to\b)\w+){{0,3}}?"
    demanders = rf"(?:the )?(?:\w+ ){{0,3}}?{whole(table['demanders'])}(?: of \w+)?"
    pushing = rf"{whole(table['pushing'])} (?:\w+ ){{1,4}}?to"
    needing = rf"{whole(table['saying'])} (?:\w+ ){{1,6}}?{whole(table['needing'])}"
    duty = rf"(?:have|got|need|meant|due) to (?!{whole(table['not_a_duty'])})"
    did = "(?:did|does|do|will|has|have|had|is|are|was|were)"
    ways = (
        rf"\b(?:what|which|anything|who)\b[^|]*?\bdid {demanders} "
        rf"(?:{whole(table['demanding'])}|{pushing}\b|{needing})",
        rf"\b(?:what|anything) (?:else )?(?:was|were) {whole(table['demanded'])}",
        rf"\b(?:what|anything|who) {did} {bodies} (?:been )?{whole(table['told'])}"
        rf"(?= (?:in \w+ )?{whole(table['told_of'])})",
        rf"\b(?:what|which|how long|when|by when|who)\b[^|]*?\b{did} {bodies} {duty}",
        rf"\bwhat (?:else )?(?:should|must) {bodies}(?: \w+)?? do\b(?! (?:to|when)\b)",
        rf"\bhow (?:long|much time|many (?:days|weeks|months|years)) {did} {bodies} "
        r"(?:have|got|get)(?= ?(?:[|]|$))",
    )
    return re.compile("|".join(ways), re.I)


def only_compares(word: str) -> bool:
    """Whether a word only sets reports side by side: "compare", "changed"."""
    return bool(load_cues().talk_of_sides.fullmatch(word))
