"""How long it takes, and how it grows."""
