"""A question as typed → one plain spelling: half-width, simplified, no filler words, common slips mended."""

from __future__ import annotations

import re

from assistant.answer import cues
from scoring.numerals import plain

_TRADITIONAL = str.maketrans(
    "執總預算餘滿項幾沒為麼標實際這個單費額錢財政開調應對錯誤網絡黨聯關說寫嗎場數還給過時問題達獲進還違報審覆退處級"
    "績評質與從裡裏張兩誰較於後來動員構業務團體規則據讓聽樣點條號現發將會計畫劃傳導輿優偏離當環資負責領導電話號碼結",
    "执总预算余满项几没为么标实际这个单费额钱财政开调应对错误网络党联关说写吗场数还给过时问题达获进还违报审复退处级"
    "绩评质与从里里张两谁较于后来动员构业务团体规则据让听样点条号现发将会计画划传导舆优偏离当环资负责领导电话号码结",
)
_SLIPS = cues.SLIPS
_FILLER = re.compile(
    r"^(?:(?:请问(?:一下)?|问一下|想问(?:一?下)?|我?想(?:知道|了解|问|请教)(?:一?下)?|麻烦(?:你|您)?|劳驾|请教(?:一?下)?|咨询(?:一?下)?|您好|你好|hi|hello|在吗|亲|老师|同志|小助手|助手|哎|诶|喂|嗨|那个|嗯|额|呃|就是|对了|还有|另外|再问(?:一?下)?|"
    r"(?:请|能不能|能否|可以|可不可以)?(?:帮|替|给)(?:我|忙|咱|我们|我忙)(?:看看|看一下|看下|查查|查一下|查下|瞧瞧|查|看|说说|讲讲)|帮忙(?:看看|看一下|看下|查查|查一下|查下|查|看)?|"
    r"(?:请|你)?(?:告诉我|说说看?|讲讲|介绍(?:一?下)|查(?:一?下)|看(?:一?下)|看看|查查)|我看(?:了)?一?下|听说|据说)[,，。!！~、:：\s]*)+"
)
_TAIL = re.compile(
    r"(?:谢谢|多谢|谢了|辛苦了?|拜托了?|急|在线等|哈|呀|啊|哦|喔|噢|哟|呗|嘛|捏|滴|~|～|谢)+[。.!！?？,，\s]*$"
)
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


def normalise(question: str) -> str:
    """The question in one plain spelling; offsets into the original are not kept."""
    flat = plain(question).translate(_TRADITIONAL)
    flat = re.sub(r"\s+", " ", flat).strip()
    flat = re.sub(r"(?<=[\u4e00-\u9fff,，。?？]) | (?=[\u4e00-\u9fff])", "", flat)
    for wrong, right in _SLIPS:
        if wrong in flat:
            flat = flat.replace(wrong, right)
    flat = flat.replace("?", "？").replace("!", "！").replace(",", "，") if not re.search(r"\d,\d", flat) else flat
    bare = _FILLER.sub("", flat)
    for _ in range(2):
        bare = _TAIL.sub("", bare).strip(" ,，。!！、~")
    return bare or flat


def ordinal(text: str) -> int | None:
    """一 … 九十九 or digits as a number."""
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _DIGITS for c in text):
        return None
    if "十" not in text:
        return _DIGITS[text] if len(text) == 1 else None
    before, _, after = text.partition("十")
    return (_DIGITS[before] if before else 1) * 10 + (_DIGITS[after] if after else 0)
