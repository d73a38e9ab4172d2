"""Adding and removing reports: whole or not at all, and only what is new is embedded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from altered import HARROW, another_date, changed, content
from index_samples import HashEncoder
from numpy.typing import NDArray

from qa.errors import LibraryIndexError, NotFoundError, ReadingError
from qa.index.encoding.encoder import Progress
from qa.index.making.build import build
from qa.index.making.library import Library
from qa.keeping import Folders, add, offers, plan_adding, plan_removing, remove
from qa.keeping.adding import AddingPlan, Outcome
from qa.reading import read_report
from qa.report import Report

CORPUS = Path(__file__).parent.parent / "corpus"
HAVERING = CORPUS / "havering-2011.txt"


@pytest.fixture(scope="module", autouse=True)
def _each_file_is_read_once() -> Iterator[None]:
    """Reading is not what is tried here: the same name and bytes give the report read before."""
    known: dict[tuple[str, bytes], Report] = {}

    def read(path: Path) -> Report:
        if not path.is_file():
            return read_report(path)  # which says what is wrong
        content = path.name, path.read_bytes()
        if content not in known:
            known[content] = read_report(path)
        return known[content]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qa.reading.read_report", read)
        yield


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of Barnet and Redbridge, indexed with an encoder of a few lines."""
    place = tmp_path_factory.mktemp("two-reports")
    (place / "corpus").mkdir()
    for name in ("barnet-2012.txt", "redbridge-2010.txt", "README.md"):
        shutil.copyfile(CORPUS / name, place / "corpus" / name)
    build(place / "corpus", place / "index", encoder=HashEncoder(), progress=False)
    return place


