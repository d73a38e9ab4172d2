"""Grades: from the tables, in the text, on which scale, and why."""
