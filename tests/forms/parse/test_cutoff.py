"""Texts that look cut off, and finished ones that end alike."""

# ruff: noqa: E501 - Chinese words count double
from __future__ import annotations

import pytest

from forms.parse.cutoff import looks_cut_off


@pytest.mark.parametrize(
    "text",
    [
        "因疫情原因，调研、学习减", "充实正能量，平衡", "网络评论充实正能量，", "按照工作需", "按政府采购标", "购买设备工作人员满",
        "支出范围在", "办公环境得", "开展培训并", "对全市（含各区", "项目建设和", "提升服务水平，进一步", "根据上级部门要求，围绕",
    ],
)  # fmt: skip
def test_a_text_that_stops_in_the_middle_is_told(text: str) -> None:
    assert looks_cut_off(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "无", "严格按照预算成本", "网络安全和信息化协调能力", "收支平衡", "及时、准确、达标", "受理处置高效、反馈及时", "指标1：",
        "服务期满", "达到国家标准", "服务质量标准", "经费有所缩减", "环境得到改善", "按需", "完成信息比对", "问题依然存在", "群众积极参与",
        "完成率（100%）", "保障工作顺利进行。", "按进度拨付资金", "工作正在普及", "效率提升", "质量得到提高", "20台/套", "《办法》",
    ],
)  # fmt: skip
def test_a_finished_text_is_not(text: str) -> None:
    assert not looks_cut_off(text)
