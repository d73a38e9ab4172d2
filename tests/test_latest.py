"""A served library goes over to a new index by itself, and answers all the while."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from index_samples import HashEncoder, sample_reader, write_corpus

from qa.assistant import Assistant
from qa.errors import NotFoundError
from qa.index.making import generation
from qa.index.making.build import build
from qa.index.making.library import Library
from qa.latest import Latest
from qa.web.parts.library import Library as PageLibrary

QUESTION = "how was being healthy judged in Harrow?"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two reports, indexed."""
    corpus = write_corpus(tmp_path / "corpus", a="harrow-2012", b="barnet-2012")
    index_anew(corpus)
    return corpus


def index_anew(corpus: Path) -> None:
    build(corpus, corpus.parent / "index", reader=sample_reader(), encoder=HashEncoder())


def opened(corpus: Path) -> Assistant:
    return Assistant(Library.open(corpus.parent / "index", encoder=HashEncoder()))


def keys(assistant: Assistant) -> list[str]:
    return [report.key for report in assistant.reports()]


def wait_for(happened: Callable[[], bool]) -> None:
    """Until it has happened; a test that waits for what never comes fails."""
    until = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < until, "it did not happen within 20 seconds"
        time.sleep(0.01)


def test_a_new_index_is_taken_up_without_a_restart(corpus: Path) -> None:
    """And the assistant that was handed out before is still good for its question."""
    latest = Latest(opened(corpus), every=0)
    before = latest.get()
    write_corpus(corpus, c="camden-2011")
    index_anew(corpus)
    wait_for(lambda: latest.get() is not before)
    assert keys(latest.get()) == ["barnet-2012", "camden-2011", "harrow-2012"]
    assert keys(before) == ["barnet-2012", "harrow-2012"]
    assert before.ask(QUESTION).answered
    assert before.ask(QUESTION).judgements == latest.get().ask(QUESTION).judgements


def test_questions_are_answered_all_through_several_rebuilds(corpus: Path) -> None:
    """Each over one whole library, the older or the newer."""
    latest = Latest(opened(corpus), every=0)
    held: set[tuple[str, ...]] = set()
    failures: list[Exception] = []
    done = threading.Event()

    def keep_asking() -> None:
        while not done.is_set():
            try:
                assistant = latest.get()
                assert assistant.ask(QUESTION).answered
                assert [assistant.report(key).key for key in keys(assistant)] == keys(assistant)
                held.add(tuple(keys(assistant)))
            except Exception as error:
                failures.append(error)

    asking = [threading.Thread(target=keep_asking) for _ in range(3)]
    for thread in asking:
        thread.start()
    for name in ("camden-2011", "ealing-2010", "brent-2012"):
        write_corpus(corpus, c=name)
        index_anew(corpus)
        wait_for(lambda name=name: name in keys(latest.get()))  # type: ignore[misc]
    done.set()
    for thread in asking:
        thread.join()
    assert failures == []
    both = ("barnet-2012", "harrow-2012")
    expected = {both} | {
        tuple(sorted((*both, name))) for name in ("camden-2011", "ealing-2010", "brent-2012")
    }
    assert held <= expected and len(held) > 1


def test_a_conversation_goes_on_when_its_report_is_taken_away(corpus: Path) -> None:
    """What was said before was of a library that is no more."""
    latest = Latest(opened(corpus), every=0)
    before = latest.get()
    first = before.ask(QUESTION)
    (corpus / "a.txt").unlink()
    index_anew(corpus)
    wait_for(lambda: latest.get() is not before)
    for question in ("and Barnet?", "what about nurses?", "more", "the other year", "next one"):
        answer = latest.get().ask(question, previous=[first])
        assert all(quote.report.key == "barnet-2012" for quote in (*answer.quotes, *answer.nearest))


def test_the_encoder_is_not_loaded_a_second_time(corpus: Path) -> None:
    """It is the largest thing in memory, and seldom another one."""
    library = Library.open(corpus.parent / "index", encoder=HashEncoder())
    write_corpus(corpus, c="camden-2011")
    index_anew(corpus)
    assert library.renewed().encoder is library.encoder


def test_an_index_that_cannot_be_opened_is_not_taken_up(
    corpus: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The one before goes on answering, and the log says why."""
    latest = Latest(opened(corpus), every=0)
    (corpus.parent / "index" / generation.CURRENT).write_text("20990101T000000Z-00000000")
    with caplog.at_level(logging.WARNING, "qa.latest"):
        before = latest.get()
        wait_for(lambda: bool(caplog.records))
    assert "answering from the one before" in caplog.text and "qa index" in caplog.text
    assert latest.get() is before and before.ask(QUESTION).answered


def test_the_index_is_looked_at_once_in_a_while(corpus: Path) -> None:
    """However many ask."""
    looks: list[int] = []

    class Watched(Assistant):
        def is_superseded(self) -> bool:
            looks.append(1)
            return False

    latest = Latest(Watched(Library.open(corpus.parent / "index")), every=60)
    assert all(latest.get() for _ in range(100)) and looks == []
    latest = Latest(Watched(Library.open(corpus.parent / "index")), every=0)
    assert latest.get() and looks == [1]


def test_the_page_shows_what_the_new_index_holds(corpus: Path) -> None:
    """Examples and accounts too: they were worked out for the one before."""
    library = PageLibrary(lambda: opened(corpus))
    library.get()
    library._opened.result()._every = 0.0
    library._opened.result()._look_at = 0.0
    before = library.held()
    reports = [report.key for report in before.assistant.reports()]
    assert reports == ["barnet-2012", "harrow-2012"]
    assert all(before.account(key) for key in reports)
    (corpus / "a.txt").unlink()
    index_anew(corpus)
    wait_for(lambda: library.held() is not before)
    assert [report.key for report in library.held().assistant.reports()] == ["barnet-2012"]
    with pytest.raises(NotFoundError):
        library.held().account("harrow-2012")
