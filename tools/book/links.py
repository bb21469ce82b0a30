"""Pages are written for a code host; what the book needs besides is put in while they are read.

* A link out of ``docs/`` becomes its text; a link from the Vietnamese pages to an English one leads into the English book.
* The name of a file above its content (```` ```toml title="…" ````) is shown, a diagram's source is folded away, a wide
  picture may be scrolled.
* Each page names the same page in the other language, or the first one where there is none.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import translators

DOCS = Path(__file__).parents[2] / "docs"
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(((?:\.\./)+[^)#\s]*)(#[^)\s]*)?\)")
TITLED = re.compile(r'^```(\w+) title="([^"]+)"$', re.MULTILINE)
DIAGRAM = re.compile(r"^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)

WORDS = {
    "On this page": "Trong trang này",
    "Next": "Trang sau",
    "Previous": "Trang trước",
    "Home": "Trang đầu",
    "Back to top": "Về đầu trang",
    "Skip to content": "Đến nội dung",
    "Contents": "Mục lục",
    "Search": "Tìm kiếm",
}


def setup(app: Sphinx) -> None:
    """Register."""
    app.connect("builder-inited", vietnamese_words)
    app.connect("source-read", prepared)
    app.connect("doctree-read", scrolling_pictures)
    app.connect("html-page-context", other_language)


def vietnamese_words(app: Sphinx) -> None:
    """Say the words around a page that no catalogue of the theme has."""
    if app.config.language == "vi":
        vars(translators["general", "sphinx"])["_catalog"].update(WORDS)


def prepared(app: Sphinx, docname: str, source: list[str]) -> None:
    """Rewrite what a page says for the book."""
    book = "vi/" if app.config.language == "vi" else ""
    text = LINK.sub(lambda found: _link(found, f"{book}{docname}", book), source[0])
    text = TITLED.sub(r"{.file-name}\n\2\n\n```\1", text)
    source[0] = DIAGRAM.sub(lambda found: f"<details><summary>Mermaid</summary><pre>{escape(found[1])}</pre></details>", text)


def _link(found: re.Match[str], page: str, book: str) -> str:
    words, target, anchor = found[1], normpath(f"{dirname(page)}/{found[2]}"), found[3] or ""
    if target.startswith(".."):
        return words
    if target.startswith(book) or not target.endswith(".md"):
        return found[0]
    up = "../" * (page.count("/"))
    shown = re.sub(r"`([^`]+)`", r"<code>\1</code>", words)
    return f'<a class="reference internal" href="{up}en/{target.removesuffix(".md")}.html{anchor}" hreflang="en">{shown}</a>'


def scrolling_pictures(app: Sphinx, tree: nodes.document) -> None:
    """Put each picture that stands alone into a box of its own."""
    for image in list(tree.findall(nodes.image)):
        if isinstance(image.parent, nodes.paragraph) and len(image.parent.children) == 1:
            wide = [] if "/count-" in image["uri"] else ["wide"]
            image.parent.replace_self(nodes.container("", image.deepcopy(), classes=["picture", *wide]))


def other_language(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Tell the template where the other language is."""
    here, there, name = ("vi", "en", "English") if app.config.language == "vi" else ("en", "vi", "Tiếng Việt")
    folder = DOCS if there == "en" else DOCS / "vi"
    page = pagename if (folder / f"{pagename}.md").exists() else "index"
    up = "../" * (pagename.count("/") + 1)
    context |= {"other_language": there, "other_language_name": name, "other_language_url": f"{up}{there}/{page}.html", "here": here}
