"""Whether to say no, and how: what is not held, not told, or denied."""
