"""The JSON forms of what ``cchc bulk`` answers."""

from __future__ import annotations

from cchc.cli.output import Output


class BulkAnswer(Output):
    """What a run over a file came to; ``by_reason`` counts the rows of each word of the column ``reason``.

    ``resumed`` are the rows that an earlier, interrupted run had answered; ``written`` is the file that holds the answers,
    ``calendars`` the versions of the calendars they were counted on.
    """

    rows: int
    answered: int
    by_reason: dict[str, int]
    resumed: int
    written: str
    calendars: tuple[str, ...]


class BulkImpactAnswer(Output):
    """What a change of the calendar moves in a file: the rows read, how many move, the file that holds those, both versions."""

    rows: int
    moved: int
    written: str
    old: str
    new: str
