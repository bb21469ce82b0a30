"""The book: English from this folder; with the tag ``vi``, the Vietnamese pages from ``vi/``, which lean on the English reference."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tools"))

import cchc  # noqa: E402

VIETNAMESE = tags.has("vi")  # noqa: F821  # pyright: ignore[reportUndefinedVariable]

project = "cchc"
author = "The cchc team"
release = version = cchc.__version__
language = "vi" if VIETNAMESE else "en"
root_doc = "index"
nitpicky = False

extensions = ["myst_parser", "book.extension"]
if not VIETNAMESE:
    extensions += ["sphinx.ext.autodoc", "sphinx.ext.napoleon"]

exclude_patterns = ["vi", "schema", "_static", "_templates"]
templates_path = [str(HERE / "_templates")]

myst_enable_extensions = ["colon_fence", "attrs_block"]
myst_heading_anchors = 4
suppress_warnings = ["ref.python"]  # a bare name in a signature that two modules share
highlight_language = "text"

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "undoc-members": False, "show-inheritance": False}
add_module_names = False
toc_object_entries = False
autodoc_use_type_comments = False
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True

html_theme = "furo"
html_title = "cchc"
html_static_path = [str(HERE / "_static")]
html_css_files = ["book.css"]
html_show_sphinx = False
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {"top_of_page_buttons": []}
