"""Units by their words, in Milvus: BM25 over terms made here, the same as without Milvus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.index.milvus import collections
from qa.index.milvus.filters import among, in_reports, with_terms
from qa.index.milvus.server import MOST_HITS, asked
from qa.index.retrieval.words import terms_of
from qa.index.sqlite.manifest import EngineUsed

_OVERSAMPLE = 2  # of each field: a unit may be good by both and best by neither


class MilvusWords:
    """Ranked units by the words of their heading and body. Safe across threads."""

    def __init__(self, used: EngineUsed, numbers: Mapping[str, int]) -> None:
        self._used = used
        self._name = collections.Pair.of(used).units
        self._numbers = numbers
        self._count = collections.count(used, self._name)

    def __len__(self) -> int:
        return self._count

    def analyse(self, text: str) -> list[str]:
        """A text's terms as the index holds them: lower case, stemmed, accents off, no repeats."""
        return terms_of(text)

    def search(
        self,
        query: str | Sequence[str],
        k: int,
        reports: Sequence[str] | None = None,
        *,
        heading_boost: float = 1.0,
    ) -> list[tuple[str, float]]:
        """The k best units that hold any of the words, best first, with their BM25 scores.

        `reports` holds the search to those reports. `heading_boost` multiplies the score of the
        unit's headings; 0 leaves them out. Raises EngineError when Milvus does not answer.
        """
        text = " ".join(terms_of(query if isinstance(query, str) else " ".join(query)))
        within = "" if reports is None else in_reports(reports, self._numbers)
        if not text or k <= 0 or within is None:
            return []
        boosts = {"body": 1.0, "heading": heading_boost} if heading_boost else {"body": 1.0}
        most = min(k * _OVERSAMPLE if heading_boost else k, MOST_HITS)
        found = {field: self._best(field, text, most, within) for field in boosts}
        names = {place: unit for hits in found.values() for place, (unit, _) in hits.items()}
        totals = dict.fromkeys(names, 0.0)
        for field, boost in boosts.items():
            missed = names.keys() - found[field].keys()
            if missed and len(found[field]) == most:  # or else it holds none of the words
                rest = self._best(field, text, len(missed), among("place", sorted(missed)))
                found[field] |= rest
            for place, (_, score) in found[field].items():
                totals[place] += boost * score
        ranked = sorted((-total, names[place]) for place, total in totals.items())
        return [(unit, -score) for score, unit in ranked[:k]]

    def holding(self, text: str, k: int) -> list[str]:
        """The k best units whose body holds every word of a text, in whatever order."""
        terms = terms_of(text)
        if not terms or k <= 0:
            return []
        hits = self._best("body", " ".join(terms), min(k, MOST_HITS), with_terms(terms))
        return [unit for unit, _ in sorted(hits.values(), key=lambda hit: -hit[1])]

    def _best(self, field: str, text: str, k: int, within: str) -> dict[int, tuple[str, float]]:
        """The best units by one field: their keys and scores, by their places."""
        found = asked(
            self._used.uri,
            "search",
            self._name,
            data=[text],
            anns_field=f"{field}_bm25",
            limit=k,
            filter=within,
            output_fields=["unit"],
            search_params={},
        )
        # milvus-lite gives scores of BM25 as distances, below zero; a server as they are.
        return {hit.id: (hit["entity"]["unit"], abs(hit.distance)) for hit in found[0]}
