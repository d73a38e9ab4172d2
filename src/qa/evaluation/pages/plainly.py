"""What a run of the evals found, in sentences that need no measure explained."""

from __future__ import annotations

from collections.abc import Iterator

from qa.evaluation.scoring.figures import Figures


def plainly(figures: Figures) -> list[str]:
    """Whether quotations are exact, what is refused, and how much of a reply is to the point; what
    a run has no figures of is left out.

    >>> quotes = {"checked": 9, "not_verbatim": 0, "exceptions": []}
    >>> refused = {"answerable": 4, "refused": 1, "ids": ["q1"]}
    >>> plainly({"quotes": quotes, "false_refusals": refused, "refusals": {}, "all": {}})
    ... # doctest: +NORMALIZE_WHITESPACE
    ['Of 9 quotations 9 are word for word in the report they are cited to.',
     'Of 4 questions that the reports answer, 1 was refused.']
    """
    return list(_sentences(figures))


def _sentences(figures: Figures) -> Iterator[str]:
    quotes, refused = figures["quotes"], figures["false_refusals"]
    exact = quotes["checked"] - quotes["not_verbatim"]
    yield (
        f"Of {quotes['checked']:,} quotations {exact:,} are word for word in the report they are "
        "cited to."
    )
    yield f"Of {refused['answerable']:,} questions that the reports answer, {_were(refused)}."
    absent = [row for row in figures["refusals"].values() if row["expected"] == "refuse"]
    if absent:
        of = sum(row["questions"] for row in absent)
        told = sum(row["refused"] for row in absent)
        yield f"Of {of:,} that they do not answer, {told:,} were refused, as they should be."
    shown = figures["all"].get("quoted_relevant")
    if shown:
        share = f"{100 * shown['share']:.0f}"
        yield f"Of 100 paragraphs that are quoted, {share} bear on the question."
    needed = figures["all"].get("phrases_found")
    if needed:
        share = f"{100 * needed['share']:.0f}"
        yield f"Of 100 phrases that a full answer needs, {share} are in the reply."


def _were(refused: Figures) -> str:
    count = refused["refused"]
    return f"{count:,} {'was' if count == 1 else 'were'} refused"
