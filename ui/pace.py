"""Steps of a stream at a pace that a page can follow: the newest one counts, those that it overtook are left out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import TypeVar

T = TypeVar("T")
PACE = 0.15  # seconds between two steps: the eye does not miss those between


async def newest(steps: AsyncGenerator[T, None], pace: float = PACE) -> AsyncGenerator[T, None]:
    """The steps of `steps`, at most one every `pace` seconds; a newer step replaces one that still waits.

    The last step always comes, at once, and then what `steps` raised, if anything. Closing this closes `steps`.
    """
    waiting: list[T] = []
    news = asyncio.Event()

    async def read() -> None:
        try:
            async with aclosing(steps):
                async for step in steps:
                    waiting[:] = [step]
                    news.set()
        finally:
            news.set()

    reader = asyncio.create_task(read())
    try:
        while not reader.done() or waiting:
            await news.wait()
            news.clear()
            if waiting:
                yield waiting.pop()
            await asyncio.wait({reader}, timeout=pace)
            if reader.done():
                news.set()
        await reader
    finally:
        reader.cancel()
        with suppress(asyncio.CancelledError, Exception):  # what it raised has been told above, or nobody listens
            await reader
