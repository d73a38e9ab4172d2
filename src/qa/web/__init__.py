"""The page, made with Gradio; gradio itself is imported only when a page is built."""

from qa.web.page import build_page, launch, serve

__all__ = ["build_page", "launch", "serve"]
