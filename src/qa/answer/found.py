"""What a search found for a question, and what is worked out from it when it is needed."""

from __future__ import annotations

from qa.answer.confidence import READ, Features, features_of
from qa.answer.fitting import fit_of
from qa.answer.quoting import Evidence, gather
from qa.search.question import Hit, Understood
from qa.search.ranking import Candidates, Wanted
from qa.search.searcher import Searcher
from qa.search.signals import Outline

READ_FOR_QUOTES = 6
READ_OF_EACH = 3  # paragraphs of each report, where several have their say


class Found:
    """What a search found, and what is worked out from it when it is needed."""

    def __init__(
        self,
        searcher: Searcher,
        wanted: Wanted,
        pool: Candidates,
        hits: tuple[Hit, ...],
    ) -> None:
        self._searcher = searcher
        self._wanted = wanted
        self._pool = pool
        self._features: Features | None = None
        self.hits = hits

    def outline(self, key: str) -> Outline:
        """What kind of paragraph it is and where it stands."""
        return self._searcher.outlines[key]

    def features(self) -> Features:
        """What tells whether the question is answered at all."""
        if self._features is None:
            store = self._searcher.library.store
            best = [store.paragraph(hit.key) for hit in self.hits[:READ]]
            texts = [" ".join([*paragraph.section, paragraph.text]) for paragraph in best]
            self._features = features_of(self._searcher.facts, self._wanted, self._pool, texts)
        return self._features

    def evidence(self, understood: Understood) -> list[Evidence]:
        """Sentences of the best paragraphs, scored; tables are told in the lead, not quoted."""
        shown = set(understood.beyond)
        prose = [
            hit
            for hit in self.hits
            if not self.outline(hit.key).is_findings and hit.key.partition(".")[0] not in shown
        ]
        if understood.over_several:
            reports = dict.fromkeys(hit.key.split("#")[0] for hit in prose)
            hits = [
                hit
                for report in reports
                for hit in [h for h in prose if h.key.startswith(f"{report}#")][:READ_OF_EACH]
            ]
        else:
            hits = prose[:READ_FOR_QUOTES]
        library = self._searcher.library
        fit = fit_of(understood, self._searcher.outlines)
        return gather(library, self._searcher.facts, self._wanted, hits, fit)
