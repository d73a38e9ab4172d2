"""Which place and which of its inspections a turn asks of, where it leaves that out."""

from __future__ import annotations

import pytest
from talking import talk

from qa.assistant import Assistant
from qa.search.asked.question import Reason


@pytest.mark.parametrize(
    ("turn", "year"),
    [
        ("is it the same in Havering, the later one", 2011),
        ("same question for Havering (the second report)", 2011),
        ("Havering, the first time round", 2007),
        ("and Havering? second time round", 2011),
    ],
)
def test_an_inspection_is_told_by_its_order(assistant: Assistant, turn: str, year: int) -> None:
    answer = talk(assistant, "Are there enough health visitors in Barnet?", turn)
    assert answer.understood.reports == (f"havering-{year}",)


@pytest.mark.parametrize(
    ("turns", "year"),
    [
        (
            ("young carers in Havering, the first time round", "had they fixed it four years on"),
            2011,
        ),
        (("young carers in Havering in 2007", "had it been put right by the second visit"), 2011),
        (("What was Havering told about young carers?", "what was wrong with it back then"), 2007),
        (("young carers in Havering", "four years earlier, just as bad?"), 2007),
        (("young carers in Havering", "and four years later?"), 2011),
        (("young carers in Havering in 2011", "was it always bad"), 2007),
    ],
)
def test_so_is_the_one_before_or_after(
    assistant: Assistant, turns: tuple[str, ...], year: int
) -> None:
    assert talk(assistant, *turns).understood.reports == (f"havering-{year}",)


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        ("How do looked after children in Redbridge do at GCSE?", "do any go to university"),
        ("Why was education in Havering outstanding in 2007?", "where were the boys who did badly"),
        ("How many children are on plans in Harrow?", "so where was the safeguarding board in it"),
    ],
)
def test_what_may_ask_of_anywhere_asks_of_the_place_spoken_of(
    assistant: Assistant, first: str, turn: str
) -> None:
    before, answer = assistant.ask(first), talk(assistant, first, turn)
    assert answer.understood.reports == before.understood.reports


@pytest.mark.parametrize(
    "turn",
    [
        "which place depends on agency staff most?",
        "who depends on them most?",
        "which place has fewest?",
        "so across the lot of them, who has vacancies?",
        "anybody doing better?",
        "did any get outstanding?",
        "where was it worse?",
        "does anybody do that?",
    ],
)
def test_what_asks_which_place_it_is_asks_of_them_all(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "Does Harrow have enough social workers?", turn)
    assert len(answer.understood.reports) == 5


@pytest.mark.parametrize(
    "turn",
    [
        "who is most at risk?",
        "who struggles most?",
        "who helps them most?",
        "does anyone check they are good enough?",
        "which place do they usually end up in?",
        "anyone with a disability?",
        "anyone doing anything about it?",
        "do any of them go to university?",
    ],
)
def test_who_may_be_people_of_the_place_spoken_of(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "How good is support for care leavers in Barnet?", turn)
    assert answer.understood.authorities == ("barnet",)


def test_what_one_report_alone_was_found_to_tell_is_asked_on_of_that(assistant: Assistant) -> None:
    """Barnet's is the only report with a Role Model Army; many tell of sexual exploitation."""
    turns = ("what is the role model army?", "do the bosses listen to them?")
    assert talk(assistant, *turns).understood.authorities == ("barnet",)
    another = talk(assistant, turns[0], "and sexual exploitation?")
    assert another.understood.authorities == ()


@pytest.mark.parametrize(
    "first",
    [
        "I foster for Redbridge, do carers get proper support?",
        "As a newly elected member in Redbridge, are councillors good corporate parents?",
        "We moved to Redbridge last year. How long are the waits?",
    ],
)
def test_we_are_where_we_said_we_were(assistant: Assistant, first: str) -> None:
    answer = talk(assistant, first, "what about in Harrow", "back to us. how many social workers?")
    assert answer.understood.authorities == ("redbridge",)


