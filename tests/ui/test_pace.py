"""Steps that come faster than the page can show them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from ui.pace import newest

T = TypeVar("T")


def ran(work: Coroutine[Any, Any, T]) -> T:
    """What `work` comes to, in a thread of its own: the browser tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()


async def burst(many: int, *, fails: bool = False) -> AsyncGenerator[int, None]:
    for number in range(many):
        yield number
        await asyncio.sleep(0)
    if fails:
        raise ValueError("the source broke")


async def endless(closed: list[bool]) -> AsyncGenerator[int, None]:
    """One step, then none; tells when it was closed."""
    try:
        yield 1
        await asyncio.Event().wait()
    finally:
        closed.append(True)


def test_steps_that_were_overtaken_are_left_out_and_the_last_one_comes() -> None:
    async def run() -> list[int]:
        return [step async for step in newest(burst(500), pace=0.02)]

    shown = ran(run())
    assert shown[-1] == 499
    assert len(shown) < 250
    assert shown == sorted(set(shown))


def test_a_stream_without_steps_ends() -> None:
    async def run() -> list[int]:
        return [step async for step in newest(burst(0))]

    assert ran(run()) == []


def test_what_the_source_raises_comes_after_its_last_step() -> None:
    shown: list[int] = []

    async def run() -> None:
        async for step in newest(burst(3, fails=True), pace=0.01):
            shown.append(step)

    with pytest.raises(ValueError, match="the source broke"):
        ran(run())
    assert shown[-1] == 2


def test_closing_closes_the_source_at_once() -> None:
    closed: list[bool] = []

    async def run() -> None:
        paced = newest(endless(closed), pace=60)
        assert await anext(paced) == 1
        await paced.aclose()

    ran(run())
    assert closed == [True]


def test_cancelling_while_a_step_is_awaited_closes_the_source() -> None:
    closed: list[bool] = []

    async def listen() -> None:
        async for _ in newest(endless(closed), pace=0.01):
            pass

    async def run() -> None:
        task = asyncio.create_task(listen())
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    ran(run())
    assert closed == [True]
