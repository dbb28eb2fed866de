"""Cases of the eval sets: loaded from YAML or JSON Lines, checked against the suite's JSON schema, ids unique."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import yaml
from jsonschema import Draft202012Validator

from forms.errors import FormError

Given = Mapping[str, Any]


@dataclass(frozen=True)
class EvalCase:
    """One case of one suite. `given` is the case as it stands in its file, `root` the folder of the eval sets."""

    id: str
    suite: str
    given: Given
    root: Path

    @cached_property
    def digest(self) -> str:
        """Tells whether a case of the same id is still the same case."""
        return sha256(json.dumps(self.given, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()[:10]

    def text(self, name: str) -> str:
        """A field as text; "" when it is not given."""
        value = self.given.get(name)
        return "" if value is None else str(value)

    def list(self, name: str) -> list[Any]:
        """A field as a list; empty when it is not given, one value is a list of one."""
        value = self.given.get(name)
        if value is None:
            return []
        return cast("list[Any]", value) if isinstance(value, list) else [value]


class EvalSetError(FormError):
    """A case file cannot be used: not there, against its schema, or an id twice."""


def sets_folder() -> Path:
    """The eval sets that came with the program."""
    return Path(str(files("eval_sets")))


def load_cases(root: Path, suite: str, paths: Iterable[Path], *, key: str = "id") -> list[EvalCase]:
    """The cases of some files, each held against `root/suite/schema.json`. `key` is the field that names a case.

    Where the key is no `id`, the id is file and name, so that it stays what it is when cases are added.
    """
    validator = _validator(schema_path(root, suite))
    made: dict[str, EvalCase] = {}
    for path in paths:
        for number, given in enumerate(_entries(path), 1):
            fault = next(iter(validator.iter_errors(given)), None)  # pyright: ignore[reportUnknownMemberType]
            if fault is not None:
                where = ".".join(str(step) for step in fault.absolute_path)
                raise EvalSetError(
                    f"用例不合格式：{where} {fault.message[:200]}", file=path.name, place=f"第 {number} 条"
                )
            name = str(given[key])
            case_id = name if key == "id" else f"{path.stem}:{name}"
            if case_id in made:
                raise EvalSetError(f"用例编号重复：{case_id}", file=path.name, place=f"第 {number} 条")
            made[case_id] = EvalCase(case_id, suite, given, root)
    return list(made.values())


def schema_path(root: Path, suite: str) -> Path:
    """The schema of a suite: its own, or that of the sets that came with the program (sets of one's own need none)."""
    own = root / suite / "schema.json"
    return own if own.is_file() else sets_folder() / suite / "schema.json"


def in_folder(root: Path, suite: str, *patterns: str) -> list[Path]:
    """The files of a suite in the order of their names; none where the folder is not there."""
    folder = root / suite
    return [path for pattern in patterns or ("*.yml",) for path in sorted(folder.glob(pattern))]


@lru_cache(maxsize=32)
def _validator(path: Path) -> Draft202012Validator:
    try:
        return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise EvalSetError("没有这套用例的格式说明", file=str(path)) from error


def _entries(path: Path) -> Iterator[Given]:
    try:
        text = path.read_text(encoding="utf-8")
        loaded: object = (
            [json.loads(line) for line in text.split("\n") if line.strip()]
            if path.suffix == ".jsonl"
            else yaml.load(text, Loader=_loader())  # noqa: S506 - a safe loader, see below
        )
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise EvalSetError("用例文件读不出", file=path.name, todo="请检查 YAML 或 JSON 的写法") from error
    if not isinstance(loaded, list) or not all(isinstance(one, dict) for one in cast("Sequence[object]", loaded)):
        raise EvalSetError("用例文件应当是一列用例", file=path.name)
    yield from cast("list[Given]", loaded)


@lru_cache(maxsize=1)
def _loader() -> Any:
    """PyYAML's safe loader, in C where it is there: the sets are thousands of lines."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)
