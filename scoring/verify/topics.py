"""What a text may speak of (a row, the funds, the total, a class, a passage), and how strongly a stretch names each.

Names and stretches are compared by character bigrams, weighted by how few topics share them. Words that every form
uses (完成, 开展, 全年 …) name nothing and are taken out on both sides.
"""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

GENERIC = re.compile(
    "年度指标值|年初指标值|指标值|实际完成值|实际完成|完成情况|完成率|完成值|完成|目标值|目标|预期|计划|任务|全年度?|年度|本年|今年|当年|年内|年初|上半年|下半年"
    "|开展|举办|组织|实现|达到|达成|共计|累计|合计|总计|实际|平均|各项|各类|全部|所有|指标|情况|方面|工作|项目|进行|有效|相关|有关|其中"
    "|分别|均为|均达|以上|以下|左右|比例|超额|超出|超过|低于|高于|达标(?!率)|次数|个数|均|共|约|达(?!标)|为|的|了|和|与|及|或|等|在|于|比|较|只|仅|就|也|已|并|其|该|本|各|是|有|中|对|将|被|把"
    "|调整[前后]|调整|修改|批复|批准|我们|我单位|我单位|主要|只有|还有|没有|未|不|差|少|多|超|高出|高|低|而|则|又|但|虽|仍|却|若|按|计算|即|亦即|刚好|刚到|恰好|正好|刚|除以|乘以|除|乘|落实|推进|做好|保障"
)
_SYNONYMS = {
    "满意率": "满意度", "好评率": "满意度", "满意程度": "满意度", "参训": "培训", "受训": "培训", "学员": "培训", "人次": "人数",
    "到课率": "出勤率", "到场率": "出勤率", "到会率": "出勤率", "参训率": "出勤率", "百姓": "群众", "居民": "群众",
    "市民": "群众", "涨粉": "粉丝", "粉丝量": "粉丝", "购置": "采购", "购买": "采购", "采买": "采购", "招待": "接待", "按时率": "及时率",
    "按期率": "及时率", "准时率": "及时率", "修缮": "维修", "整修": "维修", "翻修": "维修",
}  # fmt: skip
_ALIKE = re.compile("|".join(sorted(_SYNONYMS, key=len, reverse=True)))
_SPLIT = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
_NO_LETTERS = frozenset(" 率度数量人次个性值")
COVERAGE = 0.7  # how much of a topic's score hangs on how much of its name was told
SUFFIX = 5  # the least end of such a name that is told for it (任务完成率)
LITERAL = 4.0  # a name of generic words, told as it stands
PASSAGE = 0.72  # a clause of running text is no name: how much of it is told says little
_PART = re.compile(r"(?:^|:)funds\d+$")
RARE = 3  # a character that more rows share names none of them


@lru_cache(maxsize=4096)
def content(stretch: str) -> str:
    """A stretch without the words that name nothing, gaps where they were."""
    return GENERIC.sub(" ", _ALIKE.sub(lambda m: _SYNONYMS[m[0]], stretch))


