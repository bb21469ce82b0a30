"""Rules about fees and charges: free against an amount, amounts that lost their thousands, rates that have run out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cchc.checks.finding import Context, Found, Severity
from cchc.checks.texts import folded, noted_texts, shown
from cchc.model.procedure import Procedure

_NUMBER = r"(?<![\w.,/])(?P<amount>[0-9]{1,3}(?:[.,][0-9]{3}){1,4}|[0-9]{1,9})"
_MONEY = re.compile(_NUMBER + r"(?:,00)? ?(?:đồng|vnđ|vnd|việt nam đồng|đ\b)(?P<per>/[^\s;,.]{1,20})?")
_COUNCIL = r"(?:hđnd|hội đồng nhân dân)"
_SET_ELSEWHERE = re.compile(
    rf"^[-+ ]*(?:theo|do) [^.;]{{0,60}}{_COUNCIL}|phí[^.;]{{0,80}}{_COUNCIL}|{_COUNCIL}[^.;]{{0,80}}phí"
    r"|(?:nộp|tạm thu|mức) (?:lệ phí|phí)|(?:lệ phí|phí) (?:theo|do|được thu|áp dụng|thẩm định)"
)
_NOT_LEVIED = re.compile(r"(?:không (?:có |quy định |phải nộp |thu )|chưa quy định |miễn )(?:lệ )?phí|(?:lệ )?phí[: ]{1,3}(?:không|miễn)")
_UNTIL = re.compile(
    r"(?:đến|tới|–|-|→) ?(?:hết )?(?:ngày )?(?P<day>[0-9]{1,2})(?:[/.-]| tháng )(?P<month>[0-9]{1,2})(?:[/.-]| năm )(?P<year>20[0-9]{2})"
)
_FREE = "miễn phí"
_LEAST = Decimal(1000)
"""No fee in đồng is smaller; a smaller number has lost its thousands."""


def _cells(procedure: Procedure) -> Iterator[tuple[str, str]]:
    return (
        (f"submission.{place}.published_fee", folded(way.published_fee))
        for place, way in enumerate(procedure.submission)
        if way.published_fee
    )


def _said(procedure: Procedure) -> list[tuple[str, str]]:
    """What is said of fees: the cells, the fees as published, and notes that speak of a fee."""
    found = [*_cells(procedure)]
    found += [(f"fees.{place}.published", folded(fee.published)) for place, fee in enumerate(procedure.fees) if fee.published]
    found += [(path, folded(text)) for path, text in noted_texts(procedure) if "phí" in folded(text)]
    return found


def _amounts(text: str) -> Iterator[tuple[Decimal, str, str]]:
    """Amounts of money in a folded text: number, what for ("/trang"), as printed."""
    for found in _MONEY.finditer(text):
        yield Decimal(re.sub(r"[.,]", "", found["amount"])), found["per"] or "", found[0]


def fee_field_ne_note(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """The cell of the fee says free of charge, its own note or the fees beside it say that one is levied."""
    free = [(path, text) for path, text in _cells(procedure) if text.startswith(_FREE)]
    if not free:
        return
    for path, text in free:
        beside = text.removeprefix(_FREE).strip(" ().;:")
        if beside and _levies(beside):
            yield _free_but(path, beside)
            return
    channels = {way.channel for way in procedure.submission if folded(way.published_fee).startswith(_FREE)}
    for place, fee in enumerate(procedure.fees):
        if not any(fee.serves(channel, None) for channel in channels):
            continue
        wording = folded(fee.published)
        levied = (fee.amount or Decimal(0)) > 0 or any(tier.each > 0 for tier in fee.tiers) or _levies(wording)
        if levied and not wording.startswith(_FREE):
            yield _free_but(f"fees.{place}", wording or fee.name or str(fee.amount))
            return


def _levies(text: str) -> bool:
    """Whether a text levies something: an amount above zero, or a rate that is set elsewhere."""
    return any(amount > 0 for amount, _per, _printed in _amounts(text)) or (
        _SET_ELSEWHERE.search(text) is not None and _NOT_LEVIED.search(text) is None
    )


def _free_but(path: str, text: str) -> Found:
    return Found(
        f"Ô phí ghi “Miễn phí” nhưng có mức thu: “{shown(text)}”",
        f"the cell says free of charge, but something is levied: “{shown(text)}”",
        path,
        shown(text),
        "Miễn phí",
    )


def fee_scale(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """An amount in đồng is below a thousand: the thousands were lost on the way."""
    for place, fee in enumerate(procedure.fees):
        numbers = [fee.amount, fee.cap, *(tier.each for tier in fee.tiers)]
        small = [one for one in numbers if one is not None and 0 < one < _LEAST]
        if fee.currency == "VND" and small:
            yield _too_small(f"fees.{place}", f"{small[0]} đồng")
    for path, text in _said(procedure):
        small_text = [printed for amount, per, printed in _amounts(text) if 0 < amount < _LEAST and not per]
        if small_text:
            yield _too_small(path, small_text[0])
            return


def _too_small(path: str, printed: str) -> Found:
    return Found(
        f"Mức thu “{shown(printed)}” dưới 1.000 đồng: có thể mất nhóm nghìn",
        f"the amount “{shown(printed)}” is below 1,000 đồng: its thousands may be lost",
        path,
        actual=shown(printed),
    )


def expired_fee(procedure: Procedure, context: Context) -> Iterator[Found]:
    """A rate has an end: past, it is no longer the one to pay; still to come, it will have to be replaced."""
    ends: dict[date, str] = {}
    for place, fee in enumerate(procedure.fees):
        if fee.until is not None:
            ends.setdefault(fee.until, f"fees.{place}.until")
    for path, text in _said(procedure):
        for found in _UNTIL.finditer(text):
            try:
                ends.setdefault(date(int(found["year"]), int(found["month"]), int(found["day"])), path)
            except ValueError:
                continue
    for end, path in sorted(ends.items()):
        over = end < context.as_of
        if over and any(fee.since is not None and fee.since > end for fee in procedure.fees):
            continue
        yield Found(
            f"Mức phí {'đã hết hiệu lực từ' if over else 'có hiệu lực đến hết'} {end:%d/%m/%Y}",
            f"the rate {'ran out' if over else 'holds until the end of'} {end}",
            path,
            actual=end.isoformat(),
            severity=None if over else Severity.INFO,
        )
