"""What an indicator is called in prose: without codes and points, and without what the number or the words say again.

Forms name what is counted together with how it is counted (培训人数, 巡查河道条数, 执法检查企业家次). Beside 110人,
12条 or 1120余家次 the tail says it twice; 老人数 and 案件数 keep the noun that ends in a measure word.
"""

from __future__ import annotations

import re

_FILLER = re.compile(
    r"^其中\s?[：:]|^(?:指标|子?项目)\s?\d{1,2}\s?[：:、.]\s*|^\d{1,2}\s?[.、]\s*|^[（(]\d{1,2}[）)]\s*"
)
_POINTS = re.compile(r"[（(](?:满?分值?[:：]?)?\d{1,3}(?:\.\d+)?分[）)]$")
_CODE = re.compile(r"^[0-9A-Z]{8,}\s?[-—_]\s?(?=[\u4e00-\u9fff“《])")
_TOTAL = re.compile("(?:的)?(?:总)?(?:数量|总数|数目)$")
_COUNT = re.compile("(?:的)?(?:总)?(人次|场次|班次|家次|户次|车次|台次|站次|件次|台套|课时|[\u4e00-\u9fff])数$")
_TIMES = re.compile("(人次|场次|班次|家次|户次|车次|台次|站次|件次|批次|频次)$")
_ALWAYS = frozenset("次个人场期份件班项篇台处座套所家月天年")  # measure words that a tail names whatever the unit is
_NOUN = re.compile(  # ends in a measure word and is no tail: 老人, 案件, 农户
    "(?:老|病|工|军|盲|聋|残疾|传承|带头|负责|经纪|监护|继承|申请)人|(?:老年|成年|青年)人"
    "|(?:案|文|信|邮|证|稿|软|硬|零|部|配|条|事|组|元|课|函|快|急|附)件"
    "|(?:农|用|商|住|客|租|业|贫困|低保|五保|脱贫|特困|困难|示范|大|散|养殖|种植|经营|创业|搬迁|监测|个体|专业)户"
    "|(?:专|国|商|作|画|店|厂|独|企业|艺术|科学)家|(?:市|农|牧|林|渔|机|广|现|球|操|考|会|商|赛|车|工)场|(?:平|电|舞|讲|阳)台"
    "|(?:事|奖|款|选)项|(?:讲|客|插)座|(?:厕|场|会|诊|公|研究|派出|卫生|服务|交易|看守)所|(?:网|主|黄|首)页|(?:学|假|工)期"
    "|(?:名|画|手|注)册|(?:车)辆|(?:船)只|(?:车|房|空|时)间|(?:地|板)块|(?:源|龙|码|街|镜)头|(?:月|身|省|股)份|办事处|线条|排名"
)
_KEEPS = re.compile(  # a coefficient is no count, and 完成村12个 no word
    "(?:[系指倍分基参函起]|(?:完成|建成|新建|改建|覆盖|整治|实施|涉及|受益|惠及)[村县镇乡校店厂库桥站点园馆])$"
)
_NARROW = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
LEAST = 2  # characters that a name must keep


def plain_name(cell: str | None) -> str:
    """The name of a row on one line, without fillers, numbers before it and points behind it (满意度（20分）)."""
    plain = _FILLER.sub("", "".join((cell or "").translate(_NARROW).split()))
    plain = re.split("[；;。]", plain)[0].strip("：:，,、")
    return _POINTS.sub("", plain)


def project_name(text: str) -> str:
    """A project's name without the code of the budget system before it."""
    return _CODE.sub("", text)


def counted(name: str, unit: str) -> str:
    """The name of a count beside its number with `unit`: without the tail that the unit says again."""
    for pattern in (_TOTAL, _TIMES):
        found = pattern.search(name)
        if found and (
            pattern is _TOTAL
            or unit.endswith(found[1])
            or (unit and found[1].startswith(unit))
            or found[1] in {"人次", "场次", "班次"}
        ):
            return _kept(name, name[: found.start()])
    found = _COUNT.search(name)
    if found is None:
        return name
    tail = found[1]
    if _ends_in_noun(name[:-1]):
        return _kept(name, name[:-1])
    if len(tail) > 1 or tail in _ALWAYS or unit.endswith(tail):
        return _kept(name, name[: found.start()])
    return name if _KEEPS.search(name[:-1]) else _kept(name, name[:-1])


def _ends_in_noun(name: str) -> bool:
    return any(_NOUN.fullmatch(name[-size:]) for size in (2, 3))


def _kept(name: str, short: str) -> str:
    return short if len(short) >= LEAST else name


def beside(name: str, words: str) -> tuple[str, str]:
    """Name and words of a cell side by side without what both say: 库区水质 + 水质稳中向好, 水质改善 + 明显改善."""
    for size in range(min(len(name), len(words)), 1, -1):
        if name.endswith(words[:size]):
            return _kept(name, name[:-size].rstrip("的")), words
    stem = name.removesuffix("性")
    if len(stem) > LEAST and words.endswith(stem[-2:]):
        return _kept(name, stem[:-2].rstrip("的")), words
    return name, words
