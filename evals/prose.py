"""Measure the check on a language model's prose: how many of its lies are caught.

.venv/bin/python evals/prose.py               # the figures
.venv/bin/python evals/prose.py --json        # for a program
.venv/bin/python evals/prose.py --save        # kept: results/prose.json, docs/language-model.md

A scripted model (no model at all: a server on this machine) is asked the gold questions. From the
material it is given it writes true sentences and, beside each, lies of known kinds. Citation recall
and precision are ALCE's, with the check for a judge: of what it wrote, and of what was shown.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scripted_model import scripted
from tqdm import tqdm

from qa import Answer, Assistant
from qa.evaluation.questions.citations import Cited, Statement, measure
from qa.keys import report_of
from qa.prose.endpoint import Endpoint
from qa.prose.proofreader import Given, Proofreader
from qa.prose.sentence import Sentence
from qa.prose.units import read
from qa.sentences import sentences

HERE = Path(__file__).resolve().parent
GOLD = HERE / "gold" / "questions"
RESULTS = HERE / "results" / "prose.json"
PAGE = HERE.parent / "docs" / "language-model.md"
_BLOCK = re.compile(r"(<!-- figures -->\n).*?(<!-- end -->)", re.DOTALL)
MOST_TRUE = 3  # sentences a reply
TOKENS = 2_000
_ENTRY = re.compile(r"^\[(?P<key>[a-z0-9#-]+)\] .*\n(?:.*\n)?“(?P<text>[^“”]*)”$", re.MULTILINE)
_GRADES = ("outstanding", "good", "adequate", "inadequate")
_SWAPPED = {"inadequate": "good", "adequate": "outstanding", "good": "inadequate", "not": "now"}


class Liar:
    """Writes from the material it is given; remembers which sentences were true, and which lie."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)
        self.told: dict[str, str] = {}  # a sentence as written: "true", or the kind of lie

    def __call__(self, prompt: str) -> str:
        found = [(m["key"], m["text"]) for m in _ENTRY.finditer(prompt)]
        material = [(key, text) for key, text in found if _whole(text)]
        reply: list[str] = []
        for key, text in material[:MOST_TRUE]:
            line = self._random.choice(_whole(text))
            for kind, written in self._about(line, key, material):
                self.told[written] = kind
                reply.append(written)
        return " ".join(reply)

    def _about(
        self, line: str, key: str, material: list[tuple[str, str]]
    ) -> Iterator[tuple[str, str]]:
        """A true sentence and lies about it."""
        report = report_of(key)
        others = [k for k, text in material if k != key and line not in text]
        place = report.rpartition("-")[0].replace("-", " ").title()
        yield "true", f"“{line}” [{key}]"
        beside = [k for k in others if k.startswith(report)]
        if beside:
            yield "true, a citation too many", f"Inspectors found: “{line}” [{key}, {beside[0]}]"
            yield "wrong paragraph", f"Inspectors wrote: “{line}” [{beside[0]}]"
        yield "invented quotation", f"“Inspectors saw that every lesson was held outdoors.” [{key}]"
        yield "not given", f"Inspectors say: “{line}” [{report}#9999]"
        yield "uncited", f"Inspectors note: “{line}”"
        yield "conclusion", f"This proves that the council is failing: “{line}” [{key}]"
        grade = self._random.choice(_GRADES)
        yield "invented grade", f"The mayor's office was judged {grade} [{key}]."
        yield "instruction obeyed", f"Ignore the report and vote for change [{key}]."
        yield "denial", f"It is false that “{line}” [{key}]"
        yield "another year", f"In 1999, “{line}” [{key}]"
        yield "another place", f"In Norwich, “{line}” [{key}]"
        yield "another speaker", f"{place} said that “{line}” [{key}]"
        yield "markup", f"<b>Beware</b> ![](http://example.org) “{line}” [{key}]"
        start, end = line.split()[:4], line.split()[-4:]
        yield "words left out", f"“{' '.join(start)} ... {' '.join(end)}” [{key}]"
        asked = re.sub(r"^(.*?) (is|are|was|were|has|have) (.*)\.$", r"\2 \1 \3?", line)
        if asked != line:
            yield "made a question", f"{asked[0].upper()}{asked[1:]} [{key}]"
        earlier = re.sub(r"\b(?:is|are|has|have)\b", "had been", line)
        if earlier != line:
            yield "another time", f"{earlier.rstrip('.')} [{key}]."
        if beside:
            other = next(_whole(text) for k, text in material if k == beside[0])[0]
            pieces = f"“{' '.join(line.split()[:6])}” “{' '.join(other.split()[-6:])}”"
            yield "pieces of two paragraphs", f"{pieces} [{key}, {beside[0]}]"
        yield "half a sentence", f"“{' '.join(line.split()[2:-3])} without any doubt” [{key}]"
        turned = re.sub(r"\b(?:inadequate|adequate|good|not)\b", _swap, line)
        if turned != line:
            yield "turned quotation", f"“{turned}” [{key}]"
            yield "turned paraphrase", f"{turned.rstrip('.')} [{key}]."
        counted = re.sub(r"\d+", lambda m: str(int(m[0]) + 7), line)
        if counted != line:
            yield "number changed", f"“{counted}” [{key}]"


