"""A table compiled once into a shared ``transitions`` machine, driven by a cursor that is thrown away after each command.

The machine holds no dossier. Guards are callables, never strings; nothing from data is looked up by name. A cursor that a
failing guard or hook leaves half-way is simply dropped: the dossier is a value and has not changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

from cchc.model.command import CommandKind
from cchc.model.dossier_state import State
from cchc.workflow.definition import Table
from cchc.workflow.guards import Guard, Situation

_NEW = "new"
_STATES = {state.value: state for state in State}


class Engine(Protocol):
    """What the life cycle needs of an engine; another may take the place of ``transitions``."""

    def run(self, source: State | None, command: CommandKind, now: Situation) -> State | None:
        """Return the state the command leads to, ``None`` when no row starts so or a guard does not hold."""
        ...


class _Cursor:
    """Where one run stands; lives for one command."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


class SharedMachine:
    """A ``transitions`` machine without models; safe to share, for it is only read."""

    __slots__ = ("_data", "_machine", "_steps")

    def __init__(self, table: Table) -> None:
        from transitions import EventData, Machine  # 20 ms to import: only a dossier's life needs it

        machine = Machine(
            model=None,
            states=[_NEW, *(state.value for state in table.states)],
            transitions=[
                {
                    "trigger": row.command.value,
                    "source": _name(row.source),
                    "dest": row.target.value,
                    "conditions": _condition(row.guards) if row.guards else None,
                }
                for row in table.rows
            ],
            initial=_NEW,
            auto_transitions=False,
            send_event=True,
        )
        events = machine.events
        self._machine, self._data = machine, EventData
        self._steps: dict[tuple[State | None, CommandKind], Any] = {
            (row.source, row.command): (event := events[row.command.value], event.transitions[_name(row.source)][0]) for row in table.rows
        }

    def run(self, source: State | None, command: CommandKind, now: Situation) -> State | None:
        """Return the state the command leads to, ``None`` when no row starts so or a guard does not hold."""
        found = self._steps.get((source, command))
        if found is None:
            return None
        event, step = found
        cursor = _Cursor(_name(source))
        data = self._data(None, event, self._machine, cursor, args=(), kwargs={"now": now})
        return _STATES[cursor.state] if step.execute(data) else None


def _name(state: State | None) -> str:
    return state.value if state else _NEW


def _condition(guards: tuple[Guard, ...]) -> Callable[[Any], bool]:
    """Whether every guard of a row holds, as one condition: each one costs the engine more than the guard itself."""

    def hold(event: Any) -> bool:
        now: Situation = event.kwargs["now"]
        return all(guard.test(now) is True for guard in guards)

    return hold


@lru_cache(maxsize=32)
def machine_of(table: Table) -> Engine:
    """Return the machine of ``table``; tables are few and each is compiled once."""
    return SharedMachine(table)
