"""Glued columns of the portal's page, told apart where that is plain: papers, fees, numbers of texts, rows without a unit.

The page sets its columns without a space between them ("Đơn theo Mẫu số 181 bản chính,1 bản sao"). A row of papers ends
where its numbers are glued to what is before and behind them. Where digits are glued to digits, the last one is taken
for the count and the whole is kept in the note.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal

from cchc.interop.dossier_headings import heading_of, is_form
from cchc.model.procedure import Case, Component, Fee, Submission
from cchc.model.receipt import Channel

_COLUMNS = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
_COUNT = re.compile(
    r"(?<![0-9])(?P<digits>[0-9]{1,8}) bản chính(?:, ?(?P<copies>[0-9]{1,4}) bản sao)?(?![\s.,;:)/”\"'])"
    r"|(?<![0-9])(?P<only>[0-9]{1,8}) bản sao(?![\s.,;:)/”\"'])"
)
_FILES = (".doc", ".docx", ".pdf", ".xls", ".xlsx", ".rar", ".zip", ".rtf", ".jpg", ".jpeg", ".png")
_ROW = re.compile(r"(Trực tuyến|Dịch vụ bưu chính|Trực tiếp)(?=[0-9]|Không|Miễn phí)")
_TIME = re.compile(r"(?P<time>[0-9]{1,4}(?:[.,][0-9]{1,2})?|Không có thông tin|Không)(?=Miễn phí|Không có thông tin|$)")
_FEE = re.compile(r"Miễn phí|Không có thông tin|[0-9][0-9.,]{0,14} ?(?:Việt Nam Đồng|VNĐ|Đồng|USD|Đô la Mỹ)")
_ON_FEES = re.compile(r"mức thu|lệ phí|phí thẩm định|TT-BTC", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<number>[0-9]{1,9})/(?P<year>[0-9]{4})/(?P<issuer>QH[0-9]{2}|NĐ-CP|[A-ZĐ0-9-]{2,40})")
_DECREE = "NĐ-CP"
_GLUED = 9
"""Fewer letters than this are glued to the number of a text."""
_NONE = frozenset({"", "không", "không có", "không có thông tin", "không quy định"})

CHANNELS = {channel.label_vi: channel for channel in Channel}
"""Channels by their printed label."""


def on_one_line(text: str) -> str:
    """Return printed text on one line: composed accents, single spaces, nothing that a screen would obey."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if text.isprintable():
        return text
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text, each cleaned, without empty ones and without those that say that there is nothing."""
    lines = tuple(line for one in text.splitlines() if (line := on_one_line(one)))
    said = lines[0][:60].casefold() if len(lines) == 1 else "…"
    return () if said.rstrip(". ") in _NONE or said.startswith("không có thông tintừ khóa") else lines


def labels_of(printed: Iterable[str]) -> tuple[str, ...]:
    """Return labels that the collection cut at commas, put together again.

    >>> labels_of(["Tổ chức (không bao gồm doanh nghiệp", "HTX)", "Cán bộ", "công chức"])
    ('Tổ chức (không bao gồm doanh nghiệp, HTX)', 'Cán bộ, công chức')
    """
    found: list[list[str]] = []
    depth = 0
    for label in filter(None, map(on_one_line, printed)):
        if found and (label[0].islower() or depth > 0):
            found[-1].append(label)
        else:
            found.append([label])
            depth = 0
        depth += label.count("(") - label.count(")")
    return tuple(", ".join(parts) for parts in found)


def instruments_of(printed: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers of texts, without the letters and years that were glued to them where that is sure.

    >>> instruments_of(["202323/2023/QH15QUY", "67/2024/NĐ-CPT", "76/2020/NĐ-CP76", "25/2021/TT-BTCN", "25/2021/TT-BTC"])
    ('23/2023/QH15', '67/2024/NĐ-CP', '76/2020/NĐ-CP', '25/2021/TT-BTC')
    """
    found: dict[str, None] = {}
    for text in printed:
        read = _NUMBER.match(on_one_line(text))
        if read is None:
            found[on_one_line(text)] = None
            continue
        number, year = read["number"], read["year"]
        glued = len(number) > 4 and number[:2] in ("19", "20")
        issuer = _DECREE if read["issuer"].startswith(_DECREE) else read["issuer"]
        found[f"{number[4:] if glued else number}/{year}/{issuer}"] = None
    return tuple(one for one in found if one and not any(one[:-more] in found for more in range(1, _GLUED)))


