"""What the contract found, for people: one difference as a text, a whole examination as text or Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cchc.testing.contract.outcome import Difference, Outcome

_WORDS = {
    "vi": {
        "rule": "Sai quy tắc",
        "basis": "Căn cứ",
        "pitfalls": "Lỗi thường gặp số",
        "question": "Câu hỏi ngắn nhất tìm được",
        "theirs": "Hệ thống trả lời",
        "right": "Đúng phải là",
        "law": "Cách tính từng bước",
        "unsteady": "Hỏi lại, hệ thống trả lời khác: có trạng thái dùng chung hoặc phụ thuộc đồng hồ",
        "asked": "thấy ở câu hỏi thứ {0}",
        "kept": "đúng",
        "broken": "SAI",
        "not_tested": "không kiểm thử",
        "sum": "{0} quy tắc đúng, {1} sai, {2} không kiểm thử",
        "engineering": "yêu cầu kỹ thuật",
    },
    "en": {
        "rule": "Rule broken",
        "basis": "Basis",
        "pitfalls": "Known pitfalls",
        "question": "Shortest question found",
        "theirs": "Your system answers",
        "right": "The right answer is",
        "law": "How it is counted, step by step",
        "unsteady": "Asked again, your system answered otherwise: shared state, or a clock that is read",
        "asked": "found with question no. {0}",
        "kept": "kept",
        "broken": "BROKEN",
        "not_tested": "not tested",
        "sum": "{0} rules kept, {1} broken, {2} not tested",
        "engineering": "sound engineering",
    },
}


def difference_text(outcome: Outcome, lang: str = "vi") -> str:
    """Return the difference of ``outcome`` as a text in ``lang``: rule, basis, question, both answers, the law of each step."""
    words, rule, found = _WORDS[lang], outcome.rule, outcome.difference
    assert found is not None
    lines = [f"{words['rule']}: {rule.text(lang)}", f"  {words['basis']}: {_basis(outcome, lang)}"]
    lines += [f"{words['question']} ({words['asked'].format(found.found_after)}):", *(f"  {line}" for line in found.story)]
    lines += [f"{words['theirs']}: {found.theirs}", f"{words['right']}: {found.right}"]
    if found.unsteady:
        lines.append(words["unsteady"])
    if found.law:
        lines += [f"{words['law']}:", *(f"  {line}" for line in found.law)]
    return "\n".join(lines)


def _basis(outcome: Outcome, lang: str) -> str:
    return "; ".join(str(one) for one in outcome.rule.basis) or _WORDS[lang]["engineering"]


@dataclass(frozen=True)
class Examination:
    """What came of every rule of the contract for one system."""

    outcomes: tuple[Outcome, ...]

    @property
    def broken(self) -> tuple[Outcome, ...]:
        """The rules on which the system differs."""
        return tuple(one for one in self.outcomes if one.difference is not None)

    @property
    def not_tested(self) -> tuple[Outcome, ...]:
        """The rules on which it could not be asked."""
        return tuple(one for one in self.outcomes if one.not_tested)

    @property
    def kept(self) -> tuple[Outcome, ...]:
        """The rules on which no difference was found."""
        return tuple(one for one in self.outcomes if one.difference is None and not one.not_tested)

    def text(self, lang: str = "vi") -> str:
        """Return a line for each rule, the sums, then each difference in full."""
        words = _WORDS[lang]
        lines = [self.sums(lang), ""]
        for one in self.outcomes:
            state = words["not_tested"] if one.not_tested else words["broken"] if one.difference else words["kept"]
            why = f" ({one.not_tested})" if one.not_tested else ""
            lines.append(f"{state:>14}  {one.rule.text(lang)}{why}")
        for one in self.broken:
            lines += ["", difference_text(one, lang)]
        return "\n".join(lines)

    def sums(self, lang: str = "vi") -> str:
        """Return how many rules are kept, broken and not tested."""
        return _WORDS[lang]["sum"].format(len(self.kept), len(self.broken), len(self.not_tested))

    def markdown(self, lang: str = "en") -> str:
        """Return a table of the rules, then each difference as a section."""
        return "\n".join(_markdown(self, lang))


def _markdown(examined: Examination, lang: str) -> Iterator[str]:
    words = _WORDS[lang]
    yield f"{examined.sums(lang)}.\n"
    yield f"| {words['rule'].split()[0 if lang == 'en' else -1].capitalize()} | | {words['pitfalls']} |"
    yield "|---|---|---|"
    for one in examined.outcomes:
        state = words["not_tested"] if one.not_tested else f"**{words['broken'].lower()}**" if one.difference else words["kept"]
        why = f": {one.not_tested}" if one.not_tested else ""
        yield f"| {one.rule.text(lang)} | {state}{why} | {' '.join(one.rule.pitfalls)} |"
    for one in examined.broken:
        found = one.difference
        assert found is not None
        yield f"\n### {one.rule.text(lang)}\n"
        yield f"`{one.rule.name}` · {words['basis']}: {_basis(one, lang)}" + (
            f" · {' '.join(one.rule.pitfalls)}" if one.rule.pitfalls else ""
        )
        yield from _told(found, words)


def _told(found: Difference, words: dict[str, str]) -> Iterator[str]:
    yield "\n```text"
    yield from found.story
    yield "```\n"
    yield f"- {words['theirs']}: **{found.theirs}**"
    yield f"- {words['right']}: **{found.right}**"
    if found.unsteady:
        yield f"- {words['unsteady']}"
    if found.law:
        yield f"\n{words['law']}:\n"
        yield "```text"
        yield from found.law
        yield "```"