@pytest.fixture
def folders(two_reports: Path, tmp_path: Path) -> Folders:
    """A copy of that library, for a test to change."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    shutil.copytree(two_reports / "corpus", corpus)
    shutil.copytree(two_reports / "index", index)
    return Folders(corpus, index, encoder=HashEncoder(), progress=False)


def planned(folders: Folders, *paths: object) -> AddingPlan:
    """What adding these would do."""
    return plan_adding(folders, offers(map(str, paths), folders.reader))


def added(folders: Folders, *paths: object) -> tuple[int, AddingPlan]:
    """Add these: how many texts were embedded for it, and the plan that was carried out."""
    plan = planned(folders, *paths)
    done = add(folders, plan)
    return (done.build.embedded if done.build else 0), plan


def outcomes(plan: AddingPlan) -> list[str]:
    return [str(arrival.outcome) for arrival in plan.arrivals]


def held(folders: Folders) -> tuple[str, ...]:
    """The keys of the reports in the index."""
    with_encoder = Library.open(folders.index, encoder=folders.encoder)
    try:
        return with_encoder.store.keys
    finally:
        with_encoder.close()


# What is read, and where it goes


def test_a_report_is_added_under_a_name_of_its_key(folders: Folders, tmp_path: Path) -> None:
    """Whatever its file was called; its bytes are as they were."""
    offered = tmp_path / "; rm -rf $HOME ‮.TXT"
    shutil.copyfile(HARROW, offered)
    _, plan = added(folders, offered)
    assert outcomes(plan) == ["added"]
    assert (folders.corpus / "harrow-2012.txt").read_bytes() == HARROW.read_bytes()
    assert held(folders) == ("barnet-2012", "harrow-2012", "redbridge-2010")
    assert offered.exists()
    assert sorted(path.name for path in folders.corpus.iterdir()) == [
        "README.md", "barnet-2012.txt", "harrow-2012.txt", "redbridge-2010.txt",
    ]  # fmt: skip


def test_only_the_new_report_is_embedded(folders: Folders) -> None:
    """And of it only texts that no other report has."""
    before = {passage.text for passage in passages(folders)}
    heard: list[tuple[int, int]] = []
    listening = replace(folders, told=lambda done, total: heard.append((done, total)))
    embedded, _ = added(listening, HARROW)
    after = {passage.text for passage in passages(folders)}
    assert embedded == len(after - before) > 300
    assert heard[-1] == (embedded, embedded)


def passages(folders: Folders) -> list[Any]:
    library = Library.open(folders.index, encoder=folders.encoder)
    try:
        reports = [library.store.report(key) for key in library.store.keys]
        return [passage for report in reports for passage in folders.reader.passages_of(report)]
    finally:
        library.close()


def test_a_report_held_already_is_recognised_by_its_bytes(folders: Folders, tmp_path: Path) -> None:
    """Whatever it is called: nothing is copied and nothing embedded."""
    other = tmp_path / "another name.txt"
    shutil.copyfile(CORPUS / "barnet-2012.txt", other)
    before = content(folders.corpus)
    embedded, plan = added(folders, other)
    assert (embedded, outcomes(plan), content(folders.corpus)) == (0, ["held"], before)
    assert "held already, as barnet-2012" in plan.arrivals[0].why


def test_a_file_named_twice_is_added_once(folders: Folders, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    shutil.copyfile(HARROW, copy)
    _, plan = added(folders, HARROW, HARROW, copy)
    assert outcomes(plan) == ["added", "held"]
    assert held(folders).count("harrow-2012") == 1


def test_the_first_report_makes_the_library(tmp_path: Path) -> None:
    """Its folders as well."""
    empty = Folders(tmp_path / "a" / "corpus", tmp_path / "b", encoder=HashEncoder())
    _, plan = added(empty, HARROW)
    assert outcomes(plan) == ["added"]
    assert held(empty) == ("harrow-2012",)


def test_nothing_is_made_when_nothing_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("no report")
    empty = Folders(tmp_path / "corpus", tmp_path / "index", encoder=HashEncoder())
    assert outcomes(added(empty, tmp_path / "x.txt")[1]) == ["failed"]
    assert not empty.corpus.exists() and not empty.index.exists()


# Versions, and several reports of a year


def test_another_version_replaces_the_older_which_is_kept(folders: Folders, tmp_path: Path) -> None:
    """What changes is counted, and only that is embedded."""
    added(folders, HARROW)
    before = {passage.text for passage in passages(folders)}
    report = read_report(HARROW)
    words = " ".join(report.paragraph("58").text.split()[:4])
    newer = changed(tmp_path / "v2.txt", (words, words.upper()))
    embedded, plan = added(folders, newer)
    arrival = plan.arrivals[0]
    assert arrival.outcome is Outcome.REPLACES and arrival.difference
    assert arrival.replaces and arrival.replaces.key == "harrow-2012"
    assert arrival.difference.changed == ("58",)
    assert (arrival.difference.added, arrival.difference.removed) == ((), ())
    assert arrival.difference.same == len(report.paragraphs) - 1
    assert arrival.difference.judgements == (22, 22)
    assert embedded == len({passage.text for passage in passages(folders)} - before) > 0
    assert (folders.corpus / "harrow-2012.txt").read_bytes() == newer.read_bytes()
    kept = folders.corpus / ".removed" / "harrow-2012.txt"
    assert kept.read_bytes() == HARROW.read_bytes()
    assert held(folders).count("harrow-2012") == 1


def test_a_version_of_another_kind_of_file_takes_the_others_place(
    folders: Folders, tmp_path: Path
) -> None:
    """And a file that was put there by hand gives way to one of the key's name."""
    (folders.corpus / "barnet-2012.txt").rename(folders.corpus / "As I got it.txt")
    newer = changed(tmp_path / "v2.txt", ("Barnet", "Barnet "), source=CORPUS / "barnet-2012.txt")
    added(folders, newer)
    names = {path.name for path in folders.corpus.iterdir()}
    assert "barnet-2012.txt" in names and "As I got it.txt" not in names
    assert (folders.corpus / ".removed" / "As I got it.txt").is_file()


def test_two_versions_in_one_call_are_not_both_added(folders: Folders, tmp_path: Path) -> None:
    """In whichever order, and also when one of them is held."""
    other = changed(tmp_path / "v2.txt", ("Harrow has", "Harrow had"))
    assert outcomes(planned(folders, HARROW, other)) == ["added", "failed"]
    assert outcomes(planned(folders, other, HARROW)) == ["added", "failed"]
    added(folders, HARROW)
    assert outcomes(planned(folders, HARROW, other)) == ["held", "failed"]
    assert outcomes(planned(folders, other, HARROW)) == ["replaces", "failed"]


def test_a_second_report_of_a_year_gets_a_suffix_in_order_of_date(
    folders: Folders, tmp_path: Path
) -> None:
    """The one that comes later in the year is the second, whichever was added first."""
    added(folders, HARROW)
    later = another_date(tmp_path / "later.txt", "5 November 2012")
    _, plan = added(folders, later)
    assert plan.arrivals[0].report and plan.arrivals[0].report.key == "harrow-2012-2"
    assert (plan.moves, outcomes(plan)) == ((), ["added"])
    earlier = another_date(tmp_path / "earlier.txt", "3 February 2012")
    _, plan = added(folders, earlier)
    assert plan.arrivals[0].report and plan.arrivals[0].report.key == "harrow-2012"
    assert plan.moves == (("harrow-2012", "harrow-2012-2"), ("harrow-2012-2", "harrow-2012-3"))
    library = Library.open(folders.index, encoder=folders.encoder)
    dates = [library.store.report(key).published for key in library.store.keys if "harrow" in key]
    library.close()
    assert dates == ["2012-02-03", "2012-06-27", "2012-11-05"]
    files = {path.name for path in folders.corpus.glob("harrow*")}
    assert files == {"harrow-2012.txt", "harrow-2012-2.txt", "harrow-2012-3.txt"}


