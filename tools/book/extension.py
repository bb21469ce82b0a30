"""The book's own part of Sphinx: pages of modules, titles of code blocks, links between the two languages."""

from __future__ import annotations

from sphinx.application import Sphinx

from book import links, modules


def setup(app: Sphinx) -> dict[str, bool]:
    """Register what the pages use."""
    modules.setup(app)
    links.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
