"""What a sentence of the user wants, in ordinary Chinese, given what the talk is about. No model."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import cues
from assistant.answer.normalise import normalise
from assistant.conversation.state import State
from assistant.draft.task import DraftKind, Register
from scoring.quantity import Quantity, quantities

Intent = Literal[
    "accept",
    "decline",
    "undo",
    "help",
    "next",
    "problems",
    "draft",
    "redraft",
    "cause",
    "skip",
    "correct",
    "verify",
    "ask",
    "greet",
]

_YES = re.compile(
    r"^(?:好的?|行|可以|是的?|对|确认|同意|没问题|就这样|改吧|改|嗯|ok|就按这个|采纳|接受|用这个|保存|就用这个|可以了|定稿|通过|填进去|写进去|写入|填入)(?:吧|了|的|啊|呀|，.{0,8})?[。！!]*$",
    re.I,
)
_NO = re.compile(
    r"^(?:不(?:用|要|改|行|对|同意|可以|采纳|填)?了?|算了|取消|放弃|先不(?:改|要|用)|别改|不是这个意思|否)(?:吧|了)?[。！!]*$"
)
WHETHER = "是否"  # a question that a short yes or no answers
YES_OR_NO = re.compile(
    "^(?P<no>不用|不需要|不必|不(?:再)?调整?|不改|否|不(?:会|打算)?|维持(?:不变)?)?(?:是的?|要|需要|调整?|会|打算)?(?:的|了|吧)?[。！!]*$"
)
_SKIP = re.compile(
    "^(?:我?(?:也|暂时|现在|还)?(?:不知道|不清楚|不太清楚|说不准|不好说|没想好|没定)|跳过|略过|先?空着|先不(?:写|填|说|管)|以后再(?:说|补)|回头再(?:说|补)"
    "|待定|暂(?:时)?(?:没有|无|缺)|(?:不用|不需要|没有)(?:写|填|补)?)[这那]?(?:个|条|项|一项)?(?:了|吧|呢)?[。！!]*$"
)
_UNDO = re.compile(
    r"撤销|撤回|撤消|恢复原(?:来|样|值)|还原|改回(?:去|来|原)|退回上一步|上一步|回到(?:原来|之前)|不算数|undo", re.I
)
_NEXT = re.compile(
    r"^(?:那)?(?:下一?(?:个|条|处|项)(?:问题|毛病)?|继续(?:下一个)?|接着(?:说|来)?|还有(?:什么|哪些|没有|别的)?(?:其他)?(?:的)?(?:问题|毛病)?|然后呢|再下一个|往下)(?:呢|吗|吧|是什么)?[？。]*$"
)
_PROBLEMS = re.compile(
    r"(?:列(?:出|一下)?|看看|有(?:什么|哪些)|检查|查)(?:一下|下)?(?:所有|全部)?(?:的)?(?:问题|毛病|错误)|复核清单|检查(?:一下|下)?(?:这张)?表"
)
_KINDS: tuple[tuple[DraftKind, re.Pattern[str]], ...] = (
    ("goal", re.compile("预期目标|年度目标|总体目标|绩效目标(?!值)|目标(?=写|起草|拟|怎么写|$)")),
    (
        "deviation",
        re.compile("偏差|原因分析|改进措施|整改措施|偏差说明|原因说明|原因(?=怎么写|写一|$)|结余说明|情况说明"),
    ),
    ("narrative", re.compile("完成情况|总结|自评(?:情况|描述|内容|报告)|工作完成|完成说明")),
)
_WRITE = re.compile(
    r"(?:写|起草|拟|草拟|撰写|生成|编写|来(?:一份|一段|个)|出(?:一份|一段|个)|帮我弄|整(?:一份|一段|个))"
)
_AGAIN = re.compile(
    r"重(?:新)?(?:写|拟|起草|来|生成)|再(?:写|来|拟|起草)(?:一(?:份|遍|次|版|个|段))?|换(?:一)?(?:个|种|版)(?:写法|说法|版本)?|改(?:一?下|一?改|得|写)"
)
_SHORTER = re.compile(
    r"短(?:一?点|一些|些)?|精简|简(?:短|洁|单)(?:一?点|些)?|压缩|太长|字太多|少写|(?:一)?百字(?:左右|以内)?|100字"
)
_LONGER = re.compile(r"长(?:一?点|一些|些)(?!期)|详细|展开|丰富|多写|太短|具体(?:一?点|些)|四百字|400字|扩写")
_MIDDLE = re.compile(r"(?:200|二百|两百)字")
_FORMAL = re.compile(r"正式|书面|官方|公文|严谨|(?:不要|别|太|过于)(?:太|那么|这么)?口语")
_PLAIN = re.compile(r"口语|通俗|大白话|平实|朴实|简洁|(?:别|不要|太)(?:太|那么|这么)?(?:正式|官方|书面)|官腔|套话")
_LEAVE_OUT = re.compile(
    r"(?:不要|别|不|无需|去掉|删掉|删去|不用|去除|略去|把(?=.{2,16}(?:去掉|删掉|删了|删去|拿掉)))(?:再)?(?:提(?:到|及)?|写|说|讲|出现|包括|含)?(?:关于)?(?:有关)?[“\"]?(.{2,12}?)[”\"]?(?:了|的(?:内容|部分|话)?|这(?:一)?(?:块|段|句|项|部分))*(?:去掉|删掉|删了|删去|拿掉)?(?:吧|了)?[。！!]*$"
)
_FIRST = re.compile(
    r"(?:把|将)?[“\"]?(.{2,12}?)[”\"]?(?:这一?(?:项|块|句)|的(?:内容|情况))?(?:放(?:到|在)?(?:最)?(?:前面?|开头|第一(?:句|个)?|首位)|提(?:到|至)(?:最)?前面?|写在(?:最)?(?:前面|开头))|(?:先(?:写|说|讲)|(?:开头|首先)(?:写|说|讲))[“\"]?(.{2,12}?)[”\"]?(?:的情况)?[。！!]*$"
)
_CAUSE = re.compile(
    r"(?:^|[，。])(?:这?(?:个|是)?)?(?:原因(?:是|在于|为|：|:)|是?因为|由于|因(?!此|为什么)|主要(?:是|因为)|受.{1,12}影响|是.{2,20}(?:造成|导致|引起)的|.{2,30}(?:导致|造成|所以(?:没|未|才)))"
)
_MEASURE = re.compile(
    r"^(?:加强|加快|加大|优化|完善|建立|健全|督促|协调|强化|提前|继续|尽快|抓紧|力争|争取|定期|安排|组织|措施|改进措施|整改措施|下一步|下步|今后|打算|计划|明年|由.{2,12}(?:负责|牵头|落实|完成)|.{2,10}负责(?:$|[，。])|将)"
)
_CORRECT = re.compile(
    r"(?:实际(?:上|的)?(?:数|值|完成|情况)?(?:应该|应)?(?:是|为)|应(?:该|当)?(?:是|为)|正确的?(?:数|值)?(?:是|为)|(?:填|写|录|打|报|输)错了?[，,]?.{0,8}?(?:应该?)?(?:是|为)|(?:改|更正|修正|订正|修改|调整|更改)(?:成|为|到)|其实(?:是|有|完成了?)|不是.{1,10}[，,]?(?:而)?(?:应该?)?是|漏(?:了|算|报)[^，。]{0,6}[，,]?(?:一共|总共|共)?(?:是|有))"
)
_PRETTY = re.compile(r"好看|凑|漂亮|糊弄|瞒|造假|编一个|虚报|满分就行|随便填|高一点|大一点|多一点|多报")
_ASKS = re.compile(
    r"[？?]|[吗呢]$|多少|为什么|为何|哪|几(?:个|项|分|次|张)|怎么|是否|什么|是不是|对不对|对吧|该不该|能不能"
)
_STATED = re.compile(r"核对|核实|一致吗|对不对|属实")


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence as understood."""

    intent: Intent
    words: str  # normalised
    raw: str
    kind: DraftKind | None = None
    length: int | None = None
    leave_out: tuple[str, ...] = ()
    first: str = ""
    register: Register = ""
    number: Quantity | None = None


