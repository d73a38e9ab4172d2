"""Lines of a report as text: hyphens, dates, names, prose."""
