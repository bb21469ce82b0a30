"""Build the book in both languages: ``python tools/build_book.py build/book``. A warning is an error; nothing is fetched."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
BOOKS = {"en": (DOCS, []), "vi": (DOCS / "vi", ["-t", "vi"])}
COVER = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>cchc</title>
<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:18vh auto;padding:0 1.2rem}a{display:block;padding:.8rem 0}</style>
</head><body><h1>cchc</h1>
<a href="vi/index.html">Tiếng Việt: thời hạn giải quyết thủ tục hành chính</a>
<a href="en/index.html" lang="en">English: deadlines of Vietnamese administrative procedures</a>
</body></html>
"""


def build(target: Path, *, quick: bool = False) -> int:
    """Build both books side by side under ``target``; return how many failed. ``quick``: modules without their members."""
    tags = ["-t", "quick"] if quick else []
    target.mkdir(parents=True, exist_ok=True)
    fixed = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going", "-c", DOCS]
    running = [
        subprocess.Popen([*fixed, *tags, *flags, "-d", target / ".doctrees" / lang, source, target / lang])
        for lang, (source, flags) in BOOKS.items()
    ]
    failed = sum(one.wait() != 0 for one in running)
    (target / "index.html").write_text(COVER, "utf-8")
    return failed


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1] if len(sys.argv) > 1 else "build/book")))
