"""Phrases of the study's files: fees, inner deadlines, pauses, extensions and channels, read only where they are plain.

Whatever is not plain stays a text: a limit is read from a phrase that states one amount for one doing, never from one
that lists several, names a duty of the applicant, or says "at least".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from cchc.errors import LimitError
from cchc.interop.study_rows import as_day, as_texts
from cchc.model.limit_phrases import parse_limit
from cchc.model.procedure import AllowedPause, Extension, Fee, FeeTier, OnTimeout, SubDeadline
from cchc.model.receipt import Channel
from cchc.model.time_limit import TimeLimit

CHANNELS = {
    "direct": Channel.COUNTER,
    "counter": Channel.COUNTER,
    "trực tiếp": Channel.COUNTER,
    "online": Channel.ONLINE,
    "trực tuyến": Channel.ONLINE,
    "post": Channel.POST,
    "bưu chính": Channel.POST,
    "kiosk": Channel.KIOSK,
}
"""Ways to hand in, by the words of the files."""

TIMEOUTS = {
    "deemed_consent": OnTimeout.DEEMED_CONSENT,
    "proceed": OnTimeout.PROCEED,
    "proceed_as_agreed": OnTimeout.PROCEED,
    "stop": OnTimeout.STOP,
    "expire": OnTimeout.EXPIRE,
    "reject": OnTimeout.REJECT,
}
"""What follows when a time runs out, by its word in the files."""

_AMOUNT = r"[0-9]{1,4}(?:[.,/][0-9]{1,2})? (?:ngày làm việc|ngày|giờ làm việc|giờ|tháng|tuần)"
_ONE = re.compile(rf"(?<![0-9.,/–-])(?:≤|không quá )?({_AMOUNT})(?! (?:[0-9]|hoặc))")
_FRONT = re.compile(rf"(?:≤|không quá )?(?P<limit>{_AMOUNT}) (?P<what>[^;:0-9]{{3,80}}?)(?: 1 lần)?")
_BACK = re.compile(
    rf"(?:(?P<actor>[^;:,0-9]{{2,60}}): )?(?P<what>[^;:,0-9]{{0,80}}?)(?: ?≤ ?| không quá )?(?P<limit>{_AMOUNT})"
    r"(?P<rest>, im lặng = đồng ý| liên tục[^;0-9]*| tại [^;0-9]*)?"
)
_APPLICANTS = re.compile(r"(?:^|: |\b)(?:phải )?(?:nộp|kê khai|đăng ký|nghĩa vụ)\b")
_LONGER = re.compile(rf"(?P<by>\+)?(?P<when>[^0-9≤+]*?) ?≤ ?(?P<limit>{_AMOUNT})(?P<rest> (?![^;]*[0-9] ?(?:ngày|giờ|tháng))[^;]*)?")
_Reason = Literal["payment", "publication", "council", "applicant", "third_party", "verification", "other"]
_PAUSES: tuple[tuple[str, _Reason], ...] = (
    (r"nghĩa vụ tài chính|nộp tiền|nộp phần", "payment"),
    (r"niêm yết|đăng tin", "publication"),
    (r"hđnd|hội đồng nhân dân", "council"),
    (r"chủ đầu tư|chủ dự án|người nộp|bổ sung|hoàn thiện|lỗi hồ sơ", "applicant"),
    (r"phối hợp|chờ giấy", "third_party"),
    (r"xác minh", "verification"),
    (r"", "other"),
)
_MONEY = r"[0-9]{1,3}(?:[.][0-9]{3})+|[0-9]{1,9}"
_PLAIN_FEE = re.compile(
    rf"(?:(?P<name>[^:;0-9]{{2,40}}): )?(?P<amount>{_MONEY}) ?(?:đồng|đ)(?:/(?P<per>[^;,(:]{{2,40}}?))?"
    rf"(?:, tối đa (?P<cap>{_MONEY}) ?đồng(?:/[^;,]+)?)?(?: ?\((?P<beside>[^()]*(?:\([^()]*\))?[^()]*)\)|; miễn:? (?P<free>[^0-9].*))?"
)
_PAGES = re.compile(
    rf"(?P<first>{_MONEY}) đồng/trang; từ trang thứ 3: (?P<more>{_MONEY})(?: đồng/trang)?; tối đa (?P<cap>{_MONEY}) đồng/bản[^0-9]*"
)
_SPAN = re.compile(r"([0-9]{1,2}/[0-9]{1,2}/20[0-9]{2}) ?[–-] ?([0-9]{1,2}/[0-9]{1,2}/20[0-9]{2})")
_FREE = re.compile(r"(?:miễn (?:phí|lệ phí)|không|không thu phí)[.;]?", re.IGNORECASE)


def limit_in(text: str) -> TimeLimit | None:
    """Return a phrase that is one time limit and nothing else as such; else ``None``."""
    try:
        return parse_limit(text)
    except LimitError:
        return None


def only_limit(text: str) -> TimeLimit | None:
    """Return the one amount of time that a text states; ``None`` where there is none, or more than one.

    >>> only_limit("chủ dự án chỉnh sửa ≤12 tháng, không tính"), only_limit("15 hoặc 30 ngày")
    (Months(count=12, unit='month'), None)
    """
    found = _ONE.findall(text)
    return limit_in(found[0]) if len(found) == 1 and not re.search(r"[0-9] (?:hoặc|đến) ", text) else None


def channels_in(text: str) -> tuple[Channel, ...]:
    """Return the channels that the label of a case names as a cell of the published table.

    >>> [one.value for one in channels_in("(ô trực tuyến, trực tiếp)")], channels_in("nộp trực tuyến")
    (['counter', 'online'], ())
    """
    if re.match(r"\((?:theo )?ô ", text) is None:
        return ()
    found = {channel for word, channel in CHANNELS.items() if word in text}
    return tuple(channel for channel in Channel if channel in found)


def sub_deadline_of(text: str) -> SubDeadline:
    """Return an inner deadline with its wording; actor, doing and limit where the phrase has one of each.

    >>> plain, duty = sub_deadline_of("lấy ý kiến 12 ngày, im lặng = đồng ý"), sub_deadline_of("phải nộp trong 10 ngày từ khi bắt đầu")
    >>> plain.what, plain.limit, plain.on_timeout.value, duty.limit
    ('lấy ý kiến', CalendarDays(count=12, unit='day'), 'deemed_consent', None)
    """
    silent = OnTimeout.DEEMED_CONSENT if "im lặng = đồng ý" in text else None
    found = _FRONT.fullmatch(text) or _BACK.fullmatch(text)
    if found is None or _APPLICANTS.search(text.lower()):
        return SubDeadline(on_timeout=silent, wording=text)
    actor = found.groupdict().get("actor") or ""
    return SubDeadline(actor=actor, what=found["what"].strip(), limit=limit_in(found["limit"]), on_timeout=silent, wording=text)


def pause_of(text: str) -> AllowedPause:
    """Return a time that does not count, with its wording: the reason, and the longest time and number where it says so.

    >>> pause = pause_of("chủ dự án chỉnh sửa ≤12 tháng, không tính")
    >>> pause.reason, pause.most
    ('applicant', Months(count=12, unit='month'))
    """
    low = text.lower()
    reason: _Reason = next(name for words, name in _PAUSES if re.search(words, low))
    times = re.search(r"≤ ?0?([1-9]) lần", low)
    end = OnTimeout.STOP if "→ dừng" in low else None
    return AllowedPause(reason=reason, most=only_limit(low), times=int(times[1]) if times else None, on_timeout=end, wording=text)


def extension_of(text: str) -> Extension | None:
    """Return a longer limit: "+≤2 ngày …" adds, "phức tạp ≤60 ngày" is the most in all; ``None`` where no amount is stated.

    >>> extension_of("phức tạp ≤60 ngày").how, extension_of("+≤2 ngày làm việc nếu phải hoàn thiện").how
    ('to', 'by')
    """
    found = _LONGER.fullmatch(text.strip())
    if found is None:
        return None
    condition = " ".join(f"{found['when']} {found['rest'] or ''}".split())
    by_agreement = "thỏa thuận" in condition
    return Extension(
        how="by" if found["by"] else "to",
        limit=parse_limit(found["limit"]),
        condition=condition,
        agreed_by="agreement" if by_agreement else "law",
        wording=text,
    )


def fee_of(text: str) -> Fee:
    """Return a fee with its wording: an amount, a price for each, a scale by pages, free of charge; else the wording alone.

    >>> fee = fee_of("Karaoke: 1.000.000 đồng/phòng, tối đa 6.000.000 đồng/giấy phép/lần")
    >>> fee.of(4), fee.of(7), fee_of("Miễn phí").amount, fee_of("theo HĐND tỉnh").set_by
    (Decimal('4000000'), Decimal('6000000'), Decimal('0'), 'province')
    """
    low = text.lower()
    kind: Literal["fee", "charge"] = "fee" if "phí" in low and "lệ phí" not in low else "charge"
    since, until = _validity(text)
    province = "hđnd" in low or "hội đồng nhân dân" in low
    if _FREE.fullmatch(text.strip()):
        return Fee(kind=kind, amount=Decimal(0), published=text)
    pages, plain = _PAGES.fullmatch(text), _PLAIN_FEE.fullmatch(text)
    if pages is not None:
        tiers = (FeeTier(up_to=2, each=_money(pages["first"])), FeeTier(each=_money(pages["more"])))
        return Fee(kind="fee", tiers=tiers, per="trang", cap=_money(pages["cap"]), published=text)
    if plain is not None:
        exempt = tuple(part.strip() for part in (plain["free"] or "").split(";") if part.strip())
        cap = _money(plain["cap"]) if plain["cap"] else None
        name, per = plain["name"] or "", (plain["per"] or "").strip()
        amount = _money(plain["amount"])
        return Fee(
            kind=kind, name=name, amount=amount, per=per, cap=cap, exemptions=exempt, since=since, until=until, published=text
        )  # fmt: skip
    return Fee(kind=kind, set_by="province" if province else "central", since=since, until=until, published=text)


def _money(text: str) -> Decimal:
    return Decimal(text.replace(".", ""))


def _validity(text: str) -> tuple[date | None, date | None]:
    found = _SPAN.search(text)
    since, until = (as_day(found[1]), as_day(found[2])) if found else (None, None)
    return (since, until) if since is None or until is None or since <= until else (None, None)


def agencies_in(value: object) -> Iterator[str]:
    """Yield the bodies of a cell, which parts them by semicolons only: commas stand inside names."""
    for text in as_texts(value):
        yield from (part.strip() for part in text.split(";") if part.strip())
