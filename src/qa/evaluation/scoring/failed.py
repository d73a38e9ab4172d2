"""The questions that went wrong, as HTML: for the page of a run and for the app alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from textwrap import shorten

from qa.evaluation.scoring.failures import Failure, Ranked

_WORDS_SHOWN = 260  # characters of a paragraph
_GRADES = {0: ("not relevant", "wrong"), 1: ("supports", "right"), 2: ("answers", "right")}

Named = Callable[[str], str]
"""A paragraph's key as HTML: as it is, or as something that opens the paragraph."""


def failed(found: Sequence[Failure], level: int, named: Named) -> str:
    """How many failed, and each with what was wanted and what was retrieved, folded away.

    `level` is that of the heading. All their texts are escaped; `named` does its own escaping.
    """
    rows = "".join(_failure(each, level + 1, named) for each in found)
    return (
        f'<h{level} class="qa-h2">Questions that failed: {len(found)}</h{level}>'
        '<p class="qa-muted">Refused or answered wrongly, or no paragraph that answers among the '
        f"first three. The worst ranking first.</p>{rows}"
    )


def _failure(failure: Failure, level: int, named: Named) -> str:
    score = "" if failure.ndcg10 is None else f", nDCG@10 {failure.ndcg10:.3f}"
    about = f"{failure.name}, {failure.type}, {failure.group}{score}"
    none = "Nothing: the reports do not answer it."
    wanted = _list("ul", f"<h{level}>Wanted</h{level}>", failure.wanted, none, named)
    found = _list("ol", f"<h{level}>Retrieved</h{level}>", failure.found, "Nothing.", named)
    return (
        f'<details class="qa-failure"><summary>{escape(failure.question)}<br>'
        f'<span class="qa-wrong">{escape(failure.why)}</span> '
        f'<span class="qa-small">({escape(about)})</span></summary>'
        f'<div class="qa-failed"><div>{wanted}</div><div>{found}</div></div></details>'
    )


def _list(tag: str, title: str, ranked: Sequence[Ranked], none: str, named: Named) -> str:
    if not ranked:
        return f"{title}<p>{none}</p>"
    items = "".join(f"<li>{_paragraph(each, named, tag == 'ul')}</li>" for each in ranked)
    return f"{title}<{tag}>{items}</{tag}>"


def _paragraph(ranked: Ranked, named: Named, with_place: bool) -> str:
    said, kind = _GRADES[ranked.grade]
    place = f"place {ranked.place}" if ranked.place else "not among those retrieved"
    text = shorten(ranked.text, _WORDS_SHOWN, placeholder=" …")
    return (
        f'{named(ranked.key)} <span class="qa-{kind}">{said}</span>'
        + (f", {place}" if with_place else "")
        + f'<br><span class="qa-muted">{escape(text)}</span>'
    )