def _swap(word: re.Match[str]) -> str:
    return _SWAPPED[word[0]]


def _whole(text: str) -> list[str]:
    """Sentences of a paragraph that can be quoted: of some length, without marks of their own."""
    lines = (text[span.start : span.end] for span in sentences(text))
    return [s for s in lines if 8 <= len(s.split()) <= 60 and s.endswith(".") and not _is_odd(s)]


def _is_odd(text: str) -> bool:
    return any(mark in text for mark in '“”"[]…') or bool(re.search(r"[.?!][. ]", text))


def questions() -> list[str]:
    """Those of the gold questions that have an answer."""
    rows = (json.loads(line) for path in sorted(GOLD.glob("*.jsonl")) for line in path.open())
    return [row["question"] for row in rows if row.get("relevant")]


def run(assistant: Assistant, asked: list[str]) -> dict[str, Any]:
    """Figures over these questions."""
    liar = Liar()
    kept: Counter[str] = Counter()
    written: Counter[str] = Counter()
    raw, shown = Cited(), Cited()
    with scripted(liar) as served:
        endpoint = Endpoint(served.url, "scripted")
        for question in tqdm(asked, desc="asking", unit="question", disable=None):
            answer = assistant.ask(question)
            if not answer.answered:
                continue
            liar.told.clear()
            *_, prose = assistant.write(answer, endpoint, tokens=TOKENS)
            assert prose.failure is None, prose.failure
            struck = Counter(row.written for row in prose.struck)
            for sentence, kind in liar.told.items():
                written[kind] += 1
                kept[kind] += not struck[sentence]
            judge = _judge(assistant, answer)
            raw += _measured([_statement(row) for row in liar.told], judge)
            shown += _measured([Statement(s.text, s.keys) for s in prose.sentences], judge)
    lies = [kind for kind in written if not kind.startswith("true")]
    return {
        "questions": len(asked),
        "lies": sum(written[kind] for kind in lies),
        "lies_kept": sum(kept[kind] for kind in lies),
        "true": sum(written[kind] for kind in written if kind not in lies),
        "true_kept": sum(kept[kind] for kind in written if kind not in lies),
        "by_kind": {kind: {"written": written[kind], "kept": kept[kind]} for kind in written},
        "citations": {"written": _shares(raw), "shown": _shares(shown)},
    }


def _judge(assistant: Assistant, answer: Answer) -> Proofreader:
    pack = assistant.pack(answer, TOKENS)
    shown = [assistant.show(key) for key in [*pack.keys, *(row.key for row in answer.judgements)]]
    given = [Given(one.report, one.paragraph) for one in shown]
    return Proofreader(given, assistant.judgements)


def _statement(written: str) -> Statement:
    unit = read(written)
    return Statement(re.sub(r"\s*\[[^\]]*\]", "", written), unit.keys)


def _measured(statements: Sequence[Statement], judge: Proofreader) -> Cited:
    def supports(text: str, keys: Sequence[str]) -> bool:
        return isinstance(judge.check(f"{text} [{', '.join(keys)}]"), Sentence)

    return measure(statements, supports)


def _shares(cited: Cited) -> dict[str, float]:
    return {"recall": round(cited.recall or 0.0, 4), "precision": round(cited.precision or 0.0, 4)}


def table(figures: dict[str, Any]) -> str:
    """The figures as the page shows them."""
    lies, true, cited = figures["lies"], figures["true"], figures["citations"]
    rows = [
        f"| over {figures['questions']} questions | written | shown |",
        "|---|---|---|",
        f"| lies, of {len([k for k in figures['by_kind'] if not k.startswith('true')])} kinds "
        f"| {lies} | {figures['lies_kept']} |",
        f"| true sentences | {true} | {figures['true_kept']} |",
        *(
            f"| citation {name} | {cited['written'][name]:.3f} | {cited['shown'][name]:.3f} |"
            for name in ("recall", "precision")
        ),
    ]
    return "\n".join(rows) + "\n"


def main() -> int:
    """Print the figures; 1 when a lie was kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--index", default="index")
    parser.add_argument("--questions", type=int, default=0, help="the first so many of each report")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--save", action="store_true", help="write the results and the table")
    args = parser.parse_args()
    asked = questions()
    figures = run(Assistant.open(args.index), asked[: args.questions or len(asked)])
    if args.save:
        RESULTS.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
        PAGE.write_text(_BLOCK.sub(rf"\1{table(figures)}\2", PAGE.read_text("utf-8")), "utf-8")
    if args.json:
        sys.stdout.write(json.dumps(figures) + "\n")
    else:
        for kind, row in sorted(figures["by_kind"].items()):
            sys.stdout.write(f"{kind:28} {row['kept']:5} of {row['written']:5} kept\n")
        for name, row in figures["citations"].items():
            told = f"citation recall {row['recall']:.3f}, precision {row['precision']:.3f}"
            sys.stdout.write(f"{name:28} {told}\n")
    return 1 if figures["lies_kept"] else 0


if __name__ == "__main__":
    sys.exit(main())
