"""Which paragraphs and sentences are quoted, and the numbers put before them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer.asking.breadth import Breadth, breadth_of
from qa.answer.finding.logistic import Logistic
from qa.answer.finding.relevance import Relevance, Scored, load_relevance, standings
from qa.answer.judgement.statements import row_of, statement_of, stating_grades
from qa.answer.quotes.choosing import choose, with_lead_ins
from qa.answer.quotes.completing import fault_before_remedy
from qa.answer.quotes.measure import Measure
from qa.answer.quotes.quota import ORDINARY, SEVERAL, measure_of
from qa.answer.quotes.quoting import Evidence, from_whole_reports, gather
from qa.answer.quotes.repeating import is_told_in
from qa.answer.quotes.sides import asks_for_fault, asks_for_weakness, less_praise, sides_of
from qa.answer.recommendation.advice import nearest_items, on_subject
from qa.assistant import Assistant
from qa.index.encoding.contentwords import content_words
from qa.index.passages import WINDOW_WORDS, context, runs
from qa.quotation import Quote, is_verbatim
from qa.search.asked.question import Understood
from qa.search.language.counting import counted
from qa.search.language.numbers import numbers_of
from qa.search.ranked.searcher import Searcher
from qa.sentences import sentences


def evidence(assistant: Assistant, key: str, words: str, score: float) -> Evidence:
    """The sentence or item of a real paragraph that opens with these words."""
    report, paragraph, _ = assistant.show(key.partition(".")[0])
    item = int(key.partition(".")[2] or 0)
    if item:
        place = paragraph.items[item - 1]
        return Evidence(Quote(report, paragraph, place.start, place.end, item), score, score)
    start = paragraph.text.index(words)
    span = next(s for s in sentences(paragraph.text) if s.start <= start < s.end)
    return Evidence(Quote(report, paragraph, span.start, span.end), score, score)


@pytest.fixture(scope="module")
def found(assistant: Assistant) -> list[Evidence]:
    """Harrow 2012 on health assessments: two sentences of 59, one each of 60 and 64."""
    return [
        evidence(assistant, "harrow-2012#59", "Initial and review health", 1.6),
        evidence(assistant, "harrow-2012#60", "Recommendations from health", 1.4),
        evidence(assistant, "harrow-2012#59", "No effective health quality", 1.2),
        evidence(assistant, "harrow-2012#64", "The arrangements for", 0.9),
    ]


def keys(chosen: list[Evidence]) -> list[str]:
    return [row.quote.paragraph.key for row in chosen]


def test_only_paragraphs_that_are_likely_to_answer_are_quoted(found: list[Evidence]) -> None:
    relevance = {"harrow-2012#59": 0.8, "harrow-2012#60": 0.3, "harrow-2012#64": 0.1}
    assert keys(choose(found, relevance, Measure(least=0.2, spread=1.0))) == [
        "harrow-2012#59",
        "harrow-2012#60",
        "harrow-2012#59",
    ]


def test_no_paragraph_is_quoted_twice_before_another_is_quoted_once(found: list[Evidence]) -> None:
    relevance = {"harrow-2012#59": 0.8, "harrow-2012#60": 0.3, "harrow-2012#64": 0.1}
    shown = keys(choose(found, relevance, Measure(most=2, least=0.2, spread=1.0)))
    assert shown == ["harrow-2012#59", "harrow-2012#60"]


def test_in_the_section_of_the_likeliest_a_paragraph_is_quoted_that_elsewhere_is_not(
    found: list[Evidence],
) -> None:
    """Harrow 2012: 59 and 60 stand in "Being healthy", 64 in "Staying safe"."""
    relevance = {"harrow-2012#59": 0.8, "harrow-2012#60": 0.12, "harrow-2012#64": 0.12}
    plain, wide = Measure(least=0.16), Measure(least=0.16, in_section=0.1)
    assert set(keys(choose(found, relevance, plain))) == {"harrow-2012#59"}
    assert set(keys(choose(found, relevance, wide))) == {"harrow-2012#59", "harrow-2012#60"}


def test_what_names_nothing_of_what_is_asked_about_must_be_likelier(found: list[Evidence]) -> None:
    relevance = {"harrow-2012#59": 0.8, "harrow-2012#60": 0.3, "harrow-2012#64": 0.3}
    shown = choose(found, relevance, Measure(least=0.2, nameless=0.4), names=on_health_assessments)
    assert "harrow-2012#64" not in keys(shown)
    every = choose(found, relevance, Measure(least=0.2, nameless=0.25), names=on_health_assessments)
    assert "harrow-2012#64" in keys(every)


def test_who_asks_openly_of_one_authority_hears_more_of_a_section() -> None:
    asked = Understood("", "", "", authorities=("Harrow",), reports=("harrow-2012",))
    openly, whether, one = (
        measure_of(replace(asked, query=query), [])
        for query in ("How is health?", "Is health assessed?", "Who assesses health?")
    )
    assert openly.in_section < openly.least < whether.in_section == whether.least < one.least
    several = replace(asked, query="How is health?", authorities=(), reports=("a", "b"))
    assert measure_of(several, []).in_section == measure_of(several, []).least


def test_each_report_is_heard_before_another_is_heard_twice(assistant: Assistant) -> None:
    rows = [
        evidence(assistant, "harrow-2012#59", "Initial and review health", 1.6),
        evidence(assistant, "harrow-2012#60", "Recommendations from health", 1.4),
        evidence(assistant, "barnet-2012#76", "The health of looked after", 1.0),
    ]
    relevance = {"harrow-2012#59": 0.8, "harrow-2012#60": 0.7, "barnet-2012#76": 0.4}
    shown = keys(choose(rows, relevance, Measure(most=2, of_each=2, least_of_each=0.3)))
    assert shown == ["harrow-2012#59", "barnet-2012#76"]


def test_a_short_paragraph_is_quoted_whole(assistant: Assistant) -> None:
    """Havering 2011, paragraph 23, has two sentences and 49 words."""
    rows = [
        evidence(assistant, "havering-2011#23", "Posters, leaflets and embroidered", 1.6),
        evidence(assistant, "havering-2011#23", "Good work has been undertaken", 0.9),
    ]
    whole = assistant.show("havering-2011#23").text
    assert [row.quote.text for row in choose(rows, {}, Measure(whole=80))] == [whole]
    assert len(choose(rows, {}, Measure(whole=40))[0].quote.text) < len(whole)


def on_fostering(text: str) -> bool:
    return "foster" in text.casefold()


def test_of_a_short_paragraph_what_is_far_from_the_subject_is_left_out(
    assistant: Assistant,
) -> None:
    """Barnet 2012, paragraph 119: allocation, training and turnover before fostering champions."""
    rows = [
        evidence(assistant, "barnet-2012#119", "Fostering champions work", 1.4),
        evidence(assistant, "barnet-2012#119", "Looked after children's cases", 0.9),
        evidence(assistant, "barnet-2012#119", "Workforce development", 0.9),
    ]

    def opening(rows: list[Evidence], measure: Measure) -> str:
        return choose(rows, {}, measure, names=on_fostering)[0].quote.text[:9]

    assert opening(rows, Measure(whole=80)) == "Fostering"
    near = [rows[0], *(replace(row, score=1.2) for row in rows[1:])]
    assert opening(near, Measure(whole=80)) == "Looked af"
    nameless = [replace(rows[1], score=1.4), replace(rows[2], score=0.9)]
    assert len(choose(nameless, {}, Measure(whole=80), names=on_fostering)[0].quote.text) > 300


@pytest.mark.parametrize(
    ("key", "named", "words", "is_quoted"),
    [
        # Finds a fault with what is said right before; concedes something; tells of another matter.
        ("havering-2011#24", "The inspection of the", "Assessments did not", True),
        ("barnet-2012#28", "The Child Death", "Whilst there has been", True),
        ("barnet-2012#31", "At the last inspection", "The level of childminder", False),
    ],
)
def test_what_qualifies_the_sentence_before_it_stays_however_far_from_the_subject(
    assistant: Assistant, key: str, named: str, words: str, *, is_quoted: bool
) -> None:
    rows = [evidence(assistant, key, named, 1.4), evidence(assistant, key, words, 0.8)]
    naming = rows[0].quote.text
    chosen = choose(rows, {}, Measure(whole=80), names=lambda text: text == naming)
    assert (words in " ".join(row.quote.text for row in chosen)) == is_quoted


@pytest.mark.parametrize(
    ("near", "measure", "is_judged"),
    [
        (1.0, ORDINARY, True),
        (0.7, ORDINARY, False),  # the judging sentence is far from the question
        (1.0, SEVERAL, False),  # of each report but a little is quoted
    ],
)
def test_a_paragraph_whose_first_sentence_judges_the_matter_is_told_as_printed(
    assistant: Assistant, near: float, measure: Measure, *, is_judged: bool
) -> None:
    """Redbridge 2010, paragraph 41: outcomes are adequate; few do well; then what helps."""
    rows = [
        evidence(assistant, "redbridge-2010#41", "Multi-agency support services", 1.1),
        evidence(assistant, "redbridge-2010#41", "Steps to promote higher", 0.95),
        evidence(assistant, "redbridge-2010#41", "Outcomes for enjoying", near),
    ]
    chosen = choose(rows, {}, measure, names=lambda text: "education" in text)
    told = " ".join(row.quote.text for row in chosen)
    assert ("are adequate" in told) == ("not yet showing through" in told) == is_judged


@pytest.mark.parametrize(
    ("text", "other", "is_told"),
    [
        ("School attendance is closely watched.", "Attendance at school is closely watched.", True),
        (
            "School attendance is closely watched.",
            "Attainment and school attendance are closely watched by a panel, as it is asked.",
            True,
        ),
        ("School attendance is closely watched.", "School attendance is not watched.", False),
        ("There are 12 plans for each child.", "There are plans for each child, 14 in all.", False),
        ("Attendance is watched.", "Attendance is watched by a panel.", False),  # stands in many
        ("The services for carers are adequate.", "The services for carers are adequate.", False),
    ],
)
def test_what_a_longer_sentence_says_too_is_told(text: str, other: str, *, is_told: bool) -> None:
    assert is_told_in(text, other) == is_told


def test_what_another_paragraph_has_said_is_left_out_at_the_ends_of_a_quote(
    assistant: Assistant,
) -> None:
    """Havering 2007, paragraphs 64 and 27 say the same of attainment, attendance and support."""
    first = evidence(assistant, "havering-2007#64", "Looked after children achieve", 1.0)
    after = evidence(assistant, "havering-2007#64", "Attainment and school", 1.0)
    again = evidence(assistant, "havering-2007#27", "Looked after children achieve", 0.9)
    more = evidence(assistant, "havering-2007#27", "The council is committed", 0.9)
    long = [
        replace(first, quote=replace(first.quote, end=after.quote.end)),
        replace(again, quote=replace(again.quote, end=more.quote.end)),
    ]
    likely = {row.quote.paragraph.key: 0.9 for row in long}

    def shown(names: str) -> list[str]:
        chosen = choose(long, likely, Measure(), names=lambda text: names in text)
        return [row.quote.text[:11] for row in chosen]

    assert shown("a") == ["Looked afte", "The council"]
    assert shown("attendance") == ["Looked afte"] * 2  # of which the council says nothing


@pytest.mark.parametrize(("named", "quoted"), [("budget", ["14"]), ("savings", ["14", "56"])])
def test_what_stands_beside_a_repeat_must_name_the_subject(
    assistant: Assistant, named: str, quoted: list[str]
) -> None:
    """Barnet 2012, paragraphs 14 and 56: on budget; then what was saved by whom."""
    rows = [
        evidence(assistant, "barnet-2012#14", "Efficient and effective use", 1.2),
        evidence(assistant, "barnet-2012#56", "Efficient and effectiveness use", 1.2),
        evidence(assistant, "barnet-2012#56", "The North Central London PCT", 1.1),
    ]
    likely = {row.quote.paragraph.key: 0.9 for row in rows}
    chosen = choose(rows, likely, Measure(), names=lambda text: named in text)
    assert [row.quote.paragraph.number for row in chosen] == quoted
    assert chosen[0].repeats == (() if "56" in quoted else ("paragraph 56",))


def test_what_turns_the_sentence_before_it_stays_though_another_paragraph_says_it(
    assistant: Assistant,
) -> None:
    """Havering 2007, paragraph 53, and a sentence of its own as if it stood in another."""
    whole = evidence(assistant, "havering-2007#53", "All children on the CPR", 0.9)
    turning = evidence(assistant, "havering-2007#53", "However, their involvement", 1.0)
    quote = turning.quote
    elsewhere = replace(quote.paragraph, number="54")
    rows = [
        replace(turning, quote=replace(quote, paragraph=elsewhere)),
        replace(whole, quote=replace(whole.quote, end=quote.end)),
    ]
    likely = {"havering-2007#53": 0.9, "havering-2007#54": 0.9}
    assert "However" in choose(rows, likely, Measure())[-1].quote.text


def test_an_item_much_weaker_than_the_best_of_its_list_is_not_quoted(assistant: Assistant) -> None:
    items = [
        evidence(assistant, "harrow-2012#2.3", "", 1.5),
        evidence(assistant, "harrow-2012#2.2", "", 1.45),
        evidence(assistant, "harrow-2012#2.1", "", 1.35),
    ]
    shown = choose(items, {}, Measure(spread=0.2))
    assert sorted(row.quote.item or 0 for row in shown) == [2, 3]


def test_the_likeliest_paragraph_is_quoted_however_unlikely(found: list[Evidence]) -> None:
    relevance = {"harrow-2012#59": 0.01, "harrow-2012#60": 0.02, "harrow-2012#64": 0.0}
    assert keys(choose(found, relevance, Measure(least=0.2))) == ["harrow-2012#60"]


def test_a_sentence_much_weaker_than_the_best_of_its_paragraph_is_not_quoted(
    found: list[Evidence],
) -> None:
    relevance = {"harrow-2012#59": 0.9}
    chosen = choose(found, relevance, Measure(spread=0.1))
    assert [row.quote.text[:7] for row in chosen] == ["Initial"]


def test_where_all_that_is_quoted_praises_the_fault_is_quoted_too(assistant: Assistant) -> None:
    """Harrow 2012, paragraph 83: good plans overall; a small number lack detail."""
    rows = [
        evidence(assistant, "harrow-2012#83", "Pathway plans examined are of good", 1.0),
        evidence(assistant, "harrow-2012#83", "A small number lack detail", 0.7),
    ]
    one_sided = choose(rows, {}, Measure(spread=0.1))
    assert [sides_of(row.quote.text) for row in one_sided] == [{"praise"}]
    both = choose(rows, {}, Measure(spread=0.1, other_side=0.4))
    assert "A small number lack detail" in both[-1].quote.text


def test_who_asks_where_it_fell_short_is_not_told_where_it_went_well(assistant: Assistant) -> None:
    """Harrow 2012: complaints are well monitored (22), health assessments late (59)."""
    rows = [
        evidence(assistant, "harrow-2012#22", "Responses to complaints are well", 1.0),
        evidence(assistant, "harrow-2012#59", "No effective health quality", 0.9),
    ]
    assert asks_for_fault("Where did inspectors find fault with reviews?")
    assert [sides_of(row.quote.text) for row in rows] == [{"praise"}, {"fault"}]
    assert less_praise(rows) == rows[1:]
    assert less_praise(rows[:1]) == rows[:1]


@pytest.mark.parametrize(
    "question",
    [
        "What are the weaknesses of care plans?",
        "whats wrong with case recording",
        "Why did the board come in for criticism?",
        "biggest concerns about health",
        "gaps in mental health support",
        "How does pathway planning fall short?",
        "What is holding back adoption?",
    ],
)
def test_who_asks_for_weaknesses_is_known(question: str) -> None:
    assert asks_for_weakness(question)


@pytest.mark.parametrize(
    "question",
    [
        "Is there help with drug problems?",
        "young people in trouble with the police",
        "What is done about child protection concerns?",
        "What problems do care leavers have?",
        "Are the plans good or is there a problem with them?",
        "Who is told if I am worried about a child?",
        "How are children with learning difficulties taught?",
    ],
)
def test_who_asks_of_what_is_hard_for_children_does_not_ask_for_weaknesses(question: str) -> None:
    assert not asks_for_weakness(question)


@pytest.mark.parametrize(
    ("question", "needed"),
    [
        ("what's wrong with case recording in Barnet", "recording is not consistent"),
        ("gaps in mental health support in Havering in 2011", "may experience a delay"),
        ("What are the shortcomings of pathway plans in Havering in 2011?", "too variable"),
        ("biggest concerns about health for looked after children in harrow", "are inadequate"),
    ],
)
def test_the_weaknesses_of_a_subject_are_told_alone(
    assistant: Assistant, question: str, needed: str
) -> None:
    reply = assistant.ask(question)
    told: dict[str, set[str]] = {}
    for quote in reply.quotes:
        told.setdefault(quote.paragraph.key, set()).update(map(str, sides_of(quote.text)))
    advice = {row.paragraph for quote in reply.quotes for row in quote.report.recommendations}
    assert all("fault" in s for key, s in told.items() if key.partition("#")[2] not in advice)
    assert any(needed in quote.text for quote in reply.quotes)


def test_where_no_fault_is_found_with_a_subject_what_is_said_of_it_is_quoted(
    assistant: Assistant,
) -> None:
    """Barnet 2012, paragraph 119, has a fault of another matter and praise of foster carers."""
    reply = assistant.ask("What are the weaknesses of fostering in Barnet?")
    assert any("Fostering champions" in quote.text for quote in reply.quotes)


def on_health_assessments(text: str) -> bool:
    return "health assessment" in text.casefold()


def test_what_names_nothing_of_what_is_asked_about_must_come_nearer(assistant: Assistant) -> None:
    """Harrow 2012, paragraph 59; the third sentence stands apart from the first."""
    rows = [
        evidence(assistant, "harrow-2012#59", "Initial and review health", 1.2),
        evidence(assistant, "harrow-2012#59", "No effective health quality", 1.05),
    ]
    assert not on_health_assessments(rows[1].quote.text)
    shown = choose(rows, {}, Measure(spread=0.2), names=on_health_assessments)
    assert "No effective health quality" not in " ".join(row.quote.text for row in shown)
    near = [rows[0], replace(rows[1], score=1.1)]
    shown = choose(near, {}, Measure(spread=0.2), names=on_health_assessments)
    assert "No effective health quality" in " ".join(row.quote.text for row in shown)


@pytest.mark.parametrize(
    ("likely", "names_first", "quoted"),
    [(0.25, True, False), (0.4, True, True), (0.25, False, True)],
)
def test_a_paragraph_that_names_nothing_of_it_is_quoted_if_it_is_likely_or_none_does(
    found: list[Evidence], likely: float, names_first: bool, quoted: bool
) -> None:
    def names(text: str) -> bool:
        return names_first and "Initial and review" in text

    relevance = {"harrow-2012#59": 0.8, "harrow-2012#60": likely}
    shown = keys(choose(found[:2], relevance, Measure(least=0.2), names=names))
    assert ("harrow-2012#60" in shown) == quoted


def test_no_words_of_a_paragraph_are_quoted_twice(assistant: Assistant) -> None:
    """Harrow 2012, paragraph 41: what leans on the sentence before it is too long to be made one
    with what comes after it.
    """
    before = evidence(assistant, "harrow-2012#41", "To this end it has developed", 1.0)
    first = evidence(assistant, "harrow-2012#41", "As a result excellent", 1.0)
    leaning = evidence(assistant, "harrow-2012#41", "These include trainee", 1.0)
    after = evidence(assistant, "harrow-2012#41", "Workers are taking up", 1.2)
    last = evidence(assistant, "harrow-2012#41", "The local authority recognises", 1.2)
    rows = [
        replace(after, quote=replace(after.quote, end=last.quote.end)),
        replace(before, quote=replace(before.quote, end=first.quote.end), score=1.1),
        replace(leaning, quote=replace(leaning.quote, start=before.quote.start)),
    ]
    shown = [row.quote for row in choose(rows, {}, Measure(spread=0.5, words=400))]
    assert sum("As a result excellent" in quote.text for quote in shown) == 1


@pytest.mark.parametrize(
    ("question", "told", "beside"),
    [
        ("redbridge care leavers flats any good?", "suitable accommodation", "apprenticeships"),
        (
            "Redbridge care leavers and apprenticeships",
            "apprenticeships",
            "Housing for care leavers",
        ),
        (
            "do young people leaving care in Redbridge get apprenticeships",
            "apprenticeships",
            "Housing for care leavers",
        ),
        (
            "Which Redbridge hospital was no fit place to examine abused children, and why?",
            "King George Hospital paediatric",
            "policies and procedures are in place",
        ),
        (
            "leaving care service Havering 2007",
            "help and support that they receive",
            "children's centres",
        ),
        ("barnet uni students who were in care", "at university", "every six weeks"),
        ("was havering youth offending team any good 2007", "excellent", "first stage reviewed"),
        ("redbridge computer system problems", "children's system has had", "exhibit an ambition"),
    ],
)
def test_who_it_is_about_is_not_what_is_asked_of_them(
    assistant: Assistant, question: str, told: str, beside: str
) -> None:
    quoted = " ".join(quote.text for quote in assistant.ask(question).quotes)
    assert told in quoted
    assert beside not in quoted


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Are foster carers in Redbridge well supported?", "Foster carers report"),
        ("What had Redbridge's Children in Care Council achieved?", "too early to judge"),
        ("How many files did the inspectors read in Redbridge?", "53 case files"),
    ],
)
def test_people_and_inspections_are_told_of_where_they_are_asked_about(
    assistant: Assistant, question: str, told: str
) -> None:
    assert told in " ".join(quote.text for quote in assistant.ask(question).quotes)


@pytest.mark.parametrize("question", ["young carers havering 2007", "Barnet domestic violence"])
def test_what_was_found_is_not_parted_by_what_was_recommended(
    assistant: Assistant, question: str
) -> None:
    tasks = [bool(quote.task) for quote in assistant.ask(question).quotes]
    assert any(tasks)
    assert tasks == sorted(tasks)


def test_beside_a_grade_no_other_judgement_is_quoted(assistant: Assistant) -> None:
    answer = assistant.ask("Redbridge looked after children: grade for ambition?")
    assert [row.aspect for row in answer.judgements] == ["Ambition and prioritisation"]
    assert all("mbition" in quote.text for quote in answer.quotes)


def test_the_same_words_are_quoted_once(found: list[Evidence]) -> None:
    again = [found[0], found[0]]
    chosen = choose(again, {}, Measure())
    assert len(chosen) == 1
    assert chosen[0].repeats == ()  # of the same paragraph: no repeat worth telling


def test_what_two_reports_say_in_the_same_words_is_quoted_of_both(assistant: Assistant) -> None:
    """Each tells of its own case files: 84 in Harrow, 53 in Redbridge."""
    rows = [
        evidence(assistant, "harrow-2012#2.3", "", 1.0),
        evidence(assistant, "redbridge-2010#2.3", "", 0.9),
    ]
    relevance = {row.quote.paragraph.key: 0.9 for row in rows}
    assert len(choose(rows, relevance, Measure())) == 2


def test_a_few_words_between_two_quotes_of_a_paragraph_are_quoted_too(
    assistant: Assistant,
) -> None:
    rows = [
        evidence(assistant, "harrow-2012#60", "There are no health chronologies", 1.0),
        evidence(assistant, "harrow-2012#60", "Recommendations from health", 0.9),
        evidence(assistant, "harrow-2012#60", "Although the looked after", 0.9),
    ]
    chosen = choose(rows[1:], {}, Measure())
    assert [row.quote.text.count("Information sharing between") for row in chosen] == [1]
    assert len(choose(rows[:2], {}, Measure())) == 2  # 65 words apart


@pytest.mark.parametrize(
    ("key", "first", "second", "quotes"),
    [
        # Two sentences between: parents find "these" (plans) hard to follow.
        ("barnet-2012#39", "Child protection plans", "Contingency plans are", 1),
        ("barnet-2012#39", "Reports to child", "Child protection plans", 2),  # three sentences
        ("harrow-2012#59", "The system by which", "No effective health", 2),  # far apart
        ("harrow-2012#59", "The system by which", "Initial and review", 1),  # one sentence
    ],
)
def test_what_qualifies_between_two_quotes_of_a_paragraph_is_quoted_too(
    assistant: Assistant, key: str, first: str, second: str, quotes: int
) -> None:
    rows = [evidence(assistant, key, words, 1.0) for words in (first, second)]
    assert len(choose(rows, {}, Measure())) == quotes


def test_sentences_that_follow_one_another_are_one_quote(assistant: Assistant) -> None:
    """Harrow 2012, paragraph 41: seven sentences of 170 words, the last of which begins with "The
    local authority recognises this".
    """
    first = evidence(assistant, "harrow-2012#41", "The local authority is aware", 1.0)
    last = evidence(assistant, "harrow-2012#41", "Similarly there is not", 1.0)
    long = replace(first, quote=replace(first.quote, end=last.quote.end))
    rows = [long, evidence(assistant, "harrow-2012#41", "The local authority recognises", 0.9)]
    assert len(choose(rows, {}, Measure(words=400))) == 1


def test_an_item_stands_after_the_words_that_lead_into_its_list(assistant: Assistant) -> None:
    item = evidence(assistant, "harrow-2012#2.3", "", 1.0)
    shown = with_lead_ins([item])
    assert [row.quote.text for row in shown] == [
        "The evidence evaluated by inspectors included:",
        item.quote.text,
    ]


def test_a_recommendation_needs_no_words_that_lead_into_it(assistant: Assistant) -> None:
    item = evidence(assistant, "harrow-2012#57.2", "", 1.0)
    assert with_lead_ins([item]) == [item]


def test_recommendations_on_other_subjects_are_left_out(assistant: Assistant) -> None:
    near = evidence(assistant, "harrow-2012#57.2", "", 0.6)
    far = evidence(assistant, "harrow-2012#57.1", "", 0.3)
    prose = evidence(assistant, "harrow-2012#59", "No effective health quality", 0.5)

    def is_advice(key: str) -> bool:
        return key == "harrow-2012#57"

    assert on_subject([near, prose, far], is_advice) == ([near, prose], True)
    other = evidence(assistant, "harrow-2012#57.1", "", 0.1)
    assert on_subject([prose, other], is_advice) == ([prose], False)


def test_of_a_list_of_recommendations_only_what_is_near_is_quoted(assistant: Assistant) -> None:
    """Harrow 2012, paragraph 16, asks for a dozen things under words that say nothing alone."""
    near = evidence(assistant, "harrow-2012#16.10", "", 0.5)
    far = evidence(assistant, "harrow-2012#16.3", "", 0.3)
    leading = evidence(assistant, "harrow-2012#16", "In order to improve", 0.6)
    prose = evidence(assistant, "harrow-2012#60", "Recommendations from health", 0.2)

    def is_advice(key: str) -> bool:
        return key == "harrow-2012#16"

    assert nearest_items([leading, near, far, prose], is_advice) == [near, prose]


@pytest.mark.parametrize(
    ("question", "breadth"),
    [
        ("How many foster carers are there?", Breadth.ONE_THING),
        ("By what date must it be done?", Breadth.ONE_THING),
        ("the name of the school", Breadth.ONE_THING),
        ("When did the board last meet?", Breadth.ONE_THING),
        ("In what sort of time was it done?", Breadth.ONE_THING),
        ("What sort of help is there?", Breadth.OPEN),
        ("When a child goes missing, is anyone told?", Breadth.YES_OR_NO),
        ("As for foster carers: are they well supported?", Breadth.YES_OR_NO),
        ("How well are foster carers supported?", Breadth.OPEN),
        ("Why do plans drift, and is anything done?", Breadth.OPEN),
        ("support for foster carers", Breadth.OPEN),
        ("foster carers; how many", Breadth.ONE_THING),
    ],
)
def test_how_much_a_question_asks_for(question: str, breadth: Breadth) -> None:
    assert breadth_of(question) is breadth


def test_one_thing_is_told_by_fewer_paragraphs_than_a_subject(assistant: Assistant) -> None:
    """Barnet 2012 speaks of victims of domestic violence in 24, 32, 44 and 64."""
    subject = assistant.ask("How well are victims of domestic violence helped in Barnet?")
    about = {quote.paragraph.number for quote in subject.quotes}
    assert len(about & {"24", "32", "44", "64"}) >= 3
    one = assistant.ask("Which board works on domestic violence in Barnet?")
    assert len({quote.paragraph.number for quote in one.quotes}) < len(about)


def test_a_grade_that_no_sentence_states_is_quoted_from_its_row(assistant: Assistant) -> None:
    """Havering 2007 gives the social care services a 3 in its table alone, after its scale."""
    asked = "What grade did the social care services for children get in Havering in 2007?"
    quotes = assistant.ask(asked).quotes
    assert {quote.key for quote in quotes} == {"havering-2007#grades"}
    assert [quote.text for quote in quotes] == [
        "Grades awarded: 4: outstanding; 3: good; 2: adequate; 1: inadequate",
        "The social care services for children 3",
    ]


def test_rows_of_the_same_words_are_quoted_once(assistant: Assistant) -> None:
    """Harrow 2012: good for equality and diversity under safeguarding and under looked after."""
    quotes = assistant.ask("How was equality and diversity judged in Harrow?").quotes
    assert [quote.text for quote in quotes] == ["Equality and diversity Good"]


def test_a_row_of_one_strand_is_not_taken_for_that_of_the_other(assistant: Assistant) -> None:
    """Harrow 2012: overall, adequate twice; the second row stands under looked after children."""
    report = assistant.report("harrow-2012")
    rows = [row for row in report.judgements if row.aspect == "Capacity for improvement"]
    quotes = [row_of(report, row) for row in rows]
    assert [quote.text if quote else "" for quote in quotes] == [
        "Capacity for improvement Adequate",
        "Capacity for improvement Good",
    ]


def test_a_sentence_on_another_matter_states_no_grade_of_the_table(assistant: Assistant) -> None:
    """Redbridge 2010, paragraph 25, calls recording inadequate; the quality of provision was
    adequate, and no sentence says so.
    """
    report = assistant.report("redbridge-2010")
    rows = [row for row in report.judgements if row.aspect == "Quality of provision"]
    assert [statement_of(report, row) for row in rows] == [None, None]


def test_who_asks_for_a_grade_gets_sentences_that_give_one(assistant: Assistant) -> None:
    """Redbridge 2010, paragraph 15: thresholds "are currently inadequate"."""
    graded = evidence(assistant, "redbridge-2010#15", "Thresholds to determine", 1.3)
    plain = evidence(assistant, "redbridge-2010#17", "Children most clearly in need", 1.2)
    relevance = {"redbridge-2010#15": 0.1, "redbridge-2010#17": 0.6}
    assert stating_grades([graded, plain], relevance, 0.35) == [graded]
    assert stating_grades([plain], relevance, 0.35) == [plain]


def test_what_stands_higher_is_likelier() -> None:
    found = [
        Scored("a-2012#1", 0.9, 0.6, 1.6, 0.6),
        Scored("a-2012#2", 0.5, 0.4, 1.0, 0.4),
        Scored("a-2012#3", 0.4, 0.3, 0.9, 0.3),
    ]
    relevance = load_relevance().of_all(found)
    assert relevance["a-2012#1"] > relevance["a-2012#2"] > relevance["a-2012#3"]
    standing = standings(found)["a-2012#1"]
    assert standing.gap == standing.below == pytest.approx(0.45)
    assert standings(found)["a-2012#2"].below == pytest.approx(0.1)
    assert standings(found)["a-2012#3"].below == 0.0  # nothing stands after it
    assert standings([]) == {}


def test_a_second_paragraph_is_less_likely_where_a_number_is_asked_for() -> None:
    found = [Scored("a-2012#1", 0.9, 0.6, 1.6, 0.6), Scored("a-2012#2", 0.8, 0.5, 1.4, 0.5)]
    plain, number = (load_relevance().of_all(found, asked) for asked in (False, True))
    assert number["a-2012#2"] < plain["a-2012#2"]


def test_a_paragraph_whose_words_are_nearer_to_the_question_is_likelier() -> None:
    found = [
        Scored("a-2012#1", 0.9, 0.6, 1.6, 0.6, late=0.9),
        Scored("a-2012#2", 0.5, 0.4, 1.0, 0.4, late=0.8),
    ]
    farther = [found[0], replace(found[1], late=0.5)]
    near, far = (load_relevance().of_all(rows)["a-2012#2"] for rows in (found, farther))
    assert near > far


def test_a_model_without_weights_tosses_a_coin() -> None:
    tossed = Relevance(Logistic(0.0, (0.0,) * 11)).of_all([Scored("a-2012#1", 1, 1, 1, 1)])
    assert tossed == {"a-2012#1": 0.5}


@pytest.mark.parametrize(
    ("question", "text", "numbers"),
    [
        ("How many foster carers are there?", "It has 60 foster carers and one home.", ["60"]),
        ("How many looked after children?", "288 children were being looked after.", ["288"]),
        ("number of children in care", "There were 180 looked after children.", ["180"]),
        ("How many schools?", "There are 59 primary schools and 3 special schools.", ["59", "3"]),
        # Numbers that count something else, or nothing.
        ("How many looked after children?", "At Key Stage 2 looked after children do well.", []),
        ("How many looked after children?", "Over four years looked after children did well.", []),
        ("How many children?", "In 2011 children did well; 33% more children passed.", []),
        ("How many children?", "It was opened on 5.3 by children aged 4 to 7.", []),
        ("How many children?", "Most 16-17 year olds stay children in care.", []),
        (
            "How many children?",
            "Some 5–11 year olds and 12 to 14 year olds play with children.",
            [],
        ),
        ("How many children?", "A 16 year-old and a 3-year-old are children.", []),
        ("How many pupils?", "It has one pupil referral unit and ten pupil places.", []),
        ("How many pupils?", "Only one pupil was there of five pupils in all.", ["one", "five"]),
    ],
)
def test_a_number_counts_what_stands_after_it(question: str, text: str, numbers: list[str]) -> None:
    assert numbers_of(text, counted(question)) == numbers


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        # Read in the reports: Barnet, paragraph 9; Redbridge, paragraph 5.
        ("How many looked after children did Barnet have?", "**288** (paragraph 9)"),
        ("How many foster carers does Redbridge have?", "**60** (paragraph 5)"),
    ],
)
def test_the_number_stands_first(assistant: Assistant, question: str, lead: str) -> None:
    answer = assistant.ask(question)
    assert lead in answer.lead
    assert answer.quotes


def test_each_report_tells_its_number_under_the_name_reports_give_it(assistant: Assistant) -> None:
    """Children in care are looked after children there. No age in years counts anybody."""
    lead = assistant.ask("How many kids in care did each council have?").lead
    told = ["**288** (paragraph 9)", "**156** (paragraph 8)", "**194** (paragraph 13)"]
    told += ["**180** (paragraph 8)", "**224** (paragraph 6)"]
    assert [row.split(": ")[1].rstrip(".") for row in lead.splitlines()] == told


def test_a_number_of_something_narrower_is_not_told(assistant: Assistant) -> None:
    """The report says how many are looked after, and not how many of them have dogs."""
    answer = assistant.ask("How many looked after children in Redbridge own dogs?")
    assert "224" not in answer.lead


def test_paragraphs_of_hundreds_of_reports_are_weighed_without_reading_these(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a report of which something is shown is read whole."""
    searcher = Searcher(assistant._library)
    understood = searcher.understanding.understand("Which councils had too few foster carers?")
    wanted, _, hits = searcher.find(understood)
    with monkeypatch.context() as patch:
        patch.setattr(assistant._library.store, "report", None)
        rows = gather(assistant._library, searcher.facts, wanted, hits[:30])
    assert len({row.quote.report.key for row in rows}) > 1
    shown = from_whole_reports(assistant._library.store, rows[:5])
    assert all(is_verbatim(row.quote) for row in shown)
    assert [row.quote.text for row in shown] == [row.quote.text for row in rows[:5]]


