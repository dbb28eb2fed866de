"""Cells that look cut off: the form's columns are narrow, and what did not fit was lost when it was copied or exported.

Only the end of a text is looked at, and only endings that Chinese hardly ever has: a comma, an open bracket, a word
that wants something behind it, one half of a two-character word.
"""

from __future__ import annotations

import re

from forms.parse.labels import VOCABULARY

_OPEN = "，、,（(《“‘【[：:和与及或但且并而在把被将由从因让使得"
# One half of a word, and the words that really end with it.
_HALVES = {half: frozenset(words.split()) for half, words in VOCABULARY["cut_off"].items() if len(half) == 1}
_WORDS_WITH_OBJECT = frozenset(VOCABULARY["cut_off"]["wanting"].split())
_NOT_ENDING = tuple(VOCABULARY["cut_off"]["not_ending"].split())
_ALLOWED_END = re.compile(
    r"(?:存在|所在|现在|潜在|内在|实在|正在|健在|外在|[^一-鿿]得|获得|取得|所得|值得|懂得|难得|心得|记得|舍得|求得|夺得|习得|"
    r"参与|赠与|给与|授与|普及|涉及|触及|危及|波及|遍及|顾及|提及|惠及|企及|"
    r"服从|听从|跟从|遵从|依从|自从|随从|自由|理由|缘由|事由|案由|原由|原因|起因|成因|病因|诱因|基因|主因|"
    r"名将|健将|干将|老将|大将|即将|假使|大使|天使|行使|驱使|促使|谦让|转让|出让|礼让|忍让|拖把|火把|"
    r"总和|饱和|温和|缓和|平和|柔和|之和|调和|共和|人和|祥和|棉被|植被|床被|"
    r"合并|兼并|归并|吞并|撤并|抑或|从而|进而|反而|然而|而且|并且|况且|尚且)$"
)  # fmt: skip
_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "【": "】"}
_LEFT = re.compile(f"[{re.escape(''.join(_PAIRS))}]")
_LAST_CLAUSE = re.compile(r"[，、,；;]([一-鿿]{1,3})$")
# Nearly every text ends in another character than these, and is done with one look.
_SUSPECT = frozenset(_OPEN) | _HALVES.keys() | {word[-1] for word in (*_NOT_ENDING, *_WORDS_WITH_OBJECT)}


def looks_cut_off(text: str) -> bool:
    """The text ends as no finished text ends. False for blank and very short ones."""
    text = text.rstrip()
    if len(text) < 4 or text.endswith(("。", "！", "？", "；", "%", "”", "）", ")")):
        return bool(len(text) >= 4 and _open_bracket(text))
    last = text[-1]
    if last not in _SUSPECT:
        return _open_bracket(text)
    if last in "：:" and len(text) < 20:  # a label or a filler of the blank form (指标1：)
        return False
    if last in _OPEN:
        return not _ALLOWED_END.search(text)
    whole = _HALVES.get(last)
    if whole is not None and text[-2:] not in whole:
        return True
    if text.endswith(_NOT_ENDING) or _open_bracket(text):
        return True
    clause = _LAST_CLAUSE.search(text)
    return bool(clause and clause[1] in _WORDS_WITH_OBJECT)


def _open_bracket(text: str) -> bool:
    return bool(_LEFT.search(text)) and any(
        left in text and text.rfind(left) > text.rfind(right) for left, right in _PAIRS.items()
    )
