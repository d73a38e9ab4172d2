"""The evidence that names the subject of the field which a question asks about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qa.answer.asking.phrasing import load_phrasing, spaced
from qa.answer.asking.subject import names_any, owner_of_name
from qa.answer.quotes.quoting import Evidence
from qa.search.asked.question import Hit, Understood


def naming_subject(
    understood: Understood,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
    likely: Mapping[str, float],
    text: Callable[[str], str],
) -> list[Evidence]:
    """The evidence of paragraphs that name the subject of the field asked about, and of the
    `likely` best if it is the nearest, too; or all, less what is of another subject of nearly that
    name.
    """
    phrasing = load_phrasing()
    asked = phrasing.subjects_of(understood.query)
    others = phrasing.others_of(understood.query)
    texts = {key: spaced(text(key)) for key in {row.quote.paragraph.key for row in evidence}}
    owner = owner_of_name(understood, [hit.key for hit in hits], text)
    meant = {
        key
        for key, said in texts.items()
        if not names_any(said, others) and (not owner or key.startswith(owner))
    }
    rows = [row for row in evidence if row.quote.paragraph.key in meant] or list(evidence)
    names = [name for subject, said in asked.items() for name in (subject, *said)]
    naming = {key for key, said in texts.items() if names_any(said, names)}
    first = max(texts, key=lambda key: likely.get(key, 0.0), default="")
    # The name may be there by the way: "at sixth form, is there advice about ...?"
    nearest = max(rows, key=lambda row: row.cosine).quote.paragraph.key if rows else ""
    kept = naming | ({first} if naming and nearest == first else set())
    return [row for row in rows if row.quote.paragraph.key in kept] or rows
