"""What was said before it."""
