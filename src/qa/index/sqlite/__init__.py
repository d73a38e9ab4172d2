"""Reports in SQLite: their paragraphs, passages, judgements and words."""
