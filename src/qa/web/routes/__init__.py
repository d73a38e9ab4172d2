"""What is served beside the page."""
