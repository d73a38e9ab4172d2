"""What another version of a report changes."""

from __future__ import annotations

from dataclasses import dataclass

from qa.report import Report


@dataclass(frozen=True, slots=True)
class Difference:
    """How the paragraphs of one version differ from another's, told by their numbers.

    `changed` have other words under the same number. Recommendations and judgements are counted,
    before and after.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    recommendations: tuple[int, int]
    judgements: tuple[int, int]

    @classmethod
    def between(cls, before: Report, after: Report) -> Difference:
        """From one version to the other, both whole."""
        old = {paragraph.number: paragraph.text for paragraph in before.paragraphs}
        new = {paragraph.number: paragraph.text for paragraph in after.paragraphs}
        both = [number for number in new if number in old]
        changed = tuple(number for number in both if old[number] != new[number])
        return cls(
            added=tuple(number for number in new if number not in old),
            removed=tuple(number for number in old if number not in new),
            changed=changed,
            same=len(both) - len(changed),
            recommendations=(len(before.recommendations), len(after.recommendations)),
            judgements=(len(before.judgements), len(after.judgements)),
        )

    def describe(self) -> str:
        """In a phrase.

        >>> Difference(("4",), (), ("1", "2"), 7, (9, 9), (12, 11)).describe()
        '1 paragraph added, none removed, 2 changed, 7 the same; judgements: 11, not 12'
        """
        added = f"{len(self.added) or 'no'} paragraph{'' if len(self.added) == 1 else 's'} added"
        removed = f"{len(self.removed) or 'none'} removed"
        said = f"{added}, {removed}, {len(self.changed) or 'none'} changed, {self.same} the same"
        for name in ("recommendations", "judgements"):
            before, after = getattr(self, name)
            said += f"; {name}: {after}, not {before}" if before != after else ""
        return said

    def to_json(self) -> dict[str, object]:
        return {
            "added": list(self.added),
            "removed": list(self.removed),
            "changed": list(self.changed),
            "same": self.same,
            "recommendations": list(self.recommendations),
            "judgements": list(self.judgements),
        }


def is_version_of(offered: Report, held: Report) -> bool:
    """Whether two different files are versions of one report.

    They are of one authority and one framework, and published on one day, or under one reference
    number, or (where one of them prints no date of publication) of one inspection. The number alone
    does not do: some frameworks print the authority's own.
    """
    if (offered.authority_key, offered.framework_key) != (held.authority_key, held.framework_key):
        return False
    if offered.published and held.published:
        if offered.published == held.published:
            return True
    elif offered.inspection_ended == held.inspection_ended:
        return True
    same_number = offered.reference_no is not None and offered.reference_no == held.reference_no
    return same_number and offered.inspected == held.inspected
