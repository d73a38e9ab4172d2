"""What is searched: vectors, words in their place, and BM25."""
