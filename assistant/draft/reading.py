"""Reading a model's answer as the parts of a draft, however it is wrapped. Nothing that was left unfinished is taken.

Models put the JSON that was asked for into a call of their own making ({"name": …, "arguments": …}), into fences or
behind “好的，草稿如下：”, or write prose with references. The list of parts itself must be complete: an answer that was
cut off within it is refused, and so is a reference that is not one of the offered ones letter for letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import cast

from assistant.draft.offer import Offer
from assistant.errors import UnusableError
from assistant.render import Gap, Part, Parts, Slot, UnknownFactError, parts, slots_of
from assistant.streaming import strict_json

MOST_PARTS = 120
DEEPEST = 6  # wrappers around the parts
_FENCED = re.compile(r"```[a-zA-Z]*\s*\n?(.*?)\n?\s*```", re.S)
_LEAD = re.compile(  # 好的，以下是改写后的草稿：
    r"^\s*(?:(?:好的|当然|没问题|明白|收到|可以)[，。！,.!\s]*)?(?:(?:以下|下面|这)(?:是|为)|草稿|正文|改写|修改后|根据|按照|我)[^。；\n]{0,40}[：:]\s*\n+"
    r"|^\s*(?:好的|当然|没问题|明白|收到)[，。！,.!\s]*\n+"
)
_LISTS = ("parts", "draft", "content", "segments", "items")
_WORDS = ("text", "content", "value", "string", "draft", "answer", "result")
_ASKED = "待补充"
_OPEN, _CLOSE = r"(?:\[{1,2}|【|\{{1,2}|<)", r"(?:\]{1,2}|】|\}{1,2}|>)"


def read_parts(answer: str, offered: Offer) -> Parts:
    """The parts of an answer: the JSON that was asked for, or prose with `[[id]]`. Raises `UnusableError`."""
    listed = _listed(answer)
    if listed is not None:
        return _resolved(parts(_from_item(item, offered) for item in listed[:MOST_PARTS]), offered)
    plain = _prose(answer)
    if plain.lstrip()[:1] == "{" or not any("\u4e00" <= char <= "\u9fff" for char in plain):
        raise UnusableError
    return _resolved(_slots(plain, offered), offered)


def _listed(answer: str) -> list[object] | None:
    """The list of parts that an answer holds, wrapped or not; None where it holds none that is complete."""
    for text in _candidates(answer):
        try:
            found = _within(strict_json(text))
        except ValueError:
            continue
        if found:
            return found
    return _embedded(answer)


def _candidates(answer: str) -> Iterator[str]:
    yield answer
    yield from (found[1] for found in _FENCED.finditer(answer))


def _embedded(answer: str) -> list[object] | None:
    """A complete list behind "parts" within other words, or within a wrapper that was not closed."""
    for found in re.finditer(r'"parts"\s*:\s*(?=\[)', answer):
        try:
            value, _ = json.JSONDecoder(strict=False).raw_decode(answer, found.end())
        except (ValueError, RecursionError):
            continue
        if value and isinstance(value, list):
            return cast("list[object]", value)
    return None


def _within(value: object, depth: int = 0) -> list[object] | None:
    """The list of parts inside calls and other wrappers: {"name": …, "arguments": {"parts": […]}}, as text or not."""
    if depth > DEEPEST:
        return None
    if isinstance(value, str):
        return _unwrapped_text(value, depth)
    if isinstance(value, list):
        items = cast("list[object]", value)
        if all(isinstance(item, str) or _is_part(item) for item in items):
            return items
        inner = [_within(item, depth + 1) for item in items]
        return next((one for one in inner if one), None)
    if not isinstance(value, dict):
        return None
    known = cast("dict[str, object]", value)
    for name in _LISTS:
        if isinstance(known.get(name), list) and (found := _within(known[name], depth + 1)):
            return found
    for name, inner in known.items():
        if name not in {"name", "type", "id", "role"} and (found := _within(inner, depth + 1)):
            return found
    return [known] if _is_part(known) else None


def _unwrapped_text(value: str, depth: int) -> list[object] | None:
    """Arguments that are JSON in a string."""
    if value.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        return _within(strict_json(value), depth + 1)
    except ValueError:
        return None


def _is_part(item: object) -> bool:
    return isinstance(item, dict) and any(
        isinstance(cast("dict[str, object]", item).get(name), str) for name in (*_WORDS, "fact")
    )


def _from_item(item: object, offered: Offer) -> Parts:
    if isinstance(item, str):
        return _slots(item, offered)
    if isinstance(item, dict):
        known = cast("dict[str, object]", item)
        words = next((str(known[name]) for name in _WORDS if isinstance(known.get(name), str)), None)
        fact = known.get("fact")
        told = _slots(words, offered) if words is not None else ()
        if isinstance(fact, str):
            return (*told, _reference(fact))
        if words is not None:
            return told
    raise UnusableError


def _reference(fact: str) -> Part:
    """A part that refers: to a fact, or to something that is missing (待补充：…)."""
    name = re.sub(rf"^{_OPEN}|{_CLOSE}$", "", fact.strip()).strip()
    if name.lstrip("〔").startswith(_ASKED):
        what = name.strip("〔〕").removeprefix(_ASKED).lstrip("：: ") or "缺少的内容"
        return Gap(what, f"请补充：{what}")
    return Slot(name)


def _prose(answer: str) -> str:
    """The text of an answer in prose: what stands in a fence, without a line that leads up to it."""
    found = _FENCED.search(answer)
    plain = found[1] if found and len(found[1]) * 2 > len(answer) else answer
    return _LEAD.sub("", plain, count=1)


def _slots(text: str, offered: Offer) -> Parts:
    try:
        return slots_of(_as_references(text, offered))
    except UnknownFactError:
        raise UnusableError("模型写坏了事实编号") from None


def _as_references(text: str, offered: Offer) -> str:
    """Names that were offered, letter for letter, as references: in other brackets ([goal]), a dotted one bare too."""
    if not offered.slots:
        return text
    names = sorted(map(re.escape, offered.slots), key=len, reverse=True)
    dotted = [name for name in names if "." in name]
    text = re.sub(rf"{_OPEN}\s*({'|'.join(names)})\s*{_CLOSE}", r"[[\1]]", text)
    if not dotted:
        return text
    return re.sub(rf"(?<![\[A-Za-z0-9_.])({'|'.join(dotted)})(?![A-Za-z0-9_.\]])", r"[[\1]]", text)


def _resolved(draft: Parts, offered: Offer) -> Parts:
    """The model's names for slots as slots; raises `UnusableError` for a name that was not offered."""
    made: list[Part] = []
    for part in draft:
        if isinstance(part, Slot):
            slot = offered.slots.get(part.id)
            if slot is None:
                raise UnusableError("模型引用了没有的事实编号")
            made.append(slot)
        else:
            made.append(part)
    return tuple(made)
