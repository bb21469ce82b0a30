"""``python -m cchc.cli`` is ``cchc``."""

from __future__ import annotations

import sys

from cchc.cli import main

sys.exit(main())
