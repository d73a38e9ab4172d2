"""Fine-tune the bundled encoder on evals/gold and write its adapter: docs/encoder.md.

    python evals/train.py --hold-out redbridge-2010   choose: nothing is written to the package;
                                                      the encoder is kept for fit_ranking.py
    python evals/train.py                             train on all three reports, write the adapter
    python evals/train.py --keep-layers               learn again what questions look for, and leave
                                                      the layers of the adapter that ships
    python evals/train.py --unmet                     the same without the invented reports that
                                                      these layers have not met: nothing is written
                                                      to the package; kept for fit_ranking.py

Stopped, it goes on from the last whole epoch when it is called again with the same settings.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from factors import card_of_layers, factorised, of_layers, word_tensors, write
from invented import LATER, corpus, reader
from moves import Mover, MoveRecipe
from numpy.typing import NDArray
from pairs import Question, Texts, questions, texts
from tqdm import tqdm
from trainer import Recipe, Trainer, best_pairs
from words import COURSE as words_course
from words import Teacher
from written import reports

from qa import jsonl
from qa.evaluation.questions.measures import ndcg, recall
from qa.index.encoding import adapter
from qa.index.encoding.card import INTERACTION, Card
from qa.index.encoding.interaction import Interaction
from qa.index.encoding.reference import ReferenceEncoder, export_onnx, load_reference
from qa.index.making.build import build
from qa.index.making.library import Library
from qa.search.ranked.searcher import Searcher

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "encoder"
HELD_OUT = ROOT / "evals" / "results" / "encoder-held-out.json"
RANKS = (16, 32, 64)  # measured on the held-out report


def main() -> None:
    """Train, measure on what was held out, or write the adapter."""
    args = _arguments()
    recipe = Recipe(epochs=args.epochs, seed=args.seed, hold_out=args.hold_out)
    words = replace(words_course, seed=args.seed)
    moves = MoveRecipe(replace(MoveRecipe().course, seed=args.seed))
    WORK.mkdir(parents=True, exist_ok=True)
    reports_of_both = corpus(ROOT / "corpus", WORK / "corpus")
    build(reports_of_both, WORK / "index", model="base", reader=reader())
    library = Library.open(WORK / "index")
    asked = questions(library)
    held = {q.report: texts(library.store.report(q.report)) for q in asked}
    trainer = Trainer(recipe, load_reference("base"), WORK)
    left_out = LATER if args.unmet else {recipe.hold_out}
    kept = [q for q in asked if q.report not in left_out]
    unseen = [q for q in asked if q.report == recipe.hold_out]
    if args.keep_layers or args.unmet:
        tensors = of_layers()
    else:
        trainer.train(
            lambda: best_pairs(trainer.reference, kept, held), _measuring(trainer, unseen, held)
        )
        if recipe.hold_out:
            _compare_ranks(trainer, unseen, held)
        tensors = factorised(trainer.deltas(), args.rank)
    changes = adapter.whole(tensors)
    trainer.put({name: weight + changes[name] for name, weight in trainer.before.items()})
    others = WORK / ("unmet" if args.unmet else "whole")
    made = WORK / "held-out" / recipe.hold_out if recipe.hold_out else others
    teacher, mover = _teachers(trainer.reference, asked, made)
    about = sorted({q.report for q in kept})
    learnt = replace(teacher.learn(about, words), move=mover.learn(about, moves))
    put_into(made / "encoder", learnt)
    if recipe.hold_out:
        _measure_learnt(trainer, teacher, mover, learnt)
        _keep(trainer)
    elif not args.unmet:
        own = {"recipe": asdict(recipe), "rank": args.rank, "questions_of_layers": len(kept)}
        layers = card_of_layers() if args.keep_layers else own
        recipes = {"words": asdict(words), "moves": moves.to_json(), "questions": len(kept)}
        _write(trainer, {**tensors, **word_tensors(learnt)}, {**layers, **recipes})


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
    build(WORK / "corpus", made / "index", encoder=encoder, reader=reader())
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
        **about,
        "trained_on": reports(),
        "torch": torch.__version__,
    }
    card = write(tensors, about, trainer.reference.files.folder)
    sys.stdout.write(jsonl.pretty(card))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    choices = reports()
    parser.add_argument("--hold-out", choices=choices, help="measure on this report, write nothing")
    parser.add_argument(
        "--keep-layers", action="store_true", help="those of the adapter that ships"
    )
    parser.add_argument(
        "--unmet",
        action="store_true",
        help="the same without the reports that these layers have not met; write nothing",
    )
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--rank", type=int, default=32)
    args = parser.parse_args()
    if (args.keep_layers or args.unmet) and args.hold_out:
        parser.error("the layers that ship have met every report: leave out --hold-out")
    return args


if __name__ == "__main__":
    main()
