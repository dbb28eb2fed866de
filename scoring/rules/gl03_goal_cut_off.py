"""GL03 预期目标没有写完。

检查什么  预期目标的结尾是否中断，列举是否没有下文，括号、书名号、引号是否不成对。
为什么    目标不完整就无法与指标对应；多是粘贴或导出时被截断。
反例      1.开展培训2次；2.
正例      1.开展培训2次；2.完成系统升级1项。
来源      填报常识（公开前的文字校核）
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.parse.cutoff import looks_cut_off
from scoring.context import Context
from scoring.rule import Hit, Skip, rule

_EMPTY_ITEM = re.compile(
    r"(?:^|[\s。；;，])(?:\d{1,2}\s?[.、．]|[(（]?[一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十][是、])\s*$"
)
_ITEM = re.compile(r"(?:^|(?<=[\s。；;，：:]))(\d{1,2})\s?[.、．](?!\d)")
_FIRST_OF_MANY = re.compile("一是|第一[，、]|首先")
_SECOND = re.compile("二是|第二[，、]|其次")
_PAIRS = ("《》", "（）", "“”", "()", "【】")
_FIELD_LIMITS = (255, 256, 500, 512, 1000)


@rule("GL03")
def goal_cut_off(ctx: Context) -> Iterator[Hit | Skip]:
    text = ctx.goal
    if not text:
        yield Skip("没有填写预期目标")
        return
    what = _broken_list(text)
    mark = next((pair for pair in _PAIRS if text.count(pair[0]) != text.count(pair[1])), "")
    if what:
        yield Hit(("goal",), values={"what": what}, variant="list")
    elif (
        looks_cut_off(text) or text[-1] in "；;、，,：:" or (len(text) in _FIELD_LIMITS and text[-1] not in "。！；）”")
    ):
        yield Hit(("goal",), values={"tail": text[-8:]})
    elif mark:
        yield Hit(("goal",), values={"mark": mark}, variant="bracket")


def _broken_list(text: str) -> str:
    if _EMPTY_ITEM.search(text):
        return "最后一项只有序号，没有内容"
    numbers = [int(found) for found in _ITEM.findall(text)]
    if numbers == [1] and text.lstrip().startswith("1"):
        return "只有第 1 项"
    if numbers and numbers[0] == 1:
        missing = next((n for n, number in enumerate(numbers, 1) if number != n), None)
        if missing is not None and numbers[missing - 1] > missing:
            return f"缺第 {missing} 项"
    if _FIRST_OF_MANY.search(text) and not _SECOND.search(text):
        return "有“一是”，没有“二是”"
    return ""
