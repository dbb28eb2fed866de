"""Prompts are files: front matter (id, purpose, variables, version), then text with `$variables`.

`fill` demands exactly the variables that the file names. What comes from cells is handed over through `fenced`,
which no text inside can leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from string import Template
from typing import cast

import yaml

_FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.S)
_FENCE = re.compile(r"</?\s*(?:data|system|instructions?)\b[^>]*>", re.I)


class PromptError(Exception):
    """A prompt file is wrong, or was filled with other variables than it names."""


@dataclass(frozen=True)
class Prompt:
    """One prompt file."""

    id: str
    purpose: str
    variables: frozenset[str]
    version: int
    text: str

    def fill(self, **values: str) -> str:
        """The text with its variables. Raises `PromptError` for one that is missing or unknown."""
        missing, unknown = self.variables - values.keys(), values.keys() - self.variables
        if missing or unknown:
            raise PromptError(f"prompts/{self.id}.md: missing {sorted(missing)}, unknown {sorted(unknown)}")
        return Template(self.text).substitute(values)


@lru_cache(maxsize=32)
def load(name: str) -> Prompt:
    """The prompt `prompts/<name>.md`. Raises `PromptError` when it is not there or its front matter is wrong."""
    file = files("prompts") / f"{name}.md"
    if not file.is_file():
        raise PromptError(f"prompts/{name}.md: not there")
    return parse(name, file.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Prompt:
    """A prompt from the text of its file; its front matter must name exactly the variables that the text uses."""
    found = _FRONT.fullmatch(text)
    loaded: object = yaml.safe_load(found[1]) if found else None
    if not found or not isinstance(loaded, dict):
        raise PromptError(f"prompts/{name}.md: no front matter")
    head = cast("dict[str, object]", loaded)
    if set(head) != {"id", "purpose", "variables", "version"} or head["id"] != name:
        raise PromptError(f"prompts/{name}.md: front matter must hold id (= {name}), purpose, variables, version")
    named = head["variables"]
    variables = frozenset(str(v) for v in cast("list[object]", named)) if isinstance(named, list) else frozenset[str]()
    used = frozenset(Template(found[2]).get_identifiers())
    if variables != used or not Template(found[2]).is_valid():
        raise PromptError(f"prompts/{name}.md: names {sorted(variables)}, uses {sorted(used)}")
    return Prompt(name, str(head["purpose"]), variables, int(str(head["version"])), found[2].strip())


def fenced(lines: Iterable[str]) -> str:
    """Lines of data for a prompt, each on one line, with nothing in them that could close the fence or be a slot."""
    clean = (_FENCE.sub("", " ".join(line.split())).replace("[[", "［［").replace("]]", "］］") for line in lines)
    return "\n".join(clean)


def fenced_slots(slots: Iterable[tuple[str, str]]) -> str:
    """A list of slots and their meaning for a prompt: `[[R1.actual]] 年接待次数的实际完成值`."""
    return "\n".join(f"[[{fact_id}]] {fenced([meaning])}" for fact_id, meaning in slots)
