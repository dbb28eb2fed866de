"""Trying an endpoint out: each way of structured output by itself, streaming, and the time to the first piece."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any, cast

from assistant.deadlines import Budget
from assistant.dialect import ORDER, Shape, forget
from assistant.errors import ModelError, UnusableError
from assistant.model import Endpoint
from assistant.settings import Method, ModelSettings
from assistant.streaming import strict_json

METHOD_NAMES: dict[Method, str] = {
    "json_schema": "按结构输出（json_schema）",
    "tools": "指定调用工具",
    "tools_auto": "自选调用工具",
    "json_object": "JSON 输出（json_object）",
    "text": "纯文本",
}
_SHAPE = Shape(
    "submit",
    {
        "type": "object",
        "properties": {"word": {"type": "string", "maxLength": 20}},
        "required": ["word"],
        "additionalProperties": False,
    },
    '{"word": "你好"}',
)
_PROMPT = [("system", "你只回答一个词。"), ("human", "请回答“你好”。")]
SECONDS = 30


@dataclass(frozen=True)
class Outcome:
    """One way of asking: whether it worked, the seconds to the first piece and in all, or why it did not."""

    method: Method
    works: bool
    first: float | None
    total: float
    streamed: bool
    line: str = ""


@dataclass(frozen=True)
class Trial:
    """All ways of asking, in the order in which drafts try them."""

    outcomes: tuple[Outcome, ...]

    @property
    def usable(self) -> bool:
        return any(outcome.works for outcome in self.outcomes)

    @property
    def chosen(self) -> Method | None:
        """The way that drafts would use."""
        return next((outcome.method for outcome in self.outcomes if outcome.works), None)


async def try_endpoint(settings: ModelSettings) -> Trial:
    """Try every way of asking; stops early when the endpoint cannot be reached or refuses the key."""
    found: list[Outcome] = []
    for method in ORDER:
        outcome, fatal = await _try(settings.model_copy(update={"structured_output": method}), method)
        found.append(outcome)
        if fatal:
            break
    forget()
    return Trial(tuple(found))


async def _try(settings: ModelSettings, method: Method) -> tuple[Outcome, bool]:
    endpoint = Endpoint(settings)
    started = time.monotonic()
    first: list[float] = []
    pieces = 0

    def piece(_text: str) -> None:
        nonlocal pieces
        pieces += 1
        if not first:
            first.append(time.monotonic() - started)

    try:
        read = _read_text if method == "text" else _read
        await endpoint.ask(_PROMPT, _SHAPE, read, Budget(SECONDS, 4), on_piece=piece)
    except ModelError as error:
        fatal = error.kind in {"auth", "unreachable"}
        return Outcome(method, False, None, time.monotonic() - started, False, str(error)), fatal
    return Outcome(method, True, first[0] if first else None, time.monotonic() - started, pieces > 1), False


def _read(answer: str) -> str:
    try:
        value = strict_json(answer)
    except ValueError:
        raise UnusableError from None
    word: Any = cast("dict[str, Any]", value).get("word") if isinstance(value, dict) else None
    if not isinstance(word, str):
        raise UnusableError
    return word


def _read_text(answer: str) -> str:
    return answer


def lines(settings: ModelSettings, trial: Trial) -> list[str]:
    """The trial for people, without the key."""
    key = "已设置" if settings.api_key.get_secret_value() else "未设置"
    address = re.sub(r"//[^/@]*@", "//", settings.base_url)  # a password in the address is nobody's business
    made = [f"接口 {address}", f"模型 {settings.model}", f"密钥 {key}"]
    for outcome in trial.outcomes:
        if outcome.works:
            first = f"，首字 {outcome.first:.2f} 秒" if outcome.first is not None else ""
            how = "流式" if outcome.streamed else "整段"
            made.append(f"可用　{METHOD_NAMES[outcome.method]}：{how}{first}，共 {outcome.total:.2f} 秒")
        else:
            made.append(f"不可用　{METHOD_NAMES[outcome.method]}：{outcome.line}")
    chosen = trial.chosen
    made.append(f"起草时使用：{METHOD_NAMES[chosen]}" if chosen else "起草时使用：模板（模型不可用）")
    return made