def test_where_others_are_is_not_where_we_are(assistant: Assistant) -> None:
    turns = ("I live in Barnet. Will they find me a flat?", "my mates in Harrow, what do they get")
    assert talk(assistant, *turns).understood.authorities == ("harrow",)
    assert talk(assistant, *turns, "mine?").understood.authorities == ("barnet",)


def test_what_is_asked_of_it_does_not_take_its_place(assistant: Assistant) -> None:
    """Paragraph 26 of Barnet's report tells of its young carers."""
    turns = ("young carers in Havering 2007", "was there ever money for it", "Barnet do it better?")
    assert "young carers" in talk(assistant, *turns).understood.subject
    assert "barnet-2012#26" in [hit.key for hit in talk(assistant, *turns).retrieved[:3]]


def test_a_place_named_after_a_turn_that_leant_leans_as_that_did(assistant: Assistant) -> None:
    turns = ("How is domestic violence dealt with in Barnet?", "are schools told of incidents")
    leant = talk(assistant, *turns)
    assert leant.understood.beside
    assert talk(assistant, *turns, "and Redbridge?").understood.beside == leant.understood.beside


@pytest.mark.parametrize(
    ("turn", "years"),
    [
        ("Back to Havering. How is fostering?", [2011]),
        ("ok Havering again. how is fostering?", [2011]),
        ("back to Havering, did it improve?", [2007, 2011]),
        ("adoption in Havering in both reports", [2007, 2011]),
        ("What grade did Havering get for safeguarding?", [2007, 2011]),
        ("how is Havering doing now?", [2007, 2011]),
        ("did Havering improve?", [2007, 2011]),
        ("was Havering inspected again?", [2007, 2011]),
    ],
)
def test_who_goes_back_to_an_authority_goes_back_to_its_report(
    assistant: Assistant, turn: str, years: list[int]
) -> None:
    """Whoever names it anew may mean any."""
    turns = ("How is bullying dealt with in Havering in 2011?", "and in Barnet?")
    understood = talk(assistant, *turns, turn).understood
    assert understood.reports == tuple(f"havering-{year}" for year in years)
    assert len(years) > 1 or str(years[0]) in understood.standalone  # so that it can be seen


def test_ours_is_what_was_said_to_be_ours(assistant: Assistant) -> None:
    turns = ("How are our foster carers supported in Barnet?", "how many left care in Harrow?")
    ours = talk(assistant, *turns, "what do our foster carers say?")
    assert ours.understood.authorities == ("barnet",)


@pytest.mark.parametrize("turn", ["and us?", "mine?", "nah I meant my lot", "so is ours better?"])
def test_or_else_what_was_asked_about_first(assistant: Assistant, turn: str) -> None:
    turns = ("How good are care plans in Barnet?", "and in Harrow?")
    assert talk(assistant, *turns, turn).understood.authorities == ("barnet",)


@pytest.mark.parametrize(
    "turn",
    [
        "shall we try adoption?",
        "tell us about adoption",
        "do we know why?",
        "can you get us the figures?",
        "help us understand why",
    ],
)
@pytest.mark.parametrize("first", ["As an example, how", "I'm a journalist. How", "How"])
def test_we_is_not_always_a_place(assistant: Assistant, first: str, turn: str) -> None:
    turns = (f"{first} good are care plans in Barnet?", "and in Harrow?")
    assert talk(assistant, *turns, turn).understood.authorities == ("harrow",)


@pytest.mark.parametrize("turn", ["Barnet seem to manage", "Barnet has the same issue?"])
def test_how_a_place_fares_is_asked_of_what_was_spoken_of(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "How does Redbridge recruit foster carers?", turn)
    assert answer.understood.authorities == ("barnet",)
    assert "foster" in answer.understood.standalone


