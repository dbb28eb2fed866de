"""The one seam to a chat model: langchain-openai behind a call that always ends, in an answer or in a `ModelError`.

Whatever the client library raises (and it raises nearly everything, see ENDPOINTS in the design) becomes one Chinese
line here. Retries are ours, capped and told; the key, the address and the answer never reach a log or a message.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import AbstractContextManager, aclosing, asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from assistant.deadlines import Budget
from assistant.dialect import Dialect, Shape, dialect_of
from assistant.errors import ModelError, OverBudgetError, UnusableError
from assistant.failures import STATUS_LINES, PassingError, RefusedError, translated
from assistant.settings import ModelSettings
from assistant.streaming import without_thinking

T = TypeVar("T")
Message = tuple[str, str]  # role (system, human, ai) and text
OnPiece = Callable[[str], None]  # a piece of the answer as it comes
OnRetry = Callable[[str], None]  # a line that says why the model is asked again
RETRIES = 2  # of one request, on errors that pass


@dataclass(frozen=True)
class Answer:
    """A finished answer: the text (or the arguments of the tool call) and how it ended."""

    text: str
    finish: str


class Endpoint:
    """One endpoint and model. Keeps no connection between calls; safe to share between tasks and event loops."""

    counts = False  # whether the endpoint is asked to report the tokens of a streamed answer

    def __init__(self, settings: ModelSettings) -> None:
        self.settings = settings
        self.dialect: Dialect = dialect_of(settings)

    def budget(self) -> Budget:
        """A fresh budget for one draft."""
        return Budget(self.settings.draft_seconds, self.settings.draft_requests)

    def counted(self, tokens: Mapping[str, Any]) -> None:
        """Hears `input_tokens` and `output_tokens` of an answer where the endpoint reports them."""

    async def ask(
        self,
        messages: Sequence[Message],
        shape: Shape,
        read: Callable[[str], T],
        budget: Budget,
        *,
        on_piece: OnPiece | None = None,
        on_retry: OnRetry | None = None,
    ) -> T:
        """Ask until an answer can be `read` (which raises `UnusableError` when it cannot), within `budget`.

        A refused or ignored way of asking moves on to the next one as long as none has worked yet. Raises `ModelError`.
        """
        while True:
            try:
                answer = await self._patiently(messages, shape, budget, on_piece, on_retry)
                value = read(_usable(answer))
            except UnusableError as error:
                if error.kind in {"filtered", "long"} or not self.dialect.next_method():
                    raise
            except RefusedError as error:
                if not self.dialect.adapt(error.detail):
                    raise ModelError("refused", STATUS_LINES[400]) from None
            except ModelError as error:
                if error.kind != "odd" or self.dialect.settled or not self.dialect.stream:
                    raise
                self.dialect.stream = False  # perhaps one that answers whole, whatever it was asked
            else:
                self.dialect.settled = True
                return value

    async def _patiently(
        self,
        messages: Sequence[Message],
        shape: Shape,
        budget: Budget,
        on_piece: OnPiece | None,
        on_retry: OnRetry | None,
    ) -> Answer:
        """One answer, asked for again after errors that pass, with growing waits."""
        for attempt in range(RETRIES + 1):
            try:
                return await self.once(messages, shape, budget, on_piece)
            except PassingError as error:
                wait = error.retry_after if error.retry_after is not None else 0.5 * 2**attempt
                if attempt == RETRIES or wait > self.settings.retry_wait:
                    raise ModelError(error.kind, str(error)) from None
                if on_retry is not None:
                    on_retry(f"{error}，{wait:.0f} 秒后再试" if wait >= 1 else f"{error}，正在再试")
                await budget.wait(wait)
        raise AssertionError("unreachable")

    async def once(
        self, messages: Sequence[Message], shape: Shape | None, budget: Budget, on_piece: OnPiece | None = None
    ) -> Answer:
        """Exactly one request. Raises `ModelError`; within the seam also `PassingError` and `RefusedError`."""
        budget.spend()
        try:
            with _untraced():  # nothing goes anywhere but to the endpoint, whatever the environment says
                async with asyncio.timeout(budget.left):
                    return await self._request(messages, shape, on_piece)
        except ModelError:
            raise
        except TimeoutError:
            if budget.left <= 0:
                raise OverBudgetError(f"模型在 {budget.seconds:.0f} 秒内没有写完") from None
            raise ModelError("timeout", f"模型 {self.settings.silence_timeout:.0f} 秒没有回应") from None
        except Exception as error:  # noqa: BLE001 - an odd body raises ValueError, TypeError, IndexError, AttributeError
            raise translated(error) from None

    async def _request(self, messages: Sequence[Message], shape: Shape | None, on_piece: OnPiece | None) -> Answer:
        pieces: list[str] = []
        finish: str = ""
        size = 0
        async with aclosing(self._pieces(messages, shape)) as stream:
            async for text, ended in stream:
                finish = ended or finish
                size += len(text)
                if size > self.settings.max_answer:
                    raise UnusableError("模型的回答过长，已停止接收", "long")
                if text:
                    pieces.append(text)
                    if on_piece is not None:
                        on_piece(text)
        return Answer("".join(pieces), finish)

    async def _pieces(self, messages: Sequence[Message], shape: Shape | None) -> AsyncGenerator[tuple[str, str]]:
        """Pieces of the answer with the finish reason of the last: content, or the arguments of the first tool call."""
        await asyncio.to_thread(ready)
        import httpx2

        limits = httpx2.Timeout(self.settings.silence_timeout, connect=self.settings.connect_timeout)
        async with httpx2.AsyncClient(timeout=limits, verify=_tls(), follow_redirects=False) as client:
            chat = _client(self.settings, self.dialect, client, limits, usage=self.counts)
            body: dict[str, Any] = {"extra_body": self.dialect.asking(shape)} if shape is not None else {}
            prompt = _prompt(messages, self.dialect.hint(shape) if shape is not None else "")
            if not self.dialect.stream:
                async with asyncio.timeout(self.settings.silence_timeout * 2):
                    message = await chat.ainvoke(prompt, **body)
                self.counted(getattr(message, "usage_metadata", None) or {})
                yield _said(message), str(message.response_metadata.get("finish_reason") or "")
                return
            async with aclosing(chat.astream(prompt, **body)) as stream:  # type: ignore[type-var]
                async for chunk in stream:
                    if getattr(chunk, "usage_metadata", None):
                        self.counted(chunk.usage_metadata)
                    yield _said(chunk), str(chunk.response_metadata.get("finish_reason") or "")


@asynccontextmanager
async def chat_model(settings: ModelSettings) -> AsyncGenerator[Any]:
    """The library's chat model for an agent: our time-outs, nothing traced; what it raises comes as `ModelError`."""
    import httpx2

    limits = httpx2.Timeout(settings.silence_timeout, connect=settings.connect_timeout)
    try:
        with _untraced():
            async with httpx2.AsyncClient(timeout=limits, verify=_tls(), follow_redirects=False) as client:
                yield _client(settings, dialect_of(settings), client, limits)
    except (ModelError, TimeoutError, asyncio.CancelledError):
        raise
    except Exception as error:  # noqa: BLE001 - as in `once`
        raise translated(error) from None


