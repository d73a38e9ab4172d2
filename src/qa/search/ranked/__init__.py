"""Candidates found, and ranked."""