@pytest.mark.parametrize(
    "turn", ["what problems does Redbridge have?", "what did Redbridge score?"]
)
def test_what_asks_something_of_a_place_is_not_how_it_fares(
    assistant: Assistant, turn: str
) -> None:
    answer = talk(assistant, "How good are care plans in Barnet?", turn)
    assert answer.understood.authorities == ("redbridge",)
    assert "care plans" not in answer.understood.standalone


def test_no_year_is_counted_to_where_there_was_no_inspection(assistant: Assistant) -> None:
    turns = ("How are care leavers supported in Havering?", "are they in touch two years later?")
    assert talk(assistant, *turns).answered


def test_before_a_deadline_is_no_earlier_inspection(assistant: Assistant) -> None:
    turns = ("What did Havering have to do within six months in 2011?", "anything before that?")
    assert talk(assistant, *turns).understood.reports == ("havering-2011",)


def test_a_long_subject_is_leant_to(assistant: Assistant) -> None:
    """Its words would drown the one that is asked for."""
    long = "My boy is autistic, we asked for respite and were told we do not meet the threshold"
    answer = talk(assistant, f"{long}. What does Havering 2007 say about that?", "wheelchairs")
    assert answer.understood.beside and "autistic" not in answer.understood.standalone
    assert any("wheelchair" in quote.text for quote in answer.quotes)


def test_there_is_where_something_was_found_if_it_is_one_place(assistant: Assistant) -> None:
    turns = ("What support is there for young carers?", "what problems were there?")
    assert talk(assistant, *turns).understood.authorities == ()


def test_one_of_several_authorities_has_no_back_then_for_all(assistant: Assistant) -> None:
    turns = ("Compare adoption in Havering and Barnet", "what was it like back then?")
    assert talk(assistant, *turns).understood.years == ()


def test_a_group_of_ours_is_asked_what_was_asked_of_another(assistant: Assistant) -> None:
    turns = ("How are our care leavers in Barnet supported with housing?", "and our young carers?")
    whole = talk(assistant, *turns).understood.standalone
    assert "young carers" in whole and "housing" in whole


def test_the_report_may_be_it(assistant: Assistant) -> None:
    turns = ("How good is adoption in Barnet?", "does it say anything about value for money?")
    assert "adoption" not in talk(assistant, *turns).understood.subject


def test_another_place_after_a_turn_that_went_on_is_asked_of_what_that_went_on_with(
    assistant: Assistant,
) -> None:
    turns = ("What support is there for young carers in Havering in 2007?", "money ran out when")
    whole = talk(assistant, *turns, "and Barnet?").understood.standalone
    assert whole == "money ran out when (What support is there for young carers; Barnet)"


def test_but_not_of_what_a_new_subject_left_behind(assistant: Assistant) -> None:
    turns = ["How is bullying dealt with in Barnet?", "what about fostering allowances"]
    for turn in ("and Harrow?", "and Redbridge?"):
        turns.append(turn)
        assert "bullying" not in talk(assistant, *turns).understood.standalone


CARERS = "how many foster carers did harrow have"


@pytest.mark.parametrize(
    "turn", ["so who had more", "which had fewer?", "who has less?", "which is higher?"]
)
def test_which_of_two_is_one_of_those_spoken_of(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, CARERS, "barnet?", turn)
    assert {*answer.understood.reports} == {"barnet-2012", "harrow-2012"}
    assert "how many" in answer.understood.standalone
    assert "103" in answer.text
    assert "69" in answer.text


@pytest.mark.parametrize(
    "turns",
    [
        (CARERS, "barnet?", "which boroughs had more?"),
        (CARERS, "barnet?", "who has the most?"),
        (CARERS, "who had more?"),
    ],
)
def test_which_of_all_is_not(assistant: Assistant, turns: tuple[str, ...]) -> None:
    assert len(talk(assistant, *turns).understood.reports) > 2


@pytest.mark.parametrize(
    "turn", ["what was different about the ones who got there", "what about those who had no place"]
)
def test_who_they_were_keeps_the_place(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "Redbridge care leavers going to university, any good?", turn)
    assert answer.understood.reports == ("redbridge-2010",)


