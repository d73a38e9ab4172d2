"""The same search over published collections, in BEIR's format."""
