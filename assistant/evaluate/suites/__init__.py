"""The suites, a file each: loader × task × judges. `SUITES` lists them in the order of the way of the data."""

from __future__ import annotations

from assistant.evaluate.suite import Suite
from assistant.evaluate.suites import adversarial, ask, conversation, draft, findings, parse, score, verify

SUITES: dict[str, Suite] = {
    suite.name: suite
    for suite in (
        parse.SUITE, score.SUITE, findings.SUITE, verify.SUITE, verify.HELDOUT, draft.SUITE, ask.SUITE,
        conversation.SUITE, adversarial.SUITE,
    )
}  # fmt: skip
DEFAULT = tuple(suite.name for suite in SUITES.values() if not suite.private)
