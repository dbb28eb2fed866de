"""Whether what a text says of completion, grade and scores fits the score sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.evaluate.case import EvalCase
from assistant.evaluate.evaluators.words import plain
from assistant.evaluate.material import Material, material
from assistant.evaluate.output import Mark, Output
from scoring.completion import assess
from scoring.scoresheet import score_sheet

_ALL_DONE = re.compile(
    r"(?<!未)(?<!没有)(?:全部|圆满|各项[^，。；]{0,8}均|所有[^，。；]{0,8}均|均已|百分之百)(?:[^，。；未没不]{0,4})(?:完成|达成|达到|实现)(?!率)"
)
_SCOPED = re.compile(r"其余|其他|除|外[，,]|(?:数量|质量|时效|成本|效益|满意度)指标均")
_ALL_FULL = re.compile(r"(?:各项|所有|全部)[^，。；]{0,6}(?:均得?满分|满分)")
_GRADE = re.compile(
    r"(?:等级|评级|评定|评价结果|结论|档次)[^，。；]{0,6}(?:为|是|属)?[“\"]?(优|良|中|差)(?![好秀等级异])"
)


def fits_scores(case: EvalCase, output: Output) -> Iterator[Mark]:
    """A text that says 全部完成, 各项满分 or a grade must agree with the rows and the sheet."""
    wrong = list(_wrong(material(case), plain(output.text)))
    yield Mark("fits_scores", not wrong, "；".join(wrong))


def _wrong(about: Material, text: str) -> Iterator[str]:
    sheet = score_sheet(about.table, about.profile)
    missed = [row for row in about.table.indicators if assess(row, about.table, about.profile).state == "missed"]
    for sentence in re.split("[。；]", text):
        found = _ALL_DONE.search(sentence)
        if found and missed and not _SCOPED.search(sentence):
            yield f"“{found[0]}”，而“{missed[0].level3}”未完成"
        if (full := _ALL_FULL.search(sentence)) and any(loss.points > 0 for loss in sheet.losses):
            yield f"“{full[0]}”，而得分有扣减"
    for found in _GRADE.finditer(text):
        if sheet.grade is not None and found[1] not in {sheet.grade[:1], (about.table.stated_grade or "")[:1]}:
            yield f"“{found[0]}”，应为{sheet.grade}"
