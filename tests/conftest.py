"""What every test stands on: no socket but loopback, no blocking call in an event loop, no outside setting."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from blockbuster import BlockBuster, blockbuster_ctx
from hypothesis import settings

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

# The same examples each time: a run tells of the change, not of luck. HYPOTHESIS_PROFILE=default gives new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own endpoint or data folder never reaches a test."""
    for name in [name for name in os.environ if name.startswith("ZIPING_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def blocking_calls_fail() -> Iterator[BlockBuster]:
    """For async code of ours: a blocking call in the event loop fails the test."""
    with blockbuster_ctx() as guard:
        yield guard
