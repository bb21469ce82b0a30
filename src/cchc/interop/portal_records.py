"""One published record as a procedure: limits only where they are plain, every other part as it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeAlias, cast

from pydantic import BaseModel, FailFast, Field

from cchc.errors import LimitError
from cchc.interop.portal_parts import components_of, fee_and_rest, fees_of, instruments_of, labels_of, lines_of, on_one_line, rows_in_note
from cchc.model.procedure import Agencies, Level, Procedure, ProcedureLimit, PublishedLimit, Result, Submission, UnconfirmedLimit
from cchc.model.receipt import Channel
from cchc.model.time_limit import Months, TimeLimit, WorkingDays, exact_amount

FindingCode: TypeAlias = Literal[
    "no_limit", "bad_amount", "unknown_unit", "unknown_channel", "unknown_level", "several_limits", "differs_by_channel", "unread_part"
]
"""What is noticed about a record that was read."""


@dataclass(frozen=True, slots=True)
class PortalFinding:
    """Something a person should know about a record: a word for machines, a sentence, and where it was seen."""

    code: FindingCode
    message: str
    line: int
    procedure: str


@dataclass(frozen=True, slots=True)
class PortalProcedure:
    """A record that was read: the procedure, and what was noticed about it."""

    line: int
    procedure: Procedure
    findings: tuple[PortalFinding, ...] = ()


_Cell: TypeAlias = Annotated[str, Field(max_length=100)]


class _Row(BaseModel, strict=True, frozen=True, extra="ignore"):
    channel: _Cell
    amount: _Cell
    unit: _Cell
    text: Any = ""


class PortalRecord(BaseModel, strict=True, frozen=True, extra="ignore"):
    """One line of the published form. What a deadline needs is checked; the other parts are taken as far as they are text."""

    code: str = Field(pattern=r"^[0-9]\.[0-9]{6}$")
    name: str = Field(min_length=1, max_length=5_000)
    decision: str = Field(max_length=200)
    levels: Annotated[tuple[_Cell, ...], FailFast()] = Field(max_length=20)
    fields: Annotated[tuple[Annotated[str, Field(max_length=1_000)], ...], FailFast()] = Field(max_length=20)
    channels: Annotated[tuple[_Row, ...], FailFast()] = Field(max_length=200)
    kind: Any = ""
    applicants: Any = ()
    competent_authority: Any = ""
    executing_agency: Any = ""
    coordinating_agency: Any = ""
    delegated_agency: Any = ""
    channels_note: Any = ""
    components_text: Any = ""
    legal_instruments: Any = ()
    result_codes: Any = ()
    conditions_text: Any = ""
    steps_text: Any = ""


def _label(text: str) -> str:
    """What two spellings of one printed label share."""
    return on_one_line(text).casefold()


def _shown(text: str) -> str:
    """Return printed text as a message may quote it."""
    text = on_one_line(text)
    return repr(text if len(text) <= 80 else f"{text[:79]}…")


_CHANNELS = {_label(channel.label_vi): channel for channel in Channel}
_LEVELS: dict[str, Level] = {
    "cấp bộ": "ministry",
    "cấp tỉnh": "province",
    "cấp huyện": "district",
    "cấp xã": "commune",
    "cơ quan khác": "other",
}
_CONFIRMED: dict[str, type[WorkingDays | Months]] = {"ngày làm việc": WorkingDays, "tháng": Months}
_BARE = ("ngày", "giờ")
_AMOUNT = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,2})?")
"""An amount as it is published. Three decimals are refused: "1.500" is one and a half thousand in Vietnamese."""

_Key: TypeAlias = tuple[int | Fraction | str, str]
"""What makes two printed limits the same: the amount (its text, when it is no number) and the unit's label."""


def _in_order(channels: Iterable[Channel]) -> tuple[Channel, ...]:
    """Each channel once, in the order of the model, so that a record's row order changes nothing."""
    found = set(channels)
    return tuple(channel for channel in Channel if channel in found)


