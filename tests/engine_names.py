"""Names that try to get out of a filter."""

# What someone might call a file to get out of a filter.
HOSTILE = (
    'x"] or report >= 0 or report in ["',
    "x'] or true or report in ['",
    "0] or report >= 0 or report in [0",
    "{reports}",
    "x\\",
    "",
)