def hear(state: State, said: str) -> Heard:
    """What the user wants. Never raises; anything else is a question to the tables."""
    raw = said.strip()
    words = normalise(raw)
    asks = bool(_ASKS.search(words))
    plain = _plain_command(state, words)
    if plain is not None:
        return Heard(plain, words, raw)
    if _STATED.search(words) and re.search("[:：“]", raw):
        return Heard("ask", words, raw)
    if _PRETTY.search(words):
        return Heard("ask", words, raw)
    kind: DraftKind | None = next((kind for kind, pattern in _KINDS if pattern.search(words)), None)
    wished = _wishes(Heard("draft", words, raw, kind))
    wishes = bool(wished.length or wished.leave_out or wished.first or wished.register)
    if (
        kind
        and _WRITE.search(words)
        and not re.search("(?:怎么|是怎么|如何)写的|写了(?:什么|啥)|写的(?:什么|啥|是)", words)
    ):
        return wished
    if state.asked is not None and not asks and _CAUSE.match(words):
        return Heard("cause", words, raw)
    if state.draft is not None and (wishes or (_AGAIN.search(words) and len(words) <= 12)) and not asks:
        return replace(wished, intent="redraft")
    if _corrects(words) and not asks:
        return Heard("correct", words, raw, number=_last_number(words))
    if not asks and (
        state.asked is not None or _CAUSE.search(words) or (state.draft is not None and _MEASURE.search(words))
    ):
        return Heard("cause", words, raw)
    return Heard("ask", words, raw)