def test_two_reports_of_a_year_in_one_call(folders: Folders, tmp_path: Path) -> None:
    """Their files are named in order of date too."""
    later = another_date(tmp_path / "a.txt", "5 November 2012")
    _, plan = added(folders, later, HARROW)
    keys = [arrival.report.key for arrival in plan.arrivals if arrival.report]
    assert keys == ["harrow-2012-2", "harrow-2012"]
    assert (folders.corpus / "harrow-2012-2.txt").read_bytes() == later.read_bytes()


def test_a_reference_number_tells_a_version_unless_the_inspection_was_another(
    folders: Folders, tmp_path: Path
) -> None:
    """The number may be the authority's own, and stand in each of its reports."""
    numbered = ("Published:", "Reference no: 311\nPublished:")
    first = changed(tmp_path / "first.txt", numbered)
    assert read_report(first).reference_no == "311"
    added(folders, first)
    again = changed(tmp_path / "again.txt", ("27 June", "29 June"), source=first)
    assert outcomes(planned(folders, again)) == ["replaces"]
    other = another_date(tmp_path / "other.txt", "5 November 2012")
    other = changed(other, numbered, source=other)
    assert outcomes(planned(folders, other)) == ["added"]


UNDATED = """Wiltshire Council
Inspection of children’s social care services
Inspection dates: 3 June 2019 to 19 June 2019

Sample heading

1. Sample text for the reader, first paragraph.
2. Sample text for the reader, second paragraph.
"""


def test_a_date_in_the_name_of_a_file_can_be_given_later(folders: Folders, tmp_path: Path) -> None:
    """To a report that prints none, though its bytes are held; and it is kept from then on."""
    (tmp_path / "as sent.txt").write_text(UNDATED, "utf-8")
    _, plan = added(folders, tmp_path / "as sent.txt")
    assert plan.arrivals[0].report and plan.arrivals[0].report.published is None
    assert (folders.corpus / "wiltshire-2019.txt").is_file()
    dated = tmp_path / "Wiltshire 2020-01-07.txt"
    dated.write_text(UNDATED, "utf-8")
    embedded, plan = added(folders, dated)
    assert (outcomes(plan), embedded) == (["replaces"], 0)
    assert "wiltshire-2020" in held(folders) and "wiltshire-2019" not in held(folders)
    assert [path.name for path in folders.corpus.glob("wilt*")] == ["wiltshire-2020-01-07.txt"]
    assert outcomes(planned(folders, tmp_path / "as sent.txt")) == ["held"]
    assert outcomes(planned(folders, dated)) == ["held"]


# Several files, folders and globs


