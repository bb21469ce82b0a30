"""Pages of the reference that are read from the package: ``.. modules:: cchc.deadlines`` and ``.. public-names::``."""

from __future__ import annotations

import builtins
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import nested_parse_with_titles

PYTHONS_OWN = {
    *dir(builtins),
    "date",
    "datetime",
    "time",
    "timedelta",
    "Fraction",
    "Decimal",
    "Path",
    "Any",
    "Sequence",
    "Iterable",
    "Iterator",
}
PYTHONS_OWN |= {"Mapping", "Callable", "Literal", "Self", "Final", "ClassVar", "NamedTuple", "BaseModel", "Annotated"}
VALUES = {
    "VIETNAM_TIME": "The time zone of the law: +07:00.",
    "TimeLimit": "Any of the time limits.",
    "ClockEntry": "Any of the entries of a clock's ledger.",
}
"""Public names that are no function and no class, in words."""
KEPT: dict[str, list[str]] = {}


def names_of(*rooms: str) -> Iterator[str]:
    """Return each room and every module in it, at any depth, in order."""
    for room in rooms:
        yield room
        path = getattr(importlib.import_module(room), "__path__", ())
        yield from (one.name for one in pkgutil.walk_packages(path, f"{room}."))


def first_line(thing: object) -> str:
    """Return the first sentence of a docstring."""
    text = (inspect.getdoc(thing) or "").split("\n\n", 1)[0]
    return " ".join(text.split())


class Generated(SphinxDirective):
    """A directive whose content is reStructuredText that is made here."""

    def lines(self) -> Iterator[str]:
        """Return the text."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        """Parse the text in place of the directive."""
        node = nodes.Element()
        nested_parse_with_titles(self.state, StringList(list(self.lines()), source="generated"), node)
        return node.children


class Modules(Generated):
    """``.. modules:: cchc.deadlines``: the room and every module in it, from their docstrings."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], str]]] = {"without": directives.unchanged_required}

    def lines(self) -> Iterator[str]:
        """Return a section for each module; with the tag ``quick``, its docstring alone.

        ``:without:`` names inner parts that are left out, as patterns of their last name.
        """
        inner = self.options.get("without", "").split()
        members = ["   :no-members:", ""] if self.env.app.tags.has("quick") else []
        for name in names_of(*self.arguments[0].split()):
            if not any(fnmatch(name.rpartition(".")[2], one) for one in inner):
                yield from (name, "=" * len(name), "", f".. automodule:: {name}", *members, "")


class PublicNames(Generated):
    """``.. public-names::``: what ``from cchc import …`` offers, each with its first sentence and its place."""

    def lines(self) -> Iterator[str]:
        """Return one list item for each name."""
        cchc = importlib.import_module("cchc")
        for name in sorted(cchc.__all__, key=str.casefold):
            thing = getattr(cchc, name)
            home = f"cchc.{vars(cchc)['_MODULE_OF'][name]}" if name in VALUES else thing.__module__
            yield f"* :py:obj:`{name} <{home}.{name}>`: {VALUES.get(name) or first_line(thing)}"


def skipped(app: Sphinx, what: str, name: str, thing: object, skip: bool, options: object) -> bool | None:  # noqa: FBT001
    """Leave out the fields of a named tuple that say no more than their number: the signature has them."""
    return True if (inspect.getdoc(thing) or "").startswith("Alias for field number") else None


def keep_short(app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Remember the docstring of an attribute, before its first words are taken for a type because a colon follows them."""
    if what in ("attribute", "property", "data"):
        KEPT[name] = list(lines)


def give_back(app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Put the docstring of an attribute back as it was written."""
    lines[:] = KEPT.pop(name, list(lines))


def plain_builtins(app: Sphinx, tree: nodes.document) -> None:
    """Leave the names of Python's own types unlinked: looking for them among all names of the package takes a third of the build."""
    for link in list(tree.findall(addnodes.pending_xref)):
        if link.get("refdomain") == "py" and link.get("reftarget") in PYTHONS_OWN:
            link.replace_self(link.children)


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.connect("doctree-read", plain_builtins)
    if "sphinx.ext.autodoc" in app.config.extensions:
        app.setup_extension("sphinx.ext.autodoc")
        app.connect("autodoc-skip-member", skipped)
        app.connect("autodoc-process-docstring", keep_short, priority=400)
        app.connect("autodoc-process-docstring", give_back, priority=600)
    made: dict[str, type[Directive]] = {"modules": Modules, "public-names": PublicNames}
    for name, one in made.items():
        app.add_directive(name, one)
