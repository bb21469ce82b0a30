"""Pages that are written from code and data: errors, findings in Vietnamese, the law as tables."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import cchc
from cchc import load_procedures, load_regimes
from cchc.checks.catalogue import RULES
from cchc.checks.finding import Rule
from cchc.errors import CchcError, LawError, UsageError
from cchc.model.clock_entry import RefusalReason
from cchc.rulebook import load_instruments

MENDS: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "errors.toml").read_text("utf-8"))
SEVERITY_VI = {"error": "lỗi", "warning": "cảnh báo", "info": "lưu ý"}
TARGET_VI = {"process": "quy trình", "procedure": "thủ tục"}


def pages() -> dict[str, str]:
    """Return every page by its path under docs/."""
    return {
        "errors.md": errors_page(),
        "vi/errors.md": errors_page_vi(),
        "vi/findings.md": findings_page_vi(),
        "generated/instruments.md": instruments_page(),
        "generated/regimes.md": regimes_page(),
        "generated/procedures.md": procedures_page(),
    }


def errors() -> list[type[CchcError]]:
    """Return every error that a caller can meet, the root first; a module whose optional package is absent adds none."""
    for module in pkgutil.walk_packages(cchc.__path__, "cchc.", onerror=lambda _: None):
        if not module.name.endswith("__main__"):
            with suppress(ImportError):
                importlib.import_module(module.name)
    return [one for one in _below(CchcError) if one.code in MENDS]


def _below(kind: type[CchcError]) -> Iterator[type[CchcError]]:
    yield kind
    for one in sorted(kind.__subclasses__(), key=lambda each: each.code):
        if one.__module__.startswith("cchc."):
            yield from _below(one)


def cause_of(kind: type[CchcError]) -> str:
    """Return the first paragraph of its docstring, as Markdown."""
    text = " ".join((inspect.getdoc(kind) or "").split("\n\n", 1)[0].split())
    return re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"`\1`", text).replace("``", "`")


def who_acts(kind: type[CchcError]) -> int:
    """0: the caller; 1: the maintainer of the law data; 2: whoever runs the program."""
    return 0 if issubclass(kind, UsageError) else 1 if issubclass(kind, LawError) else 2


def errors_page() -> str:
    """Return docs/errors.md."""
    lines = [
        "# Errors",
        "",
        "Every exception, by who must act, with its cause and its mend. Each has a stable `code` for machines (`--json` prints it) and",
        "carries its facts as attributes. What the law foresees is no exception: [refusals](#refusals) are values. Written by `make docs`",
        "from the classes and `tools/book/errors.toml`.",
    ]
    heads = ("The caller must act", "The maintainer of the law data must act", "Whoever runs the program")
    for place, head in enumerate(heads):
        lines += ["", f"## {head}"]
        for kind in (one for one in errors() if who_acts(one) == place):
            told = MENDS.get(kind.code, {})
            lines += ["", f"### {kind.code}", "", f"`{kind.__module__}.{kind.__name__}`", ""]
            lines.append(f"- Cause: {cause_of(kind)}")
            lines.append(f"- Mend: {told.get('mend_en', 'the message says how.')}")
    lines += [
        "",
        "## Refusals",
        "",
        "Why an entry of the clock is not taken (`cchc.model.clock_entry.RefusalReason`). The rest of the ledger stands.",
        "",
    ]
    lines += ["| code | English | tiếng Việt |", "|---|---|---|"]
    lines += [f"| `{one.value}` | {one.label_en} | {one.label_vi} |" for one in RefusalReason]
    return "\n".join(lines) + "\n"


def errors_page_vi() -> str:
    """Return docs/vi/errors.md."""
    lines = [
        "# Lỗi: nguyên nhân và cách xử lý",
        "",
        "Mọi lỗi, xếp theo người phải xử lý. Mỗi lỗi có một `code` ổn định cho máy (`--json` in ra) và mang theo dữ kiện của nó. Điều mà",
        "luật đã dự liệu thì không phải là lỗi: [không ghi nhận](#không-ghi-nhận) là một giá trị. Trang này do `make docs` viết ra.",
    ]
    heads = ("Người gọi phải sửa", "Người giữ dữ liệu pháp luật phải sửa", "Người vận hành phải xử lý")
    for place, head in enumerate(heads):
        lines += ["", f"## {head}"]
        for kind in (one for one in errors() if who_acts(one) == place):
            told = MENDS.get(kind.code, {})
            lines += ["", f"### {kind.code}", "", f"`{kind.__name__}`", ""]
            lines.append(f"- Nguyên nhân: {told.get('cause_vi', cause_of(kind))}")
            lines.append(f"- Cách xử lý: {told.get('mend_vi', 'thông báo lỗi nêu cách sửa.')}")
    lines += ["", "## Không ghi nhận", ""]
    lines += ["Vì sao một dòng của sổ ghi thời hạn không được ghi nhận. Phần còn lại của sổ vẫn giữ nguyên.", ""]
    lines += ["| mã | lý do |", "|---|---|", *(f"| `{one.value}` | {one.label_vi} |" for one in RefusalReason)]
    return "\n".join(lines) + "\n"


def findings_page_vi() -> str:
    """Return docs/vi/findings.md."""
    by_code: dict[str, list[Rule]] = {}
    for rule in RULES:
        by_code.setdefault(rule.code, []).append(rule)
    lines = [
        "# Phát hiện của phép kiểm tra",
        "",
        "Từng mã, theo thứ tự: tên, mức độ thông thường, một ví dụ như gặp trong thực tế, cách sửa, căn cứ. Tổng thời gian lấy theo chuỗi",
        "bước dài nhất: các bước song song không cộng dồn, bước không tính thời gian thì không tính. Do `make docs` viết ra.",
        "",
        f"{len(by_code)} mã, {len(RULES)} quy tắc.",
    ]
    for code in sorted(by_code):
        lines += ["", f"## {code}"]
        for rule in by_code[code]:
            lines += ["", f"**{rule.title_vi}**; {SEVERITY_VI[rule.severity.value]}, về {TARGET_VI[rule.target]}.", ""]
            lines += [f"- Ví dụ: {rule.example}", f"- Cách sửa: {rule.fix_vi}."]
            if rule.basis:
                lines.append(f"- Căn cứ: {'; '.join(str(one) for one in rule.basis)}")
    return "\n".join(lines) + "\n"


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "/")


def instruments_page() -> str:
    """Return docs/generated/instruments.md: the register, with how each text was seen."""
    lines = [
        "# The instruments",
        "",
        "Every text that is cited, with the time it is in force and how it was seen: *read* (the wording), *secondary* (a restatement),",
        "*memory* (neither). Where each is used: [citations](citations.md). Written by `make docs`.",
        "",
        "| number | title | issued | in force | seen |",
        "|---|---|---|---|---|",
    ]
    for one in sorted(load_instruments().values(), key=lambda each: each.number):
        force = f"{one.validity.since or '?'} – {one.validity.until or ''}".rstrip()
        lines.append(f"| {one.number} | {_cell(one.title_vi)} | {one.issued or '?'} | {force} | {one.confidence} |")
    return "\n".join(lines) + "\n"


def regimes_page() -> str:
    """Return docs/generated/regimes.md: the one-stop decrees as they move a clock."""
    lines = [
        "# The one-stop regimes",
        "",
        "The dated versions of the one-stop decrees, as far as they move a clock. The one in force on the day of receipt rules a dossier",
        "for as long as it lives: see [regimes](../explanation/regimes.md). *chưa kiểm chứng*: the wording was not seen. By `make docs`.",
    ]
    for one in load_regimes().all:
        lines += ["", f"## {one.id}", "", f"{one.title_vi}. Received from {one.validity.since} to {one.validity.until or 'now'}.", ""]
        lines += ["| what | rule | basis |", "|---|---|---|"]
        start = "the settling body's receipt, for a dossier filed elsewhere" if one.competent_starts else "the desk's receipt"
        lines.append(f"| the limit starts with | {start} | {one.competent_basis if one.competent_starts else one.start_basis} |")
        lines.append(f"| a dossier received after {one.transfer.at:%H:%M} | may be forwarded the next working day | {one.transfer.basis} |")
        lines += [f"| duty: {name} | {cchc.format_limit(duty.limit)} | {duty.basis} |" for name, duty in one.duties.items()]
        lines.append(f"| an apology with a new date | at most {one.policy.max_reappointments} | {one.reappoint_basis} |")
        lines.append(f"| after a supplement | {one.policy.after_supplement.value} | {one.supplement_basis} |")
        if one.note:
            lines += ["", one.note]
    return "\n".join(lines) + "\n"


def procedures_page() -> str:
    """Return docs/generated/procedures.md: the bundled procedures and their limits."""
    catalogue = load_procedures()
    lines = [
        "# The bundled procedures",
        "",
        f"{len(catalogue.codes)} codes with their versions and limits, as read. *Unconfirmed*: the unit was printed as a bare “Ngày”, and",
        "the engine refuses to count until somebody [confirms it](../how-to/confirm-a-limit.md). Written by `make docs`.",
        "",
        "| code | name | version | case | limit |",
        "|---|---|---|---|---|",
    ]
    for code in catalogue.codes:
        for one in catalogue.versions(code):
            version = f"{one.since or ''} – {one.until or ''}" if one.since or one.until else ""
            for limit in one.limits:
                said = cchc.format_limit(limit.limit) if limit.limit is not None else "*unconfirmed*"
                lines.append(f"| {code} | {_cell(one.name)} | {version} | {_cell(limit.case)} | {said} |")
    return "\n".join(lines) + "\n"