def test_of_several_files_the_good_ones_are_added(folders: Folders, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("Dear all,\n\nplease find attached.\n")
    _, plan = added(folders, bad, HARROW, tmp_path / "nowhere.txt")
    assert outcomes(plan) == ["failed", "added", "failed"]
    assert "bad.txt" in plan.arrivals[0].why
    assert "There is no file" in plan.arrivals[2].why
    assert "harrow-2012" in held(folders)


def test_of_a_folder_every_report_file_is_taken(folders: Folders, tmp_path: Path) -> None:
    """Those of the folders in it too; hidden ones, links and READMEs are passed over."""
    box = tmp_path / "box"
    (box / "deep" / "er").mkdir(parents=True)
    (box / ".git").mkdir()
    shutil.copyfile(HARROW, box / "deep" / "er" / "x.txt")
    shutil.copyfile(CORPUS / "havering-2007.txt", box / "a.TXT")
    outside = tmp_path / "outside.txt"
    shutil.copyfile(HAVERING, outside)
    (box / "link.txt").symlink_to(outside)
    (box / "deep" / "round").symlink_to(box, target_is_directory=True)
    for name in ("README.txt", ".hidden.txt", ".git/x.txt", "notes.md", "~lock"):
        (box / name).write_text("not a report")
    plan = planned(folders, box)
    assert [arrival.path.name for arrival in plan.arrivals] == ["a.TXT", "x.txt"]
    assert outcomes(plan) == ["added", "added"]
    assert outcomes(planned(folders, box / "link.txt")) == ["added"]  # named itself


def test_a_glob_is_understood_where_the_shell_has_not(folders: Folders, tmp_path: Path) -> None:
    """A file whose own name looks like one is taken as it is."""
    odd = tmp_path / "report[1].txt"
    shutil.copyfile(HARROW, odd)
    assert [a.path for a in planned(folders, odd).arrivals] == [odd]
    found = planned(folders, CORPUS / "h*-2012.*").arrivals
    assert [arrival.path.name for arrival in found] == ["harrow-2012.txt"]
    nothing = planned(folders, tmp_path / "*.pdfx").arrivals[0]
    assert nothing.outcome is Outcome.FAILED and "Nothing is called" in nothing.why


def test_what_is_no_report_file_is_refused_in_a_sentence(folders: Folders, tmp_path: Path) -> None:
    """A pipe is not waited for, and an empty folder is not silently nothing."""
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    shutil.copyfile(HARROW, tmp_path / "report.dat")
    (tmp_path / "hostile\x1b[2J\n.txt").write_text("x")
    names = ("empty", "pipe.txt", "loop.txt", "report.dat", "hostile\x1b[2J\n.txt", "gone/x.txt")
    plan = planned(folders, *(tmp_path / name for name in names))
    assert outcomes(plan) == ["failed"] * len(names)
    for arrival in plan.arrivals:
        assert arrival.why.endswith((".", ")")) and arrival.why.isprintable()
    assert "no report files" in plan.arrivals[0].why
    assert "is not a file" in plan.arrivals[1].why
    assert "not named like one" in plan.arrivals[3].why


# Whole or not at all


class Failing(HashEncoder):
    """An encoder that fails as it is told to."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> NDArray[Any]:
        raise self.error


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), KeyboardInterrupt(), RuntimeError("a bug")]
)
def test_when_the_index_fails_the_corpus_is_put_back(
    folders: Folders, tmp_path: Path, error: BaseException
) -> None:
    """A new report, one that replaces another, and one that was to go."""
    newer = changed(tmp_path / "v2.txt", ("Barnet", "Barnet "), source=CORPUS / "barnet-2012.txt")
    plan = planned(folders, newer, HARROW)
    assert outcomes(plan) == ["replaces", "added"]
    before, index = content(folders.corpus), content(folders.index)
    failing = replace(folders, encoder=Failing(error))
    kind = LibraryIndexError if isinstance(error, OSError) else type(error)
    with pytest.raises(kind):
        add(failing, plan)
    assert (content(folders.corpus), content(folders.index)) == (before, index)
    assert not list(folders.corpus.glob(".*"))


def test_when_the_index_fails_what_was_removed_comes_back(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **more: object) -> None:
        raise LibraryIndexError("The index cannot be written.")

    plan = plan_removing(folders, ["barnet-2012"])
    before = content(folders.corpus)
    monkeypatch.setattr("qa.keeping.removing.rebuilt", fail)
    with pytest.raises(LibraryIndexError):
        remove(folders, plan)
    assert content(folders.corpus) == before


def test_a_file_that_changes_while_it_is_added_is_not(folders: Folders, tmp_path: Path) -> None:
    offered = tmp_path / "x.txt"
    shutil.copyfile(HARROW, offered)
    plan = planned(folders, offered, HAVERING)
    before = content(folders.corpus)
    changed(offered, ("Harrow", "Barrow"), source=offered)
    with pytest.raises(ReadingError, match="changed while"):
        add(folders, plan)
    assert content(folders.corpus) == before


def test_a_library_that_changed_meanwhile_is_planned_for_anew(folders: Folders) -> None:
    """Whoever comes second adds to what there is then."""
    first, second = planned(folders, HARROW), planned(folders, HARROW, HAVERING)
    add(folders, first)
    done = add(folders, second)
    assert outcomes(second) == ["added", "added"]
    assert outcomes(done.plan) == ["held", "added"]
    assert held(folders) == ("barnet-2012", "harrow-2012", "havering-2011", "redbridge-2010")


def test_nothing_is_replaced_or_removed_that_nobody_agreed_to(
    folders: Folders, tmp_path: Path
) -> None:
    """When the library changed between the plan and the deed."""
    newer = changed(tmp_path / "v2.txt", ("Harrow has", "Harrow had"))
    plan = planned(folders, newer)
    add(folders, planned(folders, HARROW))
    with pytest.raises(LibraryIndexError, match="changed by someone else"):
        add(folders, plan)
    assert (folders.corpus / "harrow-2012.txt").read_bytes() == HARROW.read_bytes()
    leaving = plan_removing(folders, ["harrow-2012"])
    add(folders, planned(folders, newer))
    with pytest.raises(LibraryIndexError, match="changed by someone else"):
        remove(folders, leaving)
    assert (folders.corpus / "harrow-2012.txt").read_bytes() == newer.read_bytes()


def test_a_corpus_that_cannot_be_written_in_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    closed = Folders(tmp_path / "file" / "corpus", tmp_path / "index", encoder=HashEncoder())
    with pytest.raises(LibraryIndexError, match="cannot be changed"):
        add(closed, planned(closed, HARROW))


def test_copies_that_were_given_up_are_cleared_away(folders: Folders) -> None:
    (folders.corpus / ".adding-0badcafe").write_text("half a rep")
    added(folders, HARROW)
    assert not list(folders.corpus.glob(".*"))


# Removing


def test_removing_is_deleting_the_file_and_indexing(folders: Folders, tmp_path: Path) -> None:
    """The same reports, passages, vectors and words."""
    added(folders, HARROW)
    other = replace(folders, corpus=tmp_path / "c2", index=tmp_path / "i2")
    shutil.copytree(folders.corpus, other.corpus)
    shutil.copytree(folders.index, other.index)
    remove(folders, plan_removing(folders, ["barnet-2012"]))
    (other.corpus / "barnet-2012.txt").unlink()
    build(other.corpus, other.index, encoder=HashEncoder(), progress=False)
    one, two = (Library.open(f.index, encoder=f.encoder) for f in (folders, other))
    assert one.store.keys == two.store.keys == ("harrow-2012", "redbridge-2010")
    assert one.manifest.sources == two.manifest.sources
    for key in one.store.keys:
        assert one.store.report(key) == two.store.report(key)
    assert one.store.passage_hashes() == two.store.passage_hashes()
    assert one.store.words() == two.store.words()
    rows = np.arange(len(one.vectors))
    assert (one.vectors.reconstruct(rows) == two.vectors.reconstruct(rows)).all()
    assert len(one.words) == len(two.words)
    one.close()
    two.close()


def test_what_was_removed_can_be_had_back(folders: Folders) -> None:
    """From where it is kept; twice over."""
    for _ in range(2):
        done = remove(folders, plan_removing(folders, ["barnet-2012"]))
        assert held(folders) == ("redbridge-2010",)
        kept = done.kept["barnet-2012"]
        assert kept.read_bytes() == (CORPUS / "barnet-2012.txt").read_bytes()
        _, plan = added(folders, kept)
        assert outcomes(plan) == ["added"]
    assert held(folders) == ("barnet-2012", "redbridge-2010")
    assert len(list((folders.corpus / ".removed").iterdir())) == 1


def test_every_copy_of_a_report_goes(folders: Folders) -> None:
    """One left behind would be the report again."""
    shutil.copyfile(CORPUS / "barnet-2012.txt", folders.corpus / "z.txt")
    remove(folders, plan_removing(folders, ["barnet-2012"]))
    assert held(folders) == ("redbridge-2010",)


def test_the_first_report_of_a_year_leaves_its_key_to_the_second(
    folders: Folders, tmp_path: Path
) -> None:
    added(folders, HARROW, another_date(tmp_path / "later.txt", "5 November 2012"))
    plan = plan_removing(folders, ["harrow-2012"])
    assert plan.moves == (("harrow-2012-2", "harrow-2012"),)
    remove(folders, plan)
    assert "harrow-2012-2" not in held(folders)
    assert (folders.corpus / "harrow-2012-2.txt").is_file()


def test_the_last_report_stays(folders: Folders) -> None:
    """And one that is not held is named, with those that are."""
    with pytest.raises(LibraryIndexError, match="would leave no report"):
        plan_removing(folders, ["barnet-2012", "redbridge-2010", "barnet-2012"])
    with pytest.raises(NotFoundError, match=r'"\.\./x".*barnet-2012, redbridge-2010'):
        plan_removing(folders, ["../x"])


def test_an_index_out_of_date_does_not_hide_what_is_held(folders: Folders) -> None:
    """The corpus folder is what counts."""
    shutil.copyfile(HARROW, folders.corpus / "by hand.txt")
    assert outcomes(planned(folders, HARROW)) == ["held"]
    remove(folders, plan_removing(folders, ["harrow-2012"]))
    assert held(folders) == ("barnet-2012", "redbridge-2010")
