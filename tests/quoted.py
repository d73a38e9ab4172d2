"""Words of the reports that tests quote."""

from __future__ import annotations

# As the report prints them (corpus/harrow-2012.txt, paragraph 58; the first sentence of 1).
HEALTH = (
    "Services to promote good health outcomes for looked after children and care leavers are "
    "inadequate."
)
PURPOSE = (
    "The purpose of the inspection is to evaluate the contribution made by relevant services in "
    "the local area towards ensuring that children and young people are properly safeguarded"
)
