"""A turn as it was typed."""
