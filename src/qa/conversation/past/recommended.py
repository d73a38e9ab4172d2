"""What was recommended, as whoever asks what came of it speaks of it: how it is with that since."""

from __future__ import annotations

from dataclasses import replace

from qa.search.asked.facts import LibraryFacts
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood


def what_came_of(last: Understood, facts: LibraryFacts) -> Understood:
    """What was spoken of last, as a subject, where it was asked what to do about it and a later
    report may tell what came of that: what it finds, and whether it asks for the same again.
    """
    if last.kind is not Kind.RECOMMENDATION or not _has_later(last, facts):
        return last
    asking = {word for cue in load_lexicon().kinds[last.kind] for word in cue.split()}
    subject = " ".join(word for word in last.subject.split() if word not in asking)
    return replace(last, subject=subject, kind=Kind.TOPIC) if subject else last


def _has_later(last: Understood, facts: LibraryFacts) -> bool:
    """Whether a report of an authority is later than the first that was spoken of."""
    years = [report.year for report in facts.reports if report.key in last.reports]
    held = [report.year for report in facts.of(last.authorities)] if last.authorities else []
    return bool(years and held) and max(held) > min(years)