@pytest.mark.parametrize(
    "question",
    ["Which councils had too few foster carers?", "what about the swimming pool in Barnet?"],
)
def test_whatever_is_shown_has_its_whole_report(assistant: Assistant, question: str) -> None:
    """Also what is only near: it leads on to the paragraphs around it."""
    answer = assistant.ask(question)
    quotes = (*answer.quotes, *answer.nearest)
    assert quotes
    for quote in quotes:
        assert quote.report == assistant.report(quote.report.key)


def test_each_clause_has_the_sentence_that_answers_it(assistant: Assistant) -> None:
    """Havering 2007, paragraph 44: "As part of the obesity strategy, school nurses and ..."."""
    asked = "teen drinking in Havering in 2007, and who was keeping track of overweight kids?"
    quotes = assistant.ask(asked).quotes
    assert any("obesity" in quote.text for quote in quotes if quote.paragraph.number == "44")
    assert "45" in {quote.paragraph.number for quote in quotes}


def test_sentences_are_weighed_by_their_words_where_they_stand(assistant: Assistant) -> None:
    """Harrow 2012, paragraph 30: how many GPs attend, not when conferences are planned."""
    reply = assistant.ask(
        "Do GPs turn up to child protection conferences in Harrow and in Havering (2011)?"
    )
    assert "attendance at conferences overall is reported to be relatively low" in reply.text


