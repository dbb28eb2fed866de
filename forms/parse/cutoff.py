"""Cells that look cut off: the form's columns are narrow, and what did not fit was lost when it was copied or exported.

Only the end of a text is looked at, and only endings that Chinese hardly ever has: a comma, an open bracket, a word
that wants something behind it, one half of a two-character word.
"""

from __future__ import annotations

import re

_OPEN = "，、,（(《“‘【[：:和与及或但且并而在把被将由从因让使得"
# One half of a word, and the words that really end with it.
_HALVES = {
    "标": "指标 目标 达标 超标 招标 投标 开标 评标 中标 国标 商标 路标 坐标 鼠标 对标 贯标 地标 图标 废标 流标 浮标 会标 定标 创标 立标 限标",
    "满": "期满 届满 已满 圆满 饱满 不满 美满 未满 爆满 装满 充满 排满 坐满 丰满 自满",
    "减": "增减 删减 削减 缩减 递减 裁减 调减 压减 扣减 酌减 加减 消减 锐减 精减 只减 核减 略减 不减 有减 双减 降减 逐减",
    "需": "所需 急需 必需 按需 供需 军需 内需 特需 刚需 民需 亟需 无需",
    "准": "标准 批准 核准 精准 对准 获准 水准 基准 校准 不准 瞄准 较准",
    "满意": "",
    "情": "",
}
_WORDS_WITH_OBJECT = frozenset(
    [
        "平衡",
        "提升",
        "提高",
        "保障",
        "促进",
        "加强",
        "推进",
        "推动",
        "改善",
        "增强",
        "完善",
        "确保",
        "实现",
        "开展",
        "落实",
        "优化",
        "维护",
        "支持",
        "帮助",
        "引导",
        "营造",
        "形成",
        "减少",
        "降低",
        "解决",
        "扩大",
        "做好",
        "构建",
        "建立",
        "健全",
        "强化",
        "深化",
        "进一步",
        "不断",
        "切实",
        "有效",
        "通过",
        "根据",
        "围绕",
        "按照",
        "由于",
        "同时",
        "以及",
        "并且",
        "因此",
        "其中",
        "包括",
    ]
)
_NOT_ENDING = re.compile(
    r"(?:进一步|不断|切实|通过|根据|围绕|按照|由于|以及|并且|包括|不断地|严格按|有利于|关于|对于|属于|位于|用于|致力于)$"
)
_ALLOWED_END = re.compile(
    r"(?:存在|所在|现在|潜在|内在|实在|正在|健在|外在|[^一-鿿]得|获得|取得|所得|值得|懂得|难得|心得|记得|舍得|求得|夺得|习得|"
    r"参与|赠与|给与|授与|普及|涉及|触及|危及|波及|遍及|顾及|提及|惠及|企及|"
    r"服从|听从|跟从|遵从|依从|自从|随从|自由|理由|缘由|事由|案由|原由|原因|起因|成因|病因|诱因|基因|主因|"
    r"名将|健将|干将|老将|大将|即将|假使|大使|天使|行使|驱使|促使|谦让|转让|出让|礼让|忍让|拖把|火把|"
    r"总和|饱和|温和|缓和|平和|柔和|之和|调和|共和|人和|祥和|棉被|植被|床被|"
    r"合并|兼并|归并|吞并|撤并|抑或|从而|进而|反而|然而|而且|并且|况且|尚且)$"
)  # fmt: skip
_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "【": "】"}
_LAST_CLAUSE = re.compile(r"[，、,；;]([一-鿿]{1,3})$")


def looks_cut_off(text: str) -> bool:
    """The text ends as no finished text ends. False for blank and very short ones."""
    text = text.rstrip()
    if len(text) < 4 or text.endswith(("。", "！", "？", "；", "%", "”", "）", ")")):
        return bool(len(text) >= 4 and _open_bracket(text))
    last = text[-1]
    if last in "：:" and len(text) < 20:  # a label or a filler of the blank form (指标1：)
        return False
    if last in _OPEN:
        return not _ALLOWED_END.search(text)
    whole = _HALVES.get(last)
    if whole is not None and whole and text[-2:] not in whole.split():
        return True
    if _NOT_ENDING.search(text) or _open_bracket(text):
        return True
    clause = _LAST_CLAUSE.search(text)
    return bool(clause and clause[1] in _WORDS_WITH_OBJECT)


def _open_bracket(text: str) -> bool:
    return any(left in text and text.rfind(left) > text.rfind(right) for left, right in _PAIRS.items())
