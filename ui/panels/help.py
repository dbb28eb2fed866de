"""帮助: the five-step tour, and every rule with its page and where it hits in the open file."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from scoring.catalogue import ENTRIES, SECTIONS, rules, section, title
from ui import session
from ui.judged import name_of
from ui.panels.wire import Shown
from ui.render import render
from ui.session import Office

GROUPS = {
    "BI": "表头",
    "FD": "资金",
    "GL": "目标",
    "IN": "指标",
    "PT": "分值",
    "SC": "得分",
    "NT": "偏差说明",
    "NV": "完成情况",
    "XT": "多张表之间",
}
TOUR = (
    ("打开一张样例", "在“填报”里点“接待费”。自己的表也可以：粘贴整张表，或把文件拖进来。", "#fill"),
    ("看标记", "◆ 须改，▲ 须说明，○ 提示。点标记看原因、依据和怎么改；点右上“清单”逐条过。", "#fill"),
    ("改一格", "双击单元格直接改，Enter 保存，Esc 取消。得分和标记马上跟着变；改错了按 Ctrl+Z。", "#fill"),
    ("起草文字", "点“起草实际完成情况”。绿线是与表相符的，红的不符，虚线框等您补充；补一句原因，它会重写。", "#fill"),
    ("采用并导出", "点“采用”填进表里，右上“导出”填回原文件或另存 Excel、Word，附一份复核清单。", "#fill"),
)


class HelpPage:
    """Handlers of 帮助."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def show(self, owner: str, code: str = "") -> str:
        codes = [rule.code for rule in rules()]
        code = code if code in codes else ""
        hits = self._hits(owner)
        counts = {c: sum(1 for found in hits if found["rule"] == c) for c in codes}
        groups = [
            (key, GROUPS.get(key, "其他"), [(c, title(c), ENTRIES[c].severity, counts[c]) for c in found])
            for key, found in ((k, list(g)) for k, g in groupby(codes, key=lambda c: c[:2]))
        ]
        chosen = (
            {
                "code": code,
                "title": title(code),
                "severity": ENTRIES[code].severity,
                "sections": [(name, section(code, name)) for name in SECTIONS if section(code, name)],
                "todo": ENTRIES[code].todo,
                "hits": [found for found in hits if found["rule"] == code],
            }
            if code
            else None
        )
        return render("help", groups=groups, rule=chosen, tour=TOUR)

    def open(self, owner: str, data: dict[str, Any]) -> Shown:
        return Shown({"help": self.show(owner, str(data.get("code", "")))})

    def _hits(self, owner: str) -> list[dict[str, Any]]:
        """Findings of the tables that came with the one that is open."""
        current = session.current(self.office, owner)
        if current is None:
            return []
        ids = [item.id for item in self.office.shelf.tables(owner) if item.file == current.file][:60]
        found: list[dict[str, Any]] = []
        for desk in filter(None, (self.office.shelf.load(owner, desk_id) for desk_id in ids)):
            for finding in session.checked(self.office, owner, desk).findings:
                place = finding.cells[0].split("+")[0] if finding.cells else ""
                found.append(
                    {
                        "rule": finding.rule,
                        "desk": desk.id,
                        "name": name_of(desk.table),
                        "place": place,
                        "actual": finding.actual or "",
                        "expected": finding.expected or "",
                    }
                )
        return found
