"""Who plays in drawn lives, and each command as a careful host writes it: by one who may, with everything it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from cchc.model.actor import Actor, Role
from cchc.model.command import Command, CommandKind
from cchc.model.receipt import Channel
from cchc.model.time_limit import WorkingDays

_APPLICANT, _DESK, _OFFICER, _HEAD = Role.APPLICANT, Role.DESK_OFFICER, Role.CASE_OFFICER, Role.UNIT_HEAD
_SIGNATORY, _CONSULTED, _SYSTEM = Role.SIGNATORY, Role.CONSULTED_OFFICER, Role.SYSTEM

WHO: Mapping[CommandKind, Role] = MappingProxyType(
    {
        CommandKind.SUBMIT: _APPLICANT,
        CommandKind.GUIDE: _DESK,
        CommandKind.RESUBMIT: _APPLICANT,
        CommandKind.RECEIVE: _DESK,
        CommandKind.REFUSE_RECEPTION: _DESK,
        CommandKind.SETTLE_AT_ONCE: _DESK,
        CommandKind.TRANSFER: _DESK,
        CommandKind.ASSIGN: _HEAD,
        CommandKind.CONSULT: _OFFICER,
        CommandKind.RECORD_OPINION: _CONSULTED,
        CommandKind.LAPSE_CONSULTATION: _SYSTEM,
        CommandKind.VERIFY: _OFFICER,
        CommandKind.END_VERIFICATION: _OFFICER,
        CommandKind.REQUEST_SUPPLEMENT: _OFFICER,
        CommandKind.SUPPLEMENT: _APPLICANT,
        CommandKind.LAPSE_SUPPLEMENT: _SYSTEM,
        CommandKind.REQUEST_PAYMENT: _OFFICER,
        CommandKind.PAY: _APPLICANT,
        CommandKind.APOLOGISE: _HEAD,
        CommandKind.ASK_WITHDRAWAL: _APPLICANT,
        CommandKind.CONFIRM_WITHDRAWAL: _DESK,
        CommandKind.DECLINE_WITHDRAWAL: _DESK,
        CommandKind.REFUSE_SETTLEMENT: _SIGNATORY,
        CommandKind.TERMINATE: _OFFICER,
        CommandKind.SIGN_RESULT: _SIGNATORY,
        CommandKind.HAND_OVER: _DESK,
        CommandKind.REPORT_ERROR: _APPLICANT,
        CommandKind.CORRECT: _SIGNATORY,
        CommandKind.COMPLAIN: _APPLICANT,
    }
)
"""One role that may take each step."""

_REFERENCES = MappingProxyType(
    {
        _APPLICANT: "p-1",
        _DESK: "o-1",
        Role.DESK_HEAD: "o-0",
        _OFFICER: "c-1",
        _HEAD: "h-1",
        _SIGNATORY: "s-1",
        _CONSULTED: "k-1",
        _SYSTEM: "cron",
    }
)
_REASONS = MappingProxyType(
    {
        CommandKind.GUIDE: "thiếu tờ khai",
        CommandKind.REFUSE_RECEPTION: "không thuộc thẩm quyền",
        CommandKind.REQUEST_SUPPLEMENT: "thiếu bản vẽ",
        CommandKind.DECLINE_WITHDRAWAL: "đã có quyết định",
        CommandKind.REFUSE_SETTLEMENT: "không đủ điều kiện",
        CommandKind.TERMINATE: "hồ sơ bổ sung không đạt",
        CommandKind.REPORT_ERROR: "sai họ tên",
    }
)
_APOLOGY_GIVES = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Cast:
    """The agencies around one dossier: the desk, the settling body, the one that is asked; and who acts for each.

    >>> HERE.actor(Role.CASE_OFFICER)
    Actor(role=<Role.CASE_OFFICER: 'case_officer'>, agency='H26.15')
    """

    desk: str
    body: str
    asked: str

    def actor(self, role: Role) -> Actor:
        """Return the one who acts in ``role``, for the agency that the role belongs to."""
        if role in (_APPLICANT, _SYSTEM):
            return Actor(_REFERENCES[role], role)
        at_the_desk = self.desk if role in (_DESK, Role.DESK_HEAD) else self.body
        return Actor(_REFERENCES[role], role, self.asked if role is _CONSULTED else at_the_desk)

    def careful(self, kind: CommandKind, at: datetime, by: Actor | None = None, **content: Any) -> Command:
        """Return the command ``kind`` at ``at``, by one who may and with all it must say; ``content`` stands in its place.

        >>> from cchc import VIETNAM_TIME
        >>> HERE.careful(CommandKind.TRANSFER, datetime(2026, 11, 16, 9, tzinfo=VIETNAM_TIME)).agency
        'H26.15'
        """
        return Command(kind=kind, by=by or self.actor(WHO[kind]), at=at, **{**self._said(kind, at), **content})

    def _said(self, kind: CommandKind, at: datetime) -> dict[str, Any]:
        match kind:
            case CommandKind.SUBMIT:
                return {"channel": Channel.COUNTER}
            case CommandKind.RECEIVE:
                return {"dossier_code": f"{self.desk}-{at:%y%m%d}-0001"}
            case CommandKind.TRANSFER:
                return {"agency": self.body}
            case CommandKind.ASSIGN:
                return {"assignee": _REFERENCES[_OFFICER]}
            case CommandKind.CONSULT:
                return {"agency": self.asked, "within": WorkingDays(count=5)}
            case CommandKind.APOLOGISE:
                return {"reasons": ("chờ xác minh",), "new_date": at.date() + _APOLOGY_GIVES}
            case CommandKind.SETTLE_AT_ONCE | CommandKind.SIGN_RESULT | CommandKind.CORRECT:
                return {"result": "r-1"}
            case _:
                return {"reasons": (_REASONS[kind],)} if kind in _REASONS else {}


HERE = Cast("H26.40", "H26.15", "H26.99")
"""The first dossier's agencies."""
ELSEWHERE = Cast("H01.02", "H01.07", "H01.99")
"""Those of a second one, in another province."""
