"""How an endpoint wants to be asked for structured output, found out by asking and remembered per endpoint and model.

The first real request is the probe: json_schema is tried first, and every refusal (400) or answer in another form
moves on to tools (forced, then auto), json_object and plain text. Parameters that an endpoint refuses are left out.
Nothing is kept beyond the process: each run asks anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.settings import Method, ModelSettings

ORDER: tuple[Method, ...] = ("json_schema", "tools", "tools_auto", "json_object", "text")
JSON_HINT = "只输出一个 json 对象，不要解释，不要代码围栏，形如："
_NAMED = {  # words of a refusal -> the parameter that it is about
    "stream": re.compile(r"\bstream(?:ing|_options)?\b", re.I),
    "temperature": re.compile(r"temperature", re.I),
    "max_tokens": re.compile(r"max_(?:completion_)?tokens", re.I),
}
_ABOUT_METHOD = re.compile(r"response_format|json_schema|json_object|schema|tool|function", re.I)


@dataclass(frozen=True)
class Shape:
    """The JSON object that an answer is to be: name, schema, and a line that shows it to models without schemas."""

    name: str
    schema: Mapping[str, Any]
    example: str


@dataclass
class Dialect:
    """What is known of one endpoint and model. `settled` once an answer in `method` was usable."""

    method: Method = "json_schema"
    settled: bool = False
    stream: bool = True
    dropped: set[str] = field(default_factory=set[str])

    def next_method(self) -> bool:
        """Move on to the next way of asking; False when there is none left."""
        at = ORDER.index(self.method)
        if self.settled or at + 1 == len(ORDER):
            return False
        self.method = ORDER[at + 1]
        return True

    def adapt(self, refusal: str) -> bool:
        """Change what a 400 complains about: a named parameter first, else the method. False when nothing is left."""
        if not _ABOUT_METHOD.search(refusal):
            for name, words in _NAMED.items():
                if words.search(refusal) and not self.without(name):
                    self.drop(name)
                    return True
        if self.next_method():
            return True
        if self.stream and not self.settled:
            self.stream = False
            return True
        return False

    def without(self, name: str) -> bool:
        return not self.stream if name == "stream" else name in self.dropped

    def drop(self, name: str) -> None:
        if name == "stream":
            self.stream = False
        else:
            self.dropped.add(name)

    def asking(self, shape: Shape) -> dict[str, Any]:
        """The request parameters that ask for `shape` in this method, as an extra body of the client."""
        if self.method == "json_schema":
            wanted = {"name": shape.name, "schema": dict(shape.schema), "strict": True}
            return {"response_format": {"type": "json_schema", "json_schema": wanted}}
        if self.method == "json_object":
            return {"response_format": {"type": "json_object"}}
        if self.method in {"tools", "tools_auto"}:
            function = {"name": shape.name, "description": "提交结果", "parameters": dict(shape.schema)}
            forced: Any = {"type": "function", "function": {"name": shape.name}}
            return {
                "tools": [{"type": "function", "function": function}],
                "tool_choice": forced if self.method == "tools" else "auto",
            }
        return {}

    def hint(self, shape: Shape) -> str:
        """What the prompt has to add, so that a model without schema support knows the form."""
        if self.method in {"json_schema", "json_object"}:
            return f"{JSON_HINT}{shape.example}"
        if self.method in {"tools", "tools_auto"}:
            return f"请调用 {shape.name} 提交结果，参数形如：{shape.example}"
        return "直接写正文，事实写成 [[编号]]，不要解释。"


_KNOWN: dict[tuple[str, str], Dialect] = {}


def dialect_of(settings: ModelSettings) -> Dialect:
    """The dialect of this endpoint and model, shared by every draft of the process; a method set by hand is kept."""
    if settings.structured_output != "auto":
        return Dialect(method=settings.structured_output, settled=True)
    return _KNOWN.setdefault((settings.base_url, settings.model), Dialect())


def forget() -> None:
    """Ask every endpoint anew."""
    _KNOWN.clear()
