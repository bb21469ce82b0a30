"""What a person hands in (giấy tờ nộp), and what may be wrong with it: values, without the data of anybody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from cchc.errors import UsageError
from cchc.legal import LegalBasis
from cchc.model.labels import LabelledEnum
from cchc.model.procedure_parts import Component
from cchc.model.receipt import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedDocument:
    """A paper that was handed in, or shown (giấy tờ đã nộp): which component it is meant for, in how many pieces, how old.

    ``what`` is the id or the name of the component; ``reference`` is the host's own, such as the number of a file. Neither is in
    ``repr``, since people write names there. An original with an electronic signature is an original; how a file counts is the
    office's judgement. ``form`` is the template it was written on; ``valid_until`` is included.

    >>> SubmittedDocument(what="Giấy chứng sinh của bé An", original=1)
    SubmittedDocument(original=1, copies=0, shown=False, form='', issued_on=None, valid_until=None)
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    what: str = field(repr=False)
    original: int = 0
    copies: int = 0
    shown: bool = False
    form: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    reference: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.original < 0 or self.copies < 0 or not (self.original or self.copies or self.shown):
            raise UsageError("a document is handed in at least once or shown: give `original`, `copies` or `shown`")
        if self.issued_on and self.valid_until and self.valid_until < self.issued_on:
            raise UsageError(f"a document cannot end ({self.valid_until}) before it was issued ({self.issued_on})")


class LackReason(LabelledEnum):
    """Why a component of the dossier is missing or cannot be used (lý do hồ sơ chưa đủ)."""

    NOT_HANDED_IN = "not_handed_in", "Chưa nộp", "Not handed in"
    NOT_SHOWN = "not_shown", "Chưa xuất trình", "Not shown"
    NONE_OF_GROUP = "none_of_group", "Chưa có giấy tờ nào trong nhóm", "None of the alternatives"
    TOO_FEW_ORIGINALS = "too_few_originals", "Thiếu bản chính", "Too few originals"
    TOO_FEW_COPIES = "too_few_copies", "Thiếu bản sao", "Too few copies"
    OTHER_FORM = "other_form", "Không đúng mẫu", "Not on the prescribed form"
    EXPIRED = "expired", "Giấy tờ hết hạn", "Expired"
    TOO_OLD = "too_old", "Cấp quá lâu", "Issued too long ago"
    AGE_UNKNOWN = "age_unknown", "Chưa rõ ngày cấp", "Day of issue not known"
    NOT_YET_ISSUED = "not_yet_issued", "Ngày cấp ở sau ngày xét", "Issued after the day of judgement"


class UnusedReason(LabelledEnum):
    """Why a paper that was handed in is not asked for (lý do không yêu cầu giấy tờ)."""

    NOT_ASKED = "not_asked", "Không có trong thành phần hồ sơ", "No component of the dossier"
    OTHER_CASE = "other_case", "Thuộc trường hợp hoặc cách nộp khác", "Of another case or channel"
    NOT_IN_FORCE = "not_in_force", "Không yêu cầu vào ngày xét", "Not asked for on the day"
    REPLACED = "replaced", "Cơ quan tự khai thác dữ liệu", "The office takes it from a database"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing or unfit (thành phần chưa đạt): component, reason, words, basis.

    ``documents`` are the positions (from 1) of the papers it is about, ``alternatives`` the components of which one is enough.
    A lack of a component that is not ``required`` leaves the dossier complete.
    """

    component: str
    reason: LackReason
    message_vi: str
    message_en: str
    basis: tuple[LegalBasis, ...]
    required: bool = True
    documents: tuple[int, ...] = ()
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unused:
    """A paper that nobody asks for (giấy tờ thừa): its position among those handed in, from 1, and why."""

    document: int
    reason: UnusedReason
    message_vi: str
    message_en: str
    basis: tuple[LegalBasis, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """Whether a dossier is complete (tính đầy đủ của hồ sơ): everything missing or unfit at once, and what is not needed.

    ``from_data`` are the components that the office takes from a database itself. ``unlisted`` is how many published
    components were never entered: with any, nobody can say that the dossier is complete.
    """

    code: str
    case: str | None
    channel: Channel | None
    on: date
    missing: tuple[Lack, ...] = ()
    unfit: tuple[Lack, ...] = ()
    unused: tuple[Unused, ...] = ()
    from_data: tuple[Component, ...] = ()
    unlisted: int = 0

    @property
    def complete(self) -> bool:
        """Whether nothing required is missing or unfit, and every published component was looked at."""
        return not self.missing and not self.unlisted and not any(one.required for one in self.unfit)
