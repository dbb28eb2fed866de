"""XT01 两个项目的文字相同。

检查什么  不同项目的预期目标、实际完成情况、偏差说明是否整段相同或几乎相同。个别词句相同不算；同一项目两个年度的见 X
          T04。
为什么    不同项目做的事不同，文字相同多半是套用。
反例      甲、乙两个项目的实际完成情况一字不差。
正例      各写各的完成情况。
来源      填报常识（防止套用）
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scoring.across import Batch
from scoring.context import said
from scoring.reasons import says_none
from scoring.rule import Hit, across
from scoring.wording import clip
from scoring.words import common_length, squeezed

_SHORTEST, _SHORTEST_NOTE = 12, 10
_ALIKE, _LONG = 0.92, 40
LABELS = {"goal": "预期目标", "narrative": "实际完成情况", "deviation_note": "偏差说明"}


@across("XT01")
def same_text(batch: Batch) -> Iterator[Hit]:
    for field in ("goal", "narrative"):
        texts = [(number, squeezed(said(getattr(table, field)))) for number, table in batch]
        yield from _pairs(batch, field, [(n, field, text) for n, text in texts if len(text) >= _SHORTEST])
    notes = [
        (number, f"R{row.row}.deviation_note", squeezed(row.note))
        for number, rows in enumerate(batch.rows, 1)
        for row in rows
        if len(squeezed(row.note)) >= _SHORTEST_NOTE and not says_none(row.note)
    ]
    yield from _pairs(batch, "deviation_note", notes)


def _pairs(batch: Batch, field: str, texts: list[tuple[int, str, str]]) -> Iterator[Hit]:
    groups: dict[str, list[tuple[int, str]]] = {}
    like = _Likes()
    for number, fact, text in texts:
        groups.setdefault(text if text in groups or field == "deviation_note" else like(text), []).append(
            (number, fact)
        )
    for text, members in groups.items():
        numbers = list(dict.fromkeys(number for number, _ in members))
        if len(numbers) < 2 or all(batch.same_project(numbers[0], other) for other in numbers[1:]):
            continue
        values = {"tables": batch.names(numbers), "what": LABELS[field], "text": clip(text, 30)}
        yield Hit((members[0][1],), None, values, tables=tuple(numbers))


class _Likes:
    """The texts told so far, and which of them another one is but for a few characters."""

    def __init__(self) -> None:
        self._letters: dict[str, Counter[str]] = {}

    def __call__(self, text: str) -> str:
        """The first text told that is this one but for a few characters, else the text itself, told from now on."""
        if len(text) < _LONG:
            return text
        letters = Counter(text)
        for other, theirs in self._letters.items():
            longest = max(len(text), len(other))
            if min(len(text), len(other)) < _ALIKE * longest:
                continue
            if len(text) - (letters - theirs).total() < _ALIKE * longest:
                continue  # what they share in any order is less: the slow comparison would say so too
            if common_length(other, text) >= _ALIKE * longest:
                return other
        self._letters[text] = letters
        return text
