"""Write docs/generated/foreign-desk.md: what the contract finds in the two desks of examples/foreign/. A test compares it."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "generated" / "foreign-desk.md"
EXAMPLES = 30
"""Questions for each rule: enough for each defect of the two desks, few enough for every run of the tests."""

INTRO = """\
# Two foreign desks, held to the law

What `DeadlineContract` finds in two systems that compute due dates the way such systems usually do. Their programs and
their adapters are in `examples/foreign/`. `python tools/foreign_desk.py` writes this page,
and a test holds it to what is found today.

For each rule that a desk breaks: the shortest question on which it differs, its answer, the right one, and the law of each
step. How to hold a system of your own to it: [Test your deadlines](../how-to/test-your-deadlines.md). T01 to T86 number the
pitfalls known from other systems.
"""
ONE_STOP = """\
A day is always eight hours; hours are kept as numbers that read like a clock (730); rows of holidays are read from the
moment of receipt on; the search ends after 360 days; every result is rounded up to a quarter of an hour; the printed date
is stored, and each pause is added to it, measured since the last action.
"""
SLA = """\
One opening and one closing hour a day, so that lunch counts; days off but no made-up days; a day is entered as eight
hours; time on hold is added by the clock on the wall; late is what lies past the stored date, on hold or not.
"""
DESKS = (
    ("TestOneStopDesk", "A typical one-stop system", ONE_STOP),
    ("TestSlaDesk", "A help desk turned into a one-stop shop", SLA),
)


def page() -> str:
    """Return the page, the same on every run."""
    from cchc.testing.contract import examine

    folder = str(ROOT / "examples" / "foreign")
    sys.path.insert(0, folder)
    try:
        import test_desks
    finally:
        sys.path.remove(folder)
    told = [INTRO]
    for name, title, words in DESKS:
        told += [f"## {title}\n", words, examine(getattr(test_desks, name)(), examples=EXAMPLES).markdown("en"), ""]
    return "\n".join(told)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
