"""What all tests share: how Hypothesis draws, and the paths of the law cases' reader, the checker's toy rules, the extras' smoke.

Hypothesis: the same examples on every run, fresh ones with ``HYPOTHESIS_PROFILE=fresh``, twenty times as many with ``long``,
a few with ``brief`` (for mutants); none are kept.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings

sys.path[:0] = [str(Path(__file__).parent / room) for room in ("law", "checks", "packaging")]

_COMMON = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.register_profile("fresh", _COMMON, max_examples=50)
settings.register_profile("ci", _COMMON, max_examples=50, derandomize=True)
settings.register_profile("brief", _COMMON, max_examples=15, derandomize=True, phases=[Phase.explicit, Phase.generate])  # not shrunk
settings.register_profile("long", _COMMON, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or "ci")