class PortalReader:
    """One record on its way to a procedure; collects what is noticed."""

    def __init__(self, line: int, record: PortalRecord) -> None:
        self._line = line
        self._record = record
        self._findings: list[PortalFinding] = []

    def read(self) -> PortalProcedure:
        """Return the procedure with what was noticed."""
        record = self._record
        levels = self._levels()
        limits = self._limits()
        ways, note = self._submission()
        table = self._text("components_text")
        components, cases = components_of(table)
        unread = on_one_line(table) if not components else ""
        procedure = Procedure(
            code=record.code,
            name=on_one_line(record.name),
            field=on_one_line(", ".join(record.fields)),
            levels=levels,
            decision=on_one_line(record.decision),
            source="Cổng Dịch vụ công quốc gia",
            limits=limits,
            kind=on_one_line(self._text("kind")),
            subjects=labels_of(self._texts("applicants")),
            agencies=self._agencies(),
            submission=ways,
            cases=cases,
            components=components,
            components_listed=len(components) if components else None,
            fees=fees_of(ways),
            results=tuple(Result(name="", code=on_one_line(code)) for code in self._texts("result_codes")),
            conditions=lines_of(self._text("conditions_text")),
            steps=lines_of(self._text("steps_text")),
            instruments=instruments_of(self._texts("legal_instruments")),
            notes=tuple(f"{name}: {text}" for name, text in (("cách thức", note), ("thành phần hồ sơ", unread)) if text),
        )
        return PortalProcedure(self._line, procedure, tuple(self._findings))

    def _text(self, name: str) -> str:
        """A part of the record that ought to be text; one that is not is noticed and left out."""
        value = getattr(self._record, name)
        if isinstance(value, str):
            return value
        self._notice("unread_part", f"{name} is not text and left out")
        return ""

    def _texts(self, name: str) -> tuple[str, ...]:
        """A part of the record that ought to be a list of texts; what is not is noticed and left out."""
        value = getattr(self._record, name)
        found = tuple(one for one in cast("list[object]", value) if isinstance(one, str)) if isinstance(value, list | tuple) else ()
        if not isinstance(value, list | tuple) or len(found) < len(cast("list[object]", value)):
            self._notice("unread_part", f"{name} is not a list of texts; what is none is left out")
        return found

    def _agencies(self) -> Agencies:
        named = {
            "decide": self._text("competent_authority"),
            "execute": self._text("executing_agency"),
            "coordinate": self._text("coordinating_agency"),
            "delegated": self._text("delegated_agency"),
        }
        return Agencies(**{role: (on_one_line(text),) for role, text in named.items() if text.strip()})

    def _submission(self) -> tuple[tuple[Submission, ...], str]:
        """The ways to hand in, and the note beside them; where no row has a number and a unit, the note holds the rows."""
        ways: list[Submission] = []
        for row in self._record.channels:
            channel = _CHANNELS.get(_label(row.channel))
            if channel is None:
                continue
            fee, rest = fee_and_rest(row.text) if isinstance(row.text, str) else ("", "")
            ways.append(Submission(channel=channel, published_time=row.amount, published_unit=row.unit, published_fee=fee, wording=rest))
        note = self._text("channels_note")
        if ways:
            return tuple(ways), on_one_line(note)
        found = tuple(rows_in_note(note))
        return found, "" if found else on_one_line(note)

    def _notice(self, code: FindingCode, message: str) -> None:
        self._findings.append(PortalFinding(code, message, self._line, self._record.code))

    def _levels(self) -> tuple[Level, ...]:
        levels: dict[Level, None] = {}
        for printed in self._record.levels:
            level = _LEVELS.get(_label(printed))
            if level is None:
                self._notice("unknown_level", f"the level {_shown(printed)} is not known and left out")
            else:
                levels[level] = None
        return tuple(levels)

    def _limits(self) -> tuple[ProcedureLimit, ...]:
        published: dict[_Key, list[PublishedLimit]] = {}
        readings: dict[_Key, TimeLimit | UnconfirmedLimit] = {}
        for number, row in enumerate(self._record.channels, 1):
            channel = _CHANNELS.get(_label(row.channel))
            if channel is None:
                self._notice("unknown_channel", f"row {number}: the channel {_shown(row.channel)} is not known, the row is left out")
                continue
            key, reading = self._reading(number, row)
            readings.setdefault(key, reading)
            published.setdefault(key, []).append(PublishedLimit(channel=channel, amount=row.amount, unit=row.unit))
        channels = {key: _in_order(one.channel for one in cells) for key, cells in published.items()}
        served = [channel for found in channels.values() for channel in found]
        cases = len(set(served)) < len(served)
        if not channels:
            self._notice("no_limit", "no row with a time limit is published")
        elif cases:
            self._notice("several_limits", f"one channel has several limits: they are cases 1 to {len(channels)}, and the call must choose")
        elif len(channels) > 1:
            self._notice("differs_by_channel", f"the channels have {len(channels)} different limits; the portal may mean cases by them")
        limits: list[ProcedureLimit] = []
        for key, reading in readings.items():
            case, label = "chung", ""
            if cases:
                case, label = str(len(limits) + 1), on_one_line(f"{published[key][0].amount} {published[key][0].unit}")
            elif len(channels) > 1:
                case = "+".join(channel.value for channel in channels[key])
                label = ", ".join(channel.label_vi for channel in channels[key])
            limits.append(
                ProcedureLimit(
                    case=case,
                    label_vi=label,
                    channels=channels[key],
                    limit=None if isinstance(reading, UnconfirmedLimit) else reading,
                    unconfirmed=reading if isinstance(reading, UnconfirmedLimit) else None,
                    published=tuple(published[key]),
                )
            )
        return tuple(limits)

    def _reading(self, number: int, row: _Row) -> tuple[_Key, TimeLimit | UnconfirmedLimit]:
        unit, text = _label(row.unit), row.amount.strip()
        amount = exact_amount(text) if _AMOUNT.fullmatch(text) else 0
        kind = _CONFIRMED.get(unit)
        unconfirmed = UnconfirmedLimit(amount=row.amount, unit=row.unit)
        if not amount:
            self._notice("bad_amount", f"row {number}: {_shown(row.amount)} is no exact amount above zero; it stays unconfirmed")
            return (text, unit), unconfirmed
        if kind is not None:
            try:
                return (amount, unit), kind(count=amount)
            except LimitError as error:
                self._notice("bad_amount", f"row {number}: {error}; it stays unconfirmed")
        elif unit not in _BARE:
            self._notice("unknown_unit", f"row {number}: the unit {_shown(row.unit)} is not known; the limit stays unconfirmed")
        return (amount, unit), unconfirmed
