"""Checking quotations: what stands in a report is called exact, and nothing else ever is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoted import HEALTH, PURPOSE

from qa.assistant import Assistant
from qa.checking.claims import Claims
from qa.checking.differences import Kind
from qa.checking.verdicts import Checked, Verdict
from qa.errors import NotFoundError, UsageError
from qa.pieces import compose
from qa.report import Paragraph


def differences(checked: Checked) -> list[tuple[str, str, str]]:
    return [(str(d.kind), d.quotation, d.report) for d in checked.differences]


def keys(checked: Checked) -> list[str]:
    return [match.key for match in checked.matches]


# One quotation


@pytest.mark.parametrize(
    "said",
    [
        HEALTH,
        f"“{HEALTH}”",
        f"'{HEALTH.rstrip('.')}'",
        f"… {HEALTH[9:-1]} ...",
        HEALTH.replace(" for", "\n   for").replace(" are", "\u00a0are"),
        "s" + HEALTH[1:],
        HEALTH.replace("after", "af\u00adter"),
        f"58. {HEALTH}",
        HEALTH[:-1] + ",",
    ],
)
def test_what_a_typesetter_may_change_does_not_matter(assistant: Assistant, said: str) -> None:
    checked = assistant.check(said)
    assert checked.verdict is Verdict.EXACT
    assert keys(checked) == ["harrow-2012#58"]
    assert checked.matches[0].citation.endswith("published 27 June 2012, paragraph 58")


def test_quotation_marks_dashes_and_ligatures_are_alike(assistant: Assistant) -> None:
    # barnet-2012, paragraph 2: "the Children and Young People's Plan"; harrow-2012, its dashes.
    said = "a review of the Children and Young People’s Plan, performance data"
    assert assistant.check(said).verdict is Verdict.EXACT
    assert assistant.check(said.replace("’", "‘")).verdict is Verdict.EXACT
    assert assistant.check(HEALTH.replace("fi", "ﬁ")).verdict is Verdict.EXACT


def test_the_report_s_words_come_back_as_the_report_has_them(assistant: Assistant) -> None:
    checked = assistant.check("…" + HEALTH[9:].replace(" ", "\n"))
    assert checked.matches[0].text == HEALTH[9:-1]


def test_every_place_is_listed(assistant: Assistant) -> None:
    held = {
        paragraph.key
        for head in assistant.reports()
        for paragraph in assistant.report(head.key).paragraphs
        if PURPOSE in paragraph.text
    }
    assert len(held) >= 3
    assert set(keys(assistant.check(PURPOSE))) == held


@pytest.mark.parametrize(
    ("said", "kind", "quoted", "printed"),
    [
        (HEALTH.replace("good", "poor"), Kind.CHANGED, "poor", "good"),
        (HEALTH.replace("are in", "are not in"), Kind.ADDED, "not", ""),
        (HEALTH.replace(" good", ""), Kind.LEFT_OUT, "", "good"),
        (HEALTH.replace("looked after", "looked-after"), Kind.HYPHEN, "looked-after",
         "looked after"),
        (HEALTH.replace("Services", "Services,"), Kind.PUNCTUATION, "Services,", "Services"),
        (HEALTH.replace("health", "Health"), Kind.CASE, "Health", "health"),
        (HEALTH.replace("inadequate", "adequate"), Kind.CHANGED, "adequate", "inadequate"),
    ],
)  # fmt: skip
def test_a_difference_is_marked_word_by_word(
    assistant: Assistant, said: str, kind: Kind, quoted: str, printed: str
) -> None:
    checked = assistant.check(said)
    assert checked.verdict is Verdict.NEARLY
    assert not checked.stands
    assert keys(checked) == ["harrow-2012#58"]
    assert differences(checked) == [(str(kind), quoted, printed)]


def test_words_cut_out_of_longer_ones_are_not_exact(assistant: Assistant) -> None:
    # harrow-2012#58 has "inadequate"; "adequate" is not what it says.
    said = "adequate. The deficits in leadership"
    assert f"in{said[:9]}" in assistant.show("harrow-2012#58")[1].text
    assert assistant.check(said).verdict is not Verdict.EXACT


def test_an_omission_is_allowed_when_it_is_marked(assistant: Assistant) -> None:
    for dots in ("...", "…", "[...]", "[…]", ". . ."):
        checked = assistant.check(f"Services to promote good health outcomes {dots} are inadequate")
        assert checked.verdict is Verdict.EXACT_AS_MARKED
        assert "harrow-2012#58" in keys(checked)
        [(kind, quoted, left_out)] = differences(checked)
        assert (kind, quoted) == ("omission", dots)
        assert left_out == "for looked after children and care leavers"


def test_parts_from_different_paragraphs_are_said_to_be(assistant: Assistant) -> None:
    other = assistant.show("harrow-2012#12")[1].text.split(". ")[0]
    checked = assistant.check(f"{HEALTH} ... {other}")
    assert checked.verdict is Verdict.APART
    assert not checked.stands
    assert set(keys(checked)) == {"harrow-2012#58", "harrow-2012#12"}


def test_parts_in_another_order_do_not_stand(assistant: Assistant) -> None:
    checked = assistant.check(
        "for looked after children and care leavers are inadequate ... Services to promote good"
    )
    assert checked.verdict is Verdict.APART


def test_a_quotation_may_not_run_on_into_the_next_paragraph(assistant: Assistant) -> None:
    one, two = (assistant.show(f"harrow-2012#{n}")[1].text for n in (58, 59))
    joined = " ".join([*one.split()[-8:], *two.split()[:8]])
    checked = assistant.check(joined)
    assert checked.verdict is Verdict.APART
    assert keys(checked) == ["harrow-2012#58", "harrow-2012#59"]


@pytest.mark.parametrize(
    ("said", "put_in", "printed"),
    [
        ("[Harrow's s]ervices to promote good health outcomes for looked after children",
         "[Harrow's s]", "S"),
        ("good health outcomes for [children in care] and care leavers are inadequate",
         "[children in care]", "looked after children"),
        ("[These services] for looked after children and care leavers are inadequate",
         "[These services]", "Services to promote good health outcomes"),
        ("care leavers are inadequate [sic]", "[sic]", ""),
        ("care leavers are inadequate [Emphasis added.]", "[Emphasis added.]", ""),
    ],
)  # fmt: skip
def test_what_is_put_in_brackets_is_shown_as_put_in(
    assistant: Assistant, said: str, put_in: str, printed: str
) -> None:
    checked = assistant.check(said)
    assert checked.verdict is Verdict.EXACT_AS_MARKED
    assert ("insertion", put_in, printed) in differences(checked)
    assert keys(checked)[0] == "harrow-2012#58"


@pytest.mark.parametrize(
    ("said", "put_in"),
    [
        ("care leavers are inadequate [poor]", "[poor]"),
        ("care leavers are inadequate [poor] ...", "[poor]"),
        ("Services to promote [only] good health outcomes", "[only]"),
        ("[Failing] services to promote good health outcomes", "[Failing]"),
        ("Service[s] to promote good health outcome[s]s for looked after children", "[s]"),
    ],
)
def test_brackets_put_in_nothing_that_stands_for_no_words_of_the_report(
    assistant: Assistant, said: str, put_in: str
) -> None:
    checked = assistant.check(said)
    assert checked.verdict is Verdict.NEARLY and checked.fails
    assert ("insertion", put_in, "") in differences(checked)
    assert keys(checked)[0] == "harrow-2012#58"


def test_a_letter_in_brackets_is_only_another_case(assistant: Assistant) -> None:
    assert assistant.check("[s]" + HEALTH[1:]).verdict is Verdict.EXACT


def test_a_whole_sentence_that_is_not_whole_says_so(assistant: Assistant) -> None:
    checked = assistant.check("Services to promote good health outcomes.")
    assert checked.verdict is Verdict.EXACT
    assert any("for looked after children and care leavers" in note for note in checked.notes)
    checked = assistant.check("Good health outcomes for looked after children and care leavers")
    assert any("mid-sentence" in note for note in checked.notes)
    assert assistant.check(HEALTH).notes == ()


@pytest.mark.parametrize("said", ["inadequate", "are inadequate", "“Good”"])
def test_too_few_words_tell_nothing(assistant: Assistant, said: str) -> None:
    checked = assistant.check(said)
    assert checked.verdict is Verdict.TOO_SHORT
    assert not checked.stands and not checked.fails


def test_few_words_can_be_told_where_the_paragraph_is_named(assistant: Assistant) -> None:
    named = assistant.check("are inadequate", report="harrow-2012", paragraph="58")
    assert named.verdict is Verdict.EXACT
    named = assistant.check("are outstanding", report="harrow-2012", paragraph="58")
    assert named.verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("inadequate", "outstanding"), "it says “outstanding”, the report “inadequate”"),
        (("inadequate", "not inadequate"), "it adds “not”"),
        ((" and care leavers are inadequate", " are outstanding"), "the report “inadequate”"),
    ],
)
def test_what_turns_what_the_report_says_is_not_called_near(
    assistant: Assistant, changed: tuple[str, str], told: str
) -> None:
    checked = assistant.check(HEALTH.replace(*changed))
    assert checked.verdict is Verdict.NEARLY
    assert checked.said.startswith("Not what the report says: ")
    assert told in checked.said


def test_another_word_that_turns_nothing_is_called_near(assistant: Assistant) -> None:
    checked = assistant.check(HEALTH.replace("promote", "support"))
    assert checked.said == "Nearly: the report has other words"


def test_the_sentence_that_a_quotation_nearly_is_is_shown_to_its_end(assistant: Assistant) -> None:
    checked = assistant.check(HEALTH.replace(" and care leavers are inadequate", " are poor"))
    assert checked.matches[0].text == HEALTH


def test_what_is_in_no_report_is_not_found_and_the_nearest_is_offered(
    assistant: Assistant,
) -> None:
    checked = assistant.check("Health visitors in Harrow rode dragons to every new birth visit")
    assert checked.verdict is Verdict.NOT_FOUND
    assert checked.matches == ()
    for near in checked.nearest:
        assert near.text in assistant.show(near.key)[1].text
    assert len(checked.nearest) >= 1


def test_a_heading_and_the_front_page_are_of_the_report_too(assistant: Assistant) -> None:
    notice = "the information quoted is reproduced without adaptation"
    checked = assistant.check(notice, report="harrow")
    assert (checked.verdict, keys(checked)) == (Verdict.EXACT, ["harrow-2012"])
    assert assistant.check(notice.replace("without", "with")).verdict is not Verdict.EXACT


# Where it is said to be from


def test_right_words_from_the_wrong_place(assistant: Assistant) -> None:
    for place in ({"report": "barnet"}, {"paragraph": "59"},
                  {"report": "harrow-2012", "paragraph": "57"}):  # fmt: skip
        checked = assistant.check(HEALTH, **place)
        assert checked.verdict is Verdict.WRONG_PLACE
        assert keys(checked) == ["harrow-2012#58"]
    checked = assistant.check(HEALTH, report="harrow", paragraph="58")
    assert checked.verdict is Verdict.EXACT


def test_the_place_claimed_comes_first(assistant: Assistant) -> None:
    for report in ("redbridge-2010", "harrow-2012"):
        assert keys(assistant.check(PURPOSE, report=report))[0] == f"{report}#1"


def test_a_citation_typed_after_the_quotation_counts(assistant: Assistant) -> None:
    assert assistant.check(f"“{HEALTH}” (Barnet 2012, para 4)").verdict is Verdict.WRONG_PLACE
    assert assistant.check(f"“{HEALTH}” — harrow-2012#58").verdict is Verdict.EXACT


def test_a_place_that_is_not_one_is_refused(assistant: Assistant) -> None:
    with pytest.raises(NotFoundError):
        assistant.check(HEALTH, report="atlantis")
    with pytest.raises(UsageError):
        assistant.check(HEALTH, paragraph="58; DROP TABLE")


@pytest.mark.parametrize("nothing", ["", "  ", "“”", "...", "[sic]", "—", "x" * 20_001])
def test_what_is_no_quotation_is_a_wrong_call(assistant: Assistant, nothing: str) -> None:
    with pytest.raises(UsageError):
        assistant.check(nothing)


@pytest.fixture(scope="module")
def claims(assistant: Assistant) -> Claims:
    return Claims(assistant.reports())


@pytest.mark.parametrize(
    ("printed", "reports", "paragraphs"),
    [
        ("Harrow 2012, paragraph 58", ["harrow-2012"], ["58"]),
        ("Ofsted, Inspection of safeguarding and looked after children services: London Borough "
         "of Harrow, published 27 June 2012, paragraph 57 (number restored)",
         ["harrow-2012"], ["57"]),
        ("Ofsted (2012) Inspection of services: London Borough of Harrow. para. 57, item 3",
         ["harrow-2012"], ["57.3"]),
        ("Havering, paras 3-5 and 9", ["havering-2007", "havering-2011"], ["3", "4", "5", "9"]),
        ("Havering, published 6 February 2007, annex, paragraph 3", ["havering-2007"],
         ["annex-3"]),
        ("Havering 2007, recommendations", ["havering-2007"], ["recommendations"]),
        ("Havering, published 6 February 2007, recommendations, item 4", ["havering-2007"],
         ["recommendations.4"]),
        ("harrow-2012#57.3", ["harrow-2012"], ["57.3"]),
        ("Ofsted 2010, § 4", ["redbridge-2010"], ["4"]),
        ("para 12", [], ["12"]),
    ],
)  # fmt: skip
def test_citations_as_people_print_them(
    claims: Claims, printed: str, reports: list[str], paragraphs: list[str]
) -> None:
    claim = claims.read(printed)
    assert claim is not None and claim.unheld is None
    assert (list(claim.reports), list(claim.paragraphs)) == (reports, paragraphs)


@pytest.mark.parametrize("printed", ["Croydon 2012, para 3", "Harrow 2015", "croydon-2012#3"])
def test_a_report_that_is_not_held_is_named(claims: Claims, printed: str) -> None:
    claim = claims.read(printed)
    assert claim is not None and claim.unheld
    assert not claim.allows("harrow-2012#3")


@pytest.mark.parametrize("printed", ["as we know", "in 2012", "Reading it again", "£2012"])
def test_other_words_claim_nothing(claims: Claims, printed: str) -> None:
    assert claims.read(printed) is None


# Any words of any report


def paragraphs_of(assistant: Assistant) -> list[Paragraph]:
    return [p for head in assistant.reports() for p in assistant.report(head.key).paragraphs]


@pytest.fixture(scope="module")
def library(assistant: Assistant) -> list[Paragraph]:
    return [p for p in paragraphs_of(assistant) if len(p.text.split()) >= 8]


@pytest.fixture(scope="module")
def sources(assistant: Assistant) -> list[str]:
    return [" ".join(assistant.report(head.key).source.split()) for head in assistant.reports()]


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_run_of_words_of_any_paragraph_is_exact(
    assistant: Assistant, library: list[Paragraph], seed: int
) -> None:
    paragraph, words = _run(library, seed)
    checked = assistant.check(" ".join(words))
    assert checked.verdict is Verdict.EXACT
    assert paragraph.key in [key.partition(".")[0] for key in keys(checked)] or checked.more
    report = assistant.report(paragraph.report)
    for match in checked.matches:
        if match.key.partition(".")[0] == paragraph.key and not paragraph.seams:
            assert match.text in compose(report.source, paragraph.pieces)


@given(seed=st.integers(0, 2**32 - 1), word=st.sampled_from(["not", "zebra", "Adequate", "never"]))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_run_of_words_with_one_changed_is_never_exact(
    assistant: Assistant, library: list[Paragraph], sources: list[str], seed: int, word: str
) -> None:
    _, words = _run(library, seed)
    at = random.Random(seed + 1).randrange(len(words))
    changed = [*words[:at], word, *words[at + 1 :]]
    if any(" ".join(changed).strip(".,-") in source for source in sources):
        return  # it is what a report says after all
    assert not assistant.check(" ".join(changed)).stands


def _run(library: list[Paragraph], seed: int) -> tuple[Paragraph, list[str]]:
    """Five to forty words that follow one another in a paragraph."""
    chance = random.Random(seed)
    paragraph = chance.choice(library)
    words = paragraph.text.split()
    start = chance.randrange(len(words) - 6)
    return paragraph, words[start : start + chance.randint(6, 40)]


def test_a_word_left_out_before_the_last_is_said_to_be_left_out(assistant: Assistant) -> None:
    """Harrow's paragraph 70: "but fixed term exclusions remain too high, mainly due to"."""
    checked = assistant.check("fixed term exclusions remain high")
    assert [(d.kind, d.quotation, d.report) for d in checked.differences] == [
        (Kind.LEFT_OUT, "", "too")
    ]


def test_sentences_of_several_paragraphs_run_together_are_pieced_together(
    assistant: Assistant,
) -> None:
    """The end of Barnet's paragraph 39, and the second sentence of its paragraph 40."""
    checked = assistant.check(
        "Core groups are not always held on time. However, similar to the child protection plan "
        "format, some children in need plans are lengthy and in some cases lack a focus on being "
        "specific and measurable."
    )
    assert checked.verdict is Verdict.APART
    assert {match.key for match in checked.matches} == {"barnet-2012#39", "barnet-2012#40"}


def test_a_sentence_left_out_of_one_paragraph_is_a_difference(assistant: Assistant) -> None:
    """Between these two, Barnet's paragraph 40 has another."""
    checked = assistant.check(
        "Children in need plans are routinely completed. Most children with disabilities have "
        "plans which inform service provision."
    )
    assert checked.verdict is Verdict.NEARLY
    assert [d.kind for d in checked.differences] == [Kind.LEFT_OUT]
