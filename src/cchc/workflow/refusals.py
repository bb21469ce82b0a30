"""Why a command may not happen: who may not, what does not hold, what is not known, who was faster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cchc.legal import LegalBasis
from cchc.model.command import Command
from cchc.model.dossier import Dossier
from cchc.workflow.definition import Row
from cchc.workflow.guards import Situation


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a command is refused (lý do): a stable code, words in both languages, the law behind it."""

    code: str
    message_vi: str
    message_en: str
    basis: tuple[LegalBasis, ...] = ()


NO_CHANNEL = Reason("no_channel", "Chưa nêu hình thức nộp", "The channel is not named")


def reasons(row: Row | None, now: Situation, *, content: bool = True) -> Iterator[Reason]:
    """Yield every reason against the step: no such step, the wrong person, each guard that does not hold.

    Without ``content`` the guards about what the command itself says are left out: it has not been written yet.
    """
    yield from who_may_not(row, now)
    if row is None:
        return
    for guard in row.guards:
        held = guard.test(now) if content or not guard.of_content else True
        basis = guard.basis or row.basis
        if held is None:
            yield Reason(
                "missing_fact",
                f"Chưa đủ dữ kiện để xét điều kiện: {guard.message_vi}",
                f"A fact is missing to tell whether this holds: {guard.message_en}",
                basis,
            )
        elif not held:
            yield Reason(guard.code, guard.message_vi, guard.message_en, basis)


def who_may_not(row: Row | None, now: Situation) -> Iterator[Reason]:
    """Yield the reasons that lie in the table and the person: no such step here, another role, another agency."""
    by, dossier = now.command.by, now.dossier
    if row is None:
        state_vi, state_en = (dossier.state.label_vi, dossier.state.label_en) if dossier else ("chưa nộp", "not handed in")
        kind = now.command.kind
        yield Reason(
            "not_foreseen",
            f"Quy định không có bước “{kind.label_vi}” khi hồ sơ ở trạng thái “{state_vi}”",
            f'The decree knows no step "{kind.label_en}" for a dossier that is "{state_en}"',
        )
        return
    if by.role not in row.who:
        roles_vi, roles_en = (", ".join(role.label(lang) for role in row.who) for lang in ("vi", "en"))
        yield Reason("wrong_role", f"Bước này do {roles_vi} thực hiện", f"This step is taken by: {roles_en}", row.basis)
    if dossier is not None and not dossier.relation_fits(by.role, by.agency):
        yield Reason(
            "wrong_agency",
            f"Cơ quan của người thực hiện không phải là {by.role.relation.label_vi.lower()} của hồ sơ này",
            f"The actor's agency is not what this dossier calls: {by.role.relation.label_en.lower()}",
            row.basis,
        )


def conflicts(dossier: Dossier, command: Command) -> Iterator[Reason]:
    """Yield the reasons that lie in time: others acted since the asker looked, or the command is dated before the last event."""
    if command.expected_sequence is not None and command.expected_sequence != dossier.sequence:
        yield Reason(
            "conflict",
            f"Hồ sơ đã có sự kiện mới hơn ({dossier.sequence}, người yêu cầu thấy {command.expected_sequence}); tải lại rồi thực hiện",
            f"The dossier has moved on (event {dossier.sequence}, the asker saw {command.expected_sequence}); load it again first",
        )
    if dossier.last_at is not None and command.at < dossier.last_at:
        yield Reason(
            "before_last_event",
            "Thời điểm thực hiện trước sự kiện gần nhất của hồ sơ",
            "The command is dated before the dossier's last event; a fact about the clock may be recorded late, a step may not",
        )
