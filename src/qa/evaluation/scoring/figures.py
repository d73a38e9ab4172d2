"""From scored replies to figures: plain JSON, kept in evals/results/ and printed by tables.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from qa import __version__
from qa.errors import NotFoundError
from qa.evaluation.questions import measures, verbatim
from qa.evaluation.questions.gold import CHAT, CROSS, NEGATIVE, UNANSWERABLE, Expect, Gold
from qa.evaluation.scoring import structure
from qa.evaluation.scoring.judged import grades_right
from qa.evaluation.scoring.risk import risk_coverage
from qa.evaluation.scoring.scores import Score, score_run

Figures = dict[str, Any]

RANKING_MEASURES = ("ndcg10", "mrr", "recall5", "recall10")


def compute(
    gold: Gold, rows: Sequence[Mapping[str, Any]], library: verbatim.Library, encoder: str = ""
) -> Figures:
    """Every figure of a run. `library` is where the quotes are checked against the source;
    `encoder` the name of the one that ranked.
    """
    scores = score_run(gold, rows)
    single = [s for s in scores if s.group not in (CHAT, UNANSWERABLE) and s.type != NEGATIVE]
    chat = [s for s in scores if s.group == CHAT]
    return {
        "version": __version__,
        "encoder": encoder,
        "questions": len(scores),
        "all": group(single),
        "by_type": _by(single, lambda s: s.type),
        "by_report": _by(single, lambda s: s.group),
        "by_training": _by(single, lambda s: _training(s, gold)),
        "chat": group(chat),
        "chat_by_kind": _by(chat, lambda s: s.type),
        "quotes": _quotes(rows, library),
        "grades": grades_right(gold, rows, library),
        "refusals": _refusals(scores),
        "false_refusals": _false_refusals(scores),
        "risk_coverage": risk_coverage(scores),
        "reading": _reading(gold, library),
        "answer_ms": _answer_ms(scores),
        "per_question": {s.name: s.ranking.ndcg10 for s in scores if s.ranking},
    }


def group(scores: Sequence[Score]) -> Figures:
    """The figures of a group of replies; a measure that nothing in it can have is None."""
    ranked = [s.ranking for s in scores if s.ranking]
    phrases = sum(s.phrases for s in scores)
    quoted = sum(s.quoted for s in scores)
    return {
        "questions": len(scores),
        **{name: _mean([getattr(r, name) for r in ranked]) for name in RANKING_MEASURES},
        "phrases_found": _share(sum(s.phrases_found for s in scores), phrases),
        "quoted_relevant": _share(sum(s.quoted_relevant for s in scores), quoted),
        "answered": _share(sum(s.answered for s in scores), len(scores)),
    }


def _mean(values: Sequence[float]) -> Figures | None:
    """A mean with its 95 % confidence interval."""
    if not values:
        return None
    low, high = measures.interval(values)
    return {"mean": sum(values) / len(values), "low": low, "high": high}


def _share(part: int, whole: int) -> Figures | None:
    return {"share": part / whole, "of": whole} if whole else None


def _by(scores: Iterable[Score], name: Callable[[Score], str | None]) -> dict[str, Figures]:
    groups: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        named = name(score)
        if named is not None:
            groups[named].append(score)
    return {named: group(groups[named]) for named in sorted(groups)}


def _training(score: Score, gold: Gold) -> str | None:
    """Whether a question is about a report that the encoder may have been trained on."""
    if not gold.trained or score.group == CROSS:
        return None  # questions over several reports are neither
    return "trained on" if score.group in gold.trained else "unseen"


def _quotes(rows: Sequence[Mapping[str, Any]], library: verbatim.Library) -> Figures:
    wrong = verbatim.exceptions(rows, library)
    return {
        "checked": sum(len(verbatim.shown_in(row)) for row in rows),
        "not_verbatim": len(wrong),
        "exceptions": wrong,
    }


def _refusals(scores: Iterable[Score]) -> dict[str, Figures]:
    """By kind of question that the reports cannot answer: how many were refused or answered as
    they should be, how many gave the right reason, how many showed the paragraph that corrects.
    """
    groups: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        if score.group == UNANSWERABLE or score.type == NEGATIVE:
            groups[score.type].append(score)
    return {kind: _refusal(groups[kind]) for kind in sorted(groups)}


def _refusal(scores: Sequence[Score]) -> Figures:
    return {
        "expected": str(scores[0].expect),
        "questions": len(scores),
        "right": sum(s.right for s in scores),
        "refused": sum(not s.answered for s in scores),
        "reason_right": sum(s.reason_right is True for s in scores),
        "corrected": sum(s.answered and s.nearest_cited for s in scores),
        "wrong_ids": [s.name for s in scores if not s.right],
    }


def _false_refusals(scores: Iterable[Score]) -> Figures:
    answerable = [s for s in scores if s.expect is Expect.ANSWER]
    refused = [s.name for s in answerable if not s.answered]
    return {"answerable": len(answerable), "refused": len(refused), "ids": refused}


def _reading(gold: Gold, library: verbatim.Library) -> dict[str, Figures]:
    figures = {}
    for known in gold.structures:
        try:
            report = library.report(known.report)
        except NotFoundError:
            continue  # a library that does not hold it cannot have read it wrongly
        counts = structure.compare(known, report)
        figures[known.report] = {what: {"right": r, "of": of} for what, (r, of) in counts.items()}
    return figures


def _answer_ms(scores: Iterable[Score]) -> Figures | None:
    spent = [score.wall_ms for score in scores]
    if not spent:
        return None
    return {
        "p50": round(measures.percentile(spent, 0.5), 2),
        "p95": round(measures.percentile(spent, 0.95), 2),
    }
