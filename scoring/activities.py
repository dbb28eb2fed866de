"""Concrete activities that a form can speak of: what names one, and what shows that a text deals with it.

Only words that name a thing to do or somebody it is done for; wide ones (宣传, 管理, 服务) bind nothing. The first
pattern tells that a text speaks of the activity, the wider second one that another text deals with it too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity with the words that name it and the words that show it."""

    named: re.Pattern[str]
    shown: re.Pattern[str]


_WORDS: tuple[tuple[str, str], ...] = (
    ("培训|参训|轮训|研修班", "培训|参训|学员|授课|讲座|研修|轮训|课程|学时|教学|实训|演练|辅导|宣讲"),
    ("调研|调查研究", "调研|调查研究|调查报告|走访|考察"),
    ("公益", "公益|志愿|慈善|爱心"),
    ("采访|专访", "采访|专访|访谈|报道"),
    ("保密", "保密|涉密|密码|失泄密|泄密"),
    ("评选|参评", "评选|参评|评比|评审|获奖|推选|表彰"),
    ("门亭|安保改造|改造工程|修缮|翻修", "门亭|安保|改造|修缮|翻修|翻新|维修|工程|施工"),
    ("党性教育|党性", "党性|党员|党建|党课|党组织|党支部"),
    ("办公效率|工作效率|行政效率", "效率|高效|效能"),
    ("接待", "接待|招待|来访|来宾"),
    ("绿化", "绿化|栽植|种植|苗木|树|草坪|造林|园林"),
    ("慰问", "慰问|走访|困难|春节|关怀"),
    ("体检", "体检|健康检查|查体"),
    ("应急演练|演练", "演练|演习|应急"),
    ("普查", "普查|清查|摸底"),
    ("疫苗接种|疫苗", "疫苗|接种|免疫"),
    ("义诊", "义诊|巡诊|诊疗"),
    ("租赁", "租赁|租金|租用|承租"),
    ("招聘", "招聘|招录|录用|引进"),
    ("展览|布展", "展览|布展|展会|展品|参展|展出"),
    ("文艺演出|演出", "演出|汇演|文艺|剧目|送戏|观众"),
    ("竞赛|比赛|赛事", "竞赛|比赛|赛事|参赛|大赛|获奖"),
    ("清淤|疏浚", "清淤|疏浚|河道|淤泥"),
    ("污水", "污水|水质|管网|排放"),
    ("垃圾分类|垃圾", "垃圾|环卫|保洁|清运"),
    ("公厕|厕所", "厕"),
    ("路灯", "路灯|照明|亮灯"),
    ("危房", "危房|住房|房屋|安全住房"),
    ("法律援助", "法律援助|援助案件|法援|律师"),
    ("禁毒|戒毒", "毒"),
    ("造林|植树", "造林|植树|林|苗|绿化"),
    ("电影放映|放映", "放映|电影|影片"),
    ("图书", "图书|书籍|藏书|阅读|借阅|册"),
    ("审计", "审计"),
    ("招商", "招商|引资|签约|落地项目"),
    ("助学|奖学金|助学金", "助学|资助|奖学|学生|受助"),
    ("随访", "随访|复查|回访"),
    ("筛查", "筛查|检查|检出"),
    ("印刷|印制", "印刷|印制|印发|册|份"),
    ("直播", "直播|播出|观看"),
    ("搬迁", "搬迁|搬入|安置"),
    ("孵化", "孵化|入孵|在孵"),
    ("校车", "校车|乘车"),
    ("营养餐|供餐", "营养|供餐|食堂|膳食|餐|食材"),
)
ACTIVITIES = tuple(Activity(re.compile(named), re.compile(shown)) for named, shown in _WORDS)
_NO_TASK = re.compile(
    r"《[^》]*》|(?:根据|按照|依据|贯彻|落实|围绕|结合|发挥|依托|利用|参考|参照)[^，。；]*?"
    r"(?:要求|精神|部署|规定|优势|条件|作用|意见|方案|通知|制度|标准)"
)


@lru_cache(maxsize=4096)
def named_in(text: str) -> tuple[tuple[Activity, str], ...]:
    """The activities that a text names, each with the words it uses; what it only refers to (按照…要求) is left out."""
    flat = _NO_TASK.sub("", text)
    return tuple((activity, found[0]) for activity in ACTIVITIES if (found := activity.named.search(flat)))


def missing_from(text: str, other: str) -> list[str]:
    """The words for activities that a text names and the other does not deal with."""
    return [word for activity, word in named_in(text) if not activity.shown.search(other)]