@lru_cache(maxsize=4096)
def grams(stretch: str) -> tuple[str, ...]:
    """Character bigrams of the content words; a lone character between gaps counts as itself."""
    found: list[str] = []
    for piece in _SPLIT.split(content(stretch)):
        if len(piece) == 1:
            found.append(piece)
        found.extend(piece[i : i + 2] for i in range(len(piece) - 1))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that numbers can be about. `names` are its words with their weights; `row` is set for indicator rows."""

    id: str  # "R1", "funds", "funds2", "total", "class:产出指标", "text:goal:0", with "T2:" before it where tables are several
    label: str
    names: tuple[tuple[str, float], ...]
    row: int | None = None
    table: int = 1
    main: bool = False  # the table's funds, total or rules: 执行率 and 总分 name them by themselves
    passage: bool = False  # a clause of the form's running text, or of what the user stated


@dataclass(frozen=True)
class Topics:
    """All topics with an index from bigram to the topics that it names.

    `before` are the first of these topics where they have been counted already. What a bigram names is weighed when a
    text first tells it: few of those of a form ever are.
    """

    all: tuple[Topic, ...]
    before: Topics | None = field(default=None, repr=False)
    _pairs: dict[str, list[tuple[int, float]]] = field(init=False, repr=False)  # bigram -> (place, weight), and beyond
    _first: list[frozenset[str]] = field(init=False, repr=False)  # the bigrams of each topic's first name
    _index: dict[str, tuple[tuple[int, float, bool], ...]] = field(init=False, repr=False)
    sizes: tuple[int, ...] = field(init=False, repr=False)  # how many bigrams the first name of each topic has
    literal: tuple[tuple[str, int], ...] = field(init=False, repr=False)  # names made of generic words (年度任务完成率)

    def __post_init__(self) -> None:
        weights: dict[str, list[tuple[int, float]]] = self.before._pairs if self.before else defaultdict(list)
        first = self.before._first[:] if self.before else []
        for place in range(len(first), len(self.all)):
            names = self.all[place].names
            first.append(frozenset(grams(names[0][0]) if names else ()))
            for name, weight in names:
                weighed = (place, weight)
                for gram in grams(name):
                    weights[gram].append(weighed)
        object.__setattr__(self, "before", None)
        object.__setattr__(self, "_pairs", weights)
        object.__setattr__(self, "_first", first)
        object.__setattr__(self, "_index", {})
        object.__setattr__(self, "sizes", tuple(max(1, len(found)) for found in first))
        object.__setattr__(self, "literal", tuple(_literal(self.all)))

    @cached_property
    def characters(self) -> Mapping[str, tuple[tuple[int, float], ...]]:
        """The rows whose names hold a character that few share."""
        letters: dict[str, set[int]] = defaultdict(set)
        for place, topic in enumerate(self.all):
            if topic.row is not None:
                for letter in set(content(topic.names[0][0] if topic.names else "")) - _NO_LETTERS:
                    letters[letter].add(place)
        total = len(self.all) + 1
        return {
            letter: tuple((place, math.log(1 + total / len(found))) for place in sorted(found))
            for letter, found in letters.items()
            if len(found) <= RARE
        }

    def named_by(self, gram: str) -> tuple[tuple[int, float, bool], ...]:
        """The topics that a bigram names: place, weight, and whether it is of the topic's first name."""
        ready = self._index.get(gram)
        if ready is None:
            heaviest: dict[int, float] = {}
            for place, weight in self._pairs.get(gram, ()):
                if place < len(self.all) and weight > heaviest.get(place, 0.0):
                    heaviest[place] = weight
            rare = math.log(1 + (len(self.all) + 1) / len(heaviest)) if heaviest else 0.0
            ready = tuple((place, weight * rare, gram in self._first[place]) for place, weight in heaviest.items())
            if heaviest:
                self._index[gram] = ready
        return ready

    def names_part(self, stretch: str) -> bool:
        """Whether a stretch names anything but the table's funds and total."""
        return any(not self.all[topic].main for topic in self.scores(stretch))

    def scores(self, stretch: str) -> dict[int, float]:
        """How strongly a stretch names each topic; topics that it does not name are absent.

        A long name of which little is told counts less than a short one told nearly whole.
        """
        found: dict[int, float] = defaultdict(float)
        told: dict[int, int] = defaultdict(int)
        for gram in grams(stretch):
            for place, weight, in_name in self.named_by(gram):
                found[place] += weight
                told[place] += in_name
        scores = {
            place: score
            * (
                PASSAGE
                if self.all[place].passage
                else 1 - COVERAGE + COVERAGE * min(1.0, told[place] / self.sizes[place])
            )
            for place, score in found.items()
        }
        return scores | {place: LITERAL for name, place in self.literal if name in stretch}

    def by_character(self, stretch: str) -> dict[int, float]:
        """The same by single characters of the row names, for stretches that share no pair with any (办班 and 培训班)."""
        found: dict[int, float] = defaultdict(float)
        for character in set(content(stretch)):
            for place, weight in self.characters.get(character, ()):
                found[place] += weight
        return dict(found)


def _literal(topics: tuple[Topic, ...]) -> Iterator[tuple[str, int]]:
    """Names that hold no word of their own, to be found as they stand: a row's, or a part of the funds (中央, 其他)."""
    for place, topic in enumerate(topics):
        name = topic.names[0][0] if topic.names else ""
        if _PART.search(topic.id) and len(name) > 1 and all(len(gram) == 1 for gram in grams(name)):
            yield name, place
        if topic.row is not None and len(name) > 2 and not grams(name):
            yield from ((name[cut:], place) for cut in range(max(1, len(name) - SUFFIX + 1)))
