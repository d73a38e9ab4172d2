"""Hold every quotation of a paper to the report it cites, before it is printed."""

import sys

from qa import Assistant
from qa.checking.plaintext import from_text

assistant = Assistant.open(sys.argv[1] if len(sys.argv) > 1 else "index")

PAPER = """\
Inspectors found that services "to promote good health outcomes for looked after children and
care leavers are inadequate" (Harrow 2012, paragraph 58). They also wrote that "services to promote
good health outcomes for looked after children and care leavers are adequate" (Harrow 2012,
paragraph 58), and that "every child was delighted with the caterers" (Harrow 2012, paragraph 58).
"""

for checked in assistant.check_document(from_text(PAPER)):
    print(f"{checked.verdict}: “{checked.quotation[:60]}...”")
    for difference in checked.differences:
        print(f"  it says “{difference.quotation}”, the report “{difference.report}”")
    for match in checked.matches[:1]:
        print(f"  {match.citation}")
