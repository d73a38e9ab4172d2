"""Sentences a language model may write of the Harrow report, and the prose that is made of them."""

from __future__ import annotations

from scripted_model import Scripted

from qa.answer.form.reply import Answer
from qa.assistant import Assistant
from qa.prose.endpoint import Endpoint
from qa.prose.writing import Prose

HARROW = "what did Ofsted say about Harrow LAC health?"
# Sentences of paragraphs 58 and 60 of Harrow 2012.
INADEQUATE = (
    "Services to promote good health outcomes for looked after children and care leavers "
    "are inadequate."
)
ENGLISH = (
    "UASC are supported very well, including by the local college that provides accreditation "
    "for the learning of English."
)
SHARING = "Information sharing between social care and health is inadequate."
# Said of Harrow by nobody.
INVENTED = "“Every child in Harrow sees a doctor twice a month.” [harrow-2012#58]"
TRUE = f"“{INADEQUATE}” [harrow-2012#58]"
TRUE_TOO = f"Inspectors found that “{SHARING}” [harrow-2012#60]"


def written(assistant: Assistant, answer: Answer, served: Scripted, seconds: float = 20) -> Prose:
    """All that stands of what a scripted model writes about an answer."""
    endpoint = Endpoint(served.url, "a-model", seconds=seconds)
    *_, last = assistant.write(answer, endpoint)
    return last
