"""Gold questions, what a run is held to, and the measures."""
