"""Passages and words kept in Milvus, for libraries that one machine does not hold."""
