"""A question understood: where, when, what kind, which words."""
