"""What an inspection asked for, of whom and by when."""