def test_who_it_was_asks_of_all(assistant: Assistant) -> None:
    for turn in ("who had problems with this?", "which borough got there?"):
        answer = talk(assistant, "Redbridge care leavers going to university, any good?", turn)
        assert len(answer.understood.reports) == 5, turn


def test_a_matter_of_other_reports_is_one_that_reports_speak_of(assistant: Assistant) -> None:
    turns = ("what did inspectors say about the pledge in barnet", "and did redbridge have one?")
    assert talk(assistant, *turns).reason is Reason.TOPIC_NOT_FOUND
    assert talk(assistant, turns[0], "will it rain in Redbridge?").reason is Reason.OUT_OF_SCOPE


def test_a_place_alone_says_where_no_amount_is_given(assistant: Assistant) -> None:
    waits = "how long do disabled kids wait for wheelchairs in havering"
    assert "No answer was found to" in talk(assistant, waits, "redbridge?").text
    assert "No answer was found to" not in talk(assistant, CARERS, "barnet?").text


@pytest.mark.parametrize(
    "turn",
    [
        "that's 2011? what did the 2007 one say",
        "so that was 2011 - and 2007?",
        "ok, that's the 2011 report, isn't it? and in 2007?",
        "Is that 2011, and what about 2007?",
    ],
)
def test_a_year_that_only_says_what_was_shown_is_not_asked_about(
    assistant: Assistant, turn: str
) -> None:
    understood = talk(assistant, "youth offending in Havering", turn).understood
    assert understood.reports == ("havering-2007",)
    assert understood.standalone.startswith("youth offending")


@pytest.mark.parametrize(
    ("turn", "years"),
    [
        ("was that better than 2007?", (2007, 2011)),
        ("2007 and 2011, side by side", (2007, 2011)),
        ("that was 2011? how many were there?", (2011,)),
    ],
)
def test_a_year_that_is_asked_about_still_is(
    assistant: Assistant, turn: str, years: tuple[int, ...]
) -> None:
    understood = talk(assistant, "youth offending in Havering 2011", turn).understood
    assert tuple(sorted(understood.years)) == years


def test_the_same_in_one_of_two_years_told_of_is_asked_of_that_year(assistant: Assistant) -> None:
    first = "what did inspectors say about domestic violence in Havering"
    answer = talk(assistant, first, "was that the same in 2007?")
    assert [quote.key for quote in answer.quotes] == ["havering-2007#50"]
    both = talk(assistant, f"{first} 2011", "was that the same in 2007?")
    assert both.understood.reports == ("havering-2007", "havering-2011")


@pytest.mark.parametrize(
    ("turn", "authorities"),
    [
        ("and at King George?", ("redbridge",)),
        ("and in Romford Town Centre?", ("havering",)),
        ("and at Barnet Hospital?", ("barnet",)),
        ("and in Primary Schools?", ("barnet",)),
        ("and at weekends?", ("barnet",)),
    ],
)
def test_a_name_that_another_report_alone_knows_is_asked_of_that(
    assistant: Assistant, turn: str, authorities: tuple[str, ...]
) -> None:
    """King George Hospital stands in Redbridge's report, Romford in Havering's."""
    understood = talk(assistant, "self harm support in Barnet?", turn).understood
    assert understood.authorities == authorities


def test_self_harm_at_the_hospital_of_another_borough_is_found(assistant: Assistant) -> None:
    answer = talk(assistant, "self harm support in Barnet?", "and at King George?")
    assert answer.quotes[0].key == "redbridge-2010#21"


@pytest.mark.parametrize(
    "turn",
    ["Did any of the others get the same?", "how about the other boroughs?", "and the others?"],
)
def test_after_a_grade_the_others_are_all_but_that_one(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "What did Barnet get for partnership working?", turn)
    assert answer.understood.authorities == ("harrow", "havering", "redbridge")
    assert {row.grade for row in answer.judgements} == {"Adequate"}


