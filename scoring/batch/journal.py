"""The journal of a run: one line a finished unit, written at once, so that kill -9 loses at most the line in work.

The first line tells with what the run was made; a run with other settings does not go on from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from forms.errors import FormError

NAME = "journal.jsonl"


class Journal:
    """Lines by unit. Only their offsets are in memory, however many there are."""

    def __init__(self, folder: Path, head: dict[str, Any], *, resume: bool) -> None:
        """Begin a journal in `folder`, or go on with the one there. Raises FormError when it is of another run."""
        self.path = folder / NAME
        self._offsets: dict[str, int] = {}
        self._first = json.dumps({"head": head}, ensure_ascii=False, sort_keys=True).encode() + b"\n"
        folder.mkdir(parents=True, exist_ok=True)
        if not resume or not self.path.exists():
            self.path.write_bytes(self._first)
        else:
            self._go_on()
        self._out = self.path.open("ab")

    def __contains__(self, unit: object) -> bool:
        return unit in self._offsets

    def __len__(self) -> int:
        return len(self._offsets)

    def add(self, unit: str, line: bytes) -> None:
        """Keep the result of a unit; a second one of the same unit is dropped: no table twice."""
        if unit in self._offsets:
            return
        self._offsets[unit] = self._out.tell()
        self._out.write(line + b"\n")
        self._out.flush()  # to the system: it survives the death of this process

    def results(self, units: list[str]) -> Iterator[dict[str, Any]]:
        """The results of the named units, in that order, one at a time; a unit without a result is left out."""
        with self.path.open("rb") as file:
            for unit in units:
                offset = self._offsets.get(unit)
                if offset is not None:
                    file.seek(offset)
                    yield json.loads(file.readline())

    def close(self) -> None:
        self._out.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _go_on(self) -> None:
        whole = 0
        with self.path.open("rb") as file:
            if file.readline() != self._first:
                raise FormError(
                    "这里有另一次处理的结果，口径、设置或程序版本不同，不能接着做",
                    file=self.path.name,
                    todo="请换一个输出文件夹，或去掉 --resume 重新做。",
                )
            whole = file.tell()
            for line in file:
                unit = _unit_of(line)
                if unit is None:
                    break  # cut off when the process died: that unit is done again
                self._offsets.setdefault(unit, whole)
                whole += len(line)
        with self.path.open("r+b") as file:
            file.truncate(whole)


def _unit_of(line: bytes) -> str | None:
    if not line.endswith(b"\n"):
        return None
    try:
        return json.loads(line)["unit"]
    except (ValueError, KeyError, TypeError):
        return None
