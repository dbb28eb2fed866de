"""What a remark says: a cause, a measure, why money was left, why a budget or a target was changed.

Everything works on one sentence at a time, so that a cause told of one thing does not excuse another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_SENTENCE = re.compile(r"[^。；;！!\n]+")
_CAUSE = re.compile(
    r"(?<![起成病诱主])因(?!公|此|地|素|而|材|子|果|特|势)|由于|原因|缘于|源于|导致|致使|造成|鉴于|所致|受[^，。；]{0,16}?(?:影响|限制|制约|冲击)|"
    r"影响(?:了|，|,|$)|(?:尚)?未(?!来|发生|成年|收到)|没有|不足|不够|不到位|延迟|延期|推迟|滞后|延误|偏低|较低|过高|过低|取消|暂停|停工|减少|缺少|疏漏|失误|退出|变更|无法|不能|难以|降雨|暴雨|大雨|洪水|台风|汛|疫情|封控|上涨|涨价|流标|废标|不及时|有误|错误|出错|差错|漏[报登录]|不符|不准|不熟|困难|变化|不合格|损坏|故障"
)
_MEASURE = re.compile(
    r"措施|下一步|下步|今后|下年|次年|明年|来年|将(?!近|领|军|来)|拟|(?:已|并)?计划(?!生育|数|值|内|外)|力争|争取|督促|加快|加强|加大|推进|推动|改进|整改|完善|优化|尽快|尽早|确保|"
    r"提前(?!完成)|进一步|抓紧|补(?:办|做|开|齐|足|录|种|招|签|报)|已(?:要求|督促|约谈|排定|安排|协调|采取|制定|责成|落实|列入|排入|组织)|(?:继续|持续)[^，。；]{1,8}|严格|强化|复核|核对|提高(?!到|至|了)|"
    r"调整(?:下|明|次)年|\d{1,2}月(?:底|中旬|初)?前"
)
_MONEY = re.compile("资金|经费|预算|款|支出|支付|结余|结转|剩余|余额|执行率|执行数|拨付|费用?|财政|报销|决算")
_MONEY_LEFT = re.compile(
    "节约|节省|节支|压减|压缩|核减|收回|低于预算|低于概算|中标价|成交价|招标[^，。；]{0,6}(?:降|节)|未(?:支付|付|结算|拨付|验收|到货|开票|报销|履行|招标|采购|完成招标)|"
    "待(?:支付|付|结算|拨付|验收|审计)|须待|需待|跨年|跨年度|尾款|质保金|质量保证金|退回|未到位|未下达|下达较?[晚迟]|到位较?[晚迟]|分期|分年|按(?:合同)?进度(?:支付|付款)|审计未|审减"
)
_CHANGED = re.compile(
    "追加|调增|调减|调剂|调整|压减|压缩|核减|核增|收回|削减|新增|增加|减少|追减|统筹|增拨|调出|调入|年中下达|年中安排|下达"
)
_BUDGET = re.compile("预算|资金|经费|额度|财政|款")
_TARGET_CHANGED = re.compile(
    r"(?:修改|调整|变更|修订|下调|上调|调减|调增|核减|核增|改为|更改|调低|调高|降低|降为)[^，。；]{0,14}?(?:指标|目标|任务|计划|次|个|人|%|为|至|到)|"
    r"(?:指标|目标|任务)(?:值|数|量)?[^，。；]{0,8}?(?:修改|调整|变更|修订|下调|上调|调减|调增|核减|改为|更改|调低|调高|降)"
)
_BASIS = re.compile(
    r"批复|批准|审批|审定|核准|同意|备案|〔(?:19|20)\d\d〕|\[(?:19|20)\d\d\]|\d+号文?|《|会议(?:纪要|研究|决定|通过|审议)|党组会|党委会|办公会|常务会|主任办公|财政[局厅部][^，。；]{0,8}(?:调整|文|函|通知)|通知|批文|函复|报[^，。；]{1,12}(?:审|批|备)"
)
_GENERIC = re.compile(
    r"(?:因|受|由于|鉴于)?(?:新冠)?(?:肺炎)?疫情(?:防控)?(?:的)?(?:原因|影响|因素|管控|反复|形势)?|(?:因|由于)?(?:实际)?工作(?:原因|需要|安排|实际)|(?:根据|按照|结合|视)(?:工作)?实际(?:情况|工作|需要|工作情况)?|"
    r"客观(?:原因|因素|条件)|不可抗力(?:因素|原因)?|(?:多种|各种|其他|种种|特殊|历史|诸多|多方面)(?:原因|因素|情况)|因故|实际情况(?:变化|有变)|情况(?:有变|变化)|形势变化|政策(?:原因|因素|变化|调整)|天气原因|人员(?:原因|变动)|年初(?:预[估计]|测算|设[定置])(?:不足|不准|不合理|有误|偏[高低])?"
)
_SPECIFIC = re.compile(
    r"\d|[一二三四五六七八九十两]+(?:次|个|人|名|家|项|天|日|月|批|场|户|所|条|辆|栋)|〔|《|停工|封控|停课|停运|停产|关闭|暴雨|降雨|洪水|台风|地震|干旱|雪|流标|废标|招标|投标|诉讼|破产|退出|拆迁|征地|审批|验收|结算|供货|到货|停电|故障|辞职|离职|改革|撤并|合并|搬迁|取消|延期举办|线上|物流|隔离"
)
_NEGATION = re.compile(
    "^(?:无|没有|不存在|未发生|未出现)(?:偏差|问题|明显偏差)?|无偏差|无明显偏差|不存在偏差|已(?:按[^，。；]{0,6})?(?:全部)?完成(?!率)[^，。；]{0,8}$|^(?:正常|完成|达标|达到(?:预期)?(?:目标|指标)(?:值)?|按(?:计划|时|期)完成)$"
)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, without their end marks."""
    return tuple(found.strip() for found in _SENTENCE.findall(text) if found.strip())


