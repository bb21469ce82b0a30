"""The adapter: what a host fills in to have its system asked. Only ``rules`` and ``due`` are needed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import ClassVar

from cchc.deadlines.office_hours import OfficeHours
from cchc.deadlines.policy import Policy, Regime, Regimes
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.errors import UsageError
from cchc.testing.contract.answer import Due
from cchc.testing.contract.feature import Feature
from cchc.testing.contract.question import Question, Setting


class Adapter:
    """A host's system behind a few methods, and what is known about it.

    ``calendar`` and ``office`` are those built into the system; left ``None``, small ones are drawn, and the adapter
    sets the system to ``question.setting`` before it asks. ``policy`` is the choices the system makes where the law
    leaves one; ``None`` means those of the decree. A hook that is not overridden is reported as not tested, and so is
    each feature in ``cannot``.
    """

    rules: ClassVar[Regimes | Regime | None] = None
    """The decrees, needed: ``load_regimes()``."""
    calendar: ClassVar[WorkingCalendar | None] = None
    """The calendar built into the system, such as ``load_calendar()``; ``None`` when it can be set to any."""
    office: ClassVar[OfficeHours | None] = None
    """The office hours built into the system; ``None`` when it can be set to any."""
    policy: ClassVar[Policy | None] = None
    """The system's choices where the law leaves one; ``None``: the decree's."""
    cannot: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """What the system cannot be asked, each with the reason: ``{"working_hours": "we count days only"}``."""
    lang: ClassVar[str] = "vi"
    """The language of the reports: ``"vi"`` or ``"en"``."""
    examples: ClassVar[int | None] = None
    """How many questions for each rule; ``None``: as many as the Hypothesis profile says (100)."""

    def due(self, question: Question) -> Due:
        """Return when the system says ``question`` is due: a day, an instant for hours, ``None``, or ``Refused``."""
        raise NotImplementedError("write due(self, question): ask your system and return its day or instant")

    def refused(self, question: Question) -> Collection[str]:
        """Return the ids of the ``question.entries`` that the system does not take."""
        raise NotImplementedError

    def is_late(self, question: Question, at: datetime) -> bool:
        """Return whether the system calls the dossier late at ``at``."""
        raise NotImplementedError

    def is_working_day(self, day: date, setting: Setting) -> bool:
        """Return whether the system counts ``day``."""
        raise NotImplementedError

    def add(self, day: date, count: int, setting: Setting) -> date:
        """Return the ``count``-th working day after ``day``."""
        raise NotImplementedError

    def subtract(self, day: date, count: int, setting: Setting) -> date:
        """Return the ``count``-th working day before ``day``."""
        raise NotImplementedError

    def count(self, start: date, end: date, setting: Setting) -> int:
        """Return the working days after ``start`` through ``end``."""
        raise NotImplementedError

    def elapsed(self, start: datetime, end: datetime, setting: Setting) -> timedelta:
        """Return the working time from ``start`` to ``end``."""
        raise NotImplementedError


HOOKS = ("due", "refused", "is_late", "is_working_day", "add", "subtract", "count", "elapsed")
"""What an adapter may fill in."""


def law_of(adapter: Adapter) -> Regimes | Regime:
    """Return the decrees the adapter is judged by.

    Raises:
        UsageError: the adapter names none.
    """
    if adapter.rules is None:
        raise UsageError(f"{type(adapter).__name__} says not by which decrees it counts; write rules = load_regimes() in its body")
    return adapter.rules


def not_tested(adapter: Adapter, needs: Collection[Feature], asks: Collection[str]) -> str:
    """Return why a rule that ``needs`` features and ``asks`` hooks cannot be tested; nothing when it can.

    Raises:
        UsageError: ``cannot`` names something that is no feature, or no hook at all is filled in.
    """
    unknown = sorted(set(adapter.cannot) - set(Feature))
    if unknown:
        raise UsageError(f"cannot names {', '.join(unknown)}; the features are {', '.join(Feature)}")
    if all(getattr(type(adapter), hook) is getattr(Adapter, hook) for hook in HOOKS):
        raise UsageError(f"{type(adapter).__name__} asks nothing of a system; write at least: def due(self, question)")
    vi = adapter.lang == "vi"
    for hook in asks:
        if getattr(type(adapter), hook) is getattr(Adapter, hook):
            return f"bộ nối không có {hook}()" if vi else f"the adapter has no {hook}()"
    for need in needs:
        if need in adapter.cannot:
            return f"{need.label(adapter.lang)}: {adapter.cannot[need]}"
        if (need is Feature.OTHER_CALENDARS and adapter.calendar) or (need is Feature.OTHER_OFFICES and adapter.office):
            return f"{need.label(adapter.lang)}: {'đã cố định trong bộ nối' if vi else 'it is built in'}"
    return ""
