"""Install the built wheel with each extra alone into an empty environment and run what the extra is for.

``python tools/try_wheel.py [EXTRA…]``: all of them without arguments. What the gate does with one environment and a guard,
this does with the real installer; it takes minutes and wants a package registry.
"""

from __future__ import annotations

import subprocess
import sys
import time
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "packaging"))

from smoke import SMOKE  # noqa: E402  # the folder is no package


def tried(extra: str | None, wheel: Path, folder: Path) -> str:
    """Return one line: what was installed, in what time, and whether it ran."""
    room = folder / (extra or "none")
    venv.create(room, with_pip=True)
    python = room / "bin" / "python"
    since = time.perf_counter()
    wanted = f"{wheel}[{extra}]" if extra else str(wheel)
    subprocess.run([python, "-m", "pip", "install", "--quiet", wanted], check=True, capture_output=True)
    took = time.perf_counter() - since
    size = sum(path.stat().st_size for path in (room / "lib").rglob("*") if path.is_file()) // 1_000_000
    run = subprocess.run([python, "-c", SMOKE[extra]], capture_output=True, text=True, check=False)
    return f"{extra or '(none)':10} {took:6.1f} s  {size:5} MB  {'runs' if run.returncode == 0 else run.stderr.strip().splitlines()[-1]}"


def main() -> None:
    """Build the wheel once, then try each extra."""
    with TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        (wheel,) = Path(folder).glob("*.whl")
        for extra in sys.argv[1:] or SMOKE:
            print(tried(extra or None, wheel, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
