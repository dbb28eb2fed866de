"""BI02 名称栏填了代码。

检查什么  主管部门、实施单位、项目名称是否只有数字或字母代码，没有名称。
为什么    代码只有系统内的人看得懂，公开和复核时须能看出是哪个单位、哪个项目。
反例      主管部门“0101011”。
正例      主管部门“某某市委网信办（0101011）”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context, said
from scoring.rule import Hit, rule

_CODE = re.compile(r"[\dA-Za-z０-９][\dA-Za-z０-９\s._\-—/\[\]()（）]*")
LABELS = {"department": "主管部门", "implementing_unit": "实施单位", "project_name": "项目名称"}


@rule("BI02")
def code_for_name(ctx: Context) -> Iterator[Hit]:
    for field, label in LABELS.items():
        text = said(ctx.table.text(field))
        if len(text) >= 3 and any(c.isdigit() for c in text) and _CODE.fullmatch(text):
            yield Hit((field,), values={"label": label, "text": text[:40]}, actual=text)
