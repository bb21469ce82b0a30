"""The checker: records stream in, findings stream out, in the order of the records and, for each, of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cchc.checks.baseline import Baseline, Known
from cchc.checks.finding import Context, Finding, Rule, Severity
from cchc.checks.index import Input, is_entry_of
from cchc.checks.selection import Selection
from cchc.checks.suppression import Suppression, Suppressions
from cchc.model.place import Located, Rejected
from cchc.model.procedure import Procedure
from cchc.model.process import Process

RULE_FAILED = "RULE_FAILED"
"""The code of a finding that says that a rule broke; no selection, suppression or baseline hides it."""


@dataclass(slots=True)
class Tally:
    """What a run has counted so far; whole when its findings have all been taken.

    ``read`` records were judged and ``rejected`` ones could not be read; ``suppressed`` findings were let stand with a
    reason, ``known`` ones are in the baseline.
    """

    read: int = 0
    rejected: int = 0
    suppressed: int = 0
    known: int = 0


def check(
    records: Iterable[Input],
    rules: Iterable[Rule],
    *,
    context: Context,
    selection: Selection | None = None,
    suppressions: Iterable[Located[Suppression]] = (),
    baseline: Baseline | None = None,
    tally: Tally | None = None,
) -> Iterator[Finding | Rejected]:
    """Return what is to be said about ``records``, while they are read: nothing is kept of a record that has passed.

    Records that could not be read come through in their place. A rule that breaks becomes a finding ``RULE_FAILED`` about
    that record, and the others go on. Suppressions that were not needed or have run out come last.

    Raises:
        UnknownCodeError: the selection names a rule that does not exist.

    >>> from datetime import date
    >>> from cchc.checks.finding import Found
    >>> def named(one, _context):
    ...     return () if one.name else [Found("Thiếu tên", "no name")]
    >>> rule = Rule("NAME", Severity.ERROR, "Thiếu tên", "No name", "procedure", named)
    >>> records = [Located(Procedure(code="1.000001", name="")), Located(Procedure(code="1.000002", name="Khai sinh"))]
    >>> [one.subject for one in check(records, [rule], context=Context(date(2026, 11, 22)))]
    ['1.000001']
    """
    every, selection = tuple(rules), selection or Selection()
    chosen, known = selection.of(every), Known(baseline or Baseline())
    not_run = frozenset(rule.code for rule in every if not selection.takes(rule.code))
    let_stand = Suppressions(suppressions, context.as_of, not_run)
    return _run(records, chosen, context, selection, let_stand, known, tally or Tally())


def _run(
    records: Iterable[Input],
    rules: tuple[Rule, ...],
    context: Context,
    selection: Selection,
    suppressions: Suppressions,
    known: Known,
    tally: Tally,
) -> Iterator[Finding | Rejected]:
    for one in records:
        if isinstance(one, Rejected):
            tally.rejected += 1
            yield one
            continue
        tally.read += 1
        for finding in judge(one, rules, context):
            if finding.code == RULE_FAILED:
                yield finding
            elif suppressions.cover(finding):
                tally.suppressed += 1
            elif known.holds(finding):
                tally.known += 1
            else:
                yield selection.graded(finding)
    yield from suppressions.left_over()


def judge(located: Located[Procedure] | Located[Process], rules: Iterable[Rule], context: Context) -> Iterator[Finding]:
    """Yield what the rules find in one record; a rule that breaks is a finding too, with the kind of its exception only.

    Nothing is compared with itself: the national versions of a procedure are those beside it.
    """
    context = _beside(located.record, context)
    target = "procedure" if isinstance(located.record, Procedure) else "process"
    for rule in rules:
        if rule.target != target:
            continue
        try:
            yield from rule.judge(located, context)
        except Exception as error:
            yield _failed(rule, located, type(error).__name__)


def _beside(record: Procedure | Process, context: Context) -> Context:
    if not isinstance(record, Procedure):
        return context

    def national(code: str) -> tuple[Procedure, ...]:
        return tuple(one for one in context.national(code) if not is_entry_of(one, record))

    return replace(context, national=national)


def _failed(rule: Rule, located: Located[Procedure] | Located[Process], kind: str) -> Finding:
    record = located.record
    return Finding(
        RULE_FAILED,
        Severity.ERROR,
        record.code if isinstance(record, Procedure) else record.id,
        located.place,
        f"Quy tắc {rule.code} gặp lỗi {kind} ở bản ghi này nên chưa kiểm tra xong; các quy tắc khác vẫn chạy",
        f"rule {rule.code} broke with {kind} on this record, which it has not judged to the end; the other rules went on",
        actual=f"{rule.code}: {kind}",
        fix_vi=f"Báo lỗi này cho người bảo trì cchc; tạm thời chạy với --ignore {rule.code}",
        fix_en=f"report it to the maintainers of cchc; meanwhile run with --ignore {rule.code}",
    )
