"""From a question and what was found to an answer."""
