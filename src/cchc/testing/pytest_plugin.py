"""A plugin of pytest, there once ``cchc`` is installed: fixtures for calendar, catalogue, decrees and a clock that stands.

* ``cchc_calendar`` is the official calendar; ``@pytest.mark.cchc_known_on("2026-08-01")`` freezes it as known on that day.
* ``cchc_catalogue``, ``cchc_regimes``, ``cchc_setting`` are the bundled procedures, the one-stop decrees, and what a dossier is
  tracked by.
* ``cchc_clock`` is a ``now`` that moves when the test says so; ``@pytest.mark.cchc_now("2026-11-16T09:00")`` sets it.

Nothing of the library is imported before a test asks for a fixture. At the end stands what each
:class:`~cchc.testing.dossier_machine.DossierMachine` compared, and what it could not.
"""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from cchc.deadlines.policy import Regimes
    from cchc.deadlines.working_calendar import WorkingCalendar
    from cchc.rulebook.procedures import Catalogue
    from cchc.tracking.terms import Setting

_MARKERS = (
    "cchc_known_on(day): the calendar as it was known on that day, a date or its text",
    "cchc_now(instant): where the clock stands when the test begins, an instant of Vietnam's time or its text",
)


class Clock:
    """A ``now`` for tests: it stands until it is moved, and never goes back.

    >>> from cchc import VIETNAM_TIME
    >>> clock = Clock(datetime(2026, 11, 16, 9, tzinfo=VIETNAM_TIME))
    >>> clock.forward(days=1, hours=2).isoformat(), clock().isoformat()
    ('2026-11-17T11:00:00+07:00', '2026-11-17T11:00:00+07:00')
    """

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return now, so that the clock can stand where a system takes a function."""
        return self.now

    def forward(self, **by: float) -> datetime:
        """Move on by what :class:`~datetime.timedelta` takes, and return the new moment.

        Raises:
            ValueError: it would go back.
        """
        return self.set(self.now + timedelta(**by))

    def set(self, now: datetime) -> datetime:
        """Move on to ``now``, and return it.

        Raises:
            ValueError: it would go back.
        """
        if now < self.now:
            raise ValueError(f"the clock stands at {self.now.isoformat()} and does not go back to {now.isoformat()}; ask for another one")
        self.now = now
        return now


def pytest_configure(config: pytest.Config) -> None:
    """Make the markers known."""
    for line in _MARKERS:
        config.addinivalue_line("markers", line)


@pytest.fixture
def cchc_calendar(request: pytest.FixtureRequest) -> WorkingCalendar:
    """The official calendar, as known on the day of the marker ``cchc_known_on`` where there is one."""
    from cchc.rulebook import load_calendar

    day = _marked(request, "cchc_known_on")
    if day is None:
        return load_calendar()
    return load_calendar().as_known_on(day if isinstance(day, date) else date.fromisoformat(day))


@pytest.fixture(scope="session")
def cchc_catalogue() -> Catalogue:
    """The bundled catalogue of procedures."""
    from cchc.rulebook import load_procedures

    return load_procedures()


@pytest.fixture(scope="session")
def cchc_regimes() -> Regimes:
    """The dated versions of the one-stop decrees."""
    from cchc.rulebook import load_regimes

    return load_regimes()


@pytest.fixture
def cchc_setting(cchc_calendar: WorkingCalendar, cchc_regimes: Regimes) -> Setting:
    """What dossiers are tracked by: the calendar, frozen or not, the decrees, the common hours."""
    from cchc.tracking.terms import Setting

    return Setting(calendar=cchc_calendar, regimes=cchc_regimes)


@pytest.fixture
def cchc_clock(request: pytest.FixtureRequest) -> Clock:
    """A clock that stands at the instant of the marker ``cchc_now``."""
    from cchc.model.instant import VIETNAM_TIME

    now = _marked(request, "cchc_now")
    if now is None:
        raise pytest.UsageError('cchc_clock never reads the time: mark the test with @pytest.mark.cchc_now("2026-11-16T09:00")')
    at = now if isinstance(now, datetime) else datetime.fromisoformat(now)
    return Clock(at.replace(tzinfo=VIETNAM_TIME) if at.tzinfo is None and isinstance(now, str) else at.astimezone(VIETNAM_TIME))


def _marked(request: pytest.FixtureRequest, name: str) -> Any:
    marker = request.node.get_closest_marker(name)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return marker.args[0] if marker is not None else None  # pyright: ignore[reportUnknownMemberType]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what each machine compared and what it could not."""
    if "cchc.testing.tally" not in sys.modules:
        return
    from cchc.testing.tally import TALLIES

    if TALLIES:
        terminalreporter.section("cchc: hosts beside the law")
    for one in TALLIES.values():
        for line in one.lines():
            terminalreporter.write_line(line)
