"""Fine-tune the bundled encoder on evals/gold/train and write its adapter: docs/encoder.md.

    python evals/train.py --hold-out redbridge-2010   choose: nothing is written to the package;
                                                      the encoder is kept for fit_ranking.py
    python evals/train.py                             train on all three reports, write the adapter

Stopped, it goes on from the last whole epoch when it is called again with the same settings.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from factors import factorised, word_tensors, write
from moves import Mover, MoveRecipe
from numpy.typing import NDArray
from pairs import Pair, Question, Texts, batches, form, questions, texts
from tqdm import tqdm
from words import Teacher, WordRecipe

from qa import jsonl
from qa.evaluation.measures import ndcg, recall
from qa.index import adapter
from qa.index.build import build
from qa.index.encoder import INTERACTION, Card
from qa.index.interaction import Interaction
from qa.index.library import Library
from qa.index.reference import ReferenceEncoder, export_onnx, load_reference
from qa.search.searcher import Searcher

ROOT = Path(__file__).resolve().parent.parent
TRAIN = ROOT / "evals" / "gold" / "train"
WORK = ROOT / "build" / "encoder"
HELD_OUT = ROOT / "evals" / "results" / "encoder-held-out.json"
RANKS = (16, 32, 64)  # measured on the held-out report


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


def main() -> None:
    """Train, measure on what was held out, or write the adapter."""
    args = _arguments()
    recipe = Recipe(epochs=args.epochs, seed=args.seed, hold_out=args.hold_out)
    words, moves = WordRecipe(seed=args.seed), MoveRecipe(seed=args.seed)
    WORK.mkdir(parents=True, exist_ok=True)
    build(ROOT / "corpus", WORK / "index", model="base")
    library = Library.open(WORK / "index")
    asked = questions(TRAIN, library)
    held = {q.report: texts(library.store.report(q.report)) for q in asked}
    trainer = Trainer(recipe, load_reference("base"))
    kept = [q for q in asked if q.report != recipe.hold_out]
    unseen = [q for q in asked if q.report == recipe.hold_out]
    trainer.train(
        lambda: best_pairs(trainer.reference, kept, held), _measuring(trainer, unseen, held)
    )
    if recipe.hold_out:
        _compare_ranks(trainer, unseen, held)
    tensors = factorised(trainer.deltas(), args.rank)
    changes = adapter.whole(tensors)
    trainer.put({name: weight + changes[name] for name, weight in trainer.before.items()})
    made = WORK / "held-out" / recipe.hold_out if recipe.hold_out else WORK / "whole"
    teacher, mover = _teachers(trainer.reference, asked, made)
    reports = sorted({q.report for q in kept})
    learnt = replace(teacher.learn(reports, words), move=mover.learn(reports, moves))
    put_into(made / "encoder", learnt)
    if recipe.hold_out:
        _measure_learnt(trainer, teacher, mover, learnt)
        _keep(trainer)
    else:
        about = {"rank": args.rank, "words": asdict(words), "moves": asdict(moves)}
        _write(trainer, {**tensors, **word_tensors(learnt)}, {**about, "questions": len(kept)})


class Trainer:
    """The model in training, and what is needed to go on after a stop."""

    def __init__(self, recipe: Recipe, reference: ReferenceEncoder) -> None:
        self.recipe = recipe
        self.reference = reference
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model: Any = reference.model.to(self.device)
        self.before = {name: w.clone().cpu() for name, w in self._weights()}
        name = hashlib.sha256(json.dumps(asdict(recipe)).encode()).hexdigest()[:12]
        self.checkpoint = WORK / f"{name}.pt"
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
        # Another paragraph that answers a question too is no negative for it.
        also = [[k != p.key and k in p.question.keys for k in keys] for p in batch]
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


# -- measuring on what was held out -----------------------------------------------------------


def _measuring(
    trainer: Trainer, asked: Sequence[Question], held: dict[str, Texts]
) -> Callable[[str], None]:
    def measure(when: str) -> None:
        if asked:
            _report(when, trainer, asked, held)

    return measure


def _report(when: str, trainer: Trainer, asked: Sequence[Question], held: dict[str, Texts]) -> None:
    found = dense_figures(trainer.reference, asked, held)
    trainer.measured[when] = found
    tqdm.write(f"{when}: nDCG@10 {found[0]:.3f}, R@10 {found[1]:.3f}", file=sys.stdout)
    sys.stdout.flush()


def dense_figures(
    encoder: ReferenceEncoder, asked: Sequence[Question], held: dict[str, Texts]
) -> tuple[float, float]:
    """nDCG@10 and R@10 of questions about one report, ranked by vectors alone."""
    own = held[asked[0].report]
    keys = list(own.long)
    vectors = encoder.encode([question.forms[0] for question in asked])
    long = _best(encoder, vectors, [own.long[key] for key in keys])
    short = _best(encoder, vectors, [own.short.get(key) or own.long[key] for key in keys])
    order = np.argsort(-(long + short), axis=1, kind="stable")
    scores = []
    for question, places in zip(asked, order, strict=True):
        ranked = [keys[place] for place in places[:10]]
        relevant = dict.fromkeys(question.keys, 2)
        scores.append((ndcg(ranked, relevant), recall(ranked, relevant, 10)))
    means = np.mean(scores, axis=0)
    return float(means[0]), float(means[1])


def _best(
    encoder: ReferenceEncoder, vectors: NDArray[np.float32], groups: Sequence[Sequence[str]]
) -> NDArray[np.float32]:
    """The greatest cosine of each question with each group of texts, shape (questions, groups)."""
    flat = encoder.encode([text for group in groups for text in group])
    starts = np.cumsum([0, *map(len, groups)])[:-1]
    best: NDArray[np.float32] = np.maximum.reduceat(vectors @ flat.T, starts, axis=1)
    return best


def _compare_ranks(trainer: Trainer, asked: Sequence[Question], held: dict[str, Texts]) -> None:
    """What is lost by keeping so many directions of each weight's change."""
    deltas = trainer.deltas()
    for rank in RANKS:
        if f"rank {rank}" in trainer.measured:
            continue
        kept = adapter.whole({name: t.float() for name, t in factorised(deltas, rank).items()})
        trainer.put({name: weight + kept[name] for name, weight in trainer.before.items()})
        _report(f"rank {rank}", trainer, asked, held)