@pytest.mark.parametrize("turn", ["anywhere else?", "which other boroughs have it?"])
def test_what_is_no_grade_is_asked_of_all(assistant: Assistant, turn: str) -> None:
    assert talk(assistant, "respite care in Barnet", turn).understood.authorities == ()


BARNET_LAC = "how many looked after children are there in barnet"


@pytest.mark.parametrize(
    "turn",
    ["and the others?", "the other ones?", "and the rest?", "everyone else?", "and elsewhere?"],
)
def test_a_number_is_asked_of_all_the_others(assistant: Assistant, turn: str) -> None:
    text = talk(assistant, BARNET_LAC, turn).text
    assert all(f"**{number}**" in text for number in ("156", "180", "194", "224"))
    assert "288" not in text


@pytest.mark.parametrize("turn", ["is that more than the others?", "and elsewhere, all boroughs?"])
def test_it_is_told_beside_them_where_it_is_held_against_them(
    assistant: Assistant, turn: str
) -> None:
    reply = talk(assistant, BARNET_LAC, turn)
    assert "288" in reply.text and "224" in reply.text


def test_those_asked_before_are_none_of_the_others(assistant: Assistant) -> None:
    turns = ("adoption in Barnet", "and Harrow?", "thanks", "what about the others?")
    assert talk(assistant, *turns).understood.authorities == ("havering", "redbridge")


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        ("adoption in Barnet", "and the rest?"),
        ("adoption in Barnet", "are the other children happy?"),
        ("Are plans in Barnet shared with others?", "who are the others?"),
        ("What must Barnet improve?", "and the others?"),
        (BARNET_LAC, "and the other children?"),
    ],
)
def test_the_others_may_be_no_places(assistant: Assistant, first: str, turn: str) -> None:
    assert talk(assistant, first, turn).understood.authorities == ("barnet",)


def test_the_other_one_is_the_other_report_of_an_authority_with_two(assistant: Assistant) -> None:
    turns = ("how many looked after children are there in Havering 2011", "and the other one?")
    assert talk(assistant, *turns).understood.reports == ("havering-2007",)


IN_2007, IN_2011 = "Havering youth offending 2007", "Havering youth offending 2011"


@pytest.mark.parametrize(
    "turn",
    [
        "and 4 yrs later?",
        "four years on?",
        "a few years later?",
        "by the next one?",
        "and the next inspection?",
        "what did the later report say",
        "and later?",
        "since then?",
    ],
)
def test_a_later_time_is_the_report_after_that_which_was_spoken_of(
    assistant: Assistant, turn: str
) -> None:
    understood = talk(assistant, IN_2007, turn).understood
    assert understood.reports == ("havering-2011",)
    assert understood.query.startswith("youth offending")


@pytest.mark.parametrize(
    "turn",
    ["the one before?", "and the previous inspection?", "and the earlier report?", "4yrs earlier"],
)
def test_an_earlier_time_is_the_report_before_it(assistant: Assistant, turn: str) -> None:
    assert talk(assistant, IN_2011, turn).understood.reports == ("havering-2007",)


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        (IN_2011, "and the next inspection?"),
        (IN_2007, "and the one before?"),
        ("adoption in Barnet", "a few years later?"),
        ("adoption in Barnet", "and by the next one?"),
    ],
)
def test_where_there_is_no_other_report_that_is_said(
    assistant: Assistant, first: str, turn: str
) -> None:
    reply = talk(assistant, first, turn)
    assert reply.reason is Reason.YEAR_NOT_HELD
    assert "There is no report on" in reply.text


def test_a_grade_is_asked_of_the_next_inspection_as_of_the_last(assistant: Assistant) -> None:
    turns = ("What grade did Havering get for staying safe in 2007?", "and the next inspection?")
    assert {row.report for row in talk(assistant, *turns).judgements} == {"havering-2011"}


def test_since_the_last_inspection_is_of_both(assistant: Assistant) -> None:
    turn = "had it improved since the previous inspection?"
    assert talk(assistant, IN_2011, turn).understood.years == (2007, 2011)


