"""The formal grades of every report as a table. Compare words: the numbers changed direction."""

import sys

from qa import Assistant

assistant = Assistant.open(sys.argv[1] if len(sys.argv) > 1 else "index")
judgements = assistant.judgements()

try:
    import pandas
except ImportError:
    for row in judgements:
        print(row.report, row.strand, row.aspect, row.grade, row.number, sep="\t")
else:
    frame = pandas.DataFrame(row.to_json() for row in judgements)
    print(frame.groupby(["report", "grade"], sort=False).size().unstack(fill_value=0))

# The same number on the scales of two frameworks.
for report in assistant.reports():
    print(report.key, report.scale.describe(), sep="\t")