# -- what questions look for --------------------------------------------------------------------


def _teachers(
    reference: ReferenceEncoder, asked: Sequence[Question], made: Path
) -> tuple[Teacher, Mover]:
    """Every report and question as the trained encoder reads them, by words and as a whole. The
    encoder and an index by it are left in the folder `made`.
    """
    shutil.rmtree(made, ignore_errors=True)
    encoder = export_onnx(reference, made / "encoder")
    build(ROOT / "corpus", made / "index", encoder=encoder)
    library = Library.open(made / "index", encoder=encoder)
    return Teacher(library, Searcher(library).facts, asked), Mover(library, asked)


def put_into(folder: Path, learnt: Interaction) -> None:
    """Give an exported encoder what questions look for."""
    card = Card.read(folder)
    learnt.save(folder / INTERACTION)
    Card.of(folder, card.name, card.fingerprint, card.dimension, card.max_tokens).write(folder)


def _measure_learnt(trainer: Trainer, teacher: Teacher, mover: Mover, learnt: Interaction) -> None:
    """Late interaction alone, and vectors alone, over what was held out, without and with what
    was learnt.
    """
    report = str(trainer.recipe.hold_out)
    trainer.measured["late interaction, untaught"] = teacher.figures(report)
    trainer.measured["late interaction, taught"] = teacher.figures(report, learnt)
    trainer.measured["vectors, questions moved"] = mover.figures(report, learnt.move)


# -- what is kept -------------------------------------------------------------------------------


def _keep(trainer: Trainer) -> None:
    """The figures of a held-out report, beside those of the others."""
    kept = json.loads(HELD_OUT.read_text("utf-8")) if HELD_OUT.is_file() else {}
    kept[str(trainer.recipe.hold_out)] = {
        when: {"ndcg10": round(ndcg10, 3), "recall10": round(recall10, 3)}
        for when, (ndcg10, recall10) in trainer.measured.items()
    }
    jsonl.write_text(HELD_OUT, jsonl.pretty(kept))


def _write(trainer: Trainer, tensors: dict[str, Any], about: dict[str, Any]) -> None:
    about = {
        "recipe": asdict(trainer.recipe),
        **about,
        "trained_on": sorted(path.stem for path in TRAIN.glob("*.jsonl")),
        "torch": torch.__version__,
    }
    card = write(tensors, about, trainer.reference.files.folder)
    sys.stdout.write(jsonl.pretty(card))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    reports = sorted(path.stem for path in TRAIN.glob("*.jsonl"))
    parser.add_argument("--hold-out", choices=reports, help="measure on this report, write nothing")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--rank", type=int, default=32)
    return parser.parse_args()


if __name__ == "__main__":
    main()
