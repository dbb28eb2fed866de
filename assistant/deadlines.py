"""What one draft may cost: a deadline and a number of requests, shared by probing, retries and repairs."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from assistant.errors import OverBudgetError


@dataclass
class Budget:
    """Seconds and requests left for one draft. The clock starts when it is made."""

    seconds: float
    requests: int
    started: float = field(default_factory=time.monotonic)
    used: int = 0

    @property
    def left(self) -> float:
        """Seconds until the deadline, never negative."""
        return max(0.0, self.started + self.seconds - time.monotonic())

    def spend(self) -> None:
        """Count one request; raises `OverBudgetError` when none is left or the time is over."""
        if self.used >= self.requests:
            raise OverBudgetError(f"已向模型请求 {self.used} 次，仍没有可用的文字")
        if self.left <= 0:
            raise OverBudgetError(f"超过 {self.seconds:.0f} 秒仍没有可用的文字")
        self.used += 1

    async def wait(self, seconds: float) -> None:
        """Sleep before a retry; raises `OverBudgetError` at once when the deadline would pass meanwhile."""
        if seconds >= self.left or self.used >= self.requests:
            raise OverBudgetError("模型繁忙，在限定时间内等不到它")
        await asyncio.sleep(seconds)
