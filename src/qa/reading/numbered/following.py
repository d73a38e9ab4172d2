"""How a block stands to the paragraph before it: more of it, an item of it, or something new."""

from __future__ import annotations

from qa.pieces import Join
from qa.reading.numbered.blocks import Block, BlockKind, is_label
from qa.reading.numbered.drafts import Draft, bullet_of
from qa.reading.text.frameworks import common
from qa.reading.text.prose import is_cut, is_finished, opens_lower, opens_upper

MAX_PHRASE = 16  # words of a list item that is no sentence


def opens_anew(draft: Draft, block: Block) -> bool:
    """Whether a block opens a new paragraph of text without numbers.

    So does each of the bullets under a heading that are whole sentences, and prose after a list.
    """
    if block.kind is BlockKind.ROW or not opens_upper(block.text):
        return False
    if block.kind is BlockKind.BULLET:
        # The items under a finding may have another mark than the findings themselves.
        is_after_items = draft.bullet != draft.items_bullet != ""
        is_next = is_after_items and bullet_of(draft.source, block) == draft.bullet
        is_next = is_next or (not draft.in_list and is_finished(draft.last))
        return is_next and is_sentence(block.text)
    if not block.after_blank or is_cut(draft.last):
        return False
    is_after_list = draft.last_is_item and not block.loose and is_sentence(block.text)
    return is_finished(draft.last) or is_after_list


def is_sentence(text: str) -> bool:
    """Whether a text looks like a whole sentence or more, not like a phrase of a list."""
    return opens_upper(text) and (is_finished(text) or len(text.split()) > MAX_PHRASE)


def goes_on(draft: Draft, block: Block) -> bool:
    """Whether a block can only be the second half of what stands before it."""
    if not draft.last:
        return False
    if draft.last_is_item:
        return is_cut(draft.last) and opens_lower(block.text)
    return not is_finished(draft.last) and opens_lower(block.text)


def is_item(draft: Draft, block: Block) -> bool:
    """Whether a block is a list item, not the rest of one or of a sentence."""
    if not (draft.in_list and block.text.strip()):
        return False
    cut = draft.last_is_item and block.after_blank and is_cut(draft.last, block.text)
    if block.kind is BlockKind.BULLET:
        return not (cut and opens_lower(block.text))
    if block.loose:
        return not cut
    # A recommendation that lost its bullet and its indent: no prose stands among them.
    if cut or not draft.lists_recommendations:
        return False
    return is_label(draft.last) or block.text.split()[0].lower() in common().imperatives


def go_on(draft: Draft, block: Block) -> None:
    """Join a block to the open paragraph: mid-item, mid-sentence, or as prose after a list."""
    starts_anew = draft.last_is_item and is_finished(draft.last) and not opens_lower(block.text)
    draft.prose(block.pieces, Join.LINE if starts_anew else Join.PAGE)
