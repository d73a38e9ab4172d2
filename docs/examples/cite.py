"""Ask, follow up, and print each quotation with the source and date that the terms ask for."""

import sys

from qa import Assistant

assistant = Assistant.open(sys.argv[1] if len(sys.argv) > 1 else "index")

first = assistant.ask("what did Ofsted say about Harrow LAC health?")
then = assistant.ask("and Barnet?", previous=[first])
nobody = assistant.ask("what did Ofsted say about children in care in Croydon?")

for answer in (first, then, nobody):
    print(answer.question)
    if not answer.answered:
        # `answer.nearest` holds what is near the subject; it is not an answer.
        print(f"  not answered ({answer.reason})")
    for row in answer.judgements:
        print(f"  {row.aspect}: {row.grade} (grade {row.number}; scale: {row.scale})")
    for quote in answer.quotes:
        print(f"  “{quote.text}”\n    {quote.citation} [{quote.key}]")
