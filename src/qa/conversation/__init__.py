"""Conversation: a turn as typed, and the replies before it, to a question that stands alone."""

from qa.conversation.follow import follow_up

__all__ = ["follow_up"]
