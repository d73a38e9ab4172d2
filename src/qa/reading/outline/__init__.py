"""Headings, and what the front of a report tells."""
