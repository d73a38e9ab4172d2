"""An index made, opened, verified and brought up to date."""
