"""A、B和C分别完成10次、15次和4次: numbers in the order of names that stand before them.

The words between 分别 and the first number (为指标值的) belong to every number of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.quantity import Quantity
from scoring.verify.lexer import CONJUNCTION, Lexed, M, is_mark
from scoring.verify.topics import grams

_ORDERED = re.compile(f"(?:分别|依次|顺次|各自)[^。；;\n]{{0,16}}?(?={M})")
_BETWEEN = re.compile(r"\s*(?:[、，,]|和|及|与|以及|、和|，和)\s*")
_ITEM_END = re.compile(f"[、，,;；:。\\n]|{CONJUNCTION}")
_MARK = re.compile(M)
_PRONOUN = re.compile("[\ufffc二两三四前后]者|上述|各自|它们")
_VERB = re.compile("^(?:实际|全年|已)?(?:支出|执行|完成|使用|用|花)(?:数|了|额|金额)?$")
_TOTAL = re.compile("合计|共计|总计|一共|总共")
MOST, BACK = 12, 120


@dataclass(frozen=True, slots=True)
class Listed:
    """One number of an ordered list: the name that it goes with, and the words that all of the list share."""

    name: str
    lead: str
    q: Quantity  # in the unit that the list tells once, at its end
    own: Quantity  # as it stands


def ordered(lexed: Lexed) -> dict[int, Listed]:
    """For the numbers of ordered lists (by index): what each goes with.

    A run of as many numbers later in the sentence goes by the same names (…分别为A和B，差C和D个百分点).
    """
    found: dict[int, Listed] = {}
    earlier: tuple[int, list[str]] = (-1, [])  # the sentence and the names of the list before
    for word in _ORDERED.finditer(lexed.skeleton):
        marks = _run(lexed.skeleton, word.end())
        own = _items(lexed.skeleton[lexed.clause_at(word.start())[0] : word.start()])
        marks = marks[: len(own)] if 1 < len(own) < len(marks) else marks
        if len(marks) < 2:
            continue
        start = max(0, word.start() - BACK)
        names = _names(lexed.skeleton[start : word.start()], lexed.clause_at(word.start())[0] - start, len(marks))
        sentence = lexed.sentence_at(word.start())[0]
        again = len(own) == 1 and earlier[0] == sentence and len(earlier[1]) == len(marks)
        names = earlier[1] if again else names  # A、B分别完成…，完成率依次为…
        verb = own[0] if again or (len(own) == 1 and _VERB.search(own[0])) else ""
        earlier = (sentence, names)
        found.update(_listed(lexed, marks, names, verb + re.sub("^(?:分别|依次|顺次|各自)", "", word[0])))
        end = lexed.sentence_at(word.start())[1]
        for mark in _MARK.finditer(lexed.skeleton, marks[-1] + 1, end):
            later = _run(lexed.skeleton, mark.start())
            if len(later) == len(marks) and lexed.mention_at(later[0]) is not None:
                clause = lexed.clause_at(mark.start())[0]
                found.update(_listed(lexed, later, names, lexed.skeleton[clause : mark.start()]))
    return found


def _listed(lexed: Lexed, marks: list[int], names: list[str], lead: str) -> Iterator[tuple[int, Listed]]:
    last = lexed.mention_at(marks[-1])
    for place, name in zip(marks, names, strict=False):
        mention = lexed.mention_at(place)
        if mention is not None and last is not None:
            q = mention.q if mention.q.unit and mention.q.unit != "个" else _in_unit_of(mention.q, last.q)
            yield mention.index, Listed(name, lead, q, mention.q)


def _in_unit_of(q: Quantity, last: Quantity) -> Quantity:
    """分别高出3个和6个百分点, 10、15和4次: the unit is told once, at the end."""
    if q.unit and last.family != "percentage point":
        return q
    factor = last.scale / q.scale

    def times(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * factor

    return replace(
        q, value=q.value * factor, low=times(q.low), high=times(q.high), step=q.step * factor,
        unit=last.unit, family=last.family, scale=last.scale,
    )  # fmt: skip


def _run(skeleton: str, at: int) -> list[int]:
    """The places of numbers that follow one another with only 、 or 和 between them."""
    marks = [at]
    while len(marks) < MOST:
        between = _BETWEEN.match(skeleton, marks[-1] + 1)
        if not between or between.end() >= len(skeleton) or not is_mark(skeleton[between.end()]):
            break
        marks.append(between.end())
        if any(c in between[0] for c in "和及与"):
            break
    return marks


def _names(before: str, clause: int, count: int) -> list[str]:
    """The `count` names before 分别: those of its clause when they are as many, else the last of the sentence."""
    own = _items(before[clause:])
    if len(own) == count:
        return own
    items = _items(before)
    if len(own) == 1 and _VERB.search(own[0]):  # A…、B…；支出分别为: the verb is no name
        items = items[:-1]
    items = [item for item in items if not _TOTAL.search(item)]
    return items[-count:] if len(items) >= count else []


def _items(stretch: str) -> list[str]:
    """The parts of an enumeration, brackets kept whole, those without content words left out."""
    items: list[str] = []
    depth = start = at = 0
    while at < len(stretch):
        if stretch[at] in "()":
            depth += 1 if stretch[at] == "(" else -1
        elif depth <= 0 and (end := _ITEM_END.match(stretch, at)):
            items.append(stretch[start:at])
            at = start = end.end()
            continue
        at += 1
    items.append(stretch[start:])
    return [item for item in items if grams(item) and not _PRONOUN.search(item)]
