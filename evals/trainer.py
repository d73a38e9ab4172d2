"""Fine-tunes the encoder on questions beside the paragraphs that answer them."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from pairs import Pair, Question, Texts, batches, form
from tqdm import tqdm

from qa.index.encoding.reference import ReferenceEncoder


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what comes out, but for the arithmetic of the machine."""

    epochs: int = 3
    batch: int = 32
    learning_rate: float = 4e-5
    warm_up: float = 0.1  # share of the steps
    max_tokens: int = 200
    scale: float = 20.0  # of the cosines in the softmax
    short_weight: float = 0.5  # of the loss over sentences, beside 1 for windows
    seed: int = 2012
    hold_out: str | None = None


class Trainer:
    """The model in training; what is needed to go on after a stop is kept in a folder."""

    def __init__(self, recipe: Recipe, reference: ReferenceEncoder, folder: Path) -> None:
        self.recipe = recipe
        self.reference = reference
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model: Any = reference.model.to(self.device)
        self.before = {name: w.clone().cpu() for name, w in self._weights()}
        name = hashlib.sha256(json.dumps(asdict(recipe)).encode()).hexdigest()[:12]
        self.checkpoint = folder / f"{name}.pt"
        self.measured: dict[str, tuple[float, float]] = {}  # when: nDCG@10, R@10 of the held out

    def _weights(self) -> Iterator[tuple[str, Any]]:
        """What is trained: the layers. The word embeddings are most of the weights, do not
        shrink to a low rank, and know words that three reports do not have: they stay.
        """
        for name, weight in self.model[0].auto_model.named_parameters():
            weight.requires_grad = name.startswith("encoder.")
            if weight.requires_grad:
                yield name, weight.data

    def deltas(self) -> dict[str, Any]:
        """What training has added to each weight."""
        return {name: weight.cpu() - self.before[name] for name, weight in self._weights()}

    def train(
        self, paired: Callable[[], Sequence[Sequence[Pair]]], after_epoch: Callable[[str], None]
    ) -> None:
        """All epochs, or those that were left to do. `paired` is asked for the pairs of each
        question, before anything is trained.
        """
        state = self._saved()
        done = int(state["epoch"]) if state else 0
        if done == self.recipe.epochs:
            self._restore(state)
            return
        pairs = paired()
        torch.manual_seed(self.recipe.seed)
        steps = [_epoch(pairs, self.recipe, epoch) for epoch in range(self.recipe.epochs)]
        parameters = [w for w in self.model.parameters() if w.requires_grad]
        optimiser = torch.optim.AdamW(parameters, self.recipe.learning_rate, weight_decay=0.01)
        schedule = _schedule(optimiser, sum(map(len, steps)), self.recipe.warm_up)
        if state:
            self._restore(state)
            optimiser.load_state_dict(state["optimiser"])
            schedule.load_state_dict(state["schedule"])
            torch.set_rng_state(state["random"])
        else:
            after_epoch("before training")
        for epoch in range(done, self.recipe.epochs):
            self.model.train()
            with tqdm(steps[epoch], desc=f"Epoch {epoch + 1}/{self.recipe.epochs}") as bar:
                for batch in bar:
                    loss = self._loss(*batch)
                    optimiser.zero_grad()
                    loss.backward()
                    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
                    optimiser.step()
                    schedule.step()
                    bar.set_postfix(loss=f"{loss.item():.3f}")
            self.model.eval()
            after_epoch(f"epoch {epoch + 1}")
            self._save(epoch + 1, optimiser, schedule)
        self.model.eval()

    def _loss(self, asked: Sequence[str], batch: Sequence[Pair]) -> Any:  # noqa: ANN401
        """Each question must choose its own window, and its own sentence, out of the batch's."""
        vectors = self._vectors(asked)
        keys = [pair.key for pair in batch]
        # Another paragraph that answers a question too, or supports, is no negative for it.
        kept = [{*p.question.keys, *p.question.near} - {p.key} for p in batch]
        also = [[k in others for k in keys] for others in kept]
        mask = torch.tensor(also, device=self.device)
        target = torch.arange(len(batch), device=self.device)
        losses = []
        for side in ([pair.long for pair in batch], [pair.short for pair in batch]):
            scores = self.recipe.scale * vectors @ self._vectors(side).T
            losses.append(torch.nn.functional.cross_entropy(scores.masked_fill(mask, -1e4), target))
        return losses[0] + self.recipe.short_weight * losses[1]

    def _vectors(self, batch: Sequence[str]) -> Any:  # noqa: ANN401
        tokens = self.model.tokenizer(
            list(batch),
            padding=True,
            truncation=True,
            max_length=self.recipe.max_tokens,
            return_tensors="pt",
        ).to(self.device)
        with torch.autocast(self.device, torch.bfloat16):
            pooled = self.model(dict(tokens))["sentence_embedding"]
        return torch.nn.functional.normalize(pooled.float(), dim=1)

    def _save(self, epoch: int, optimiser: Any, schedule: Any) -> None:  # noqa: ANN401
        state = {
            "epoch": epoch,
            "weights": {name: weight.cpu() for name, weight in self._weights()},
            "optimiser": optimiser.state_dict(),
            "schedule": schedule.state_dict(),
            "random": torch.get_rng_state(),
            "measured": self.measured,
        }
        draft = self.checkpoint.with_suffix(".draft")
        torch.save(state, draft)
        draft.replace(self.checkpoint)

    def _saved(self) -> Any:  # noqa: ANN401
        """How everything was after the last whole epoch; None before the first."""
        known = self.checkpoint.is_file()
        return torch.load(self.checkpoint, weights_only=True) if known else None

    def _restore(self, state: Any) -> None:  # noqa: ANN401
        self.put(state["weights"])
        self.measured = state["measured"]

    def put(self, weights: dict[str, Any]) -> None:
        """Weights into the model, by name."""
        for name, weight in self._weights():
            weight.copy_(weights[name])


