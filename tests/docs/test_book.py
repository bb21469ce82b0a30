"""The book is built in both languages without a warning, asks for nothing outside, and every link in it leads somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
FETCHED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data", "embed": "src", "use": "href"}
pytest.importorskip("sphinx", reason="the book needs Sphinx")
PAGES_OF_BOTH = ("index", "counting", "glossary", "findings", "errors", "tutorials/embed", "tutorials/validate", "tutorials/property-test")


class Page(HTMLParser):
    """What a page fetches, where it leads, and the places in it that can be led to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.places: set[str] = set()
        self.lang = ""
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.places |= {told[name] for name in ("id", "name") if name in told}
        if tag == "html":
            self.lang = told["lang"]
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        if FETCHED.get(tag) in told:
            self.fetched.append(told[FETCHED[tag]])
        self.fetched += re.findall(r"url\(([^)]+)\)", told.get("style", ""))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book, built once; a warning fails it."""
    target = tmp_path_factory.mktemp("book")
    command = "import sys; from pathlib import Path; from build_book import build; sys.exit(build(Path(sys.argv[1]), quick=True))"
    built = subprocess.run([sys.executable, "-c", command, target], cwd=ROOT / "tools", capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return target


@pytest.fixture(scope="module")
def pages(book: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in sorted(book.rglob("*.html"))}


def test_both_languages_are_there(book: Path, pages: dict[Path, Page]) -> None:
    for lang in ("en", "vi"):
        for name in PAGES_OF_BOTH:
            assert pages[book / lang / f"{name}.html"].lang == lang
    written = {path.relative_to(ROOT / "docs").with_suffix("") for path in (ROOT / "docs").rglob("*.md")}
    made = {path.relative_to(book).with_suffix("") for path in pages}
    assert {one if one.parts[0] == "vi" else "en" / one for one in written} - made == set()


def test_no_page_asks_for_an_outside_address(book: Path, pages: dict[Path, Page]) -> None:
    assert {str(path): found for path, page in pages.items() if (found := [one for one in page.fetched if OUTSIDE.match(one)])} == {}
    for sheet in book.rglob("*.css"):
        asked = re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")]+)", sheet.read_text("utf-8"))
        assert [one for one in asked if OUTSIDE.match(one)] == [], sheet


def test_every_link_inside_leads_somewhere(pages: dict[Path, Page]) -> None:
    broken: list[str] = []
    for path, page in pages.items():
        for link in page.links + page.fetched:
            if OUTSIDE.match(link) or re.match(r"[a-z]+:", link):
                continue
            target, _, place = link.partition("#")
            aim = (path.parent / unquote(target.partition("?")[0])).resolve() if target else path
            if not aim.exists() or (place and aim in pages and unquote(place) not in pages[aim].places and not place.startswith("svg-")):
                broken.append(f"{path.name}: {link}")
    assert broken == []


def test_no_code_of_the_pages_is_lost_in_translation() -> None:
    """A Vietnamese tutorial or how-to holds the Python lines of its English counterpart, but for the language of an answer."""
    for page in sorted((ROOT / "docs" / "vi").glob("*/*.md")):
        english = (ROOT / "docs" / page.relative_to(ROOT / "docs" / "vi")).read_text("utf-8")
        imports = set(re.findall(r"^(?:>>> )?(?:from|import) .*$", english, re.MULTILINE))
        assert imports - set(re.findall(r"^(?:>>> )?(?:from|import) .*$", page.read_text("utf-8"), re.MULTILINE)) == set(), page


def test_every_error_has_a_cause_and_a_mend_in_both_languages() -> None:
    import tomllib

    import cchc.errors

    told = tomllib.loads((ROOT / "tools" / "book" / "errors.toml").read_text("utf-8"))
    codes = {one.code for one in vars(cchc.errors).values() if isinstance(one, type) and issubclass(one, cchc.errors.CchcError)}
    assert codes - told.keys() == set()
    assert {code for code, one in told.items() if one.keys() != {"cause_vi", "mend_vi", "mend_en"}} == set()
