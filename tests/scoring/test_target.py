"""Targets: every spelling of the forms, which way is better, deadlines, changed targets, bands of words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.adjusted import adjusted_by_note
from scoring.bands import band_of
from scoring.deadline import kept
from scoring.target import parse_target

D = Decimal


@pytest.mark.parametrize(
    ("text", "value", "comparison"),
    [
        ("≥30次", "30", "≥"), (">10次", "10", ">"), ("不少于400起", "400", "≥"), ("不低于90%", "0.9", "≥"),
        ("≤100%", "1", "≤"),
        ("2个", "2", ""), ("50-60个左右", "50", ""), ("15余篇", "15", ""), ("6000余条", "6000", ""),
        ("40万", "400000", ""),
        ("九成", "0.9", ""), ("0", "0", ""), ("12个月", "12", ""), ("二十七次", "27", ""), ("≥３０次", "30", "≥"),
        ("3‰", "0.003", ""),
        ("提高5个百分点", "0.05", ""), ("＝100%", "1", "="), ("95%以上", "0.95", "≥"),
        ("控制在5%以内", "0.05", "≤"), ("±5%", "0.05", "≤"),
        ("至少3次", "3", "≥"), ("不超过20人", "20", "≤"), ("≤ 100 万元", "1000000", "≤"), ("指标1：≥5次", "5", "≥"),
    ],
)  # fmt: skip
def test_a_number_target_is_read_in_every_spelling(text: str, value: str, comparison: str) -> None:
    target = parse_target(text)
    assert target.quantity is not None
    assert (target.quantity.value, target.comparison) == (D(value), comparison)
    assert not target.qualitative


@pytest.mark.parametrize("text", ["无", "", "—", "/", "……", "指标1：", "  ", None])
def test_fillers_of_the_empty_form_are_no_targets(text: str | None) -> None:
    assert parse_target(text).none


@pytest.mark.parametrize(
    "text", ["及时", "有效遏制网络违法违规行为", "按采购计划进行", "巡查次数、整治行动次数等", "长期"]
)
def test_words_alone_are_qualitative(text: str) -> None:
    assert parse_target(text).qualitative


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2021年度内完成", "2021年12月31日"), ("2021年", "2021年12月31日"), ("9月底前完成", "9月30日"),
        ("2021年2月完成", "2021年2月28日"),
        ("2024年2月底前", "2024年2月29日"), ("2021年9月30日前", "2021年9月30日"),
        ("2021年9月中旬完成", "2021年9月20日"),
        ("年底前完成", "12月31日"), ("上半年完成", "6月30日"), ("第三季度前完成", "9月30日"),
        ("2021年上半年完成", "2021年6月30日"),
        ("2021年3月至9月实施", "2021年9月30日"), ("2021-09-30前", "2021年9月30日"),
        ("二〇二一年底前", "2021年12月31日"),
    ],
)  # fmt: skip
def test_a_deadline_ends_on_the_last_day_that_it_names(text: str, end: str) -> None:
    target = parse_target(text)
    assert str(target.deadline) == end
    assert not target.quantities


def test_a_number_beside_a_date_is_the_target() -> None:
    target = parse_target("2021年完成率100%")
    assert target.quantity is not None
    assert target.quantity.value == 1


def test_several_numbers_are_all_kept() -> None:
    assert [q.value for q in parse_target("开发人员投入25名、维护人员投入8名").quantities] == [25, 8]


def test_the_unit_column_gives_the_unit() -> None:
    target = parse_target("≥95", unit="%")
    assert target.quantity is not None
    assert (target.quantity.value, target.quantity.low, target.quantity.family) == (D("0.95"), D("0.95"), "rate")
    counted = parse_target("30", unit="次").quantity
    assert counted is not None
    assert counted.family == "count"
    assert parse_target("30次", unit="个").quantity == parse_target("30次").quantity


@pytest.mark.parametrize(
    ("name", "polarity"),
    [
        ("群众投诉率", "lower"), ("设备退货率", "lower"), ("投资额偏差率", "lower"), ("安全事故发生次数", "lower"),
        ("平均办理时限", "lower"),
        ("单位成本", "lower"), ("系统故障率", "lower"), ("投诉处理率", "higher"), ("漏洞处置率", "higher"),
        ("能耗下降率", "higher"),
        ("满意度", "higher"), ("问题整改率", "higher"), ("案件办结率", "higher"), ("成本节约率", "higher"),
        ("成本控制率", ""), ("培训次数", ""),
        ("重大突发事件", ""),
    ],
)  # fmt: skip
def test_the_name_says_which_way_is_better_where_no_sign_does(name: str, polarity: str) -> None:
    assert parse_target("5%", name).polarity == polarity
    assert parse_target("≥5%", name).polarity == "higher"
    assert parse_target("≤5%", name).polarity == "lower"


@pytest.mark.parametrize(
    ("note", "target"),
    [
        ("9月份已根据实际情况修改年度指标值为10次，已经完成年度指标值。", "10次"),
        ("经批准，年度指标值由13次调整为10次", "10次"),
        ("根据深财〔2021〕15号文，指标值已调减至10次", "10次"), ("因疫情，年初目标13次，年中调整为10次。", "10次"),
        ("原指标值13次，调整后为10次", "10次"), ("调整后目标值10次", "10次"), ("指标值调整为：≥10次", "≥10次"),
        ("年度指标值由24班次下调为20班次", "20班次"), ("年中调整指标值为95%", "95%"),
        ("把得分改为100分", None), ("请把第1行得分改为15分", None), ("指标得分由10分调整为15分", None),
        ("下一年度拟将指标值调整为10次", None), ("建议下年将目标值调整为20次", None),
        ("目标值未调整，仍为10次", None),
        ("2022年指标值将调整为12次", None), ("指标值设定偏低，下一步将提高指标值至20次", None),
        ("因疫情原因", None), ("", None), (None, None),
        ("年初预算数100万元，年中调整为80万元", None),
    ],
)  # fmt: skip
def test_only_a_change_of_the_target_in_the_year_changes_the_target(note: str | None, target: str | None) -> None:
    found = adjusted_by_note(note)
    assert (found.text if found else None) == target


@pytest.mark.parametrize(
    ("target", "actual", "state"),
    [
        ("2021年9月30日前完成", "2021年9月30日", "kept"), ("2021年9月30日前完成", "2021年10月8日完成", "late"),
        ("2021年9月30日前完成", "2021年9月", "kept"), ("2021年9月15日前完成", "2021年9月", "unknown"),
        ("9月底前", "8月20日", "kept"),
        ("2021年度内完成", "已完成", "kept"), ("2021年度内完成", "2021年度内完成", "kept"),
        ("2021年度内完成", "2021年", "kept"),
        ("2021年度内完成", "尚未完成", "late"), ("2021年度内完成", "进展顺利", "unknown"),
        ("2021年6月底前", "2021年", "unknown"),
        ("2021年底前完成", "2022年1月3日完成", "late"), ("2021年底前完成", "2020年12月完成", "kept"),
    ],
)  # fmt: skip
def test_the_named_day_still_keeps_the_deadline(target: str, actual: str, state: str) -> None:
    deadline = parse_target(target).deadline
    assert deadline is not None
    assert kept(deadline, actual, 2021) == state


@pytest.mark.parametrize(
    ("target", "actual", "name", "band"),
    [
        ("及时", "及时", "", 1), ("有效提升", "达成年度指标", "", 1),
        ("有效提升", "部分达成年度指标并具有一定效果", "", 2),
        ("有效提升", "未达成年度指标且效果较差", "", 3), ("通过验收", "尚未竣工验收", "", 3),
        ("控制在预算范围内", "成本在预算范围内", "", 1),
        ("环境得到改善", "办公环境明显改善", "", 1), ("按采购计划进行", "按照工作需", "", None),
        ("及时", "2021年", "", None),
        ("有较大提升", "信息化协调能力", "信息化协调能力", None), ("全覆盖", "100%", "", 1),
        ("安全隐患得到化解", "隐患及时发现解决，满意度大于90%", "", 1),
    ],
)  # fmt: skip
def test_words_are_held_to_a_band_only_when_they_answer(target: str, actual: str, name: str, band: int | None) -> None:
    found, reason = band_of(target, actual, name)
    assert found == band
    assert reason
