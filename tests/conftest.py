"""Nothing is set up here but the paths of what tests share: the law cases' reader, the checker's toy rules, the extras' smoke."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent / room) for room in ("law", "checks", "packaging")]
