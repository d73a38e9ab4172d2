"""What a question asks for, told by its words alone."""
