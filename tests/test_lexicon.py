"""English local authorities and the vocabulary: what the data promises, and what is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import qa
from qa.authorities import Authorities, LocalAuthority, fold, load_authorities
from qa.data import read_table
from qa.report import Strand
from qa.search.asked.lexicon import Lexicon, load_lexicon
from qa.search.asked.question import Kind

LONDON = """Barking and Dagenham, Barnet, Bexley, Brent, Bromley, Camden, Croydon, Ealing, Enfield,
Greenwich, Hackney, Hammersmith and Fulham, Haringey, Harrow, Havering, Hillingdon, Hounslow,
Islington, Kensington and Chelsea, Kingston upon Thames, Lambeth, Lewisham, Merton, Newham,
Redbridge, Richmond upon Thames, Southwark, Sutton, Tower Hamlets, Waltham Forest, Wandsworth,
Westminster, City of London"""
METROPOLITAN = """Barnsley, Birmingham, Bolton, Bradford, Bury, Calderdale, Coventry, Doncaster,
Dudley, Gateshead, Kirklees, Knowsley, Leeds, Liverpool, Manchester, Newcastle upon Tyne,
North Tyneside, Oldham, Rochdale, Rotherham, Salford, Sandwell, Sefton, Sheffield, Solihull,
South Tyneside, St Helens, Stockport, Sunderland, Tameside, Trafford, Wakefield, Walsall, Wigan,
Wirral, Wolverhampton"""
COUNTIES = """Cambridgeshire, Derbyshire, Devon, East Sussex, Essex, Gloucestershire, Hampshire,
Hertfordshire, Kent, Lancashire, Leicestershire, Lincolnshire, Norfolk, Nottinghamshire,
Oxfordshire, Staffordshire, Suffolk, Surrey, Warwickshire, West Sussex, Worcestershire"""
ABOLISHED = "Bedfordshire, Bournemouth, Cheshire, Cumbria, Northamptonshire, Poole"
UNITARIES = 63  # in 2025, Isles of Scilly among them


def listed(names: str) -> list[str]:
    return " ".join(names.split()).split(", ")


@pytest.mark.parametrize(
    ("names", "number"), [(LONDON, 33), (METROPOLITAN, 36), (COUNTIES, 21), (ABOLISHED, 6)]
)
def test_every_authority_of_a_kind_is_there(names: str, number: int) -> None:
    held = {authority.name for authority in load_authorities()}
    assert len(listed(names)) == number
    assert set(listed(names)) <= held


def test_what_remains_are_the_unitaries() -> None:
    others = sum(len(listed(names)) for names in (LONDON, METROPOLITAN, COUNTIES, ABOLISHED))
    assert len(load_authorities().entries) - others == UNITARIES


@pytest.mark.parametrize(
    "key",
    [
        "bournemouth-christchurch-and-poole",
        "cumberland",
        "westmorland-and-furness",
        "north-northamptonshire",
        "west-northamptonshire",
        "isles-of-scilly",
        "bristol",
        "central-bedfordshire",
        "cheshire-west-and-chester",
    ],
)
def test_authorities_made_by_reorganisation_are_there(key: str) -> None:
    assert load_authorities()[key].key == key


def test_entries_stand_in_order_of_key() -> None:
    keys = [authority.key for authority in load_authorities()]
    assert keys == sorted(keys)


def test_keys_are_slugs() -> None:
    for authority in load_authorities():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", authority.key)


def test_no_name_is_anybody_elses() -> None:
    names = Counter(fold(name) for authority in load_authorities() for name in authority.names)
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("RBKC", "kensington-and-chelsea"),
        ("k & c", "kensington-and-chelsea"),
        ("LBBD", "barking-and-dagenham"),
        ("dagenham", "barking-and-dagenham"),
        ("Hull", "hull"),
        ("Kingston upon Hull", "hull"),
        ("kingston-upon-thames", "kingston-upon-thames"),
        ("Brum", "birmingham"),
        ("BANES", "bath-and-north-east-somerset"),
        ("B&NES", "bath-and-north-east-somerset"),
        ("NE Lincs", "north-east-lincolnshire"),
        ("St. Helens", "st-helens"),
        ("City of Bristol", "bristol"),
        ("London Borough of Greenwich", "greenwich"),
        ("Royal Borough of Greenwich", "greenwich"),
    ],
)
def test_a_name_as_typed_or_printed_finds_its_authority(typed: str, key: str) -> None:
    assert load_authorities().by_name[fold(typed)].key == key


def test_every_london_borough_has_its_printed_name() -> None:
    for name in listed(LONDON):
        authority = load_authorities()[fold(name).replace(" ", "-")]
        assert any(re.match("(London|Royal) Borough of |City of ", n) for n in authority.names)


@pytest.mark.parametrize("typed", ["LBH", "LBB", "SCC", "Northampton", "London", "City", "council"])
def test_what_could_be_several_authorities_is_none(typed: str) -> None:
    assert fold(typed) not in load_authorities().by_name


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("reading", "Reading"),
        ("bury", "Bury"),
        ("barking-and-dagenham", "Barking"),
        ("bath-and-north-east-somerset", "Bath"),
        ("bedfordshire", "Beds"),
        ("staffordshire", "Staffs"),
    ],
)
def test_ordinary_words_are_marked(key: str, word: str) -> None:
    assert word in load_authorities()[key].ambiguous


def test_no_authority_is_called_by_a_word_of_the_field() -> None:
    lexicon = load_lexicon()
    words = {*lexicon.synonyms, *lexicon.strands, *map(fold, lexicon.abbreviations)}
    marked = {fold(word) for authority in load_authorities() for word in authority.ambiguous}
    assert words & set(load_authorities().by_name) <= marked


def test_an_unknown_key_or_an_alias_for_a_key_is_refused() -> None:
    for key in ("camelot", "rbkc", "Harrow"):
        with pytest.raises(KeyError):
            load_authorities()[key]


def test_a_name_of_two_authorities_is_refused() -> None:
    york = LocalAuthority("york", "York", aliases=("Yorks",))
    leeds = LocalAuthority("leeds", "Leeds", aliases=("yorks",))
    with pytest.raises(ValueError, match="'yorks' stands twice"):
        Authorities((york, leeds))


@pytest.mark.parametrize("key", ["", "Tower Hamlets", "tower_hamlets", "hamlets"])
def test_a_key_that_is_not_the_slug_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="is not the slug"):
        LocalAuthority(key, "Tower Hamlets")


def test_an_ambiguous_word_must_be_a_name() -> None:
    with pytest.raises(ValueError, match="Sparkling"):
        LocalAuthority("reading", "Reading", ambiguous=("Sparkling",))


@pytest.mark.parametrize(
    ("phrase", "strand"),
    [
        ("LAC", Strand.LOOKED_AFTER),
        ("looked-after", Strand.LOOKED_AFTER),
        ("kids in care", Strand.LOOKED_AFTER),
        ("care leavers", Strand.LOOKED_AFTER),
        ("child protection", Strand.SAFEGUARDING),
        ("at risk", Strand.SAFEGUARDING),
    ],
)
def test_a_phrase_names_its_strand(phrase: str, strand: Strand) -> None:
    assert load_lexicon().strands[fold(phrase)] is strand


def test_abbreviations_are_in_capitals_and_expand_to_words() -> None:
    for short, meaning in load_lexicon().abbreviations.items():
        assert re.fullmatch("[A-Z][A-Z0-9&]+", short)
        assert len(meaning) > len(short)
        assert " " in meaning or short == "A&E"


@pytest.mark.parametrize(
    "short",
    """LAC CLA LADO LSCB CAF CAMHS IRO PEP NEET EET UASC SCR CDOP MASH MAPPA MARAC EDT YOS YOT SEN
    SEND LDD PCT CCG JAR SIF ILACS DCS SDQ PLO SGO IFA A&E GP HMI CQC CSCI ICS TAC CIN CP CPP S47
    S17 FGM CSE EHCP MACE""".split(),
)
def test_the_common_abbreviations_are_there(short: str) -> None:
    assert short in load_lexicon().abbreviations


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("jabs", "immunisation"),
        ("family doctor", "general practitioner"),
        ("medicals", "health assessment"),
        ("teen mums", "teenage pregnancy"),
        ("runaways", "missing"),
        ("weekends", "emergency duty team"),
        ("expelled", "exclusion"),
        ("b & b", "bed and breakfast accommodation"),
        ("foster mums and dads", "foster carers"),
        ("one-to-ones", "supervision"),
        ("politicians", "elected members"),
        ("moans", "complaints"),
        ("temp social workers", "locum social workers"),
        ("never the same social worker", "changes of social worker"),
        ("kept waiting", "waiting times"),
        ("dragged out", "drift"),
        ("nights off", "short breaks"),
        ("child protection meetings", "case conferences"),
        ("GCSE", "five A-G grades"),
        ("short break", "respite care"),
        ("social services", "social care services"),
        ("listened", "participation"),
        ("health staff", "health agencies"),
        ("recording systems", "integrated children's system"),
        ("wrote down", "case recording"),
        ("waiting ages", "waiting times"),
        ("too few social workers", "vacancies"),
        ("step in early", "early intervention"),
        ("violence in the home", "domestic abuse"),
        ("broke the law", "offending"),
    ],
)
def test_everyday_words_lead_to_the_words_of_reports(said: str, written: str) -> None:
    assert written in load_lexicon().synonyms[fold(said)]


def test_every_synonym_adds_something_and_not_too_much() -> None:
    for phrase, terms in load_lexicon().synonyms.items():
        assert 1 <= len(terms) <= 4, phrase
        assert len(set(map(fold, terms))) == len(terms), phrase
        assert set(map(fold, terms)) != {phrase}


def test_words_in_every_question_are_not_expanded() -> None:
    for word in "ofsted inspectors report reports council children authority say said".split():
        assert word not in load_lexicon().synonyms


@pytest.mark.parametrize(
    ("said", "aspect"),
    [
        ("health", "Being healthy"),
        ("safe", "Staying safe"),
        ("safety", "Children and young people are safe and feel safe"),
        ("schooling", "Enjoying and achieving"),
        ("bosses", "Leadership and management"),
        ("overall grade", "Overall effectiveness"),
        ("capacity to improve", "Capacity for improvement"),
        ("capacity to improve", "Capacity to improve"),
        ("voice", "Making a positive contribution, including user engagement"),
        ("value for money", "Value for money"),
        ("economic well-being", "Economic well-being"),
        ("jobs", "Achieving economic well-being"),
        (
            "NHS contribution",
            "The contribution of health agencies to keeping children and young people safe",
        ),
        ("care leavers", "Experiences and progress of care leavers"),
        (
            "impact of leaders",
            "The impact of leaders on social work practice with children and families",
        ),
    ],
)
def test_what_people_call_an_aspect_leads_to_it(said: str, aspect: str) -> None:
    assert aspect in load_lexicon().aspects[fold(said)]


def test_every_aspect_is_found_by_its_own_name_first_and_none_is_listed_twice() -> None:
    aspects = load_lexicon().aspects
    for aspect in {name for names in aspects.values() for name in names}:
        assert aspects[fold(aspect)][0] == aspect
    for phrase, names in aspects.items():
        assert len(set(names)) == len(names) > 0, phrase


@pytest.mark.parametrize(
    ("said", "grade"),
    [
        ("brilliant", "Outstanding"),
        ("top marks", "Outstanding"),
        ("satisfactory", "Adequate"),
        ("RI", "Requires improvement"),
        ("failed", "Inadequate"),
        ("poor", "Inadequate"),
    ],
)
def test_words_for_grades(said: str, grade: str) -> None:
    assert load_lexicon().grades[fold(said)] == grade


def test_grades_are_those_of_the_frameworks() -> None:
    words = {"Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate"}
    assert set(load_lexicon().grades.values()) == words
    assert all(load_lexicon().grades[fold(word)] == word for word in words)


def test_every_kind_but_topic_has_cues_and_none_twice() -> None:
    kinds = load_lexicon().kinds
    # What asks of a report as a whole has a table of its own, `overview` of questions.toml.
    assert set(kinds) == set(Kind) - {Kind.TOPIC, Kind.OVERVIEW}
    for cues in kinds.values():
        assert len(set(cues)) == len(cues) > 0
        assert all(cue == fold(cue) != "" for cue in cues)


@pytest.mark.parametrize(
    ("cue", "kind"),
    [
        ("rated", Kind.JUDGEMENT),
        ("told to", Kind.RECOMMENDATION),
        ("how many", Kind.FACT),
        ("vs", Kind.COMPARE),
        ("which boroughs", Kind.ACROSS),
        ("lead inspector", Kind.METADATA),
        ("over time", Kind.TREND),
        ("what can you do", Kind.HELP),
    ],
)
def test_cues_for_kinds_of_question(cue: str, kind: Kind) -> None:
    assert cue in load_lexicon().kinds[kind]


def test_a_phrase_that_is_not_folded_is_refused() -> None:
    with pytest.raises(ValueError, match="Kids"):
        Lexicon({}, {}, {"Kids": ("children",)}, {}, {}, {})


def test_an_abbreviation_in_small_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="lac"):
        Lexicon({}, {"lac": "looked after children"}, {}, {}, {}, {})


def test_what_is_loaded_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load_lexicon().synonyms["new"] = ("thing",)  # type: ignore[index]
    with pytest.raises(AttributeError):
        load_authorities()["harrow"].name = "Other"  # type: ignore[misc]


# Tables of which all lists are read, whatever their names.
ALL_READ = ("subjects", "others", "premise", "framework", "slips", "program")


@pytest.mark.parametrize("name", ["questions.toml", "answers.toml"])
def test_every_list_of_wordings_has_a_reader(name: str) -> None:
    modules = [path.read_text("utf-8") for path in Path(qa.__file__).parent.rglob("*.py")]
    for table, lists in read_table(name).items():
        code = "".join(module for module in modules if f'["{table}"]' in module)
        assert code, table
        unread = [key for key in lists if not re.search(rf"['\"{{]{key}['\"}}]", code)]
        assert not unread or table in ALL_READ, (table, unread)


@pytest.mark.parametrize(
    "name", ["questions.toml", "answers.toml", "conversation.toml", "prose.toml"]
)
def test_no_wording_stands_twice_in_a_list(name: str) -> None:
    for key, said in wordings(read_table(name)):
        assert [word for word, count in Counter(said).items() if count > 1] == [], key


def test_no_turn_of_speech_says_two_things() -> None:
    table = read_table("plainly.toml")["sayings"]
    said = Counter(saying for sayings in table.values() for saying in sayings)
    assert [saying for saying, count in said.items() if count > 1] == []


def wordings(table: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The lists of a table and of those in it: parted by spaces, or one by one."""
    for key, said in table.items():
        if isinstance(said, dict):
            yield from wordings(said)
        elif not isinstance(said, int):  # an age is no wording
            yield key, said.split() if isinstance(said, str) else said
