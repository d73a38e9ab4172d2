"""The page, made with Gradio; gradio itself is imported only when a page is built."""

from qa.web.page import Site, build_page, launch, serve

__all__ = ["Site", "build_page", "launch", "serve"]
