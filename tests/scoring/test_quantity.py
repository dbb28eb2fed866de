"""Quantities in cells and prose: spelling, interval, unit, place in the text."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.numerals import chinese, plain
from scoring.quantity import Quantity, in_unit_of, quantities

D = Decimal


def only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, [q.text for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "family"),
    [
        ("30次", "30", "count"), ("２７次", "27", "count"), ("二十七次", "27", "count"), ("两次", "2", "count"),
        ("0", "0", ""), ("40万", "400000", ""), ("1.2亿", "120000000", ""), ("3万人", "30000", "person"),
        ("1,234,567.89元", "1234567.89", "money"), ("１，２００元", "1200", "money"), ("1.5万元", "15000", "money"),
        ("三万元", "30000", "money"), ("0.14亿元", "14000000", "money"), ("500元/人", "500", "money/人"),
        ("90%", "0.9", "rate"), ("98.5﹪", "0.985", "rate"), ("3‰", "0.003", "rate"), ("九成", "0.9", "rate"),
        ("100人/次", "100", "person-time"), ("15台/套", "15", "台"), ("15台套", "15", "台"),
        ("1个半月", "1.5", "months"), ("3亿元人民币", "300000000", "money"), ("九成五", "0.95", "rate"),
        ("两成半", "0.25", "rate"), ("百分之百", "1", "rate"),
        ("翻了一番", "2", "multiple"),
        ("百分之九十五", "0.95", "rate"), ("千分之三", "0.003", "rate"), ("27/30", "0.9", "rate"),
        ("10个百分点", "0.1", "percentage point"), ("3倍", "3", "multiple"), ("翻番", "2", "multiple"),
        ("翻两番", "4", "multiple"),
        ("1:3", "3", "ratio"), ("12个月", "12", "months"), ("1年", "12", "months"), ("半年", "6", "months"),
        ("30分钟", "1800", "seconds"), ("24小时", "86400", "seconds"), ("5个工作日", "5", "workdays"),
        ("96.4分", "96.4", "points"),
        ("110人次", "110", "person-time"), ("8名", "8", "person"), ("15家", "15", "家"), ("27坪", "27", "坪"),
        ("5万平方米", "50000", "area"), ("30次/年", "30", "count"), ("-5%", "-0.05", "rate"), ("零事故", "0", ""),
    ],
)  # fmt: skip
def test_a_number_is_read_with_its_unit(text: str, value: str, family: str) -> None:
    found = only(text)
    assert (found.value, found.family) == (D(value), family)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("≥30次", "[30,"), ("> 10次", "(10,"), ("≤100%", ",1]"), ("＜5%", ",0.05)"), ("=100%", "[1,1]"),
        (">=95%", "[0.95,"),
        ("不少于400起", "[400,"), ("不低于 90 %", "[0.9,"), ("至少完成30次", "[30,"), ("90％以上", "[0.9,"),
        ("95%（含）以上", "[0.95,"),
        ("不超过5%", ",0.05]"), ("未超过5%", ",0.05]"), ("控制在5%以内", ",0.05]"), ("不超过预算的100%", ",1]"),
        ("3年内", ",36]"),
        ("大于90%", "(0.9,"), ("超过27次", "(27,"), ("逾30家", "(30,"), ("少于5次", ",5)"), ("过半", "(0.5,"),
        ("上百人", "[100,"),
        ("近30次", "[27,30)"), ("不到30%", "[0.27,0.3)"), ("近半", "[0.45,0.5)"), ("约100次", "[95,105]"),
        ("100次左右", "[95,105]"),
        ("50-60个", "[50,60]"), ("10—15%", "[0.1,0.15]"), ("50-60万元", "[500000,600000]"),
        ("百余家", "(100,200)"), ("50～60个", "[50,60]"), ("10至20次", "[10,20]"), ("90%-95%", "[0.9,0.95]"),
        ("三五个", "[3,5]"),
        ("50万-60万元", "[500000,600000]"), ("200-300人次", "[200,300]"), ("15余篇", "(15,20)"),
        ("6000余条", "(6000,7000)"),
        ("120余次", "(120,130)"), ("30余万家", "(300000,400000)"), ("6万余条", "(60000,70000)"),
        ("1200多起", "(1200,1300)"),
        ("超1200多起", "(1200,1300)"), ("近30余次", "(30,40)"), ("一千二百多", "(1200,1300)"),
        ("十几个", "(10,20)"), ("2个多月", "(2,3)"),
        ("约七成", "[0.65,0.75]"),
    ],
)  # fmt: skip
def test_hedge_and_comparison_become_an_interval(text: str, interval: str) -> None:
    found = only(text)
    low = "" if found.low is None else ("(" if found.low_open else "[") + f"{found.low.normalize():f}"
    high = "" if found.high is None else f"{found.high.normalize():f}" + (")" if found.high_open else "]")
    assert f"{low},{high}" == interval
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "family", "value"),
    [
        ("2021年度内完成", "year", 2021), ("9月底前完成", "month", 9), ("12月", "month", 12),
        ("2021年9月", "date", 20210900),
        ("2021年12月31日前", "date", 20211231), ("2021-09-30", "date", 20210930), ("2021/9/30", "date", 20210930),
        ("2021.12.31", "date", 20211231), ("二〇二一年", "year", 2021), ("十二月", "month", 12),
        ("11月30日前", "date", 1130),
        ("20210930", "date", 20210930),
    ],
)  # fmt: skip
def test_a_date_is_never_a_count(text: str, family: str, value: int) -> None:
    found = only(text)
    assert (found.family, found.value, found.is_date) == (family, D(value), True)


def test_a_span_of_dates_has_two_ends() -> None:
    assert (only("2021年3月至9月").low, only("2021年3月至9月").high) == (D(20210300), D(20210900))
    assert [q.value for q in quantities("2020、2021年")] == [D(2020), D(2021)]


@pytest.mark.parametrize(
    "text",
    ["及时", "第七次党代会", "《2020年政府采购目录》", "深财〔2021〕15号", "0101011", "十分满意", "进一步提升",
    "保持一致", "一是开展", "5G基站", "A4纸",
     "12345热线", "9:30", "二级指标", "上半年", "单位：万元", "IPv6", "1.保障工作", "7×24小时", "COVID-19", "2#楼",
     "（2021）15号", "第1-3季度", "每月15日前", "二十一世纪"],
)  # fmt: skip
def test_names_ordinals_codes_and_markers_are_no_quantities(text: str) -> None:
    assert quantities(text) == ()


def test_several_quantities_are_all_kept_with_their_places() -> None:
    text = "开展培训２次，参训110人次，出勤率99％；其中：党员30余名。"
    found = quantities(text)
    assert [q.text for q in found] == ["２次", "110人次", "99％", "30余名"]
    assert all(text[q.start : q.end] == q.text for q in found)


def test_a_change_from_one_number_to_another_is_no_range() -> None:
    assert [q.value for q in quantities("由10次到15次")] == [D(10), D(15)]


def test_saving_money_is_no_hedge() -> None:
    assert only("节约30万元").hedge == ""
    assert only("近三年").hedge == ""


@given(st.integers(min_value=1, max_value=10**9))
def test_every_chinese_numeral_is_read_back(number: int) -> None:
    assert chinese(cn2an.an2cn(str(number), "low")) == number


_UNITS = {
    "次": "count",
    "起": "count",
    "人": "person",
    "人次": "person-time",
    "家": "家",
    "所": "所",
    "天": "days",
    "": "",
}
_HEDGES = {
    "": "",
    "约{}": "约",
    "{}左右": "约",
    "超过{}": "超",
    "不少于{}": "以上",
    "{}以上": "以上",
    "近{}": "近",
    "不超过{}": "以内",
}
_MORE_HEDGES = {"≥{}": "≥", ">{}": ">", "≤{}": "≤", "<{}": "<", "={}": "="}


@given(
    number=st.integers(min_value=0, max_value=10**8),
    unit=st.sampled_from(sorted(_UNITS)),
    hedge=st.sampled_from(sorted(_HEDGES)),
    spelling=st.sampled_from(["plain", "comma", "wide", "chinese", "万"]),
    before=st.sampled_from(["", "共完成", "其中，", "培训人数为", "（"]),
    after=st.sampled_from(["", "，效果良好", "。"]),
)
def test_any_count_in_any_spelling_is_read_back(
    number: int, unit: str, hedge: str, spelling: str, before: str, after: str
) -> None:
    written = _spell(number, spelling)
    family = _UNITS[unit]
    if hedge == "近{}" and family == "days":
        hedge = "{}"
    said = hedge.format(written + unit) if hedge else written + unit
    found = only(before + said + after)
    assert (found.value, found.family, found.hedge) == (D(number), family, _HEDGES.get(hedge, ""))
    assert (found.start, found.text) == (len(before), said)


def _spell(number: int, spelling: str) -> str:
    match spelling:
        case "comma":
            return f"{number:,}"
        case "wide":
            return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        case "chinese" if number >= 10:
            return cn2an.an2cn(str(number), "low")
        case "万":
            return f"{D(number) / 10_000:f}万"
        case _:
            return str(number)


@given(
    st.decimals(min_value=0, max_value=10**7, places=2),
    st.sampled_from(["元", "万元", "亿元"]),
    st.sampled_from(sorted(_MORE_HEDGES)),
)
def test_money_and_rates_keep_value_scale_and_sign(value: Decimal, unit: str, sign: str) -> None:
    scale = {"元": 1, "万元": 10_000, "亿元": 10**8}[unit]
    found = only(sign.format(f"{value}{unit}"))
    assert (found.value, found.unit, found.scale, found.comparison) == (value * scale, unit, scale, _MORE_HEDGES[sign])
    rate = only(sign.format(f"{value}%"))
    assert (rate.value, rate.family, rate.digits) == (value / 100, "rate", 2)


@given(st.text(max_size=60))
def test_any_text_is_read_without_error_and_every_offset_holds(text: str) -> None:
    assert len(plain(text)) == len(text)
    last = 0
    for q in quantities(text):
        assert text[q.start : q.end] == q.text
        assert q.start >= last
        last = q.end


@given(st.text(alphabet="0123456789.,%-~至一二三十百千万亿余多约近超年月日次个人元:/()第《》", max_size=40))
def test_any_jumble_of_numerals_is_read_without_error(text: str) -> None:
    assert all(text[q.start : q.end] == q.text for q in quantities(text))


@pytest.mark.parametrize(
    "piece",
    ["一", "十", "二〇", "9", "1,000,", "《", "第1", "1:", "近", "翻", "2021年1月", "不超过", "1/1", "百分之", "(1)"],
)
def test_a_long_run_of_one_thing_is_read_without_error(piece: str) -> None:
    text = piece * 8000
    assert all(text[q.start : q.end] == q.text for q in quantities(text))


@pytest.mark.parametrize(
    ("bare", "donor", "value", "unit"),
    [
        ("57", "≥60公里", "57000", "公里"), ("43.5", "≥40吨", "43500", "吨"), ("22", "≤30分钟", "1320", "分钟"),
        ("29.74", "≤31万元/套", "297400", "万元/套"), ("27", "≥30次", "27", "次"),
        ("15.3", "≥12万人次", "153000", "人次"),
        ("153000", "≥12万人次", "153000", "人次"), ("0", "≤3公里", "0", "公里"), ("5", "30", "5", ""),
    ],
)  # fmt: skip
def test_a_bare_number_is_in_the_unit_of_the_cell_beside_it(bare: str, donor: str, value: str, unit: str) -> None:
    lent = in_unit_of(only(bare), only(donor))
    assert (lent.value, lent.unit) == (D(value), unit)
    assert lent.low == lent.high == lent.value
