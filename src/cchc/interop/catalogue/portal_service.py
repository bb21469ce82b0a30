"""The portal's service (LayThuTuc, LayDanhSachTTHC): its fields as a procedure, the limits read as those of its published records.

| field of the service | here |
|---|---|
| ``MATTHC`` | ``code``; what follows the national code goes to ``local_codes`` |
| ``TENTTHC`` | ``name`` |
| ``LINHVUCTHUCHIEN`` | ``field``, the names joined by commas |
| ``CACHTHUCTHUCHIEN``: ``KENH``, ``THOIGIAN`` | ``submission``, ``limits`` |
| ``PHILEPHI`` | ``fees``, with the way of handing in; an amount only where ``SOTIEN`` is a number of VND |
| ``TRINHTUTHUCHIEN`` | ``steps``, each after its case |
| ``THANHPHANHOSO`` | ``components``; ``TRUONGHOP`` as one of the ``cases`` |
| ``YEUCAU``, ``MOTADOITUONGTHUCHIEN`` | ``conditions``, ``subjects`` |
| ``KETQUATHUCHIEN``, ``CANCUPHAPLY`` | ``results``, ``instruments`` |
| ``COQUANTHUCHIEN`` | ``agencies.execute`` |
| ``MACOQUANCONGBO``, and whatever has no place above | ``notes``, as ``FIELD: value`` |
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from cchc.errors import CchcError
from cchc.interop.catalogue.plain import rows_of, table_of
from cchc.interop.catalogue.records import composed
from cchc.interop.portal_catalogue import PortalProcedure, RejectedLine, read_portal
from cchc.model.procedure import Agencies, Case, Component, Fee, Procedure, Result, Submission
from cchc.model.receipt import Channel

_CODE = re.compile(r"([0-9]\.[0-9]{6})(?:\.(.+))?")
_MONEY = re.compile(r"[0-9]{1,12}|[0-9]{1,3}(?:\.[0-9]{3}){1,3}")
_VND = {"đồng", "vnd", "vnđ", "đ"}
_CHANNELS = {channel.label_vi.casefold(): channel for channel in Channel}

Table = dict[str, Any]


def is_service_answer(data: object) -> bool:
    """Return whether plain data is an answer of the service: a procedure, a list of them, or either under ``data``.

    >>> is_service_answer({"MATTHC": "1.004222"}), is_service_answer({"code": "1.004222"})
    (True, False)
    """
    return bool(_tables(data))


def _tables(data: object) -> list[Table]:
    table = table_of(data)
    rows = _tables_in(table.get("data", table.get("DATA", data)))
    return rows if any("MATTHC" in row for row in rows) else []


def _tables_in(value: object) -> list[Table]:
    return [table for row in rows_of(value) if (table := table_of(row))]


def read_service(data: object) -> Iterator[PortalProcedure | RejectedLine]:
    """Yield each procedure of an answer, numbered from 1, or why it is none.

    >>> times = [{"THOIGIANGIAIQUYET": "7", "DONVITINH": "Ngày làm việc"}]
    >>> data = {"MATTHC": "1.004222.H56", "TENTTHC": "…", "CACHTHUCTHUCHIEN": [{"KENH": "Trực tuyến", "THOIGIAN": times}]}
    >>> found = next(read_service(data)).procedure
    >>> found.local_codes, found.limits[0].limit
    (('1.004222.H56',), WorkingDays(count=7, unit='working_day'))
    """
    for number, table in enumerate(_tables(data), 1):
        try:
            yield _Answer(composed(table)).read(number)
        except (CchcError, ValidationError) as error:
            told = str(error) if isinstance(error, CchcError) else "; ".join(f"{one['loc']}: {one['msg']}" for one in error.errors()[:5])
            yield RejectedLine(number, "wrong_type", f"is not a procedure of the service: {told}")


class _Answer:
    """One procedure of the service; keys are taken out, what is left becomes a note."""

    def __init__(self, table: Table) -> None:
        self._left = dict(table)
        self._notes: list[str] = []

    def read(self, number: int) -> PortalProcedure | RejectedLine:
        printed = self._text("MATTHC")
        code = _CODE.fullmatch(printed)
        submission, channels, fees = self._ways()
        record = {
            "code": code[1] if code else printed,
            "name": self._text("TENTTHC"),
            "decision": "",
            "levels": [],
            "fields": [_of(row, "TENLINHVUC") for row in self._rows("LINHVUCTHUCHIEN", "TENLINHVUC")],
            "channels": channels,
        }
        answer = next(read_portal([json.dumps(record)]))
        if isinstance(answer, RejectedLine):
            return RejectedLine(number, answer.code, answer.message)
        parts = self._parts()
        parts |= {"submission": submission, "fees": fees, "local_codes": (printed,) if code and code[2] else ()}
        parts["source"] = "Dịch vụ của Cổng Dịch vụ công quốc gia"
        parts["notes"] = self._rest()
        procedure = Procedure.model_validate({**dict(answer.procedure), **parts})
        return PortalProcedure(number, procedure, answer.findings)

    def _text(self, key: str) -> str:
        return _of(self._left, key, take=True)

    def _rows(self, key: str, *known: str) -> list[Table]:
        """The rows under ``key``; what they hold beside ``known`` becomes notes."""
        value = self._left.pop(key, None)
        rows = _tables_in(value)
        if value and not rows:
            self._left[key] = value
        for row in rows:
            self._notes += [f"{key}.{name}: {told}" for name in row if name not in known and (told := _shown(row[name]))]
        return rows

    def _ways(self) -> tuple[list[Submission], list[Table], list[Fee]]:
        submission: list[Submission] = []
        channels: list[Table] = []
        fees: list[Fee] = []
        for way in self._rows("CACHTHUCTHUCHIEN", "KENH", "THOIGIAN"):
            label = _of(way, "KENH")
            channel = _CHANNELS.get(label.casefold())
            for row in _inner(way, "THOIGIAN"):
                amount, unit = _of(row, "THOIGIANGIAIQUYET"), _of(row, "DONVITINH")
                channels += [{"channel": label[:100], "amount": amount[:100], "unit": unit[:100]}] if amount or unit else []
                found = [_fee(one, channel) for one in _inner(row, "PHILEPHI")]
                fees += found
                if channel:
                    told = "; ".join(one.published for one in found)
                    submission.append(
                        Submission(
                            channel=channel, published_time=amount, published_unit=unit, published_fee=told, wording=_of(row, "MOTA")
                        )
                    )
                elif told := _of(row, "MOTA"):
                    self._notes.append(f"CACHTHUCTHUCHIEN ({label}): {told}")
        return submission, channels, fees

    def _parts(self) -> Table:
        steps: list[str] = []
        for row in self._rows("TRINHTUTHUCHIEN", "TRUONGHOP", "TRINHTU"):
            told = [_of(one, "TENTRINHTU") for one in _inner(row, "TRINHTU")]
            steps += [f"{_of(row, 'TRUONGHOP')}: {one}" if _of(row, "TRUONGHOP") else one for one in told if one]
        components: list[Component] = []
        for row in self._rows("THANHPHANHOSO", "TRUONGHOP", "GIAYTO"):
            components += [self._component(one, _of(row, "TRUONGHOP")) for one in _inner(row, "GIAYTO")]
        results = self._rows("KETQUATHUCHIEN", "TENKETQUA", "MAKETQUA")
        agencies = self._rows("COQUANTHUCHIEN", "TENDONVI")
        return {
            "steps": tuple(steps),
            "components": tuple(components),
            "cases": tuple(Case(id=one) for one in dict.fromkeys(case for part in components for case in part.cases)),
            "results": tuple(Result(name=_of(row, "TENKETQUA"), code=_of(row, "MAKETQUA")) for row in results),
            "agencies": Agencies(execute=tuple(_of(row, "TENDONVI") for row in agencies)),
            "instruments": tuple(_of(row, "SOVANBAN") for row in self._rows("CANCUPHAPLY", "SOVANBAN")),
            "conditions": tuple(filter(None, [self._text("YEUCAU")])),
            "subjects": tuple(filter(None, [self._text("MOTADOITUONGTHUCHIEN")])),
        }

    def _component(self, row: Table, case: str) -> Component:
        link = _of(row, "URL")
        return Component(
            name=_of(row, "TENGIAYTO"),
            id=_of(row, "MAGIAYTO"),
            form=_of(row, "TENMAUDON"),
            cases=(case,) if case else (),
            note=f"URL: {link}" if link else "",
        )

    def _rest(self) -> tuple[str, ...]:
        return (*self._notes, *(f"{key}: {told}" for key, value in self._left.items() if (told := _shown(value))))


def _of(row: Table, key: str, *, take: bool = False) -> str:
    value = row.pop(key, None) if take else row.get(key)
    return _shown(value).strip()


def _inner(row: Table, key: str) -> list[Table]:
    return _tables_in(row.get(key))


def _shown(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, default=str) if value not in ([], {}) else ""


def _fee(row: Table, channel: Channel | None) -> Fee:
    money, unit, told = _of(row, "SOTIEN"), _of(row, "DONVI"), _of(row, "MOTA")
    plain = _MONEY.fullmatch(money) is not None and unit.casefold() in _VND
    return Fee(
        name=_of(row, "MAPHILEPHI"),
        amount=Decimal(money.replace(".", "")) if plain else None,
        channels=(channel,) if channel else (),
        published=" ".join(filter(None, [money, unit, told])),
    )
