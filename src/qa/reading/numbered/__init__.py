"""Numbered paragraphs and recommendations."""
