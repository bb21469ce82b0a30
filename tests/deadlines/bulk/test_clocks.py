"""Columns of clocks against the scalar engine, row by row; and rows that cannot be answered."""

from __future__ import annotations

import numpy as np
from drawn_clocks import Clock, Desk, columns, instant, tables
from hypothesis import given

from cchc.deadlines.bulk.clocks import NO_STATE, STATES, clock_dues
from cchc.deadlines.bulk.reasons import Reason

BAD = {Reason.BAD_PAUSE, Reason.BAD_END}


@given(tables())
def test_each_row_is_due_as_the_scalar_engine_says(drawn: tuple[Desk, list[Clock]]) -> None:
    desk, clocks = drawn
    answers = clock_dues(columns(clocks), desk.frame)
    for row, clock in enumerate(clocks):
        reason, asked = Reason(int(answers.reasons[row])), desk.ask(clock)
        if isinstance(asked, Reason):
            assert reason is asked or reason in BAD, (clock, desk)
        elif asked.refusals or clock.runs_backwards:
            assert reason in BAD, (clock, asked.refusals)
        else:
            assert reason is Reason.ANSWERED, (clock, desk)
            assert answers.due[row].item() == asked.due, (clock, desk)
            exact = asked.course.due_at if asked.course else None
            assert (answers.due_at[row] == instant(exact)) or (exact is None and np.isnat(answers.due_at[row])), (clock, desk)
            assert STATES[answers.states[row]] is asked.clock
            continue
        assert np.isnat(answers.due[row])
        assert np.isnat(answers.due_at[row])
        assert answers.states[row] == NO_STATE
