"""Reading: a file of the corpus to a Report, and an account of how."""

from qa.reading.read import is_report_file, read_report, read_source

__all__ = ["is_report_file", "read_report", "read_source"]
