"""What the measures over tables are called, which are money or rates, and the cells that each stands on."""

from __future__ import annotations

RATES = {"rate", "completion"}
MONEY = {
    "balance",
    "executed",
    "annual_budget",
    "initial_budget",
    "budget_change",
    "project_amount",
    "carried",
    "grant",
    "other_funds",
}
PARTS = {"carried": "结转", "grant": "财政", "other_funds": "其他"}  # a word of the name of the part of the funds
NAMES = {
    "rate": "预算执行率",
    "balance": "结余",
    "executed": "全年执行数",
    "annual_budget": "全年预算数",
    "initial_budget": "年初预算数",
    "budget_change": "预算调整额",
    "project_amount": "项目金额",
    "carried": "上年结转资金",
    "grant": "财政拨款",
    "other_funds": "其他资金",
    "total": "自评总分",
    "recomputed": "重新计算的总分",
    "gap": "自评总分比重新计算多出的分",
    "lost": "扣分",
    "funds_score": "预算执行得分",
    "rows": "指标数",
    "missed": "没有完成的指标数",
    "findings": "问题数",
    "errors": "严重问题数",
    "points": "分值",
    "score": "得分",
    "completion": "完成率",
    "actual": "实际完成值",
}
BOUND_WORDS = {
    "rate": "执行率",
    "balance": "结余",
    "total": "总分",
    "points": "分值",
    "score": "得分",
    "completion": "完成率",
    "lost": "扣分",
}
CELLS = {
    "rate": ("funds.execution_rate", "funds.executed", "funds.annual_budget"),
    "balance": ("funds.annual_budget", "funds.executed"),
    "executed": ("funds.executed",),
    "annual_budget": ("funds.annual_budget",),
    "initial_budget": ("funds.initial_budget",),
    "budget_change": ("funds.initial_budget", "funds.annual_budget"),
    "project_amount": ("project_amount",),
    "total": ("total_score",),
    "recomputed": ("total_score",),
    "gap": ("total_score",),
    "lost": ("total_score",),
    "funds_score": ("funds.score",),
}
