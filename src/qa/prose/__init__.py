"""Prose by a language model, if one is given: no sentence of it is shown that code has not held
to the reports.
"""
