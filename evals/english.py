"""Write the English words that a question may hold though no report does: src/qa/data/english.txt.

    pip install symspellpy==6.10.1    # for its list alone: nothing of it is needed to answer
    python evals/english.py

The list is that of SymSpell: the words of SCOWL, American and British, by how often they stand in
Google's books. The commonest are kept: of the rarest, more are typed by a slip of the fingers
("teems", "thees") than are meant.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

import qa
from qa.search.language.english import COMMENT, ENGLISH

KEPT = 50_000
SOURCE = "frequency_dictionary_en_82_765.txt"
NOTICE = """
The commonest English words, one a line, by which a word is told from a misspelling of another.
Made by evals/english.py of frequency_dictionary_en_82_765.txt in symspellpy 6.10.1 (MIT License,
Copyright (c) 2025 mmb L, Copyright (c) 2021 Wolf Garbe): Google Books Ngram data (Creative Commons
Attribution 3.0) and SCOWL, Spell Checker Oriented Word Lists, Copyright 2000-2019 by Kevin
Atkinson. Permission to use, copy, modify, distribute and sell these word lists, the associated
scripts, the output created from the scripts, and its documentation for any purpose is hereby
granted without fee, provided that the above copyright notice appears in all copies and that both
that copyright notice and this permission notice appear in supporting documentation. Kevin Atkinson
makes no representations about the suitability of this array for any purpose. It is provided "as
is" without express or implied warranty.
"""


def main() -> int:
    """Write them, in order of the alphabet, after where they come from."""
    rows = (files("symspellpy") / SOURCE).read_text("utf-8-sig").splitlines()
    counted = [(int(count), word) for word, count in map(str.split, rows)]
    words = sorted(word for _, word in sorted(counted, reverse=True)[:KEPT] if word.isalpha())
    notice = [f"{COMMENT} {line}" for line in NOTICE.strip().splitlines()]
    path = Path(qa.__file__).parent / "data" / ENGLISH
    path.write_text("\n".join([*notice, *words]) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
