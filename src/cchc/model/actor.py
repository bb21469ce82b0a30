"""Who acts on a dossier: a reference, a role, an agency; never a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from cchc.model.labels import LabelledEnum


class Relation(LabelledEnum):
    """What an agency is to a dossier (quan hệ với hồ sơ)."""

    APPLICANT = "applicant", "Người nộp hồ sơ", "The applicant's side"
    RECEIVING = "receiving", "Nơi tiếp nhận", "The receiving desk"
    SETTLING = "settling", "Cơ quan giải quyết", "The settling body"
    COORDINATING = "coordinating", "Cơ quan phối hợp", "A coordinating body"
    SYSTEM = "system", "Hệ thống", "The system"


class Role(LabelledEnum):
    """In which role somebody acts (vai trò)."""

    APPLICANT = "applicant", "Người nộp hồ sơ", "Applicant or proxy"
    DESK_OFFICER = "desk_officer", "Cán bộ một cửa", "Officer at the one-stop desk"
    DESK_HEAD = "desk_head", "Người đứng đầu Bộ phận Một cửa", "Head of the one-stop desk"
    CASE_OFFICER = "case_officer", "Công chức thụ lý", "Case officer"
    UNIT_HEAD = "unit_head", "Lãnh đạo đơn vị", "Head of the unit"
    SIGNATORY = "signatory", "Người có thẩm quyền ký", "Competent signatory"
    CONSULTED_OFFICER = "consulted_officer", "Người trả lời ý kiến", "Officer of a consulted body"
    SYSTEM = "system", "Hệ thống", "The system itself"

    @property
    def relation(self) -> Relation:
        """What the agency of somebody in this role must be to the dossier."""
        return _RELATIONS[self]


_RELATIONS = {
    Role.APPLICANT: Relation.APPLICANT,
    Role.DESK_OFFICER: Relation.RECEIVING,
    Role.DESK_HEAD: Relation.RECEIVING,
    Role.CASE_OFFICER: Relation.SETTLING,
    Role.UNIT_HEAD: Relation.SETTLING,
    Role.SIGNATORY: Relation.SETTLING,
    Role.CONSULTED_OFFICER: Relation.COORDINATING,
    Role.SYSTEM: Relation.SYSTEM,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: an opaque reference of the host's, the role, and the code of the agency.

    The reference is kept out of ``repr``: history points at persons and holds nothing about them.

    >>> Actor("u-17", Role.DESK_OFFICER, "H26.40")
    Actor(role=<Role.DESK_OFFICER: 'desk_officer'>, agency='H26.40')
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    ref: str = field(repr=False)
    role: Role
    agency: str = ""