def test_a_sentence_that_turns_the_meaning_is_quoted_too(assistant: Assistant) -> None:
    """Havering 2011, paragraph 84: few were in work or education; of late, many more."""
    reply = assistant.ask("NEET care leavers havering 2011").text
    assert "until recently was low. More recent unvalidated data" in reply
    assert "The case files inspected" not in reply


def test_what_is_not_taken_back_is_quoted_alone(assistant: Assistant) -> None:
    """Harrow 2012, paragraph 60: no more of it is quoted than scores well."""
    rows = [evidence(assistant, "harrow-2012#60", "Recommendations from health", 1.0)]
    assert [row.quote for row in choose(rows, {}, Measure())] == [rows[0].quote]


def test_a_fault_of_another_matter_comes_before_no_remedy(assistant: Assistant) -> None:
    """Havering 2011, paragraph 124: fewer are homeless, and work with teenagers is new."""
    action = evidence(assistant, "havering-2011#124", "Action taken in conjunction", 1.3)
    fault = evidence(assistant, "havering-2011#124", "However, it is too early", 1.2)
    assert fault_before_remedy([action, fault]) == [action, fault]


@pytest.mark.parametrize(
    ("question", "is_first"),
    [
        ("harrow lac - are IHAs being done in time?", "Performance on the undertaking of initial"),
        ("What should Harrow do about health assessments?", "the local authority, NHS Harrow"),
    ],
)
def test_whether_something_is_so_is_told_by_a_finding(
    assistant: Assistant, question: str, is_first: str
) -> None:
    assert assistant.ask(question).quotes[0].text.startswith(is_first)


