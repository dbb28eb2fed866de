"""Wording of the BI rules: the head of the form."""

from scoring.catalogue.entry import Entry

ENTRIES = {
    "BI01": Entry(
        "warning", "sure",
        "表头不全：{fields}没有填写。",
        "补填后再报送；表上没有这一栏的，在表题或表头写明。",
    ),
    "BI02": Entry(
        "warning", "sure",
        "“{label}”填的是代码“{text}”，不是名称。",
        "改为单位（项目）全称，代码可写在括号内。",
    ),
    "BI03": Entry(
        "error", "sure",
        "项目金额 {amount} 元小于全年预算数 {budget} 元，项目总额不应小于其中一年的预算。",
        "核对项目金额和全年预算数，并看两处单位（元、万元）是否一致。",
        {"unit": "项目金额 {amount} 元与全年预算数 {budget} 元相差约一万倍，可能一处按元、一处按万元填写。"},
    ),
    "BI04": Entry(
        "warning", "likely",
        "本表年度为 {year} 年，{where}写的是 {other} 年（“{text}”）。",
        "核对年度；确属往年或下年事项的，写明是对比还是计划。",
    ),
}  # fmt: skip
