"""Teach late interaction which of a report's words a question's words look for.

The encoder's layers are left as they are: what is learnt is a linear map of the words of
questions, and how much each of them matters. A search is over a report, so each question must
choose its paragraphs among all of its report's.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from lessons import Answers, Course, greatest, loss_of, places_of
from pairs import EXPANDED, Question
from tqdm import tqdm

from qa.evaluation.questions.measures import ndcg, recall
from qa.index.encoding.interaction import Interaction
from qa.index.making.library import Library
from qa.search.asked.facts import LibraryFacts

READ_AT_ONCE = 256  # questions
COURSE = Course(epochs=4, scale=30.0)


@dataclass(frozen=True, slots=True)
class Held:
    """A report's words: vectors, shape (words, d), the window each is of, the paragraph of each
    window, and the paragraphs' keys.
    """

    words: Any
    window: Any
    paragraph: Any
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is searched with, in one or two texts: the vectors of its content words and
    how rare each is; and which of its report's paragraphs answer it.
    """

    forms: tuple[tuple[Any, Any], ...]
    answers: Answers


class Teacher:
    """The words of a library's reports and of the questions about them, and what they teach."""

    def __init__(self, library: Library, facts: LibraryFacts, asked: Sequence[Question]) -> None:
        self.held = {report: held_words(library, report) for report in {q.report for q in asked}}
        self.asked: dict[str, list[Asked]] = {report: [] for report in sorted(self.held)}
        read = _read(library, facts, [text for question in asked for text in question.forms])
        for question in asked:
            answers = places_of(question, self.held[question.report].keys)
            forms = tuple(read[text] for text in question.forms)
            if answers[0] and all(len(words) for words, _ in forms):
                self.asked[question.report].append(Asked(forms, answers))

    def learn(self, reports: Sequence[str], course: Course) -> Interaction:
        """What the questions about these reports teach."""
        draw = random.Random(course.seed)
        size = next(iter(self.held.values())).words.shape[1]
        learner = Learner(size)
        counts = [len(self.asked[report]) for report in reports]
        optimiser, schedule = course.optimiser(learner.parameters(), counts)
        for epoch in range(course.epochs):
            batches = course.batches(self.asked, reports, draw)
            with tqdm(batches, desc=f"Words, epoch {epoch + 1}/{course.epochs}") as bar:
                for report, batch in bar:
                    forms = [asked.forms[-1 if draw.random() < EXPANDED else 0] for asked in batch]
                    scores = course.scale * learner.scores(forms, self.held[report])
                    loss = loss_of(scores, [asked.answers for asked in batch])
                    optimiser.zero_grad()
                    loss.backward()
                    optimiser.step()
                    schedule.step()
                    bar.set_postfix(loss=f"{loss.item():.3f}")
        return learner.interaction()

    def figures(self, report: str, learnt: Interaction | None = None) -> tuple[float, float]:
        """nDCG@10 and R@10 of late interaction alone, over the questions about a report."""
        learner = Learner(self.held[report].words.shape[1])
        if learnt:
            learner.put(learnt)
        found = []
        for asked in self.asked[report]:
            with torch.no_grad():
                (scores,) = learner.scores([asked.forms[0]], self.held[report])
            best = [str(place) for place in scores.argsort(descending=True)[:10].tolist()]
            relevant = {str(place): 2 for place in asked.answers[0]}
            found.append((ndcg(best, relevant), recall(best, relevant, 10)))
        means = np.mean(found, axis=0)
        return float(means[0]), float(means[1])


class Learner(torch.nn.Module):  # type: ignore[misc]
    """What is learnt, as it is being learnt: nothing yet when it is made."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.turn = torch.nn.Parameter(torch.zeros(size, size))
        self.matter = torch.nn.Parameter(torch.zeros(size))

    def scores(self, forms: Sequence[tuple[Any, Any]], report: Held) -> Any:  # noqa: ANN401
        """Late interaction of questions with each paragraph, shape (questions, paragraphs), as the
        search works it out.
        """
        words = torch.cat([vectors for vectors, _ in forms])
        of = torch.repeat_interleave(torch.tensor([len(rarity) for _, rarity in forms]))
        weights = torch.cat([rarity for _, rarity in forms]) * torch.exp(words @ self.matter)
        share = weights / torch.zeros(len(forms)).index_add(0, of, weights)[of]
        asked = torch.nn.functional.normalize(words + words @ self.turn, dim=1)
        nearest = greatest(asked @ report.words.T, report.window, len(report.paragraph))
        windows = torch.zeros(len(forms), nearest.shape[1]).index_add(
            0, of, nearest * share[:, None]
        )
        return greatest(windows, report.paragraph, len(report.keys))

    def interaction(self) -> Interaction:
        """What was learnt."""
        turn, matter = self.turn.detach().numpy(), self.matter.detach().numpy()
        return Interaction(turn, matter, move=np.zeros_like(turn))

    def put(self, learnt: Interaction) -> None:
        """Take over what was learnt."""
        self.turn.data, self.matter.data = torch.tensor(learnt.turn), torch.tensor(learnt.matter)


def held_words(library: Library, report: str) -> Held:
    """The words of a report's windows, as the index keeps them."""
    units, late = library.units, library.late
    assert late  # the encoder trained here tells its words
    rows = [row for row in units.rows_of_reports([report]) if not units.is_short[row]]
    of = units.keys(units.paragraphs_of(np.asarray(rows)))
    keys = tuple(dict.fromkeys(of))
    vectors = [late.of(row) for row in rows]
    return Held(
        words=torch.tensor(np.concatenate([v * scales[:, None] for v, scales in vectors])),
        window=torch.repeat_interleave(torch.tensor([len(scales) for _, scales in vectors])),
        paragraph=torch.tensor([keys.index(key) for key in of]),
        keys=keys,
    )


def _read(
    library: Library, facts: LibraryFacts, texts: Sequence[str]
) -> dict[str, tuple[Any, Any]]:
    """The vectors of each text's content words, and how rare each word is."""
    encoder: Any = library.encoder
    once = list(dict.fromkeys(texts))
    found = {}
    for start in tqdm(range(0, len(once), READ_AT_ONCE), desc="Reading questions"):
        part = once[start : start + READ_AT_ONCE]
        for text, read in zip(part, encoder.read(part), strict=True):
            rarity = np.array([facts.rarity(word) for word in read.words], np.float32)
            found[text] = torch.tensor(read.vectors), torch.tensor(rarity)
    return found
