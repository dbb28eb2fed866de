"""联合市卫健委 · 根据〔2021〕15号文 · 荣获…称号: bodies, documents and honours that the form does not know.

By suffix grammar: a body is what ends in 局, 委, 中心 … and is introduced as a partner or carries the name of a place.
Generic heads (我办, 各部门, 上级部门, 相关单位) are free.
"""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scoring.claims import Claim
from scoring.facts.model import Fact, Facts
from scoring.numerals import plain
from scoring.verify.explain import places_of
from scoring.verify.words.scene import Scene

_H = "(?:(?![与和同由经向把将被为的了在及])[\u4e00-\u9fff])"
_STRONG = "卫健委|发改委|住建局|财政局|教育局|公安局|税务局|管理局|监督局|事务局|委员会|办公室|研究院|设计院|学校|小学|中学|幼儿园|管委会|居委会|村委会|人民政府|政府|协会|学会|商会|联合会|基金会|集团|有限公司|公司|大学|学院|医院|银行|事务所|检察院|法院|报社|电视台|总队|支队|大队|街道办|工会|妇联|团委|共青团|红十字会|残联|科协|文联|作协|党校|局|厅|委(?![党宣组政统][校传织法战])|部(?![分门署件位])|办(?![理法事公学好案证结件])|中心|所(?![有在以需谓属得长])|站(?![点位在])|院(?![落线内])|社(?![会区保团交])|处(?![理置罚于在分])|馆|队"
_PARTNER = "联合|会同|协同|携手|委托|邀请|协调|对接|联动|依托|商请|聘请|报请|提请|报经|经|由|与|和|同|向|报|受|在"
_TOGETHER = "共同|联合|合作|合办|协作|批准|批复|同意|备案|审定|牵头|承办|协办|主办|组织|负责|支持|配合|指导|评为|授予|委托|承担|实施|认定|核定|核准|出具|审计|提供|开展|完成|建设|施工|生产|供货|中标|运营|管理|编制|密切|协同|协调|对接"
_PLACE = "(?:[市省区县州镇乡国](?![的了场里内外域级情])|国家|中央|全国|自治区|街道|[\u4e00-\u9fff]{1,4}[市省区县州])"
_FUNCTION = "的了在由经与和同向对把将被为是以及并按据从到于报请等各有该本我全共已又也后再因受至"
_BODY = re.compile(
    f"(?P<intro>联合|会同|协同|携手|委托|邀请|联动|商请|聘请|报请|提请|报经|依托)(?P<a>{_H}{{1,14}}?(?:{_STRONG}))(?![{'员长们'}])"
    f"|(?P<lead>经|由|与|和|同|向|报|受)(?P<b>{_H}{{1,12}}?(?:{_STRONG}))(?=等?{_H}{{0,4}}?(?:{_TOGETHER}))"
    f"|(?P<c>{_PLACE}{_H}{{0,10}}?(?:卫健委|发改委|委员会|办公室|管委会|联合会|协会|学会|商会|集团|公司|大学|学院|医院|局|厅|委(?!托|员|派)|中心|研究院|基金会))(?![员长])"
)
_GENERIC = re.compile(
    "^(?:我|本|各|该|其|上级|下级|相关|有关|主管|多|两|几|全体|所属|下属|直属|其他|第三方|专业|社会|基层|属地|当地|职能|成员|业务|责任|施工|监理|设计|供货|中标|项目|实施|预算|用款|使用|建设)"
    "|^(?:市|省|区|县|国家|中央)?(?:各|有关|相关|级|直)|^(?:市|区|县|省)?(?:委|政府|委市政府|委县政府|委区政府|委省政府)$|^(?:省|市|区|县)委$|(?:部门|单位)$|^财政部门$|^(?:党|国|政府|人大|政协)"
    "|大局|全局|格局|布局|结局|时局|局部|政委|党委|常委|编委|组委会?$|支部|党支部|党总支|全部|内部|外部|干部|各部|一部|总部|本部|部委"
)
_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{0,8}[\[〔［【(（](?:19|20)\d\d[\]〕］】)）](?:第)?\d+号")
_NUMBERED = re.compile(r"(?P<n>\d+|[一二三四五六七八九十]+)号(?P<what>[\u4e00-\u9fff]{1,2})")
_ORDINAL = re.compile(r"第(?P<n>[一二三四五六七八九十百]+|\d+)(?P<of>[次届][\u4e00-\u9fff]{2,3})")
_TITLED = re.compile("《([^《》\n]{2,80})》")
_HONOUR = re.compile(
    "(?:荣获|获评|获得|被评为|被授予|评为|入选|斩获|喜获|获)(?:了)?(?P<x>[^，,。；;\n]{0,24}?(?:称号|奖项?|荣誉|表彰|表扬|示范(?:点|单位|区|项目)|先进(?:单位|集体|个人)|优秀案例|一等奖|二等奖|三等奖|第一名|通报表扬))"
)
_MEETING = re.compile(
    f"在(?P<y>{_H}{{4,20}}?(?:会议|大会|论坛|峰会|推进会|现场会|交流会|座谈会|表彰会|发布会|培训会))上|(?:召开|参加|承办|出席|举办|贯彻|落实|学习)(?:了)?(?P<x>(?:全国|全省|全市|国际|中央|世界|亚洲|中国){_H}{{2,14}}?(?:会议|大会|论坛|峰会|博览会|研讨会))"
)


