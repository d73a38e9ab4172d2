"""Ask public inspection reports; every quote is the report's own words, cited by paragraph."""

__version__ = "0.1.0"
