"""The suites, a file each: loader × task × judges. `SUITES` lists them in the order of the way of the data."""

from __future__ import annotations

from assistant.evaluate.suite import Suite
from assistant.evaluate.suites import draft, score, verify

SUITES: dict[str, Suite] = {suite.name: suite for suite in (score.SUITE, verify.SUITE, verify.HELDOUT, draft.SUITE)}
DEFAULT = tuple(suite.name for suite in SUITES.values() if not suite.private)
