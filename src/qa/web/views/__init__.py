"""Answers, reports and figures as HTML."""
