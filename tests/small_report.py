"""A small report of our own, and its reading."""

from __future__ import annotations

from qa.reading import read_source
from qa.reading.source import Source
from qa.report import Report

FRONT = """Inspection of safeguarding and looked after children services

London Borough of Sutton

Inspection dates: 3 – 14 May 2010
Reporting inspector: Ann Other HMI

Published: 11 June 2010

Contents

About this inspection\t2
Safeguarding services\t3
Overall effectiveness\t3
Quality of provision\t4
Record of main findings\t9

"""
FINDINGS = """
Record of main findings:

Safeguarding services\t
Overall effectiveness\tGood
Quality of provision\tAdequate
Services for looked after children\t
Overall effectiveness\tInadequate
Being healthy\tOutstanding
"""


def read(body: str, *, findings: str = FINDINGS) -> Report:
    return read_source(Source("sutton.txt", FRONT + body + findings, "0" * 64))