@lru_cache(maxsize=4096)
def has_cause(text: str) -> bool:
    """Whether a note says why, in whatever words."""
    return bool(_CAUSE.search(text))


@lru_cache(maxsize=4096)
def has_measure(text: str) -> bool:
    """Whether a note says what is or will be done about it."""
    return bool(_MEASURE.search(text))


@lru_cache(maxsize=4096)
def _tells_left(text: str) -> bool:
    return any(
        _MONEY.search(sentence) and (_CAUSE.search(sentence) or _MONEY_LEFT.search(sentence))
        for sentence in sentences(text)
    )


def why_money_left(remarks: Iterable[tuple[str, str]]) -> bool:
    """Whether one of the remarks (fact id, text) says why money was left. In a remark on funds any cause counts."""
    return any(_tells_left(text) or (fact == "funds_note" and has_cause(text)) for fact, text in remarks)


@lru_cache(maxsize=4096)
def _tells_change(text: str) -> bool:
    return any(_BUDGET.search(sentence) and _CHANGED.search(sentence) for sentence in sentences(text))


def why_budget_changed(remarks: Iterable[tuple[str, str]]) -> bool:
    """Whether one of the remarks tells of a change of the budget."""
    return any(_tells_change(text) for _, text in remarks)


@lru_cache(maxsize=4096)
def target_changed(text: str) -> bool:
    """Whether a note says that the target was changed in the year."""
    return bool(_TARGET_CHANGED.search(text))


@lru_cache(maxsize=4096)
def has_basis(text: str) -> bool:
    """Whether a note names a document, an approval or a decision."""
    return bool(_BASIS.search(text))


@lru_cache(maxsize=4096)
def generic_cause(text: str) -> str:
    """The phrase of a note that would fit anything, "" when the note has none or tells something of its own."""
    found = _GENERIC.search(text)
    if not found or _SPECIFIC.search(_without_changes(text)):
        return ""
    return found[0]


def _without_changes(text: str) -> str:
    """A note without the words by which a target was changed: their numbers are no event."""
    return re.sub(r"[^，。；]*(?:指标值|目标值|年度指标|任务数|目标)[^，。；]*|\d{1,2}月份?", "", text)


@lru_cache(maxsize=4096)
def says_none(text: str) -> bool:
    """A note that says there is nothing to explain: 无偏差, 已按期完成."""
    return bool(_NEGATION.search(text))