@pytest.mark.parametrize(
    ("first", "turn", "key"),
    [
        ("adoption in Barnet", "the one before?", "barnet-2012#110"),
        (IN_2011, "next", "havering-2011#25"),
        ("Havering 2011 paragraph 24", "the one before?", "havering-2011#23"),
    ],
)
def test_a_step_is_to_a_paragraph_where_no_other_report_is_meant(
    assistant: Assistant, first: str, turn: str, key: str
) -> None:
    assert talk(assistant, first, turn).quotes[0].paragraph.key == key


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        ("Missing children in Havering 2011", "later"),
        ("young carers in Havering 2011", "did they act"),
        ("young carers in Havering 2011", "and afterwards?"),
        ("What was recommended to Havering in 2011 about allegations against staff?", "did they"),
    ],
)
def test_after_the_newest_report_none_is_held_and_all_that_are_are_named(
    assistant: Assistant, first: str, turn: str
) -> None:
    reply = talk(assistant, first, turn)
    assert reply.understood.reports == ("havering-2011",)
    assert "no report on London Borough of Havering of a date after 2011" in reply.text
    assert "It holds:" not in reply.text or "Havering: 2007, 2011." in reply.text


@pytest.mark.parametrize("turn", ["later", "did they act", "and since?"])
def test_after_an_older_report_the_later_one_is_asked(assistant: Assistant, turn: str) -> None:
    reply = talk(assistant, "Missing children in Havering 2007", turn)
    assert reply.understood.reports == ("havering-2011",)
    assert "no report" not in reply.text


@pytest.mark.parametrize("turn", ["has it got better since", "did it change", "has that improved"])
def test_which_way_it_went_is_told_by_both(assistant: Assistant, turn: str) -> None:
    reply = talk(assistant, "Missing children in Havering 2011", turn)
    assert reply.understood.years == (2007, 2011)


@pytest.mark.parametrize(
    "first",
    [
        "number of looked after children in havering 2007",
        "how many looked after children in havering 2007",
        "how many looked after children in havering 2011",
    ],
)
def test_whether_a_number_fell_is_told_by_both_numbers(assistant: Assistant, first: str) -> None:
    """In 2007 paragraph 13 gives 194 looked after children, in 2011 paragraph 8 gives 180."""
    text = talk(assistant, first, "did it fall").text
    assert "2007: **194**" in text and "2011: **180**" in text


NOT_OF_2007 = "No report of 2007 is held on some of these"


@pytest.mark.parametrize("turn", ["and in 2007?", "what about 2007"])
def test_which_are_told_of_by_another_year_is_said(assistant: Assistant, turn: str) -> None:
    reply = talk(assistant, "do children in care feel safe in Barnet and Havering", turn)
    assert f"{NOT_OF_2007}, which are told of by another: London Borough of Barnet 2012" in (
        reply.text
    )


@pytest.mark.parametrize(
    "question",
    [
        "compare Barnet with Havering 2007 on fostering",
        "fostering in Barnet 2012 and Havering in 2007",
        "fostering in Havering in 2007",
    ],
)
def test_where_the_year_is_that_of_the_last_place_nothing_is_said(
    assistant: Assistant, question: str
) -> None:
    assert NOT_OF_2007 not in assistant.ask(question).text


@pytest.mark.parametrize(
    ("turn", "key"),
    [
        ("the one before that", "havering-2011#6"),
        ("what does the one after say", "havering-2011#8"),
    ],
)
def test_after_a_paragraph_was_asked_for_another_is_meant(
    assistant: Assistant, turn: str, key: str
) -> None:
    """The first that is told is paragraph 7."""
    first = "which paragraph of havering 2011 is about youth offending"
    assert [q.paragraph.key for q in talk(assistant, first, turn).quotes] == [key]
    asked = talk(assistant, "youth offending in Havering 2011", "the one before that")
    assert asked.understood.reports == ("havering-2007",)
