"""The rules' pages put together: `docs/rules.md`. `python -m scoring.catalogue.pages` writes it."""

from __future__ import annotations

import sys
from pathlib import Path

from scoring.catalogue import ENTRIES, SECTIONS, across_rules, rules, section, title

GROUPS = {
    "BI": "表头",
    "FD": "项目资金",
    "GL": "预期目标",
    "IN": "绩效指标",
    "PT": "分值",
    "SC": "得分",
    "NT": "偏差原因分析及改进措施",
    "NV": "实际完成情况",
    "XT": "几张表之间",
}
_SEVERITIES = {"error": "错误（退回改正）", "warning": "提醒（须说明）", "info": "提示"}
_CONFIDENCE = {"sure": "确定", "likely": "可能（须人判断）"}
_HEAD = """# 检查规则

本页由规则的说明生成（`python -m scoring.catalogue.pages`），请勿手改。每条规则说明检查什么、为什么、反例、正例和来源；
级别和措辞在 `scoring/catalogue/`，提示线（执行率、超额倍数等）在评分口径里。
停用、改级或忽略一条要写理由，见 `ziping check --settings`。
"""


def rules_page() -> str:
    """The Markdown page of all rules, in the order of the catalogue."""
    parts = [_HEAD]
    group = ""
    for code in (rule.code for rule in (*rules(), *across_rules())):
        if code[:2] != group:
            group = code[:2]
            parts.append(f"## {group} {GROUPS[group]}\n")
        entry = ENTRIES[code]
        lines = [
            f"### {code} {title(code)}\n",
            f"- **级别** {_SEVERITIES[entry.severity]} · {_CONFIDENCE[entry.confidence]}",
        ]
        lines += [f"- **{heading}** {section(code, heading)}" for heading in SECTIONS]
        lines.append(f"- **怎么办** {entry.todo}\n")
        parts.append("\n".join(lines))
    return "\n".join(parts)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "docs" / "rules.md"
    target.write_text(rules_page(), encoding="utf-8")
