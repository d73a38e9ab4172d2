"""What a search found, and what is worked out from it."""
