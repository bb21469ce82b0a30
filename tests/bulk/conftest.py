"""A PostgreSQL of the tests' own: made in a temporary folder, reached by a socket in it, gone with the session."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest


def _binaries() -> Path | None:
    """The newest PostgreSQL of the machine, found where Debian puts it, or on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: int(one.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _account() -> str | None:
    """Who the server runs as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    with suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    pytest.skip("the tests run as root and there is no account postgres for the server")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], Any]]:
    """Return a function that connects to a fresh server; skipped where PostgreSQL or psycopg is not there."""
    psycopg = pytest.importorskip("psycopg")
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL is installed: initdb is neither under /usr/lib/postgresql nor on the path")
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="cchc-pg-"))
    if account:
        shutil.chown(folder, account)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "user": account, "cwd": folder}
    data = folder / "data"
    server = None
    try:
        subprocess.run([binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], check=True, **quiet)
        options = ("-c", "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=16MB", "-c", "max_connections=10")
        server = subprocess.Popen([binaries / "postgres", "-D", data, "-k", folder, *options], **quiet)

        def connect() -> Any:
            return psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True)

        for _ in range(100):
            with suppress(psycopg.OperationalError):
                connect().close()
                break
            time.sleep(0.1)
        yield connect
    finally:
        if server is not None:
            server.terminate()
            server.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)
