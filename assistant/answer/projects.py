"""The projects that a question names: by a stretch of the name that tells one from the others."""

from __future__ import annotations

import re

from assistant.answer.mentions import Hit, Index

_SAME = 0.8  # how near the best hit another name must come to be meant as well


def projects_named(index: Index, text: str) -> tuple[tuple[int, ...], list[tuple[int, int]], str]:
    """Projects that the text names, by clusters of overlapping stretches."""
    names, where = index.projects
    flat = text
    hits: dict[str, Hit] = {name: hit for name, hit in names.find(flat).items() if _telling(index, hit, flat, name)}
    chosen: list[str] = []
    begins: dict[str, int] = {}
    spans: list[tuple[int, int]] = []
    several = ""
    while hits:
        best = max(hits.values(), key=lambda hit: (hit.score, hit.length, hit.share))
        cluster: dict[str, Hit] = {n: h for n, h in hits.items() if h.start < best.end and best.start < h.end}
        top = [n for n, h in cluster.items() if h.score >= _SAME * best.score and h.length >= best.length]
        exact = [n for n in top if cluster[n].share > 0.99]
        top = exact or top
        piece = flat[best.start : best.end]
        if not any(piece in name for name in chosen):
            several = piece if len(top) > 1 else several
            chosen += top
            spans.append(_wider(flat, best))
            begins.update(dict.fromkeys(top, best.start))
        hits = {n: h for n, h in hits.items() if n not in cluster and n not in chosen}
    chosen.sort(key=lambda name: begins.get(name, 0))
    tables = tuple(dict.fromkeys(t for name in chosen for t in where[name]))
    if len(chosen) == 1 and len(where[chosen[0]]) > 1:
        several = chosen[0]
    return tables, spans, several


def abbreviated(index: Index, words: str) -> dict[str, tuple[int, ...]]:
    """Words of two to four characters that are a name's characters in order, but no stretch of it: 疾控."""
    names, where = index.projects
    found: dict[str, tuple[int, ...]] = {}
    for word in dict.fromkeys(words.split()):
        if not 2 <= len(word) <= 4:
            continue
        fitting = [name for name in names.names if word[0] in name and word not in name and _in_order(word, name)]
        if len(fitting) == 1:
            found[word] = where[fitting[0]]
    return found


def _in_order(word: str, name: str) -> bool:
    at = -1
    for c in word:
        at = name.find(c, at + 1)
        if at < 0:
            return False
    return True


def _wider(text: str, hit: Hit) -> tuple[int, int]:
    """The stretch with what belongs to the name's kind: 党建|工作经费, 同心圆|工程, 物业|项目."""
    tail = re.compile(
        r"(?:这个|那个|的)?(?:工作经费|经费|工程|项目(?!金额|名称|总|单位|资金|负责|叫)|工作|那边|那张表?|这张表?|表)"
    ).match(text, hit.end)
    if tail and not text.startswith(("工作量", "表现"), hit.end):
        return hit.start, tail.end()
    return hit.start, hit.end


def _telling(index: Index, hit: Hit, text: str, name: str) -> bool:
    """A stretch worth calling a name: no part of a longer word of the forms (石桥小学), none that most share."""
    names = index.projects[0]
    piece = text[hit.start : hit.end]
    if len(piece) < 2:
        return False
    if name in index.bodies and len(piece) < 3 and not name.startswith(piece):
        return False
    if len(piece) == 2 and len(name) > 3:
        around = (text[max(hit.start - 1, 0) : hit.end], text[hit.start : hit.end + 1])
        if any(len(wider) == 3 and wider not in name and wider in index.texts for wider in around):
            return False
    return any(names.weight(piece[n : n + 2]) > 0.35 for n in range(len(piece) - 1)) or len(name) <= 3
