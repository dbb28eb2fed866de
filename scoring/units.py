"""Units: their families (what may be compared with what) and their scale within the family.

A family is named below; a unit of no family is one by itself, named by its word (所, 例, 份, 平方米).
count 次 场 期 个 项 件 条 起 篇 · person 人 名 位 · person-time 人次 · money 元 · rate % · percentage point · multiple 倍 ·
points 分 · seconds, days, workdays, months (lengths of time; 年 = 12 months) · month, year, date (of the calendar) · ratio 1:3
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_FAMILIES: dict[str, dict[str, str]] = {
    "count": dict.fromkeys(("次", "场", "期", "个", "项", "件", "条", "起", "篇", "场次", "次数", "个数"), "1"),
    "person": dict.fromkeys(("人", "名", "位", "人员", "个人", "名人员"), "1"),
    "person-time": dict.fromkeys(("人次", "人数次"), "1"),
    "money": {"元": "1", "块钱": "1", "元人民币": "1"},
    "rate": {"%": "0.01", "‰": "0.001", "成": "0.1", "折": "0.1", "百分比": "0.01"},
    "percentage point": {"百分点": "0.01", "个百分点": "0.01", "千分点": "0.001", "个千分点": "0.001"},
    "multiple": {"倍": "1"},
    "points": {"分": "1"},
    "days": {"天": "1", "日": "1", "周": "7", "星期": "7", "个星期": "7"},
    "workdays": {"工作日": "1", "个工作日": "1"},
    "seconds": {"小时": "3600", "个小时": "3600", "分钟": "60", "秒": "1", "秒钟": "1"},
    "months": {"个月": "1", "个多月": "1", "月": "1", "年": "12", "周年": "12", "季度": "3", "个季度": "3"},
    "area": {
        "平方米": "1", "平米": "1", "㎡": "1", "m2": "1", "m²": "1", "平方公里": "1000000", "平方千米": "1000000",
        "公顷": "10000",
    },
    "length": {"米": "1", "m": "1", "公里": "1000", "千米": "1000", "km": "1000", "里": "500", "厘米": "0.01"},
    "volume": {"立方米": "1", "方": "1", "m3": "1", "m³": "1", "立方": "1"},
    "mass": {"吨": "1000", "公斤": "1", "千克": "1", "kg": "1", "克": "0.001", "斤": "0.5", "t": "1000"},
    "home": {"户": "1"},
}  # fmt: skip
_OWN = """
家 所 例 份 种 类 台 套 辆 亩 部 本 册 幅 座 栋 间 处 口 眼 棵 株 头 只 匹 艘 架 艇 枚 块 片 张 面 根 支 把 批 批次 户次 车次 班次 班 节 课时 学时
课 门 届 轮 遍 趟 回 步 级 层 段 道 组 队 对 双 副 盏 杆 桩 盘 箱 盒 袋 瓶 桶 罐 包 卷 捆 束 串 床 床位 张床位 标段 站 点 点位 村 乡 镇 街道 县 区 市 省 校
院 厂 店 号 字 词 句 页 首 集 部次 款 例次 户数 单 宗 桩次 案 事项 篇次 册次 人天 人日 人月 工日 千瓦 千瓦时 度 兆 伏 升 毫升 平方 米² 亩次 羽 尾 粒 颗 朵
幢 套次 台次 架次 辆次 艘次 航次 车 船 机 盆 畦 垄 通 封 则 版 讲 讲次 堂 餐 顿 席 桌 间次 房 室 库 池 井 泵 渠 桥 路 线 网 系统 平台 模块 接口 数据 记录 万步
GB TB MB PB Mbps Gbps kW kWh MW ℃ 美元 港元 港币 欧元 日元 英镑
""".split()
_WORDS: dict[str, tuple[str, Decimal]] = {word: (word, Decimal(1)) for word in _OWN}


_WORDS.update({word: (family, Decimal(s)) for family, words in _FAMILIES.items() for word, s in words.items()})

_NOT_UNIT = {
    "个": "性|别|体(?!户)|案", "名": "称|单|义|列|录", "位": "置|于|列|居", "人": "均|工智", "项": "目标|目的", "期": "间|末|初|望|内",
    "条": "件", "场": "景|所|地|馆", "点": "评|击|赞|名", "面": "向|积|对|临", "部": "门|署|分", "组": "织", "级": "别", "度": "假",
    "处": "置|理|于|罚", "起": "来|到|草|步", "分": "别|析|类|级|散|布|工|公司|中心|管|期|批|项|步|解|配|享|局|值", "元": "旦", "家": "庭|长", "成": "立|果|本|效|员|功|为|熟|绩|品|交",
    "年": "度|初|末|底", "日": "常|前|报", "月": "度|底|均", "天": "气|然", "班": "子", "节": "约|能|省", "课": "题|程", "通": "过|报|知", "路": "线|径",
    "线": "上|下|索", "市": "级|委|场|民|政", "区": "级|域|委|分", "县": "级|委", "省": "级|委|内|市", "村": "级|民", "校": "园", "道": "路", "单": "位|元|一",
    "首": "次|先|批", "号": "召", "本": "年|市|级|次|单位|部门", "包": "括|含", "支": "付|出|持|撑", "把": "握|关", "网": "络|上", "对": "比|外|象|接", "机": "制|构|关", "案": "件", "部次": "",
    "回": "复|访|收|应", "站": "点|位", "口": "径|岸|号", "种": "植|子", "类": "型|别|似", "份": "额", "例": "如|外|行", "台": "账|风", "双": "方|向", "版": "权|本", "集": "中|体|成", "则": "", "车": "间",
}  # fmt: skip  # 6 月 → a date is read before any unit; "度": 年度 goes with 年


def _pattern() -> str:
    words = sorted(_WORDS, key=len, reverse=True)
    parts: list[str] = []
    for word in words:
        stop = _NOT_UNIT.get(word)
        letters = "(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else ""
        parts.append(re.escape(word) + (f"(?!{stop})" if stop else "") + letters)
    return "|".join(parts)


UNIT = _pattern()
PER = r"(?:\s?/\s?(?:人次|人|年|月|天|次|日|平方米|㎡|亩|户|个|套|[\u4e00-\u9fff]{1,4}?(?=$|[^\u4e00-\u9fff])))?"
STOP_WORDS = (
    "的了和与及或且为是在已以至到由从于被将把并共均各该等其中含后前上下内外也而但则又再还不未无比较占超近约余多几"
)
FALLBACK = rf"(?![{STOP_WORDS}])[\u4e00-\u9fff](?=$|[\s,，。；;、)）/])"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, with its family and the factor to the family's base unit."""

    word: str
    family: str
    scale: Decimal


NO_UNIT = Unit("", "", Decimal(1))


def unit_of(word: str) -> Unit:
    """The unit that a word names; a word that is not known is a family by itself; "" is no unit."""
    word = word.strip()
    if not word:
        return NO_UNIT
    if word in _WORDS:
        family, scale = _WORDS[word]
        return Unit(word, family, scale)
    head, slash, per = word.partition("/")
    if slash and per:
        above = unit_of(head)
        if per.strip() in {"年", "年度"}:  # a form is about one year: 30次/年 is 30次
            return Unit(word, above.family, above.scale)
        return Unit(word.replace(" ", ""), f"{above.family}/{per.strip()}", above.scale)
    if word[0] in "十百千万亿" and word[1:] in _WORDS:
        family, scale = _WORDS[word[1:]]
        size = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[word[0]]
        return Unit(word, family, scale * size)
    return Unit(word, word, Decimal(1))


def same_family(one: str, other: str) -> bool:
    """Whether quantities of two families may be compared; a bare number goes with any counted thing."""
    return one == other or not one or not other


def is_unit(word: str) -> bool:
    """Whether a word is a known unit, with 万/亿 before it or not."""
    return word in _WORDS or (len(word) > 1 and word[0] in "百千万亿" and word[1:] in _WORDS)
