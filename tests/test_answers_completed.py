"""A quote that would mislead alone is quoted with what belongs to it."""

from __future__ import annotations

import pytest

from qa.answer.quotes.going_on import resumes
from qa.answer.quotes.leaning import adds, hangs, takes_back
from qa.answer.quotes.sides import asks_how_good, sides_of
from qa.assistant import Assistant
from qa.quotation import Quote, sentence_quotes


def sentence_of(assistant: Assistant, key: str, opening: str) -> Quote:
    """The sentence of a paragraph that opens so."""
    report, paragraph, _ = assistant.show(key)
    each = sentence_quotes(report, paragraph)
    return next(quote for quote in each if quote.text.startswith(opening))


@pytest.mark.parametrize(
    ("text", "before", "is_taken_back"),
    [
        ("No evaluation of this service was made.", "A nurse runs a service.", True),
        ("They do not on Sundays, when it is closed.", "Pharmacies watch on weekdays.", True),
        ("This training is not written into plans.", "Workers can take up training.", True),
        ("These posts have since been filled.", "Two posts had not been filled.", True),
        ("These posts are well paid.", "Two posts are required.", False),
        ("They found children who were not known.", "Officers visited homes.", False),
        ("Other services, such as those for wheels, are not.", "Services are timely.", False),
        ("Fathers are not seen.", "Mothers are seen.", False),
    ],
)
def test_a_sentence_takes_back_what_it_points_back_to(
    text: str, before: str, is_taken_back: bool
) -> None:
    assert takes_back(text, before) is is_taken_back


@pytest.mark.parametrize(
    ("text", "before", "does_hang"),
    [
        ("Parents praise the outcomes of this service.", "A project is a good service.", True),
        ("It has not filled these posts.", "Guidance requires two posts.", True),
        ("To this end there is a plan.", "Practice must improve.", True),
        ("The latter are rarely seen.", "Mothers and fathers are invited.", True),
        ("Nurses and doctors praise these nurses.", "Nurses are few.", False),
        ("Plans are late this year.", "Officers visit homes.", False),
        ("Fathers are not seen.", "Mothers are seen.", False),
    ],
)
def test_a_sentence_hangs_on_the_one_before_by_words_for_what_that_names(
    text: str, before: str, does_hang: bool
) -> None:
    assert hangs(text, before) is does_hang


@pytest.mark.parametrize(
    ("text", "before", "does_add"),
    [
        ("A further 12 matches are planned.", "There are 16 visitors.", True),
        ("Another two are being trained.", "Three were matched.", True),
        ("Another audit was made.", "Three were matched.", False),
        ("A further 12 matches are planned.", "There are visitors.", False),
        ("In 2011 there were 12.", "There are 16 visitors.", False),
    ],
)
def test_a_number_is_added_to_by_a_further_one(text: str, before: str, does_add: bool) -> None:
    assert adds(text, before) is does_add


@pytest.mark.parametrize(
    ("question", "key", "opening"),
    [
        ("what do parents in Barnet say about support", "barnet-2012#32", "The multi-agency Safer"),
        ("tell me about Harrow's social workers", "harrow-2012#41", "The local authority is aware"),
        ("why is health for looked after kids inadequate in Harrow", "harrow-2012#58", "Services"),
    ],
)
def test_no_quote_begins_with_words_for_what_was_cut(
    assistant: Assistant, question: str, key: str, opening: str
) -> None:
    """This service, to this end, these roles: each is named in the sentence before."""
    quotes = [q.text for q in assistant.ask(question).quotes if q.paragraph.key == key]
    assert quotes[0].startswith(opening)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("if a kid in harrow complains does anything happen", "Complaint outcomes have led to"),
        ("what is staff morale like in Havering 2011", "Staff are enthusiastic"),
        ("how good is supervision in Harrow", "limited evidence of reflective"),
    ],
)
def test_what_resumes_the_same_matter_is_quoted_with_it(
    assistant: Assistant, question: str, told: str
) -> None:
    assert told in assistant.ask(question).text


@pytest.mark.parametrize(
    ("key", "words", "next_words", "does_resume"),
    [
        ("harrow-2012#78", "Complaints are few", "Complaint outcomes", True),
        ("havering-2011#64", "Staff morale", "Staff are enthusiastic", True),
        ("harrow-2012#78", "Complaints are few", "Independent, flexible", False),  # not the next
        ("harrow-2012#22", "Responses to complaints", "There is a strong", False),
        ("havering-2011#88", "All initial health", "However no health", False),
    ],
)
def test_a_sentence_resumes_what_the_one_before_it_opens_with(
    assistant: Assistant, key: str, words: str, next_words: str, *, does_resume: bool
) -> None:
    one, other = (sentence_of(assistant, key, opening) for opening in (words, next_words))
    assert resumes(other, one) == does_resume


@pytest.mark.parametrize(
    "question",
    ["independent visitors in Barnet", "How far has Barnet got with independent visitors?"],
)
def test_a_number_is_quoted_with_the_rest_of_it(assistant: Assistant, question: str) -> None:
    assert "A further 12 matches are planned" in assistant.ask(question).text