def _plain_command(state: State, words: str) -> Intent | None:
    if state.asked is not None and not state.pending:
        if WHETHER in state.asked.question and YES_OR_NO.match(words):
            return "cause"
        if _SKIP.match(words):
            return "skip"
    if _YES.match(words) and (state.pending or state.draft):
        return "accept"
    if re.match("^(?:采纳|接受|保存|定稿|用这个|确认)", words) and len(words) <= 12:
        return "accept"
    if _NO.match(words) and (state.pending or state.draft or state.asked):
        return "decline"
    if _UNDO.search(words) and len(words) <= 16:
        return "undo"
    if cues.HELP.match(words):
        return "help"
    if cues.CHAT.match(words):
        return "greet"
    if _NEXT.match(words):
        return "next"
    return None


def _wishes(heard: Heard) -> Heard:
    """Length, topics to leave out, and what to begin with, as far as the sentence tells them."""
    words = heard.words
    first = _FIRST.search(words)
    out = None if first else _LEAVE_OUT.search(words)
    length = 100 if _SHORTER.search(words) else 400 if _LONGER.search(words) else 200 if _MIDDLE.search(words) else None
    topic = _topic(next((group for group in first.groups() if group), "")) if first else ""
    left = _topic(out[1]) if out else ""
    out_of = (left,) if left else ()
    return replace(heard, length=length, leave_out=out_of, first=topic, register=_register(words))


def _register(words: str) -> Register:
    """正式一点 and 太口语化了 ask for formal words, 口语一点 and 别太正式 for plain ones."""
    formal, plain = _FORMAL.search(words), _PLAIN.search(words)
    if formal and plain:  # one holds the other: the longer says what is meant
        return "formal" if len(formal[0]) > len(plain[0]) else "plain"
    return "formal" if formal else "plain" if plain else ""


def _topic(words: str) -> str:
    bare = re.sub(r"^(?:提|写|说|讲|到|关于|把|将|的)+|(?:了|的|这|那|些|内容|部分|情况)+$", "", words.strip())
    return (
        ""
        if re.fullmatch("(?:那么|太|这么)?(?:长|短|多|少|了|改|急|正式.*|口语.*|官方|书面|官腔|套话)?", bare)
        else bare
    )


def _corrects(words: str) -> bool:
    return bool(_CORRECT.search(words)) and bool(quantities(words))


def _last_number(words: str) -> Quantity | None:
    """The number that is to stand: the last that is no date."""
    found = [q for q in quantities(words) if not q.is_date]
    return found[-1] if found else None
