"""The columns of the form: their headings, and how wide each one is on the page."""

from __future__ import annotations

# field of an indicator -> (heading, width: fixed where the content is, else a share of what is left)
FIELDS = {
    "level3": ("三级指标", ""),
    "initial_target": ("年初指标值", ""),
    "target": ("年度指标值", ""),
    "actual": ("实际完成值", ""),
    "points": ("分值", "42px"),
    "score": ("得分", "54px"),
    "ours": ("复算", "54px"),
    "deviation_note": ("偏差原因分析及改进措施", "18.4%"),
    "scoring_method": ("评分标准", ""),
    "review_score": ("复核得分", "60px"),
    "review_opinion": ("审核意见", ""),
}
FUNDS = {
    "initial_budget": "年初预算数",
    "annual_budget": "全年预算数",
    "executed": "全年执行数",
    "points": "分值",
    "execution_rate": "执行率",
    "ours": "复算",
    "score": "得分",
}
ALWAYS = ("level3", "target", "actual", "points", "score", "ours", "deviation_note")
USUAL = {"level1": "B", "level2": "C", "level3": "D", "target": "E", "actual": "F", "points": "G", "score": "H"}
NUMBERS = frozenset({"points", "score", "review_score"})
# what may stand below the indicators
REST = {
    "funds_note": "资金说明",
    "conclusion": "自评结论",
    "problems_found": "存在问题",
    "improvements": "改进措施",
    "stated_grade": "自评等级",
}
