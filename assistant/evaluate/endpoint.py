"""An endpoint for evaluation: it counts what it costs, and asks nothing twice that it has the answer to.

An answer is kept by the content of its request (endpoint, model, settings, messages, form) and by how many times that
request has been made before, so that repeats stay different answers and a run that was broken off goes on for free.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from assistant.deadlines import Budget
from assistant.dialect import Shape
from assistant.evaluate.usage import Usage
from assistant.model import Answer, Endpoint, Message, OnPiece
from assistant.settings import ModelSettings

_HEARD: ContextVar[list[Mapping[str, Any]] | None] = ContextVar("_HEARD", default=None)


@dataclass
class AnswerCache:
    """Answers by the hash of their request, a file each, written whole or not at all. None keeps nothing."""

    folder: Path | None

    def get(self, key: str) -> Mapping[str, Any] | None:
        """The kept answer; None when there is none or its file is damaged."""
        if self.folder is None:
            return None
        try:
            kept: object = json.loads(self._path(key).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(kept, dict):
            return None
        found = cast("Mapping[str, Any]", kept)
        return found if isinstance(found.get("text"), str) and isinstance(found.get("finish"), str) else None

    def put(self, key: str, value: Mapping[str, Any]) -> None:
        """Keep an answer."""
        if self.folder is not None:
            path = self._path(key)
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(f".{os.getpid()}.part")
            beside.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
            beside.replace(path)

    def _path(self, key: str) -> Path:
        return cast(Path, self.folder) / key[:2] / f"{key}.json"


@dataclass
class Meter:
    """What a run has cost so far."""

    spent: Usage = field(default_factory=Usage)

    def add(self, more: Usage) -> None:
        self.spent += more


class CountingEndpoint(Endpoint):
    """`Endpoint` with a cache in front and a meter behind. Failed requests are neither kept nor counted as answers."""

    counts = True

    def __init__(self, settings: ModelSettings, cache: AnswerCache, meter: Meter) -> None:
        super().__init__(settings)
        self._cache, self._meter = cache, meter
        self._asked: Counter[str] = Counter()

    def counted(self, tokens: Mapping[str, Any]) -> None:
        heard = _HEARD.get()
        if heard is not None:
            heard.append(tokens)

    async def once(
        self, messages: Sequence[Message], shape: Shape | None, budget: Budget, on_piece: OnPiece | None = None
    ) -> Answer:
        """One answer, kept or asked for. A kept one counts against the budget too: the run must not change by it."""
        key = self._key(messages, shape)
        kept = self._cache.get(key)
        if kept is not None:
            budget.spend()
            self._meter.add(Usage(requests=1, cached=1))
            if on_piece is not None:
                on_piece(kept["text"])
            return Answer(kept["text"], kept["finish"])
        heard: list[Mapping[str, Any]] = []
        token = _HEARD.set(heard)
        try:
            answer = await super().once(messages, shape, budget, on_piece)
        finally:
            _HEARD.reset(token)
        self._meter.add(_usage(heard, messages, answer))
        self._cache.put(key, {"text": answer.text, "finish": answer.finish})
        return answer

    def _key(self, messages: Sequence[Message], shape: Shape | None) -> str:
        """The hash of the request and of its being the n-th of its kind in this run."""
        settings = self.settings
        asking: Any = self.dialect.asking(shape) if shape is not None else None
        content = json.dumps(
            [settings.base_url, settings.model, settings.temperature, settings.max_tokens, sorted(self.dialect.dropped),
             asking, list(messages)],
            ensure_ascii=False, sort_keys=True,
        )  # fmt: skip
        request = sha256(content.encode()).hexdigest()
        self._asked[request] += 1
        return sha256(f"{request} {self._asked[request]}".encode()).hexdigest()


def _usage(heard: Sequence[Mapping[str, Any]], messages: Sequence[Message], answer: Answer) -> Usage:
    """Tokens as the endpoint told them; where it did not, a character of Chinese is about one."""
    given, made = (
        max((int(tokens.get(name) or 0) for tokens in heard), default=0) for name in ("input_tokens", "output_tokens")
    )
    if given or made:
        return Usage(1, 0, given, made)
    return Usage(1, 0, sum(len(text) for _, text in messages), len(answer.text), 1)
