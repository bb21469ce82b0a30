"""The catalogue of procedures: bundled records, versions by effective date, confirmations of bare units."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import cast

from cchc.errors import CchcError, LimitError, NotInForceError, RulebookError, UnknownCodeError
from cchc.model.limit_phrases import format_limit, parse_limit
from cchc.model.procedure import Procedure, ProcedureLimit
from cchc.model.time_limit import TimeLimit
from cchc.rulebook.bundled import Bundled
from cchc.rulebook.reading import HERE, as_record, read_toml, tables_of

_PLURALS = {
    "limit": "limits",
    "case": "cases",
    "component": "components",
    "fee": "fees",
    "result": "results",
    "sub_deadline": "sub_deadlines",
    "pause": "pauses",
}


class Catalogue:
    """Procedures by code, each with its versions; of one code the version in force on a day is found.

    >>> load_procedures().find("1.004222", date(2026, 2, 12)).name
    'Đăng ký thường trú'
    """

    __slots__ = ("_versions",)

    def __init__(self, procedures: Iterable[Procedure] = (), *, versions: Mapping[str, tuple[Procedure, ...]] | None = None) -> None:
        found: dict[str, tuple[Procedure, ...]] = {}
        for one in procedures:
            found[one.code] = (*found.get(one.code, ()), one)
        self._versions: Mapping[str, tuple[Procedure, ...]] = found if versions is None else versions

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, in order."""
        return tuple(sorted(self._versions))

    def versions(self, code: str) -> tuple[Procedure, ...]:
        """Return all versions of ``code``, oldest first.

        Raises:
            UnknownCodeError: no such code; the error lists near matches.
        """
        found = self._versions.get(code.strip())
        if found is None:
            raise UnknownCodeError("procedure", code[:40], tuple(get_close_matches(code[:40], self._versions, n=3, cutoff=0.7)))
        return tuple(sorted(found, key=lambda one: one.since or date.min))

    def find(self, code: str, day: date) -> Procedure:
        """Return the version of ``code`` in force on ``day``.

        Raises:
            UnknownCodeError: no such code.
            NotInForceError: it is there, but not for that day.
        """
        versions = self.versions(code)
        for one in reversed(versions):
            if one.validity.covers(day):
                return one
        spans = "; ".join(f"{one.since or '…'} to {one.until or '…'}" for one in versions)
        raise NotInForceError(f"{code} has no version in force on {day} (entered: {spans}); add the version that was")

    def confirmed(self, confirmations: Mapping[str, TimeLimit]) -> Catalogue:
        """Return the catalogue with unconfirmed limits replaced by what ``confirmations`` says they are.

        Keys are a code where it has one unconfirmed limit, or ``code/case``. A confirmation says the unit, never
        another number than the published one.

        Raises:
            UnknownCodeError: no such code or case is waiting for a confirmation.
            LimitError: the number is not the published one.
        """
        named = {code: self.versions(code) for code in dict.fromkeys(key.partition("/")[0] for key in confirmations)}
        waiting = {
            f"{one.code}/{limit.case}": limit
            for versions in named.values()
            for one in versions
            for limit in one.limits
            if limit.unconfirmed
        }
        said = {self._waiting(key, waiting): limit for key, limit in confirmations.items()}
        changed = {code: tuple(_confirm(one, said) for one in versions) for code, versions in named.items()}
        return Catalogue(versions=ChainMap(changed, cast("dict[str, tuple[Procedure, ...]]", self._versions)))

    def _waiting(self, key: str, waiting: Mapping[str, ProcedureLimit]) -> str:
        code = key.partition("/")[0]
        fits = [key] if key in waiting else [one for one in waiting if one.startswith(f"{code}/") and key == code]
        if len(fits) != 1:
            others = tuple(one for one in waiting if one.startswith(f"{code}/"))
            raise UnknownCodeError("single unconfirmed limit", key[:80], others)
        return fits[0]


def _confirm(procedure: Procedure, confirmations: Mapping[str, TimeLimit]) -> Procedure:
    limits: list[ProcedureLimit] = []
    for one in procedure.limits:
        known = confirmations.get(f"{procedure.code}/{one.case}")
        if one.unconfirmed is not None and known is not None:
            published, said = one.unconfirmed.amount, getattr(known, "count", None)
            if said is not None and published.isdecimal() and int(published) != said:
                raise LimitError(
                    f"{procedure.code}/{one.case}: the published number is {published}, the confirmation says {format_limit(known)}"
                )
            one = ProcedureLimit.model_validate({**dict(one), "limit": known, "unconfirmed": None})
        limits.append(one)
    return procedure.model_copy(update={"limits": tuple(limits)})


@lru_cache(maxsize=1)
def load_procedures() -> Catalogue:
    """Return the bundled catalogue of real procedures; each is read when it is first asked for, once, and shared."""
    return Catalogue(versions=Bundled(HERE / "procedures", "procedure", "code", _procedure))


def read_procedures(path: str | Path) -> tuple[Procedure, ...]:
    """Return the procedures of one TOML file in the form of ``rulebook/procedures/*.toml``.

    Raises:
        RulebookError: the file is malformed; the message names file, record, key and what was expected.
    """
    path = Path(path)
    return tuple(_procedure(table, f"{path.name}, record {number}") for number, table in enumerate(tables_of(path, "procedure"), 1))


def _procedure(table: dict[str, object], where: str) -> Procedure:
    record = {_PLURALS.get(key, key): value for key, value in table.items()}
    return as_record(Procedure, record, f"{where} ({record.get('code')})")


def read_confirmations(path: str | Path) -> dict[str, TimeLimit]:
    """Return what a file of confirmations says: lines ``"1.002759" = "45 ngày làm việc"``, or ``"code/case"``.

    Raises:
        RulebookError: a value is not a time limit.
    """
    path = Path(path)
    confirmations: dict[str, TimeLimit] = {}
    for key, value in read_toml(path).items():
        if not isinstance(value, str):
            raise RulebookError(path.name, f'{key}: a phrase such as "15 ngày làm việc" is expected')
        try:
            confirmations[key] = parse_limit(value)
        except CchcError as error:
            raise RulebookError(path.name, f"{key}: {error}") from error
    return confirmations