def detect(scene: Scene) -> Iterator[Claim]:
    """Claims that name a body, a document, an honour or a meeting."""
    corpus = _corpus(scene.index.facts)
    flat = plain(scene.lexed.text)
    yield from _bodies(scene, flat, corpus)
    for found in _DOCUMENT.finditer(flat):
        yield _claim(scene, found.start(), found.end(), _number_of(found[0]) in corpus, "文号")
    for found in _TITLED.finditer(flat):
        yield _claim(scene, found.start(), found.end(), _bare(found[1]) in corpus, "文件或活动名")
    yield from _numbered(scene, flat, corpus)
    for pattern, what in ((_HONOUR, "荣誉"), (_MEETING, "会议")):
        for found in pattern.finditer(flat):
            if not (what == "荣誉" and re.search("未|没有|不", flat[max(0, found.start() - 2) : found.start()])):
                yield _claim(
                    scene, found.start(), found.end(), _known(_bare(found[found.lastgroup or "x"]), corpus), what
                )


def _bodies(scene: Scene, flat: str, corpus: str) -> Iterator[Claim]:
    for found in _BODY.finditer(flat):
        group = "a" if found["a"] else "b" if found["b"] else "c"
        name = found[group]
        cut = max((name.rfind(c) + 1 for c in _FUNCTION if c in name[:-2]), default=0)
        body = name[cut:] if group == "b" and len(name) - cut >= 3 else name
        if len(body) < 3 or _GENERIC.search(body):
            continue
        start = found.start("intro") if group == "a" else found.end(group) - len(body)
        yield _claim(scene, start, found.end(group), _known(body, corpus), "单位")


def _numbered(scene: Scene, flat: str, corpus: str) -> Iterator[Claim]:
    """3号断面 where the form speaks of 2号断面 only."""
    for found in _ORDINAL.finditer(flat):
        named = rf"第([一二三四五六七八九十百\d]+){found['of']}"
        others = re.findall(named, corpus)
        if others and found["n"] not in others:
            facts = [fact for fact in scene.index.facts if re.search(named, _bare(fact.shown))][:2]
            yield _claim(scene, found.start(), found.end(), False, "会议或届次", facts)
    for found in _NUMBERED.finditer(flat):
        others = re.findall(rf"(\d+|[一二三四五六七八九十]+)号{found['what']}", corpus)
        if others and found["n"] not in others:
            other = f"{others[0]}号{found['what']}"
            facts = [fact for fact in scene.index.facts if other in _bare(fact.shown)][:2]
            yield _claim(scene, found.start(), found.end(), False, "名称", facts)


def _claim(scene: Scene, start: int, end: int, known: bool, what: str, facts: list[Fact] | None = None) -> Claim:
    text = scene.lexed.text[start:end]
    verdict = "supported" if known else "unsupported"
    reason = f"表内或补充说明中有这个{what}。" if known else f"表内和补充说明都没有提到这个{what}。"
    shown = facts or []
    return Claim(
        start=start, end=end, text=text, kind="entity", verdict=verdict, reason=reason,
        facts=tuple(fact.id for fact in shown), cells=places_of(shown),
    )  # fmt: skip


@lru_cache(maxsize=64)
def _corpus(facts: Facts) -> str:
    """All that the form, the user and the profile's sources say, without blanks and brackets."""
    parts = [fact.shown for fact in facts if fact.shown] + [fact.source for fact in facts if fact.source]
    for table in facts.tables:
        parts.extend((row.level1 + row.level2) for row in table.indicators)
    return "\n".join(_bare(part) for part in parts)


def _bare(text: str) -> str:
    return re.sub(r"[\s《》“”\"‘’]", "", plain(text))


def _number_of(document: str) -> str:
    """〔2021〕15号 without what stands before it."""
    return _bare(document[re.search(r"[\[〔［【(（]", document).start() :])  # type: ignore[union-attr]


def _known(name: str, corpus: str) -> bool:
    """Whether the name, or its end without a leading word or two, stands in the corpus."""
    if name in corpus:
        return True
    return any(name[cut:] in corpus for cut in range(1, len(name) - 3))
