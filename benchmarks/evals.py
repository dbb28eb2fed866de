"""The runner of evals against an endpoint that takes 50 ms: 500 cases, 16 at once, beside the ideal time.

Three rows: cases that only wait (what the runner itself costs), the bare openai client on the same endpoint (what any
client costs), first drafts by the model drafter (client, stream, verification, all evaluators). The endpoint is a
process of its own.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing as processes
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from openai import AsyncOpenAI
from pydantic import SecretStr

from assistant.draft.model_drafter import ModelDrafter
from assistant.evaluate.case import EvalCase
from assistant.evaluate.endpoint import AnswerCache, CountingEndpoint, Meter
from assistant.evaluate.output import Output
from assistant.evaluate.run import Plan, cases_of, run_suite
from assistant.evaluate.suite import OFFLINE, Solver, Suite
from assistant.evaluate.suites import draft
from assistant.settings import ModelSettings

CASES, AT_ONCE, LATENCY = 500, 16, 0.05
IDEAL = CASES / AT_ONCE * LATENCY
EVAL_SETS = Path(__file__).parents[1] / "eval_sets"
PARTS = {"parts": [{"text": "本项目预算执行率为"}, {"fact": "funds.execution_rate"}, {"text": "。"}]}


def main() -> None:
    print(f"  {CASES} cases, {AT_ONCE} at once, {LATENCY * 1000:.0f} ms each: ideal {IDEAL:.2f} s")
    with endpoint() as url:
        for name, work in (
            ("runner alone", _waiting),
            ("bare openai client", lambda: _bare(url)),
            ("first drafts", lambda: _drafts(url)),
        ):
            asyncio.run(work())  # imports, caches, connections
            wall, cpu = time.perf_counter(), time.process_time()
            asyncio.run(work())
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            print(f"  {name:20} {wall:6.2f} s = {wall / IDEAL:4.2f} × ideal   {cpu / CASES * 1000:5.1f} ms CPU a case")


async def _waiting() -> None:
    async def wait(_case: EvalCase, _solver: Solver) -> Output:
        await asyncio.sleep(LATENCY)
        return Output("")

    await _run(Suite("waiting", "", lambda _: [], wait, ()), OFFLINE)


async def _bare(url: str) -> None:
    gate = asyncio.Semaphore(AT_ONCE)
    async with AsyncOpenAI(base_url=url, api_key="none") as client:

        async def once() -> None:
            async with gate:
                stream = await client.chat.completions.create(
                    model="scripted", messages=[{"role": "user", "content": "写"}], stream=True
                )
                async for _ in stream:
                    pass

        await asyncio.gather(*(once() for _ in range(CASES)))


async def _drafts(url: str) -> None:
    settings = ModelSettings(base_url=url, model="scripted", api_key=SecretStr(""), structured_output="json_schema")
    endpoint = CountingEndpoint(settings, AnswerCache(None), Meter())
    await _run(draft.SUITE, Solver("scripted", ModelDrafter(endpoint), unguarded=True))


async def _run(suite: Suite, solver: Solver) -> None:
    cases = cases_of(draft.SUITE, [EVAL_SETS], Plan())
    many = [EvalCase(f"{case.id}-{n}", case.suite, case.given, case.root) for n in range(9) for case in cases][:CASES]
    result = await run_suite(suite, many, Plan(concurrency=AT_ONCE, solver=solver))
    assert len(result.cases) == CASES
    assert not any("error" in case.reasons for case in result.cases)


@contextmanager
def endpoint() -> Iterator[str]:
    """An endpoint in a process of its own; every request is answered after `LATENCY` by the same stream."""
    ours, theirs = processes.Pipe()
    server = processes.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}/v1"
    finally:
        server.terminate()
        server.join()


def _serve(told: Connection) -> None:
    async def run() -> None:
        server = await asyncio.start_server(_answering(_stream()), "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def _stream() -> bytes:
    """One answer of the chat API as a stream."""

    def line(delta: dict[str, str], finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}
        return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"

    text = json.dumps(PARTS, ensure_ascii=False)
    said = line({"role": "assistant", "content": text}) + line({}, "stop") + "data: [DONE]\n\n"
    body = said.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _answering(answer: bytes) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
                await reader.readexactly(int(lengths[0].split(b":")[1]) if lengths else 0)
                await asyncio.sleep(LATENCY)
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    return serve
