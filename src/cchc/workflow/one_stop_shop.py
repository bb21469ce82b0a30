"""The steps of a dossier under the one-stop decrees: the only place where they are written.

Each row has its own time in force. The rows that hold on the day of receipt are the table of that dossier, for as long as
it lives. A change of law closes a row and adds one.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from cchc.errors import NotInForceError
from cchc.legal import LegalBasis, Validity
from cchc.model.actor import Role
from cchc.model.command import CommandKind as C
from cchc.model.dossier_state import State as S  # noqa: N817 - a table is read by its columns
from cchc.model.form import FormKey
from cchc.model.time_limit import WorkingDays, WorkingHours
from cchc.workflow import guards as g
from cchc.workflow.definition import ClockEffect, OfficeTime, Row, Table, rows_on

_V61 = Validity(date(2018, 6, 21), date(2025, 6, 30))
_V118 = Validity(date(2025, 7, 1))
_BEFORE_309 = Validity(date(2025, 7, 1), date(2026, 8, 4))
_V309 = Validity(date(2026, 8, 5))
_V217 = Validity(date(2026, 7, 1))

_APPLICANT, _DESK, _OFFICER, _HEAD, _SIGNATORY = Role.APPLICANT, Role.DESK_OFFICER, Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNATORY
_SYSTEM = Role.SYSTEM
_SETTLERS = (_OFFICER, _HEAD)
_WORK = (S.TRANSFERRED, S.PROCESSING, S.CONSULTING, S.VERIFYING)
_BEFORE_A_DECISION = (S.SUBMITTED, S.GUIDED, S.RECEIVED, *_WORK, S.SUPPLEMENTING, S.AWAITING_PAYMENT)
_DECIDED = (S.NOT_RECEIVED, S.REFUSED, S.SETTLED, S.HANDED_OVER)
_COMPLAINED_OF = {_V61: _DECIDED, _V118: (*_DECIDED, S.CLOSED_INACTIVE), _V217: (S.TERMINATED,)}


def _61(article: int, clause: int | None = None, point: str | None = None) -> LegalBasis:
    return LegalBasis("61/2018/NĐ-CP", article, clause, point)


def _118(article: int | None = None, clause: int | None = None, point: str | None = None, *, seen: bool = False) -> LegalBasis:
    return LegalBasis("118/2025/NĐ-CP", article, clause, point, unverified=not seen)


_63 = LegalBasis("63/2010/NĐ-CP", 21)
_TT03 = LegalBasis("03/2025/TT-VPCP", 7)
_ONLINE_REPLY = OfficeTime(WorkingHours(count=8), (_118(17, 2),), "trực tuyến: không muộn hơn 08 giờ làm việc; trực tiếp: ngay")
_AT_THE_DESK = OfficeTime(None, (_61(17, 1),), "ngay khi tiếp nhận")
_SAME_DAY_OR_NEXT_MORNING = "trong ngày làm việc; tiếp nhận sau 15 giờ thì vào đầu giờ ngày làm việc tiếp theo"


def _in_both(row_61: Row, basis_118: LegalBasis, **changes: Any) -> tuple[Row, Row]:
    """The row of 61/2018 and the one of 118/2025 that says the same, but for ``changes``."""
    return row_61, replace(row_61, **{"validity": _V118, "basis": (basis_118,), **changes})


_RECEPTION = (
    *_in_both(Row(None, C.SUBMIT, S.SUBMITTED, (_APPLICANT, _DESK), (_63,), _V61), _118(14)),
    *_in_both(
        Row(
            S.SUBMITTED,
            C.GUIDE,
            S.GUIDED,
            (_DESK,),
            (_61(17, 1, "a"), _61(15, 3)),
            _V61,
            (g.REASONS,),
            FormKey.SUPPLEMENT,
            office_time=_AT_THE_DESK,
        ),
        _118(17, 2),
        validity=_BEFORE_309,
        office_time=_ONLINE_REPLY,
    ),
    Row(
        S.SUBMITTED,
        C.GUIDE,
        S.GUIDED,
        (_DESK,),
        (_118(17, 2, "a", seen=True),),
        _V309,
        (g.REASONS,),
        FormKey.SUPPLEMENT,
        office_time=_ONLINE_REPLY,
    ),
    *_in_both(Row(S.GUIDED, C.RESUBMIT, S.SUBMITTED, (_APPLICANT, _DESK), (_61(17, 1, "a"),), _V61), _118(17, 2)),
    *_in_both(
        Row(
            S.SUBMITTED,
            C.RECEIVE,
            S.RECEIVED,
            (_DESK,),
            (_61(17, 1, "c"),),
            _V61,
            (g.COMPLETE, g.FEE_PAID, g.CODED),
            FormKey.RECEIPT,
            ClockEffect.START,
            _AT_THE_DESK,
        ),
        _118(17),
        validity=_BEFORE_309,
        office_time=_ONLINE_REPLY,
    ),
    Row(
        S.SUBMITTED,
        C.RECEIVE,
        S.RECEIVED,
        (_DESK,),
        (_118(17, 3, seen=True), LegalBasis("309/2026/NĐ-CP", 8, 3)),
        _V309,
        (g.COMPLETE, g.FEE_PAID, g.CODED),
        FormKey.RECEIPT,
        ClockEffect.START,
        _ONLINE_REPLY,
        "nộp không phụ thuộc địa giới: tính từ khi cơ quan có thẩm quyền giải quyết nhận được hồ sơ",
    ),
    *(
        row
        for state in (S.SUBMITTED, S.GUIDED)
        for row in _in_both(
            Row(
                state,
                C.REFUSE_RECEPTION,
                S.NOT_RECEIVED,
                (_DESK,),
                (_61(17, 1, "b"),),
                _V61,
                (g.REASONS,),
                FormKey.REFUSAL,
                office_time=_AT_THE_DESK,
            ),
            _118(17),
            office_time=_ONLINE_REPLY,
        )
    ),
    *_in_both(
        Row(
            S.SUBMITTED,
            C.SETTLE_AT_ONCE,
            S.SETTLED,
            (_DESK, _SIGNATORY),
            (_61(17, 4),),
            _V61,
            (g.COMPLETE, g.INSTANT, g.RESULT_NAMED),
            None,
            ClockEffect.SETTLE,
            note="không phải lập Giấy tiếp nhận, nhưng phải cập nhật hệ thống",
        ),
        _118(17),
    ),
)

_TRANSFER = (
    Row(
        S.RECEIVED,
        C.TRANSFER,
        S.TRANSFERRED,
        (_DESK,),
        (_61(18, 2),),
        _V61,
        (g.ADDRESSED,),
        FormKey.CONTROL,
        office_time=OfficeTime(None, (_61(18, 2),), _SAME_DAY_OR_NEXT_MORNING),
    ),
    Row(
        S.RECEIVED,
        C.TRANSFER,
        S.TRANSFERRED,
        (_DESK,),
        (_118(18),),
        _BEFORE_309,
        (g.ADDRESSED,),
        FormKey.CONTROL,
        office_time=OfficeTime(WorkingDays(count=1), (_118(18),), "hồ sơ điện tử: ngay; hồ sơ giấy: không quá 01 ngày làm việc"),
    ),
    Row(
        S.RECEIVED,
        C.TRANSFER,
        S.TRANSFERRED,
        (_DESK,),
        (_118(18, 2, seen=True),),
        _V309,
        (g.ADDRESSED,),
        FormKey.CONTROL,
        office_time=OfficeTime(None, (_118(18, 2, seen=True),), _SAME_DAY_OR_NEXT_MORNING),
    ),
    *(
        row
        for state in (S.TRANSFERRED, S.PROCESSING)
        for row in _in_both(Row(state, C.ASSIGN, S.PROCESSING, (_HEAD,), (_61(19, 1),), _V61, (g.ASSIGNED,)), _118(19))
    ),
)

_PROCESSING = (
    *_in_both(Row(S.PROCESSING, C.CONSULT, S.CONSULTING, _SETTLERS, (_61(19, 5),), _V61, (g.ADDRESSED, g.TIME_GIVEN)), _118(19)),
    *_in_both(Row(S.CONSULTING, C.RECORD_OPINION, S.PROCESSING, (Role.CONSULTED_OFFICER, *_SETTLERS), (_61(19, 5),), _V61), _118(19)),
    *_in_both(
        Row(
            S.CONSULTING,
            C.LAPSE_CONSULTATION,
            S.PROCESSING,
            (*_SETTLERS, _SYSTEM),
            (_61(19, 5),),
            _V61,
            (g.REPLY_LAPSED,),
            note="im lặng: thông báo cho người đứng đầu Bộ phận Một cửa; chỉ coi như đồng ý khi pháp luật chuyên ngành quy định",
        ),
        _118(19),
    ),
    *_in_both(
        Row(
            S.PROCESSING,
            C.VERIFY,
            S.VERIFYING,
            _SETTLERS,
            (_61(19, 3),),
            _V61,
            clock=ClockEffect.SUSPEND_IF_LAW_SAYS,
            note="phải lập thành hồ sơ",
        ),
        _118(19),
    ),
    *_in_both(Row(S.VERIFYING, C.END_VERIFICATION, S.PROCESSING, _SETTLERS, (_61(19, 3),), _V61, clock=ClockEffect.RESUME), _118(19)),
    *_in_both(
        Row(S.PROCESSING, C.REQUEST_PAYMENT, S.AWAITING_PAYMENT, _SETTLERS, (_61(22),), _V61, clock=ClockEffect.SUSPEND_IF_LAW_SAYS), _118()
    ),
    *_in_both(
        Row(S.AWAITING_PAYMENT, C.PAY, S.PROCESSING, (_APPLICANT, _DESK, _SYSTEM), (_61(22),), _V61, clock=ClockEffect.RESUME), _118()
    ),
    *(
        row
        for state in _WORK
        for row in _in_both(
            Row(
                state,
                C.APOLOGISE,
                state,
                (*_SETTLERS, _DESK),
                (_61(19, 9),),
                _V61,
                (g.REASONS, g.NEW_DATE, g.APOLOGY_OPEN, g.APOLOGY_ONCE),
                FormKey.APOLOGY,
                ClockEffect.REAPPOINT,
                OfficeTime(None, (_61(19, 9),), "chậm nhất 01 ngày trước ngày hết hạn"),
            ),
            _118(19),
            office_time=OfficeTime(None, (_118(19),), "chậm nhất 01 ngày trước ngày hết hạn"),
        )
    ),
)

_SUPPLEMENT = (
    *_in_both(
        Row(
            S.PROCESSING,
            C.REQUEST_SUPPLEMENT,
            S.SUPPLEMENTING,
            (*_SETTLERS, _DESK),
            (_61(19, 4), _61(11, 2, "c")),
            _V61,
            (g.REASONS, g.SUPPLEMENT_ALLOWED, g.RETURN_OPEN),
            FormKey.SUPPLEMENT,
            ClockEffect.SUSPEND,
            OfficeTime(WorkingDays(count=3), (_61(19, 4),), "không quá 03 ngày làm việc kể từ ngày tiếp nhận", from_receipt=True),
            "thông qua Bộ phận Một cửa",
        ),
        _118(19),
        guards=(g.REASONS, g.SUPPLEMENT_ALLOWED),
        office_time=None,
    ),
    Row(
        S.SUPPLEMENTING,
        C.SUPPLEMENT,
        S.PROCESSING,
        (_APPLICANT, _DESK),
        (_61(19, 4),),
        _V61,
        form=FormKey.RECEIPT,
        clock=ClockEffect.AS_PROCEDURE_SAYS,
    ),
    Row(
        S.SUPPLEMENTING,
        C.SUPPLEMENT,
        S.PROCESSING,
        (_APPLICANT, _DESK),
        (_118(19),),
        _V118,
        (g.SUPPLEMENT_OPEN,),
        FormKey.RECEIPT,
        ClockEffect.AS_PROCEDURE_SAYS,
    ),
    Row(
        S.SUPPLEMENTING,
        C.LAPSE_SUPPLEMENT,
        S.CLOSED_INACTIVE,
        (_DESK, _OFFICER, _SYSTEM),
        (_118(17),),
        _V118,
        (g.SUPPLEMENT_LAPSED,),
        clock=ClockEffect.CLOSE,
        note="15 ngày làm việc, hoặc thời hạn của pháp luật chuyên ngành",
    ),
    *(
        Row(
            state,
            C.TERMINATE,
            S.TERMINATED,
            (_OFFICER, _HEAD, _SIGNATORY),
            (LegalBasis("217/2026/NĐ-CP", 54, 2, "b"),),
            _V217,
            (g.REASONS, g.TERMINATION_IN_LAW),
            FormKey.REFUSAL,
            ClockEffect.TERMINATE,
        )
        for state in (S.PROCESSING, S.SUPPLEMENTING)
    ),
)

_WITHDRAWAL = (
    *(Row(state, C.ASK_WITHDRAWAL, S.WITHDRAWING, (_APPLICANT, _DESK), (_118(21, 1),), _V118) for state in _BEFORE_A_DECISION),
    Row(
        S.WITHDRAWING,
        C.CONFIRM_WITHDRAWAL,
        S.WITHDRAWN,
        (_DESK, _SYSTEM),
        (_118(21, 2),),
        _V118,
        form=FormKey.STOP,
        clock=ClockEffect.CLOSE,
        office_time=OfficeTime(None, (_118(21, 2), _TT03), "ngay, khi chưa có quyết định hoặc thông báo kết quả"),
    ),
    Row(
        S.WITHDRAWING,
        C.DECLINE_WITHDRAWAL,
        S.PROCESSING,
        (_DESK, _OFFICER),
        (_118(21, 2), _TT03),
        _V118,
        (g.REASONS, g.IN_SETTLEMENT),
        clock=ClockEffect.RESUME,
    ),
)

_RESULT = (
    *_in_both(
        Row(S.PROCESSING, C.SIGN_RESULT, S.SETTLED, (_SIGNATORY,), (_61(19, 2),), _V61, (g.RESULT_NAMED,), clock=ClockEffect.SETTLE),
        _118(19),
    ),
    *(
        row
        for state in (S.PROCESSING, S.SUPPLEMENTING)
        for row in _in_both(
            Row(
                state,
                C.REFUSE_SETTLEMENT,
                S.REFUSED,
                (_SIGNATORY, _HEAD),
                (_61(19, 8),),
                _V61,
                (g.REASONS,),
                FormKey.REFUSAL,
                ClockEffect.SETTLE,
            ),
            _118(19),
        )
    ),
    *(
        row
        for state in (S.SETTLED, S.REFUSED)
        for row in _in_both(Row(state, C.HAND_OVER, S.HANDED_OVER, (_DESK,), (_61(20, 2),), _V61), _118(22))
    ),
    *(
        row
        for state in (S.SETTLED, S.HANDED_OVER)
        for row in _in_both(Row(state, C.REPORT_ERROR, S.CORRECTING, (_APPLICANT, _DESK), (_61(21),), _V61, (g.REASONS,)), _118())
    ),
    *_in_both(Row(S.CORRECTING, C.CORRECT, S.SETTLED, (_SIGNATORY,), (_61(21),), _V61, (g.RESULT_NAMED,)), _118()),
    *(Row(state, C.COMPLAIN, state, (_APPLICANT,), (_63,), validity) for validity, states in _COMPLAINED_OF.items() for state in states),
)

ROWS = (*_RECEPTION, *_TRANSFER, *_PROCESSING, *_SUPPLEMENT, *_WITHDRAWAL, *_RESULT)
"""Every row, with its own time in force."""


_FIRST_DAYS = tuple(sorted({row.validity.since for row in ROWS if row.validity.since}))


def table_on(day: date) -> Table:
    """Return the table for a dossier received on ``day``; each is built and checked once, when first asked for.

    Raises:
        NotInForceError: no one-stop decree is entered for that day.

    >>> table_on(date(2024, 3, 1)).regime, table_on(date(2026, 3, 2)).regime, table_on(date(2026, 11, 24)).regime
    ('2018-06-21', '2025-07-01', '2026-08-05')
    """
    edition = bisect_right(_FIRST_DAYS, day)
    if not edition:
        raise NotInForceError(f"no one-stop decree is entered for {day}; the tables begin with 61/2018/NĐ-CP on {_V61.since}")
    return _table(_FIRST_DAYS[edition - 1])


@lru_cache(maxsize=len(_FIRST_DAYS))
def _table(first_day: date) -> Table:
    return Table(str(first_day), rows_on(ROWS, first_day))


def editions() -> tuple[Table, ...]:
    """Return every table there has been, oldest first; each is named by its first day."""
    return tuple(map(_table, _FIRST_DAYS))
