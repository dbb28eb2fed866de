"""How official writing looks: plain text, full-width punctuation, an end, a length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.evaluate.case import EvalCase
from assistant.evaluate.output import Mark, Output

_HAN = "\u4e00-\u9fff〇"
_GAP = re.compile(r"〔[^〔〕]*〕")
_FAULTS = (
    (re.compile(r"\*\*|__|^#{1,6}\s|^\s*[-*•+]\s|```|^\s*>|\|.*\|", re.M), "有标记符号"),
    (re.compile(r"(?<![A-Za-z])R\d+(?![A-Za-z\d])|\[\[|\]\]|\b(?:funds|stated|profile)\d*\.\w+"), "有编号"),
    (re.compile(rf"[{_HAN}）”》%][,;:?!]|[,;:?!(][{_HAN}（“《]|[{_HAN}]\(|\)[{_HAN}]"), "有半角标点"),
    (re.compile(r"[，。；：、]{2,}|^[，。；：、]|（）|“”"), "标点有误"),
    (re.compile(r"<[a-zA-Z/][^>]*>|&[a-z]+;|https?://|\{\{|\}\}"), "有代码"),
    (re.compile(r"\n\s*\n"), "有空行"),
)
_PAIRS = ("（）", "“”", "《》", "〔〕")
NARRATIVE = {100: (55, 140), 200: (110, 280), 400: (200, 560)}
OTHER = (12, 700)


def official(_case: EvalCase, output: Output) -> Iterator[Mark]:
    """No Markdown, no row ids, no half-width punctuation among Chinese, closed brackets, an end in 。 or 〕."""
    text = output.text
    faults = [f"{what}“{found[0]}”" for pattern, what in _FAULTS if (found := pattern.search(text))]
    faults += [f"“{pair}”不成对" for pair in _PAIRS if text.count(pair[0]) != text.count(pair[1])]
    if not text.endswith(("。", "〕")):
        faults.append("没有以句号结束")
    yield Mark("official_form", not faults, "；".join(faults))


def length(case: EvalCase, output: Output) -> Iterator[Mark]:
    """Characters without blanks and 〔…〕: a narrative keeps to its length, other texts are as long as they need."""
    size = len("".join(_GAP.sub("", output.text).split()))
    low, high = case.given.get("size") or (
        NARRATIVE[int(case.given.get("length", 200))] if case.given.get("kind") == "narrative" else OTHER
    )
    if output.text and _GAP.sub("", output.text).strip() == "" and low == OTHER[0]:
        low = 0  # nothing is known but what has to be asked
    yield Mark("characters", float(size))
    yield Mark("length", low <= size <= high, f"{size} 字，应为 {low}—{high} 字")
