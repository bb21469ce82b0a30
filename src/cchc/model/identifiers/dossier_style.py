"""The forms that the law gave to the code of a dossier (mã số hồ sơ), each from and until when, with its basis.

A new form is one row of :data:`DOSSIER_STYLES`. Of 03/2025/TT-VPCP, Điều 13, only khoản 3 was seen, and the day on which it came
into force was not: its row begins on the day of issue, and is unverified.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cchc.errors import NotInForceError
from cchc.legal import LegalBasis, Validity
from cchc.model.labels import LabelledEnum

_BY_CIRCULAR_2018 = LegalBasis("01/2018/TT-VPCP", 19)
_BY_CIRCULAR_2025 = LegalBasis("03/2025/TT-VPCP", 13, unverified=True)
_CENTRALISED = LegalBasis("03/2025/TT-VPCP", 13, 3)
_CENTRALISED_BY = LegalBasis("04/2025/TT-VPCP", 23, 2)


class DossierStyle(LabelledEnum):
    """The form of a dossier's code."""

    TT01_2018 = "tt01_2018", "mã hồ sơ theo Thông tư 01/2018/TT-VPCP", "V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX"
    TT03_2025 = "tt03_2025", "mã hồ sơ theo Thông tư 03/2025/TT-VPCP", "the agency from the top level down, YYMMDD, an ordinal"
    TT04_2025_CENTRAL = "tt04_2025_central", "mã hồ sơ của dịch vụ công tập trung", "the same, AA of the system's owner before the ordinal"
    FOREIGN = "foreign", "mã hồ sơ của hệ thống khác", "a code of another system, kept as it is"


class DossierStyleInForce(NamedTuple):
    """A form with its time and its basis; ``central`` tells the one for services centralised for the whole country."""

    style: DossierStyle
    validity: Validity
    basis: tuple[LegalBasis, ...]
    central: bool = False


DOSSIER_STYLES = (
    DossierStyleInForce(DossierStyle.TT01_2018, Validity(date(2019, 1, 6), date(2025, 9, 14)), (_BY_CIRCULAR_2018,)),
    DossierStyleInForce(DossierStyle.TT03_2025, Validity(date(2025, 9, 15)), (_BY_CIRCULAR_2025,)),
    DossierStyleInForce(DossierStyle.TT04_2025_CENTRAL, Validity(date(2026, 1, 25)), (_CENTRALISED, _CENTRALISED_BY), central=True),
)
"""The forms in the order of their time."""


def style_on(day: date, *, central: bool = False, styles: Iterable[DossierStyleInForce] = DOSSIER_STYLES) -> DossierStyleInForce:
    """Return the form for a dossier received on ``day``.

    Args:
        day: the day of receipt, in Vietnam.
        central: whether the dossier belongs to a service centralised for the whole country.
        styles: the table; for a form that this version does not have yet.

    Raises:
        NotInForceError: no such form was in force on that day.

    >>> [style_on(date(2025, 9, day)).style.value for day in (14, 15)]
    ['tt01_2018', 'tt03_2025']
    """
    found = [one for one in styles if one.central == central and one.validity.covers(day)]
    if not found:
        what = "code for dossiers of centralised services" if central else "code for dossiers"
        raise NotInForceError(
            f"no form of a {what} is in force on {day}; the first begins on "
            f"{min((str(one.validity.since) for one in styles if one.central == central), default='no day')}: keep the code that the "
            f"dossier has (style FOREIGN), or pass the table with that form"
        )
    return found[-1]