def _epoch(
    pairs: Sequence[Sequence[Pair]], recipe: Recipe, epoch: int
) -> list[tuple[list[str], list[Pair]]]:
    """The batches of an epoch, each with its questions' texts: the same whenever it is made."""
    draw = random.Random(f"{recipe.seed}/{epoch}")
    made = batches(pairs, recipe.batch, draw)
    return [([form(pair.question, draw) for pair in batch], batch) for batch in made]


def _schedule(optimiser: Any, steps: int, warm_up: float) -> Any:  # noqa: ANN401
    """Up over the first steps, then down to nothing."""
    first = max(1, round(steps * warm_up))

    def rate(step: int) -> float:
        return min((step + 1) / first, max(0.0, (steps - step) / max(1, steps - first)))

    return torch.optim.lr_scheduler.LambdaLR(optimiser, rate)


def best_pairs(
    encoder: ReferenceEncoder, asked: Sequence[Question], held: dict[str, Texts]
) -> list[list[Pair]]:
    """For each question, its paragraphs, each by the window and the sentence nearest to it."""
    vectors = encoder.encode([question.forms[0] for question in asked])
    sides = [
        {key: own for report in held.values() for key, own in report.long.items()},
        {key: own for report in held.values() for key, own in report.short.items()},
    ]
    embedded = [{key: encoder.encode(own) for key, own in side.items()} for side in sides]

    def nearest(side: int, key: str, vector: NDArray[np.float32]) -> str:
        own = sides[side].get(key)
        return own[int(np.argmax(embedded[side][key] @ vector))] if own else ""

    found = []
    for question, vector in zip(asked, vectors, strict=True):
        own = [(key, nearest(0, key, vector), nearest(1, key, vector)) for key in question.keys]
        found.append([Pair(question, key, long, short or long) for key, long, short in own if long])
    return found
