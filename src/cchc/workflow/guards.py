"""The guards of the tables: what must hold before a step, each a code, its words in both languages, and one small test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cchc.legal import LegalBasis
from cchc.model.command import Command
from cchc.model.dossier import Dossier
from cchc.model.dossier_state import State
from cchc.model.facts import Facts


@dataclass(frozen=True, slots=True)
class Situation:
    """What a guard looks at: the dossier as it stands (``None`` before it exists), the command, the facts of the moment."""

    dossier: Dossier | None
    command: Command
    facts: Facts


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition of a step; ``test`` says whether it holds, ``None`` that a fact it needs is missing.

    ``of_content``: it is about what the command itself says, so it cannot be told before the command is written.
    ``basis`` is its own where it has one; else the law of the row it guards stands behind it.
    """

    code: str
    message_vi: str
    message_en: str
    test: Callable[[Situation], bool | None]
    basis: tuple[LegalBasis, ...] = ()
    of_content: bool = False


_IN_SETTLEMENT = frozenset({State.PROCESSING, State.CONSULTING, State.VERIFYING})


def _fact(name: str) -> Callable[[Situation], bool | None]:
    def test(now: Situation) -> bool | None:
        value: bool | None = getattr(now.facts, name)
        return value

    return test


def _supplement_allowed(now: Situation) -> bool:
    asked = now.dossier.supplements if now.dossier else 0
    return asked == 0 or (asked == 1 and bool(now.command.override.strip()))


COMPLETE = Guard("incomplete", "Hồ sơ chưa đủ thành phần theo quy định", "The dossier lacks components it must have", _fact("complete"))
FEE_PAID = Guard(
    "fee_unpaid", "Chưa nộp phí, lệ phí là điều kiện tiếp nhận", "A fee that is a condition of receipt is not paid", _fact("fee_paid")
)
INSTANT = Guard(
    "not_instant",
    "Thủ tục không thuộc loại giải quyết, trả kết quả ngay",
    "The procedure is not one that is settled at once",
    _fact("instant"),
)
REASONS = Guard(
    "no_reasons",
    "Phải nêu rõ lý do bằng văn bản",
    "Reasons must be stated in writing",
    lambda now: any(reason.strip() for reason in now.command.reasons),
    (LegalBasis("63/2010/NĐ-CP", 18, 5),),
    of_content=True,
)
CODED = Guard(
    "no_code", "Chưa có mã số hồ sơ", "A received dossier has a code", lambda now: bool(now.command.dossier_code.strip()), of_content=True
)
ADDRESSED = Guard(
    "no_agency", "Chưa nêu cơ quan nhận", "The body it goes to is not named", lambda now: bool(now.command.agency.strip()), of_content=True
)
ASSIGNED = Guard(
    "no_assignee",
    "Chưa nêu người thụ lý",
    "Nobody is named to take the case",
    lambda now: bool(now.command.assignee.strip()),
    of_content=True,
)
TIME_GIVEN = Guard(
    "no_time_given",
    "Chưa nêu thời hạn trả lời ý kiến",
    "The time for the answer is not stated",
    lambda now: now.command.within is not None,
    of_content=True,
)
SUPPLEMENT_ALLOWED = Guard(
    "supplement_again",
    "Chỉ được yêu cầu bổ sung một lần; lần thứ hai phải nêu lý do người nộp không làm đúng hướng dẫn, không có lần thứ ba",
    "A supplement may be asked for once; a second time only with the reason that the guidance was not followed; never a third",
    _supplement_allowed,
    (LegalBasis("63/2010/NĐ-CP", 20, 4),),
)
RETURN_OPEN = Guard(
    "return_too_late",
    "Đã quá thời hạn thông báo trả lại hồ sơ",
    "The time to send the dossier back has run out",
    _fact("return_open"),
    (LegalBasis("61/2018/NĐ-CP", 19, 4),),
)
SUPPLEMENT_LAPSED = Guard(
    "supplement_still_open", "Thời hạn bổ sung chưa hết", "The time to complete the dossier has not run out", _fact("supplement_lapsed")
)
SUPPLEMENT_OPEN = Guard(
    "supplement_lapsed",
    "Đã hết thời hạn bổ sung hồ sơ",
    "The time to complete the dossier has run out",
    lambda now: None if now.facts.supplement_lapsed is None else not now.facts.supplement_lapsed,
)
REPLY_LAPSED = Guard(
    "reply_still_open", "Thời hạn trả lời ý kiến chưa hết", "The time for the answer has not run out", _fact("reply_lapsed")
)
APOLOGY_OPEN = Guard(
    "apology_not_open",
    "Không còn (hoặc chưa) trong thời gian được xin lỗi, hẹn lại",
    "This is not the time in which an apology may go out",
    _fact("apology_open"),
)
APOLOGY_ONCE = Guard(
    "apology_again",
    "Việc hẹn lại ngày trả kết quả được thực hiện không quá một lần",
    "The date may be moved once at most",
    lambda now: now.dossier is None or now.dossier.apologies == 0,
)
NEW_DATE = Guard(
    "no_new_date", "Chưa nêu ngày hẹn mới", "The new date is not named", lambda now: now.command.new_date is not None, of_content=True
)
RESULT_NAMED = Guard(
    "no_result", "Chưa nêu kết quả được ký", "The signed result is not named", lambda now: bool(now.command.result.strip()), of_content=True
)
IN_SETTLEMENT = Guard(
    "not_in_settlement",
    "Yêu cầu rút chỉ bị từ chối khi hồ sơ đang được giải quyết, đã có quyết định hoặc thông báo kết quả",
    "A withdrawal is declined only where a decision can already be there: the dossier was being settled",
    lambda now: now.dossier is not None and now.dossier.withdrawal_from in _IN_SETTLEMENT,
)
TERMINATION_IN_LAW = Guard(
    "termination_not_in_law",
    "Quy định của thủ tục không cho phép chấm dứt để nộp lại",
    "The procedure's law does not end it for a new application",
    _fact("terminates"),
)

ALL = tuple(value for value in globals().values() if isinstance(value, Guard))
"""Every guard, in the order of this file."""
