"""The answer as it is handed on, and the words around its quotes."""