def _usable(answer: Answer) -> str:
    """The text of an answer that ended well, without thinking; raises `UnusableError`."""
    if answer.finish == "content_filter":
        raise UnusableError("模型拒绝回答（内容过滤）", "filtered")
    if answer.finish == "length":
        raise UnusableError("模型的回答被截断", "cut")
    text = without_thinking(answer.text).strip()
    if not text:
        raise UnusableError("模型没有作答", "empty")
    if not answer.finish:
        raise UnusableError("模型的回答中途断了", "cut")
    return text


def _said(message: Any) -> str:
    """What a message or chunk adds: content, else arguments of its first tool call."""
    if message.text:
        return str(message.text)
    calls: list[Any] = list(getattr(message, "tool_call_chunks", None) or [])
    if calls:
        return "".join(str(call.get("args") or "") for call in calls if call.get("index") in {0, None})
    whole: list[Any] = list(message.additional_kwargs.get("tool_calls") or [])
    return str(whole[0]["function"]["arguments"]) if whole else ""


def _prompt(messages: Sequence[Message], hint: str) -> list[Message]:
    """The messages with the hint on the form at the end of the last one."""
    role, text = messages[-1]
    return [*messages[:-1], (role, f"{text}\n\n{hint}" if hint else text)]


def _untraced() -> AbstractContextManager[None]:
    from langsmith import tracing_context  # pyright: ignore[reportUnknownVariableType]

    made: Callable[..., AbstractContextManager[None]] = tracing_context  # type: ignore[assignment]
    return made(enabled=False)


@lru_cache(maxsize=1)
def ready() -> None:
    """Load the client library and the certificates once, off the event loop: a second of reading files."""
    import httpx2  # noqa: F401  # pyright: ignore[reportUnusedImport]
    import langchain_openai  # noqa: F401  # pyright: ignore[reportUnusedImport]

    _tls()


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _client(settings: ModelSettings, dialect: Dialect, http: Any, limits: Any, *, usage: bool = False) -> Any:
    """The library's chat model; every time-out and retry of its own is off or replaced by ours."""
    from langchain_openai import ChatOpenAI

    for name in ("openai", "httpx", "httpx2", "langchain_openai"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they log addresses, headers and bodies
    chosen: dict[str, Any] = {}
    if settings.temperature is not None and not dialect.without("temperature"):
        chosen["temperature"] = settings.temperature
    if not dialect.without("max_tokens"):
        chosen["max_tokens"] = settings.max_tokens

    async def key() -> str:  # asynchronous, so that the library builds no second, synchronous client
        return settings.key

    return ChatOpenAI(
        base_url=settings.base_url,
        model=settings.model,
        api_key=key,
        timeout=limits,
        max_retries=0,
        http_async_client=http,
        openai_proxy=None,
        stream_usage=usage,
        stream_chunk_timeout=settings.silence_timeout,
        **chosen,
    )