def fee_and_rest(text: str) -> tuple[str, str]:
    """Return the cell of the fee with its brackets, and the description glued behind it; one that speaks of fees stays with the cell.

    >>> fee_and_rest("Miễn phí(Theo quy định (nếu có))5 ngày làm việc kể từ ngày nhận")
    ('Miễn phí(Theo quy định (nếu có))', '5 ngày làm việc kể từ ngày nhận')
    """
    text = on_one_line(text)
    found = _FEE.match(text)
    end = found.end() if found else 0
    if found and text[end : end + 1] == "(":
        end = _closing(text, end)
    rest = text[end:].strip()
    return (text, "") if found and _ON_FEES.search(rest) else (text[:end], rest)


def _closing(text: str, begin: int) -> int:
    """The position behind the bracket that closes the one at ``begin``; the end of the text where none does."""
    depth = 0
    for place in range(begin, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if not depth:
            return place + 1
    return len(text)


def rows_in_note(text: str) -> Iterator[Submission]:
    """Yield the ways to hand in of a page that states no number with a unit: channel, number, fee, description."""
    text = on_one_line(text)
    parts = _ROW.split(text)
    for label, part in zip(parts[1::2], parts[2::2], strict=True):
        time = _TIME.match(part)
        fee, rest = fee_and_rest(part[time.end() :] if time else part)
        said = time["time"] if time and time["time"][0].isdecimal() else ""
        yield Submission(channel=CHANNELS[label], published_time=said, published_fee=fee, wording=rest)


def fees_of(ways: Iterable[Submission]) -> tuple[Fee, ...]:
    """Return each published fee once, with the channels in which it is printed; every channel where they all agree."""
    ways = tuple(ways)
    printed: dict[str, list[Channel]] = {}
    for way in ways:
        if way.published_fee and way.published_fee != "Không có thông tin":
            printed.setdefault(way.published_fee, []).append(way.channel)
    everywhere = {way.channel for way in ways}
    fees: list[Fee] = []
    for text, found in printed.items():
        channels = () if set(found) == everywhere else tuple(one for one in Channel if one in found)
        fees.append(Fee(amount=Decimal(0) if text == "Miễn phí" else None, channels=channels, published=text))
    return tuple(fees)


def components_of(text: str) -> tuple[tuple[Component, ...], tuple[Case, ...]]:
    """Return the papers of a glued table and the cases its headings name; nothing where no row can be told from the next.

    >>> table = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
    >>> papers, cases = components_of(f"Đối với nhà ở:{table}Đơn theo Mẫu số 181 bản chính,1 bản saoẢnh 3x40 bản chính,2 bản sao")
    >>> [(one.name, one.original, one.copies, one.note) for one in papers]
    [('Đơn theo Mẫu số 18', 1, 1, 'số in dính: 181 bản chính'), ('Ảnh 3x4', 0, 2, 'số in dính: 40 bản chính')]
    >>> cases[0].id
    'Đối với nhà ở'
    """
    papers: list[Component] = []
    cases: dict[str, Case] = {}
    heading = ""
    for number, table in enumerate(text.split(_COLUMNS)):
        begin = 0
        case, show = heading_of(heading)
        if case and number:
            cases.setdefault(case, Case(id=case))
        for found in _COUNT.finditer(table) if number else ():
            paper = _paper(table[begin : found.start()], found, case, show=show)
            begin = found.end()
            if paper is not None:
                papers.append(paper)
        heading = on_one_line(table[begin:]).strip(":- ")[:500]
    return tuple(papers), tuple(cases.values())


def _paper(name: str, found: re.Match[str], case: str, *, show: bool) -> Component | None:
    digits = found["digits"] or found["only"]
    before = digits[:-1]
    name, form = _form_of(on_one_line(name + before).lstrip("-+*• "))
    if not name:
        return None
    return Component(
        name=name,
        form=form,
        cases=(case,) if case else (),
        original=int(digits[-1]) if found["digits"] else 0,
        copies=int(found["copies"] or 0) if found["digits"] else int(digits[-1]),
        present_only=show and not is_form(name),
        note=f"số in dính: {found[0].split(',')[0]}" if before else "",
    )


def _form_of(name: str) -> tuple[str, str]:
    """A name and the file of its form, glued to it: the file begins at the last capital behind a small letter or a stop."""
    if not name[-5:].lower().endswith(_FILES):
        return name, ""
    for place in range(len(name) - 1, max(0, len(name) - 140), -1):
        if name[place].isupper() and (name[place - 1].islower() or name[place - 1] in ".;)"):
            return name[:place].rstrip(), name[place:]
    return name, ""