@pytest.mark.parametrize(
    "question",
    ["harrow kids in care docters and nurses", "Is Harrow failing kids in care on health?"],
)
def test_a_rule_is_not_quoted_without_the_sentence_that_it_was_not_kept(
    assistant: Assistant, question: str
) -> None:
    """Harrow 2012, paragraph 58: guidance requires a doctor and a nurse; Harrow had neither."""
    quotes = [quote.text for quote in assistant.ask(question).quotes]
    (telling,) = (text for text in quotes if "requires the appointment of the roles" in text)
    assert "has not, until very recently, ensured the appointment of these roles" in telling


@pytest.mark.parametrize(
    "question",
    [
        "any council that had no designated doctor for looked after kids?",
        "Did Harrow lack a designated doctor for looked after children?",
        "Where was the designated doctor post not filled?",
    ],
)
def test_who_asks_for_a_fault_is_told_it_before_its_remedy(
    assistant: Assistant, question: str
) -> None:
    """Harrow 2012, paragraph 58: a doctor has been appointed; until recently there was none."""
    quotes = [q.text for q in assistant.ask(question).quotes if q.key == "harrow-2012#58"]
    assert "has not, until very recently, ensured the appointment" in quotes[0]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Why are there so many placement moves in Havering?", "break down of emergency"),
        ("Why did Havering children move placement so often in 2011?", "break down of emergency"),
        ("Why were some placement changes in Harrow unplanned?", "due to assessed safeguarding"),
    ],
)
def test_the_next_sentence_is_quoted_if_it_gives_the_reason_asked_for(
    assistant: Assistant, question: str, reason: str
) -> None:
    assert reason in assistant.ask(question).text


def test_which_council_has_none_of_something_is_told_by_what_there_is(
    assistant: Assistant,
) -> None:
    """What there is stands in the service information, which judges nothing."""
    question = "Which councils ran children's homes themselves and which had none?"
    keys = {quote.paragraph.key for quote in assistant.ask(question).quotes}
    assert {"barnet-2012#9", "harrow-2012#6", "havering-2011#7", "redbridge-2010#5"} <= keys


@pytest.mark.parametrize(
    ("question", "is_how_good"),
    [
        ("Which councils had no home of their own?", False),
        ("Which boroughs do not run a nursery?", False),
        ("Why did it have no business plan?", True),
        ("Was the board too slow?", True),
        ("Where was practice poor?", True),
    ],
)
def test_whether_there_is_none_is_not_asked_of_how_good_it_is(
    question: str, is_how_good: bool
) -> None:
    assert asks_how_good(question) is is_how_good


@pytest.mark.parametrize(
    ("question", "told", "beside"),
    [
        (
            "what was wrong with Redbridge's housing and what should they do about it?",
            "known to be in unsuitable accommodation",
            "national levels",
        ),
        (
            "what were the problems with recording in Redbridge and what should be done",
            "Record-keeping is inconsistent",
            "too many plans are insufficiently clear",
        ),
    ],
)
def test_beside_a_recommendation_only_faults_of_its_subject_are_told(
    assistant: Assistant, question: str, told: str, beside: str
) -> None:
    """Redbridge 2010: paragraphs 43 and 25 find fault with other matters, too."""
    text = assistant.ask(question).text
    assert told in text
    assert beside not in text


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("There is one home, as well as a respite unit.", []),
        ("Plans are written well, as well as quickly.", ["praise"]),
        ("Plans are not only late.", []),
        ("Plans are not kept.", ["fault"]),
    ],
)
def test_as_well_as_praises_nothing(text: str, sides: list[str]) -> None:
    assert sorted(map(str, sides_of(text))) == sides


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        # Havering 2011: 120, 39, 116. Redbridge 2010: 45. Harrow 2012: 59, 29, 32.
        ("However the quality of pathway planning is too variable.", ["fault"]),
        ("Plans and decisions are not always informed by timely assessments.", ["fault"]),
        ("However opportunities are missed to analyse the views of young people.", ["fault"]),
        ("Serious drift in pursuing plans for some children was evident.", ["fault"]),
        ("No effective health quality assurance process is in place.", ["fault"]),
        ("It continues to be difficult to secure representation from maternity.", ["fault"]),
        ("The board needs to strengthen its oversight.", ["fault"]),
        # What is said not to be wrong is praise, and what is said to be lacking is none.
        ("Referrals are passed on without undue delay.", ["praise"]),
        ("There are no unallocated cases.", ["praise"]),
        ("The board is not yet well known.", ["fault"]),
        ("Partnership working with health has been less effective.", ["fault"]),
        ("Management is good, but is not consistent.", ["fault", "praise"]),
        # Words of a fault that tell none.
        ("Children with learning difficulties and/or disabilities are seen.", []),
        ("Around 40% of them are under five.", []),
        ("It meets those who are not in education, employment or training.", []),
        ("Safeguarding concerns are passed to the police.", []),
        ("The review was conducted under section 20.", []),
    ],
)
def test_the_side_of_a_sentence_is_told_by_what_it_says_is_so(text: str, sides: list[str]) -> None:
    assert sorted(map(str, sides_of(text))) == sides
