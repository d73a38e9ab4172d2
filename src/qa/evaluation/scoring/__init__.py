"""Runs become figures, intervals and comparisons."""
