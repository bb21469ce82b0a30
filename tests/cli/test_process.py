"""The command line as a process: what it imports, what it writes where, whatever the locale says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cchc import cli
from cchc.cli import exits
from cchc.cli.app import app

BLOCK = "import sys; sys.modules.update(dict.fromkeys({names!r})); from cchc.cli import main; sys.exit(main({args!r}))"
ALONE = {"PATH": os.environ.get("PATH", ""), "COLUMNS": "80"}


def process(*args: str, stdin: bytes = b"", code: str = "", **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "cchc.cli", *args]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=120, env={**ALONE, **env})


@pytest.mark.parametrize("name", ["typer", "rich"])
def test_a_missing_package_is_named_in_one_line(name: str) -> None:
    ran = process(code=BLOCK.format(names=[name], args=["--version"]))
    assert ran.returncode == 3
    assert ran.stdout == b""
    assert ran.stderr.decode().splitlines() == ["cchc: the command line needs typer and rich: pip install cchc[cli]"]


def test_a_missing_package_of_a_file_form() -> None:
    ran = process(code=BLOCK.format(names=["icalendar"], args=["calendar", "2026", "--ics", "-"]))
    assert ran.returncode == 3
    assert b"cchc[ical]" in ran.stderr


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = ("typer", "rich", "click", "pydantic", "holidays", "numpy")
    ran = process(code=f"import sys, cchc.cli; print([name for name in {heavy!r} if name in sys.modules])")
    assert ran.stdout.decode().strip() == "[]"


def test_help_imports_no_more_than_typer() -> None:
    code = (
        "import sys; from cchc.cli import main; main(['due', '--help']);"
        "print([name for name in ('rich', 'holidays', 'cchc.rulebook', 'cchc.deadlines', 'cchc.model') if name in sys.modules])"
    )
    assert process(code=code).stdout.decode().splitlines()[-1] == "[]"


def test_a_json_answer_does_not_import_rich_nor_holidays() -> None:
    args = ["due", "1.004222", "--received", "2026-02-12 15:40", "--json"]
    told = "print([name for name in ('rich', 'holidays', 'numpy') if name in sys.modules])"
    code = f"import sys; from cchc.cli import main; main({args!r}); {told}"
    assert process(code=code).stdout.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize("env", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}])
def test_an_ascii_terminal_gets_utf_8(env: dict[str, str]) -> None:
    ran = process("due", "--limit", "3 ngày làm việc", "--received", "2026-02-12 15:40", **env)
    assert ran.returncode == 0, ran.stderr
    assert "Hạn giải quyết   thứ Ba, 24/02/2026" in ran.stdout.decode()
    wrong = process("add", "2026-02-12", "ba ngày", **env)
    assert wrong.returncode == 2
    assert "'ba ngày'" in wrong.stderr.decode()


def test_the_time_zone_of_the_process_changes_nothing() -> None:
    answers = [
        process("due", "1.004222", "--received", "2026-02-12 15:40", "--json", TZ=zone).stdout for zone in ("UTC", "Asia/Ho_Chi_Minh")
    ]
    assert answers[0] == answers[1] != b""


def test_a_batch_through_pipes() -> None:
    ran = process("add", "-", stdin="2026-02-12\t15 ngày làm việc\r\nx\n".encode())
    assert ran.returncode == 1
    first, second = ran.stdout.splitlines()
    assert b'"due":"2026-03-12"' in first
    assert b'"line":2' in second
    assert ran.stderr == b""


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    command = [sys.executable, "-m", "cchc.cli", "add", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ALONE) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        line = "2026-02-12\t15 ngày làm việc\n".encode()
        try:
            for _ in range(200):
                running.stdin.write(line * 2_000)
            running.stdin.close()
        except BrokenPipeError:
            pass
        assert running.stderr.read() == b""
        assert running.wait(60) == 5


def test_a_disk_that_is_full_is_told(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full here")
    command = [sys.executable, "-m", "cchc.cli", "schema"]
    with full.open("wb") as sink:
        ran = subprocess.run(command, stdout=sink, stderr=subprocess.PIPE, check=False, timeout=120, env=ALONE)
    assert ran.returncode == 5
    assert ran.stderr.startswith(b"cchc: cannot read or write")


def test_colour_only_on_a_terminal_and_not_against_the_wish() -> None:
    plain = process("calendar", "2026").stdout
    forced = process("calendar", "2026", FORCE_COLOR="1", TERM="xterm-256color").stdout
    quiet = process("calendar", "2026", FORCE_COLOR="1", TERM="xterm-256color", NO_COLOR="1").stdout
    assert b"\x1b[" not in plain
    assert b"\x1b[1;31m" in forced
    assert b"31m" not in quiet


def test_the_app_runs_under_typer_s_own_runner() -> None:
    ran = CliRunner().invoke(app, ["add", "2026-02-12", "15 ngày làm việc"])
    assert (ran.exit_code, ran.stdout) == (0, "thứ Năm, 12/03/2026\n")
    assert CliRunner().invoke(app, ["verify", "-"], input="{}").exit_code != 0
    assert CliRunner().invoke(app, ["add", "-"], input="x\n").exit_code == 1


def test_an_interruption_has_its_own_code(cchc, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cchc.rulebook.calendars.load_calendar", interrupted)
    assert cchc("--version").code == 130


def test_a_fault_of_the_program_is_not_hidden(cchc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc.rulebook.calendars.load_calendar", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        cchc("--version")


def test_errors_in_the_words_of_the_command_line() -> None:
    long = exits.one_line(exits.FileError("x\n" * 2_000))
    assert len(long) == 1_000
    assert "\n" not in long
    assert exits.exit_of(OSError("x")) is exits.Exit.FILE
    assert exits.code_of(OSError("x")) == "file"
    assert exits.exit_of(ValueError("x")) is None
    assert exits.one_line(PermissionError(13, "Permission denied", "a.svg")) == "cannot read or write a.svg: Permission denied"


def test_a_stream_that_is_closed_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed:
        def write(self, text: str) -> int:
            raise BrokenPipeError

        def flush(self) -> None:
            raise BrokenPipeError

        def fileno(self) -> int:
            raise ValueError("closed")

    monkeypatch.setattr(sys, "stdout", Closed())
    assert cli.main(["add", "2026-02-12", "sớm", "--json"]) == 2
    assert cli.main(["schema", "add"]) == 5


def test_a_missing_package_is_found_before_anything_is_done(cchc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc.cli.find_spec", lambda name: None)
    ran = cchc("--version")
    assert (ran.code, ran.out, ran.error) == (3, "", "the command line needs typer and rich: pip install cchc[cli]")


def test_arguments_that_were_taken_for_ascii_are_read_as_utf_8(cchc) -> None:
    ascii_only = "3 ngày".encode().decode("ascii", "surrogateescape")
    assert cchc("add", "2026-03-02", ascii_only, "--json").json["due"] == "2026-03-05"
    assert cchc("add", "2026-03-02", "3 ng\udc80y").code == 2


def test_a_terminal_gets_colour(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert cli.main(["due", "--limit", "3 ngày", "--received", "2026-02-12 09:00"]) == 0
    assert "\x1b[1;32m" in capsys.readouterr().out


def test_a_pipe_may_be_named_on_the_command_line(cchc, tmp_path: Path) -> None:
    pipe = tmp_path / "profile"
    os.mkfifo(pipe)
    text = 'name = "Sở"\n[[session]]\ndays = ["mon"]\nfrom = 08:00:00\nto = 17:00:00\n'
    with subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'w').write({text!r})"]) as writer:
        ran = cchc("add", "2026-03-02", "3 ngày", "--agency", pipe)
        assert writer.wait(60) == 0
    assert ran.code == 0
