"""A new act over a file of open dossiers costs less than copying the file; the whole of it is ``reprojection.py``."""

from __future__ import annotations

from pathlib import Path

from open_dossiers import write_register
from reprojection import AFTER, BEFORE, copied, frames_known_on, reprojected
from rounds import Contender, gate, interleaved


def test_a_re_projection_against_a_plain_copy(tmp_path: Path) -> None:
    register = tmp_path / "open.parquet"
    write_register(register, 250_000, AFTER)
    old, new = frames_known_on(BEFORE), frames_known_on(AFTER)
    assert 0.1 < reprojected(register, old, new, 1).num_rows / 250_000 < 0.2, "as many move as of five million"
    contenders = {
        "re-projection": Contender(lambda: reprojected(register, old, new, 1)),
        "plain copy": Contender(lambda: copied(register, tmp_path / "copy.parquet")),
    }
    gate(
        "open dossiers re-projected after a new act, against a plain copy of the file",
        lambda: interleaved(contenders, rounds=5),
        lambda race: race["re-projection"].median / race["plain copy"].median,
        most=2.0,
    )
