"""Understanding a question: authority, year, report, strand, aspect, paragraphs, kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.assistant import Assistant
from qa.errors import UsageError
from qa.report import Strand
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Filters, Kind, Limit, Understood
from qa.search.language.counting import counted
from qa.search.ranked.searcher import Searcher

Understand = Callable[[str], Understood]


@pytest.fixture
def understand(assistant: Assistant) -> Understand:
    return lambda question: assistant.search(question, limit=1).understood


@pytest.mark.parametrize(
    ("question", "authorities"),
    [
        ("what did they say about Harrow?", ("harrow",)),
        ("HARROW lac health", ("harrow",)),
        ("redbrige care leavers", ("redbridge",)),
        ("London Borough of Barnet's plans", ("barnet",)),
        ("Barnet or Harrow?", ("barnet", "harrow")),
        ("having a say in care", ()),
        # A hospital trust that bears a borough's name is not the borough.
        ("Barking, Havering and Redbridge Hospitals NHS Trust", ()),
        ("Barnet, Enfield and Haringey Mental Health Trust", ()),
        ("Redbridge's Children's Trust", ("redbridge",)),
    ],
)
def test_authorities_are_told(
    understand: Understand, question: str, authorities: tuple[str, ...]
) -> None:
    understood = understand(question)
    assert understood.authorities == authorities
    assert understood.unheld_authorities == ()


@pytest.mark.parametrize(
    ("question", "unheld"),
    [
        ("How did Croydon do?", ("Croydon",)),
        ("was Barking and Dagenham inadequate", ("Barking and Dagenham",)),
        ("Barnet or Islington?", ("Islington",)),
        ("children reading at school", ()),
        ("What did Ofsted say about Reading council?", ("Reading",)),
        # Misspelt, by one word or several.
        ("Barkin and Dagenam: grade for leadership", ("Barking and Dagenham",)),
        ("leadership grade for lewishm", ("Lewisham",)),
        ("adoption in Towar Hamlets", ("Tower Hamlets",)),
        ("How are homes inspected in Scotland?", ("Scotland",)),
        # What is near to a word of the reports, or to a place that is held, is that.
        ("results of the surey of parents", ()),
        ("Barent: adoption", ()),
        ("Do children in Harrow come from Ireland?", ()),
        ("Did Mr Lewishm inspect it?", ()),
    ],
)
def test_authorities_that_are_not_held_are_known(
    understand: Understand,
    question: str,
    unheld: tuple[str, ...],
) -> None:
    assert understand(question).unheld_authorities == unheld


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        ("Havering 2007 bullying", ("havering-2007",)),
        ("Havering 07 bullying", ("havering-2007",)),
        ("bullying in Havering, the 11 report", ("havering-2011",)),
        ("the 11 schools of Havering", ("havering-2007", "havering-2011")),
        ("Are Havering's pupils between 7 and 11?", ("havering-2007", "havering-2011")),
        ("Havering: 1 in 10, or more than 10?", ("havering-2007", "havering-2011")),
        ("years 10 and 11 in Barnet", ("barnet-2012",)),
        ("Havering's '07 report on bullying", ("havering-2007",)),
        ("redbridges bullying", ("redbridge-2010",)),
        ("bullying in Havering's joint area review", ("havering-2007",)),
        ("latest report on Havering: bullying", ("havering-2011",)),
        ("bullying in Havering", ("havering-2007", "havering-2011")),
        ("Redbridge and Havering (2011): bullying", ("havering-2011", "redbridge-2010")),
        ("the 2012 reports on bullying", ("barnet-2012", "harrow-2012")),
        # What became of it later is told by the report after that of the year.
        (
            "Havering: good on bullying in 2007, but 4 years later?",
            ("havering-2007", "havering-2011"),
        ),
        ("Havering in 2007 and four years on: bullying", ("havering-2007", "havering-2011")),
        (
            "bullying in Havering in 2007, and at the next inspection",
            ("havering-2007", "havering-2011"),
        ),
        ("Havering in 2007: care leavers two years after leaving care", ("havering-2007",)),
        ("Havering 2007: where do pupils go later in life?", ("havering-2007",)),
    ],
)
def test_the_reports_meant_are_told(
    understand: Understand, question: str, reports: tuple[str, ...]
) -> None:
    assert understand(question).reports == reports


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Harrow's grade in 2019?", (2019,)),
        ("findings of the 2008 inspection of Redbridge", (2008,)),
        # A year the text speaks of is searched for, not refused.
        ("GCSE results in Redbridge in 2009", ()),
        ("Harrow 2012", ()),
    ],
)
def test_years_without_a_report_are_known(
    understand: Understand, question: str, years: tuple[int, ...]
) -> None:
    assert understand(question).unheld_years == years


def test_a_framework_without_a_report_is_known(understand: Understand) -> None:
    assert understand("ILACS outcome for Havering").unheld_frameworks == ("ILACS",)


@pytest.mark.parametrize(
    ("question", "strand", "aspect"),
    [
        ("Harrow LAC health", Strand.LOOKED_AFTER, "Being healthy"),
        ("health of children in care in Barnet", Strand.LOOKED_AFTER, "Being healthy"),
        (
            "child protection quality of provision, Barnet",
            Strand.SAFEGUARDING,
            "Quality of provision",
        ),
        ("Harrow nurses", None, None),
    ],
)
def test_strand_and_aspect_are_told(
    understand: Understand,
    question: str,
    strand: Strand | None,
    aspect: str | None,
) -> None:
    understood = understand(question)
    assert (understood.strand, understood.aspect) == (strand, aspect)


@pytest.mark.parametrize(
    ("question", "lookups"),
    [
        ("Harrow paragraph 16 item 3", ("harrow-2012#16.3",)),
        ("show me para 16.3 of the Harrow report", ("harrow-2012#16.3",)),
        ("Harrow para 58", ("harrow-2012#58",)),
        ("harrow ¶58", ("harrow-2012#58",)),
        ("Harrow paras 13 to 15", ("harrow-2012#13", "harrow-2012#14", "harrow-2012#15")),
        ("Harrow paragraphs 13 and 15", ("harrow-2012#13", "harrow-2012#15")),
        ("Havering 2007 annex paragraph 3", ("havering-2007#annex-3",)),
        ("show me harrow-2012#58", ("harrow-2012#58",)),
    ],
)
def test_paragraphs_named_by_number_come_first(
    assistant: Assistant, question: str, lookups: tuple[str, ...]
) -> None:
    found = assistant.search(question)
    assert found.understood.kind is Kind.LOOKUP
    assert tuple(hit.key for hit in found.hits[: len(lookups)]) == lookups


# How questions are told apart: of each way, questions with what is asked.
KINDS = {
    "by what it asks for": {
        "what did Ofsted say about Harrow LAC health?": Kind.TOPIC,
        "How many foster carers has Harrow?": Kind.FACT,
        "What was Harrow graded for staying safe?": Kind.JUDGEMENT,
        "was Barnet good or adequate?": Kind.JUDGEMENT,
        "What does grade 3 mean?": Kind.SCALE,
        "What was Harrow told to do about health?": Kind.RECOMMENDATION,
        "Compare Barnet and Harrow on health": Kind.COMPARE,
        "How has Havering changed since 2007?": Kind.TREND,
        "Which boroughs lacked a designated doctor?": Kind.ACROSS,
        "When was the Harrow report published?": Kind.METADATA,
        "hello": Kind.HELP,
    },
    "of a place by its name as by a pronoun": {
        "How long was Barnet given to put its plans in order?": Kind.RECOMMENDATION,
        "What should Redbridge council do about bullying?": Kind.RECOMMENDATION,
        "Did Harrow pass?": Kind.JUDGEMENT,
        "How long is the waiting list in Harrow?": Kind.FACT,
    },
    "of grades or of the inspection alone": {
        "Was Redbridge good?": Kind.JUDGEMENT,
        "Is adequate a pass?": Kind.SCALE,
        "What is the difference between adequate and good?": Kind.SCALE,
        "Which councils were better than adequate?": Kind.ACROSS,
        "Is the food good in Redbridge?": Kind.TOPIC,
        "How long did the Harrow inspection last?": Kind.METADATA,
        "what framework was used for Harrow": Kind.METADATA,
        "How long did the work of the Harrow inspection team last?": Kind.FACT,
    },
    "what inspectors demanded is what they recommended": {
        "What did Ofsted want changed in Harrow's fostering?": Kind.RECOMMENDATION,
        "What did the 2010 inspection ask of Redbridge's partners?": Kind.RECOMMENDATION,
        "What was Havering told in 2011 about its complaints?": Kind.RECOMMENDATION,
        "Which plans did the council in Barnet have to rewrite?": Kind.RECOMMENDATION,
        "Supervision in Harrow: what was called for?": Kind.RECOMMENDATION,
        # What is asked for by others, or has to be done by nobody who was told to.
        "What did young people in Harrow ask for?": Kind.TOPIC,
        "What were parents in Barnet told about complaints?": Kind.TOPIC,
        "How long did families in Harrow have to wait for respite?": Kind.FACT,
        "What does Barnet have to offer young carers?": Kind.TOPIC,
    },
    "two scores are held against each other after them too": {
        "Havering got a 3 for health in 2007 and a 3 in 2011, so nothing changed?": Kind.SCALE,
        "Havering had a 4 in 2007 and a grade 2 in 2011: is that progress?": Kind.SCALE,
        "Barnet got a 2 and Harrow got a 3: what did they improve?": Kind.COMPARE,
        "Where had social workers too many cases?": Kind.ACROSS,
        "Where has bullying been dealt with?": Kind.ACROSS,
    },
    "all reports are asked of by their number, or each of them by whether it is so": {
        "Teenage pregnancy across the five reports?": Kind.ACROSS,
        "What did inspectors in all four councils think of supervision?": Kind.ACROSS,
        "How do the various reports describe fostering?": Kind.ACROSS,
        "Which ones had an advocate?": Kind.ACROSS,
        "Who did well on adoption, and who didn't?": Kind.ACROSS,
        # What is asked of is no report, or not all of them.
        "Which children were seen and which were not?": Kind.TOPIC,
        "What are the five outcomes for children?": Kind.TOPIC,
        "Fostering: were there three areas for development?": Kind.TOPIC,
        "How is adoption going in the borough?": Kind.TOPIC,
    },
    "what somebody did well asks for no grade": {
        "What did the inspectors push Harrow to do about delays?": Kind.RECOMMENDATION,
        "What did Ofsted say Barnet had to change in its plans?": Kind.RECOMMENDATION,
        "How many months did Harrow get?": Kind.RECOMMENDATION,
        "How well did Harrow do on health?": Kind.JUDGEMENT,
        "How well did Harrow's board hold the police to account?": Kind.TOPIC,
        "Who had too few foster carers?": Kind.ACROSS,
    },
}


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        pytest.param(question, kind, id=f"{way}: {question}")
        for way, asked in KINDS.items()
        for question, kind in asked.items()
    ],
)
def test_the_kind_of_question_is_told(understand: Understand, question: str, kind: Kind) -> None:
    assert understand(question).kind is kind


def test_misspelt_words_are_read_right(understand: Understand) -> None:
    understood = understand("yuong carers suport in Barnet")
    assert understood.corrections == (("yuong", "young"), ("suport", "support"))
    assert understood.query == "young carers support in"


def test_of_words_as_near_the_one_with_letters_left_out_is_meant(understand: Understand) -> None:
    typed = understand("mny difrent saff and the mony spent in Harrow").corrections
    assert [right for _, right in typed] == ["many", "different", "staff", "money"]


def test_right_words_that_the_library_lacks_are_left_alone(understand: Understand) -> None:
    assert understand("is there a temple or mosque near Harrow").corrections == ()


def test_an_english_word_is_no_misspelling_of_one_that_the_reports_hold(
    understand: Understand,
) -> None:
    """ "lice" is one letter from "line", "moped" from "moved", "contradict" two from "contract"."""
    assert understand("head lice and moped theft: do Harrow's staff contradict?").corrections == ()
    assert understand("whats said of mopping up in Harrow").terms == ("mopping",)
    typed = understand("the saftey of foster carrers in Harrow").corrections
    assert typed == (("saftey", "safety"), ("carrers", "carers"))


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("weve got a lad in Harrow, theyre saying hes not ready", ("lad", "saying", "ready")),
        ("we've got a lad in Harrow, they're saying he's not ready", ("lad", "saying", "ready")),
        ("social workers in Barnet cant cope, arent there enough", ("social", "workers", "cope")),
        # These are words of their own.
        ("is she ill in Harrow, shed and all", ("ill", "shed")),
    ],
)
def test_two_words_in_one_are_known_and_name_no_subject(
    understand: Understand, question: str, terms: tuple[str, ...]
) -> None:
    understood = understand(question)
    assert (understood.corrections, understood.terms[: len(terms)]) == ((), terms)


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("a plan thick as a phone book in Barnet", ("plan", "thick")),
        ("are children in Harrow passed round like parcels", ("children", "passed", "round")),
        ("is getting help in Harrow like a lottery for parents", ("getting", "help", "parents")),
        # What is asked about, or what is truly compared.
        ("is there a lottery grant for play in Harrow", ("lottery", "grant", "play")),
        ("is Barnet as quick as a good school", ("quick", "good", "school")),
        ("do carers in Barnet act like a family", ("carers", "act", "family")),
    ],
)
def test_what_something_is_only_likened_to_is_not_looked_for(
    understand: Understand, question: str, left: tuple[str, ...]
) -> None:
    assert understand(question).terms == left


def test_a_misspelt_word_is_read_as_one_or_several_as_it_was_typed(understand: Understand) -> None:
    typed = understand("docters, a docter and the agencys in Harrow").corrections
    assert [right for _, right in typed] == ["doctors", "doctor", "agency"]


def test_a_rare_form_of_a_known_word_is_no_misspelling(understand: Understand) -> None:
    """ "buddying" is two letters from "bullying"; one letter away, it may be a slip of the pen."""
    assert understand("were the swappers and buddying schemes of Harrow any use").corrections == ()
    assert understand("who were the visiters in Harrow").corrections == (("visiters", "visitors"),)


def test_filters_hold_a_search_to_reports_and_strand(assistant: Assistant) -> None:
    filters = Filters(authorities=("havering",), years=(2011,), strand=Strand.LOOKED_AFTER)
    found = assistant.search("health", filters=filters)
    assert {hit.key.split("#")[0] for hit in found.hits} == {"havering-2011"}
    assert found.understood.strand is Strand.LOOKED_AFTER


@pytest.mark.parametrize(
    ("question", "filters", "reports", "overruled"),
    [
        ("care in Harrow in 2016", Filters(years=(2012,)), ["harrow-2012"], ("2016",)),
        ("Croydon's fostering", Filters(authorities=("barnet",)), ["barnet-2012"], ("Croydon",)),
        ("Harrow and Havering in 2007", Filters(authorities=("havering",)), ["havering-2007"], ()),
        ("latest on Harrow", Filters(reports=("havering-2007",)), ["havering-2007"], ("Harrow",)),
        (
            "Havering in 2011",
            Filters(without=(Limit.YEAR,)),
            ["havering-2007", "havering-2011"],
            (),
        ),
        (
            "care in Havering in 2011",
            Filters(authorities=("harrow",), without=(Limit.YEAR,)),
            ["harrow-2012"],
            ("Havering",),
        ),
    ],
)
def test_what_a_filter_says_takes_the_place_of_what_is_named(
    assistant: Assistant,
    question: str,
    filters: Filters,
    reports: list[str],
    overruled: tuple[str, ...],
) -> None:
    understood = assistant.search(question, filters=filters).understood
    assert list(understood.reports) == reports
    assert understood.overruled == overruled
    assert not understood.unheld_authorities and not understood.unheld_years


def test_a_lifted_limit_does_not_hold(assistant: Assistant) -> None:
    filters = Filters(without=(Limit.STRAND, Limit.ASPECT, Limit.AUTHORITY))
    understood = assistant.search("Harrow LAC health", filters=filters).understood
    assert (understood.strand, understood.aspect, understood.authorities) == (None, None, ())
    assert len(understood.reports) == len(assistant.reports())


def test_a_lifted_authority_takes_the_year_carried_on_with_it_along(assistant: Assistant) -> None:
    before = assistant.ask("What did Ofsted say about foster carers in Havering in 2011?")
    anywhere = Filters(without=(Limit.AUTHORITY,))
    every = tuple(report.key for report in assistant.reports())
    told = assistant.ask("and adoption?", previous=[before], filters=anywhere).understood
    assert (told.years, set(told.reports)) == ((), set(every))
    named = assistant.ask("and adoption in 2012?", previous=[before], filters=anywhere).understood
    assert named.years == (2012,)


def test_markup_in_a_question_is_not_searched_for(assistant: Assistant) -> None:
    plain = assistant.search("What did Ofsted say about fostering in Harrow?")
    marked = assistant.search("What did Ofsted say about <b>fostering</b> in <i>Harrow</i>?")
    assert [hit.key for hit in marked.hits] == [hit.key for hit in plain.hits]


@pytest.mark.parametrize("question", ["", "  \n ", "\x00\x07", "x" * 100_000])
def test_no_question_or_far_too_much_of_one_is_a_clear_error(
    assistant: Assistant, question: str
) -> None:
    with pytest.raises(UsageError):
        assistant.ask(question)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(question=st.text(min_size=1, max_size=300))
def test_any_question_at_all_gets_an_answer_or_a_clear_error(
    assistant: Assistant, question: str
) -> None:
    try:
        answer = assistant.ask(question)
    except UsageError:
        return
    assert answer.text
    assert answer.answered == (answer.reason is None)


def test_a_question_of_a_number_finds_the_paragraphs_that_give_it(assistant: Assistant) -> None:
    """Where the reports describe their areas in numbers, not where they speak of fostering."""
    hits = assistant.search("How many foster carers does each council have?", limit=4).hits
    # Read in the reports: 60, 103, 69 and 66 of them.
    givers = {"redbridge-2010#5", "barnet-2012#9", "harrow-2012#6", "havering-2011#7"}
    assert {hit.key for hit in hits} == givers


@pytest.mark.parametrize(
    ("question", "report"),
    [
        ("Harrow got a 3 for leadership and management. Is that a fail?", "harrow-2012"),
        ("Redbridge scored a 2 for ambition and prioritisation: is that good?", "redbridge-2010"),
    ],
)
def test_whether_a_grade_is_a_pass_asks_for_the_scale_and_for_the_grade(
    assistant: Assistant, question: str, report: str
) -> None:
    """Paragraph 3 explains the grades in both."""
    found = assistant.search(question, limit=2)
    assert found.understood.kind is Kind.SCALE
    assert {hit.key for hit in found.hits} == {f"{report}#3", f"{report}#findings"}


def test_a_report_that_gives_no_such_grade_shows_it_by_its_table(assistant: Assistant) -> None:
    """Harrow 2012 was judged good, adequate and inadequate, never outstanding."""
    hits = assistant.search("Did anything in Harrow come out outstanding?", limit=1).hits
    assert [hit.key for hit in hits] == ["harrow-2012#findings"]


def test_every_phrase_that_people_use_leads_to_what_reports_say(assistant: Assistant) -> None:
    """Also one that holds a word of no meaning alone: "picked on", "somewhere to live"."""
    understanding = Searcher(assistant._library).understanding

    def leads(phrase: str) -> bool:
        understood = understanding.understand(f"what about {phrase} in Barnet?")
        return any(phrase in said for said in understanding.bridges.of(understood))

    idle = {phrase for phrase in load_lexicon().synonyms if not leads(phrase)}
    assert idle == {"it"}  # a pronoun, but in capitals
    systems = understanding.bridges.of(understanding.understand("Does Barnet's IT work?"))
    assert systems["it"] == load_lexicon().synonyms["it"]


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("are the nurses in Barnet any cop?", "are the nurses in any good?"),
        ("Do GPs pull their weight?", "Do GPs any good?"),
        ("do parents ever get a break?", "do parents ever get respite?"),
        ("Are staff run off their feet?", "Are staff overworked?"),
        ("kids passed from pillar to post", "kids moved between placements"),
        ("kids moved around between schools", "kids moved around between schools"),
        ("is Redbridge skint?", "is short of money?"),
        ("did they get in trouble with the law?", "did they get offending?"),
        ("what do mums and dads think?", "what do parents think?"),
        ("kids who bunk off", "kids who truant"),
        ("were children sent miles away?", "were children in out of borough placements?"),
        ("are the schools rubbish in Barnet?", "are the schools any good in ?"),
        ("Barnet social services is a shambles, right?", "social services is bad, right?"),
        ("who let the children down in Barnet?", "what let down in ?"),
        # By whom it was heard, and what is asked of such people.
        ("My gran says the schools were good", "the schools were good"),
        ("what do my parents say of schools?", "what do my parents say of schools?"),
        ("my son is not at school, why?", "my son is not at school, why?"),
        ("who do those in charge of health visit?", "who do managers of health visit?"),
        # Said of what the words name, or of somebody else.
        ("do they collect the rubbish?", "do they collect the rubbish?"),
        ("is rubbish collected on Mondays?", "is rubbish collected on Mondays?"),
        ("are they paid to pick up rubbish?", "are they paid to pick up rubbish?"),
        ("can staff get time off?", "can staff get time off?"),
        ("who are the people in charge?", "who are the people in charge?"),
        ("who let care leavers down?", "who let care leavers down?"),
        ("is children's weight measured?", "is children's weight measured?"),
        ("did a family get a break from caring?", "did a family get a break from caring?"),
        ("did the council break the law?", "did the council break the law?"),
        ("are foster mums and dads paid?", "are foster mums and dads paid?"),
        ("were case files in a good state?", "were case files in a good state?"),
        ("Do they move on their own?", "Do they move on their own?"),
    ],
)
def test_turns_of_speech_are_put_plainly(understand: Understand, question: str, query: str) -> None:
    assert understand(question).query == query


def test_who_asks_for_a_say_asks_for_no_summary(understand: Understand) -> None:
    asked = understand("do children in care in Harrow have a say?")
    assert asked.kind is Kind.TOPIC
    assert asked.aspect == "Making a positive contribution, including user engagement"
    assert understand("what do they say of children in care in Harrow?").kind is Kind.OVERVIEW


def test_a_word_is_an_abbreviation_only_in_capitals(assistant: Assistant) -> None:
    understanding = Searcher(assistant._library).understanding

    def led(question: str) -> set[str]:
        return set(understanding.bridges.of(understanding.understand(question)))

    assert "send" in led("support for children with SEND in Harrow")
    assert "send" not in led("where does Harrow send children?")


@pytest.mark.parametrize(
    ("question", "is_offending"),
    [
        ("do children in Barnet break the law?", True),
        ("breaking the law in Harrow", True),
        ("is there help for those who broke the law in Harrow?", True),
        ("did Barnet break the law?", False),
        ("has the council in Harrow broken the law?", False),
    ],
)
def test_an_authority_that_breaks_the_law_is_no_young_offender(
    assistant: Assistant, question: str, is_offending: bool
) -> None:
    understanding = Searcher(assistant._library).understanding
    led = understanding.bridges.of(understanding.understand(question))
    assert ("offending" in {word for words in led.values() for word in words}) is is_offending


def test_what_is_spelt_out_is_looked_for_by_its_abbreviation_too(assistant: Assistant) -> None:
    """And a board that each authority has one of, by what its own report calls it."""
    understanding = Searcher(assistant._library).understanding

    def led(question: str) -> set[str]:
        bridges = understanding.bridges.of(understanding.understand(question))
        return {word for words in bridges.values() for word in words}

    assert "CAF" in led("Is the common assessment framework used in Harrow?")
    for said in ("LSCB", "safeguarding board", "Local Safeguarding Children Board"):
        assert "HSCB" in led(f"Did Havering's {said} do well?")
        assert not {"HSCB", "BSCB"} & led(f"Did Harrow's {said} do well?")
    assert {"HSCB", "BSCB"} <= led("Barnet's LSCB against Havering's")


def test_better_asks_for_improvement_unless_places_are_compared(assistant: Assistant) -> None:
    understanding = Searcher(assistant._library).understanding

    def led(question: str) -> set[str]:
        return set(understanding.bridges.of(understanding.understand(question)))

    assert "better" in led("What would make adoption better in Harrow?")
    assert "better" not in led("Is adoption better in Harrow or in Barnet?")


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("Harrow or Barnet: who plans better?", "who plans better?"),
        ("adoption delays - Harrow vs Barnet vs Redbridge", "adoption delays"),
        ("Did Harrow adopt faster than Barnet?", "Did adopt faster than ?"),
        ("Harrow vs Barnet", "vs"),
        ("Was it a fault of Havering's 2011 team?", "Was it a fault of team?"),
        ("What was said of Harrow and what of Barnet?", "What was said of and what of ?"),
    ],
)
def test_a_list_of_names_goes_with_what_holds_it_together(
    understand: Understand, question: str, query: str
) -> None:
    assert understand(question).query == query


def test_how_far_a_number_went_up_is_no_question_of_a_number() -> None:
    assert counted("What number of foster carers left?") == {"foster", "carer"}
    assert counted("By how much did the number of foster carers go up?") == frozenset()


def test_failing_to_do_something_is_no_grade(understand: Understand) -> None:
    """ "Failed" is one; to fail to turn up is not."""
    assert understand("where did GPs fail to turn up?").grades == ()
    assert understand("which councils failed?").grades == ("Inadequate",)


def test_what_is_taught_is_of_enjoying_and_achieving(understand: Understand) -> None:
    understood = understand("How good was Harrow at teaching its looked after children?")
    assert understood.aspect == "Enjoying and achieving"


def test_by_when_is_asked_beside_what_is_to_be_done(understand: Understand) -> None:
    understood = understand("What must Redbridge do about legal advice, and by when?")
    assert understood.query == "What must do about legal advice"


def test_the_health_service_of_a_place_is_no_body_by_its_name(understand: Understand) -> None:
    assert understand("What did Harrow's NHS have to mend?").authorities == ("harrow",)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What did they say about the common assessment framework in Barnet?", "CAF"),
        ("Havering 2011: does the local authority designated officer work well?", "LADO"),
        ("child death overview panels in Harrow", "CDOP"),
        ("How well does the local safeguarding children board in Barnet work?", "LSCB"),
    ],
)
def test_a_name_spelt_out_is_looked_for_under_its_abbreviation_too(
    assistant: Assistant, question: str, short: str
) -> None:
    """The reports spell a name out once, and abbreviate it from there on."""
    understanding = Searcher(assistant._library).understanding
    query, shorts = understanding.bridges.abbreviated(understanding.understand(question))
    assert short in shorts
    assert f"({short})" in query


def test_social_workers_name_social_care_only_where_its_grade_is_asked_for(
    understand: Understand,
) -> None:
    aspect = "The social care services for children"
    assert understand("Were there enough social workers in Havering in 2007?").aspect is None
    assert understand("What grade did Havering's social workers get in 2007?").aspect == aspect


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wich places are cud be better in Harrow", [("wich", "which"), ("cud", "could")]),
        ("section w of the n/a form u-18s in Harrow", []),
    ],
)
def test_slips_of_a_phone_are_read_right(
    understand: Understand, typed: str, meant: list[tuple[str, str]]
) -> None:
    corrections = understand(typed).corrections
    assert [pair for pair in corrections if pair[0] in ("wich", "cud", "w", "n", "a", "u")] == meant


@pytest.mark.parametrize(
    "question",
    [
        "Are referrals passed on the same day in Harrow?",
        "Do care leavers in Harrow get a pass for the gym?",
        "Do pupils in Harrow keep improving in maths?",
        "Do children in Harrow bounce back after abuse?",
    ],
)
def test_words_of_grades_said_of_other_things_ask_for_none(
    understand: Understand, question: str
) -> None:
    assert understand(question).kind is not Kind.JUDGEMENT


@pytest.mark.parametrize(
    "question",
    [
        "Is it a fail, what Harrow does for the health of children in care?",
        "Thumbs up or thumbs down for Harrow on adoption?",
        "Has Harrow passed or failed on the children it takes off their parents?",
        "Would you bet on Harrow turning things round?",
    ],
)
def test_grades_are_asked_for_in_plain_words(understand: Understand, question: str) -> None:
    assert understand(question).kind is Kind.JUDGEMENT


EVERY = {"barnet-2012", "harrow-2012", "havering-2007", "havering-2011", "redbridge-2010"}


@pytest.mark.parametrize(
    "question",
    [
        "Was Barnet the only one rated good for safeguarding?",
        "Is Barnet the only council with a virtual school?",
        "Is Barnet worse than everybody else on the health of children in care?",
        "How does Barnet compare with the rest on placement stability?",
        "Do care leavers do better in Barnet than in the other boroughs?",
        "Were Barnet's foster carers better supported than those in other councils?",
        "Is health worse in Barnet than anywhere else?",
        "Did the other boroughs do better than Barnet on adoption?",
        "Who besides Barnet has a family nurse partnership?",
        "Is Barnet the worst borough for placement stability?",
        "What did the report say about Barnet's attendance compared with the other boroughs?",
        "How does adoption in Barnet compare with other boroughs?",
    ],
)
def test_one_place_beside_all_others_is_asked_of_the_whole_library(
    understand: Understand, question: str
) -> None:
    understood = understand(question)
    assert understood.authorities == ("barnet",)
    assert understood.reports[0] == "barnet-2012" and {*understood.reports} == EVERY
    assert understood.kind is Kind.COMPARE
    assert not {"only", "rest", "others"} & {*understood.query.casefold().split()}


@pytest.mark.parametrize(
    "question",
    [
        "Do looked after children in Barnet do worse than everyone else at school?",
        "Which other councils does Barnet share its emergency duty team with?",
        "How does Barnet work with other boroughs on adoption?",
        "Does Barnet share a team with the other boroughs?",
        "In Barnet, was health the only one graded adequate?",
        "Which service was weaker than the rest in Barnet?",
        "Is the children's home in Barnet the only one?",
        "Why do some teams in Barnet do better than others?",
        "Were children placed in other boroughs by Barnet well looked after?",
        "Is it the only council house in Barnet?",
        "How well do Barnet's schools do compared with the national average?",
        "I foster for Barnet. What did the report say about our pay compared with other boroughs?",
        "What did inspectors find on attendance in Barnet compared with other councils?",
        # Others in general, of whom the report itself tells.
        "Do children in care in Barnet get in trouble with the police more than in other places?",
        "Is Barnet slower at assessments than other places?",
    ],
)
def test_what_is_set_beside_something_else_is_asked_of_the_place_alone(
    understand: Understand, question: str
) -> None:
    assert understand(question).reports == ("barnet-2012",)


def test_a_filter_holds_what_is_set_beside_all_others_too(assistant: Assistant) -> None:
    asked = "Is Barnet better than the other boroughs at adoption?"

    def reports(filters: Filters) -> set[str]:
        return {*assistant.search(asked, filters=filters, limit=1).understood.reports}

    assert reports(Filters(strand=Strand.LOOKED_AFTER)) == EVERY
    assert reports(Filters(authorities=("barnet",))) == {"barnet-2012"}
    assert reports(Filters(reports=("barnet-2012", "harrow-2012"))) == {
        "barnet-2012",
        "harrow-2012",
    }


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("CSE - what did each inspection say?", "child sexual exploitation - what"),
        ("cse, any of it?", "child sexual exploitation, any"),
        ("are ihas in Harrow on time?", "are initial health assessment in on time?"),
        ("Havering 2011: how is the EDT run?", "how is the emergency duty team run?"),
        # Printed there.
        ("Havering 2007: is the CAF in use?", "is the CAF in use?"),
        ("Do IROs in Barnet have a say?", "Do IROs in have a say?"),
        # Known by itself, a word, or spelt out already.
        ("Harrow's LAC", "LAC"),
        ("where does Harrow send children?", "where does send children?"),
        ("salt in school dinners", "salt in school dinners"),
        ("domestic abuse and DV in Harrow", "domestic abuse and domestic violence in"),
        ("domestic violence (DV) in Harrow", "domestic violence (DV) in"),
    ],
)
def test_an_abbreviation_that_the_reports_asked_about_do_not_print_is_spelt_out(
    understand: Understand, question: str, query: str
) -> None:
    assert understand(question).query.startswith(query)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("CAHMS for children in Havering", ("CAHMS", "CAMHS")),
        ("cahms for children in Havering", ("cahms", "camhs")),
        ("LAOD in Barnet", ("LAOD", "LADO")),
        ("WHAT ABOUT FOSTERNG IN BARNET", ("FOSTERNG", "fostering")),
    ],
)
def test_misspelt_capitals_are_read_right(
    understand: Understand, question: str, read: tuple[str, str]
) -> None:
    assert understand(question).corrections == (read,)


@pytest.mark.parametrize("question", ["UCAS in Barnet", "the XYZW of Barnet", "GCSEs in Barnet"])
def test_capitals_that_are_no_slip_are_left_alone(understand: Understand, question: str) -> None:
    assert not understand(question).corrections


@pytest.mark.parametrize(
    "question",
    [
        "Are social workers in Barnet always changing? speaking as someone who was in care",
        "Are social workers in Barnet always changing? I used to be in care.",
        "Are social workers in Barnet always changing (asking as a foster carer)",
        "I grew up in care. Are social workers in Barnet always changing?",
        "As a former foster child, are social workers in Barnet always changing?",
    ],
)
def test_who_asks_is_not_what_is_asked_about(understand: Understand, question: str) -> None:
    understood = understand(question)
    assert understood.terms == ("social", "workers", "always", "changing")
    assert (understood.strand, understood.kind) == (None, Kind.TOPIC)


@pytest.mark.parametrize(
    "question",
    [
        "I was in care in Harrow, did anyone ask us what we thought?",
        "Did the lead member of Barnet, speaking as a corporate parent, challenge anybody in care?",
        "How do young people who grew up in care in Harrow do?",
    ],
)
def test_what_is_asked_of_themselves_or_of_others_is_asked_about(
    understand: Understand, question: str
) -> None:
    assert understand(question).strand is Strand.LOOKED_AFTER


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("We are worn out with our disabled son, a break is rare. Harrow. Is it said there?", True),
        ("I'm scared for my disabled son, did others in Barnet say that too?", True),
        # Nothing points back at it; or it is who they are, or what they are at work on.
        ("I'm scared for my disabled son, are schools in Barnet safe?", False),
        ("I'm a governor at my disabled son's school, is it true that Barnet is good?", False),
        ("I'm writing for our disabled children panel, is it true that Barnet is good?", False),
    ],
)
def test_what_somebody_tells_of_their_own_is_asked_about_where_the_question_points_back(
    understand: Understand, question: str, told: bool
) -> None:
    assert ("disabled" in understand(question).terms) is told


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("I was a bit worried about bullying in schools. What does Barnet do?", "bullying"),
        ("We worked with gangs, what does Harrow do?", "gangs"),
        ("I was a victim of domestic abuse, what help did Barnet offer?", "abuse"),
        ("I'm a mum of an autistic boy and I want to know what help there is", "autistic"),
    ],
)
def test_what_somebody_tells_of_their_matter_is_asked_about(
    understand: Understand, question: str, term: str
) -> None:
    assert term in understand(question).terms


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How are schools with the most vulnerable children supported?", Kind.TOPIC),
        ("In 2007, what was Havering told to do before the next inspection?", Kind.RECOMMENDATION),
        ("What should councils do to support care leavers?", Kind.TOPIC),
    ],
)
def test_most_later_and_should_do_not_always_set_reports_side_by_side(
    understand: Understand, question: str, kind: Kind
) -> None:
    assert understand(question).kind is kind


@pytest.mark.parametrize(
    "question", ["Youth offending in Havering: good in 2007, but four years later?"]
)
def test_years_later_takes_in_the_later_report(understand: Understand, question: str) -> None:
    assert understand(question).reports == ("havering-2007", "havering-2011")


@pytest.mark.parametrize(
    ("question", "unread"),
    [
        ("Ooh, what did they say about fostering in Barnet?", "out of hours"),
        ("How many PAs are there in Barnet?", "personal adviser"),
    ],
)
def test_a_plain_word_or_a_number_of_people_is_not_spelt_out(
    understand: Understand, question: str, unread: str
) -> None:
    assert unread not in understand(question).query


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        ("Havering long term placement stability 2010-11, actual and target", {"havering-2011"}),
        ("How many placements broke down in Havering in 2010/11?", {"havering-2011"}),
        ("Compare Havering and Barnet on exclusions in 2010", {"havering-2011", "barnet-2012"}),
        # The report of 2007 may say what was to be so by then, and what was so before.
        ("What had Havering to achieve by 2010?", {"havering-2007", "havering-2011"}),
        ("How were exclusions in Havering before 2010?", {"havering-2007", "havering-2011"}),
        ("How were exclusions in Havering in 2006?", {"havering-2007", "havering-2011"}),
        # There is no later one.
        ("How many were adopted in Redbridge in 2010-11?", {"redbridge-2010"}),
        ("How many were excluded in Havering?", {"havering-2007", "havering-2011"}),
    ],
)
def test_no_report_is_asked_of_a_year_that_came_after_it_where_a_later_one_is_held(
    assistant: Assistant, question: str, reports: set[str]
) -> None:
    assert {*assistant.understand(question).reports} == reports