def test_what_hardly_answers_is_not_quoted_beside_what_surely_does(found: list[Evidence]) -> None:
    relevance = {"harrow-2012#59": 0.9, "harrow-2012#60": 0.25}
    measure = Measure(least=0.2, beside_sure=0.3)
    assert set(keys(choose(found[:2], relevance, measure))) == {"harrow-2012#59"}
    relevance["harrow-2012#59"] = 0.8
    assert len(choose(found[:2], relevance, measure)) == 2


def test_repeats_are_told_of_the_whole_quote_and_of_what_is_not_quoted(
    assistant: Assistant,
) -> None:
    """Barnet 2012: paragraph 56 says again that savings were made, and more besides."""
    asked = "Savings made across Barnet children's services, and how much was put back in?"
    assert "in much the same words" not in assistant.ask(asked).text


def test_the_words_of_a_window_are_those_that_the_index_has(assistant: Assistant) -> None:
    library = assistant._library
    late = library.late
    assert late is not None
    units = library.units
    for key in ("harrow-2012#59", "redbridge-2010#12", "havering-2011#84"):
        paragraph = library.store.paragraph(key)
        head = f"{context(library.store.head(paragraph.report), paragraph)}. "
        rows = units.rows_of_unit(key)
        windows = rows[~units.is_short[rows]].tolist()
        spans = runs(paragraph.text, sentences(paragraph.text), WINDOW_WORDS)
        for window, span in zip(windows, spans, strict=True):
            text = head + paragraph.text[span.start : span.end]
            assert len(late.of(window)[0]) == len([*content_words(text)])


@pytest.mark.parametrize(
    "question",
    [
        "What got handed out to parents in Havering's My Sleep My Space campaign?",
        "Did babies in Havering get blankets from the safeguarding people?",
    ],
)
def test_two_sentences_that_are_a_paragraph_stand_together(
    assistant: Assistant, question: str
) -> None:
    """Havering 2011, paragraph 23: the campaign, and "Posters, leaflets and embroidered ..."."""
    first = assistant.ask(question).quotes[0]
    assert first.key == "havering-2011#23"
    assert first.text == first.paragraph.text
