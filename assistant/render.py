"""Turns a draft made of words and references into text. Numbers enter a text here and nowhere else.

A draft is a sequence of parts: words, `Slot`s (a fact by its id, in one of few forms) and `Gap`s (something that the
user has yet to say, 〔待补充：…〕). What stands in a cell is data: `[[…]]` typed into one stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from scoring.facts import Fact, Facts
from scoring.facts.render import say_percent

Form = Literal["plain", "wan", "words", "whole", "part", "scaled"]
_SLOT = re.compile(r"\[\[\s*([^\[\]|]{1,60}?)\s*\]\]")
_BROKEN = re.compile(r"\[\[|\]\]")
_COMPARATORS = (  # sign, in words for rates, in words for counts
    ("≥", "不低于", "不少于"),
    (">=", "不低于", "不少于"),
    ("＞", "以上", "以上"),
    (">", "以上", "以上"),
    ("≤", "不高于", "不超过"),
    ("<=", "不高于", "不超过"),
    ("＜", "以下", "以下"),
    ("<", "以下", "以下"),
    ("=", "", ""),
    ("＝", "", ""),
)
_LEADING = re.compile("(?:不低于|不少于|不高于|不超过|大于等于|小于等于|高于|超过|低于|少于|大于|小于|约|近)$")
_WAN = Decimal(10_000)
_COMPARED = re.compile("[≥≤<>＜＞]")
_MARKS = str.maketrans(",;:", "，；：")
_NARROW = str.maketrans("０１２３４５６７８９．％﹪", "0123456789.%%")
_COUNTS = re.compile(r"\d[\d.万余多]*[^\d\W]{1,3}(?:，\d[\d.万余多]*[^\d\W]{1,3})+")  # 3期，90人次: a list of counts
_OWN_LINE = 4  # characters from which a line of a cell says something of its own


class UnknownFactError(Exception):
    """A draft refers to facts that do not exist, or breaks a reference. `names` are the ids as written."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__("、".join(names))


@dataclass(frozen=True, slots=True)
class Slot:
    """A reference to a fact. `part` (form "part") is a stretch of the cell's own text, to be quoted."""

    id: str
    form: Form = "plain"
    part: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that only the user can say: what is missing, the question to ask, examples that are marked as such."""

    what: str
    question: str
    row: int | None = None
    examples: tuple[str, ...] = ()


Part = str | Slot | Gap
Parts = tuple[Part, ...]
Said = Part | Iterable["Said"] | None


def parts(*said: Said) -> Parts:
    """Words, slots, gaps and sequences of them as one flat sequence; None and "" are left out."""
    return tuple(_flat(said))


def _flat(said: Iterable[Said]) -> Iterator[Part]:
    for one in said:
        if one is None or one == "":
            continue
        if isinstance(one, str | Slot | Gap):
            yield one
        else:
            yield from _flat(one)


def slots_of(text: str) -> Parts:
    """A model's text with `[[id]]` as parts; raises `UnknownFactError` where brackets are broken."""
    made: list[Part] = []
    at = 0
    for found in _SLOT.finditer(text):
        made += [text[at : found.start()], Slot(found[1])]
        at = found.end()
    made.append(text[at:])
    broken = [piece for piece in made if isinstance(piece, str) and _BROKEN.search(piece)]
    if broken:
        raise UnknownFactError(tuple(piece.strip()[:20] for piece in broken))
    return parts(made)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished text, the facts it refers to (once each, in order), and where each part ended up."""

    text: str
    facts: tuple[str, ...]
    gaps: tuple[Gap, ...]
    spans: tuple[tuple[int, int, Part], ...]


def render(draft: Iterable[Part], facts: Facts, table: int = 1) -> Rendered:
    """The text of a draft. Ids may be plain ("R1.actual") or prefixed; raises `UnknownFactError` for unknown ones."""
    draft = tuple(draft)
    unknown = tuple(p.id for p in draft if isinstance(p, Slot) and _fact(facts, p.id, table) is None)
    if unknown:
        raise UnknownFactError(unknown)
    text, used, gaps, spans = "", dict[str, None](), list[Gap](), list[tuple[int, int, Part]]()
    unit = ""  # what the slot before ended in
    for part in draft:
        if isinstance(part, str):
            words, unit = _without_repeat(part, unit), ""
        elif isinstance(part, Gap):
            words, unit = f"〔待补充：{part.what}〕", ""
            gaps.append(part)
        else:
            fact = _need(facts, part.id, table)
            words = show(fact, part)
            used[fact.id] = None
            unit = _unit_of(words)
            text, words = _join_comparison(text, words)
        spans.append((len(text), len(text) + len(words), part))
        text += words
    return Rendered(text, tuple(used), tuple(gaps), tuple(spans))


def _fact(facts: Facts, name: str, table: int) -> Fact | None:
    return facts.get(name) or facts.get(facts.id_of(name, table))


def _need(facts: Facts, name: str, table: int) -> Fact:
    fact = _fact(facts, name, table)
    if fact is None:
        raise UnknownFactError((name,))
    return fact


def show(fact: Fact, slot: Slot) -> str:
    """How a fact is said in the form that the slot asks for. Raises ValueError for a part that is not in the cell."""
    match slot.form:
        case "part":
            if slot.part not in (fact.shown or fact.text):
                raise ValueError(f"{slot.part!r} is no part of {fact.id}")
            return quoted(slot.part)
        case "wan":
            return in_wan(abs(fact.value)) if fact.value is not None else fact.text
        case "whole":
            return f"{_trimmed(abs(fact.value))}元" if fact.value is not None else fact.text
        case "words":
            return in_words(fact)
        case "scaled":
            return in_ten_thousands(abs(fact.value), fact.unit) if fact.value is not None else fact.text
        case _ if _bare_rate(fact) and fact.value is not None:
            return say_percent(fact.value)
        case "plain" if _COMPARED.match(fact.text.strip()):
            return in_words(fact)
        case _ if fact.field in {"target", "initial_target"}:
            return in_words(fact)
        case _:
            return one_line(fact.text).rstrip("。；;，,、：:")


def _bare_rate(fact: Fact) -> bool:
    """A rate whose cell shows a plain number: 90 beside 95%, 0.964 for ≥95%."""
    return fact.kind == "cell" and fact.family == "rate" and bool(re.fullmatch(r"[\d.]+", fact.shown.strip()))


def _trimmed(value: Decimal) -> str:
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def quoted(text: str) -> str:
    """A stretch of a cell as prose quotes it: half-width marks between Chinese as full-width, a new line as a comma."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        joined += line if len(line) < _OWN_LINE or joined[-1] in "，；。、：,;:" else f"，{line}"
    marked = re.sub(r"(?<=[^\x00-\x7f])[,;:](?=[^\x00-\x7f])", lambda found: found[0].translate(_MARKS), joined)
    return one_line(marked)


def one_line(text: str) -> str:
    """A cell's text with half-width digits, without the breaks and blanks that narrow columns leave in it."""
    plain = " ".join(text.translate(_NARROW).split())
    plain = plain.replace("，", "、") if _COUNTS.fullmatch(plain) else plain
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])|(?<=%)%+", "", plain)


def in_wan(yuan: Decimal) -> str:
    """Money as prose says it: 14292506.09 -> 1429.25万元, 50000 -> 5万元; below one 万 in 元."""
    if abs(yuan) < _WAN:
        return f"{_trimmed(yuan)}元"
    scale, unit = (_WAN * _WAN, "亿元") if abs(yuan) >= _WAN * _WAN else (_WAN, "万元")
    return f"{_trimmed((yuan / scale).quantize(Decimal('0.01'), ROUND_HALF_UP))}{unit}"


def in_ten_thousands(value: Decimal, unit: str) -> str:
    """A count as prose says it: 370000 -> 37万; below one 万, or with more digits than 万 can show, as it is."""
    if abs(value) < _WAN or value % 100:
        return f"{_trimmed(value)}{unit}"
    return f"{_trimmed(value / _WAN)}万{unit}"


def in_words(fact: Fact) -> str:
    """A target with its comparison in words: ≥30次 -> 不少于30次, ≤100% -> 不高于100%."""
    if _bare_rate(fact) and fact.value is not None:
        return say_percent(fact.value)
    plain = one_line(fact.text).rstrip("。；;，,、：:")
    rate = "%" in plain or any(
        q.family in {"rate", "percentage point"} or (q.digits and not q.unit) for q in fact.quantities
    )
    if fact.quantities and all(q.is_date for q in fact.quantities) and plain[:1] in "≤<＜":
        return f"不晚于{plain.lstrip('≤<＜= ')}"
    for sign, of_rates, of_counts in _COMPARATORS:
        if plain.startswith(sign):
            word, rest = of_rates if rate else of_counts, plain[len(sign) :].strip()
            return f"{rest}{word}" if word.startswith("以") else f"{word}{rest}"
    return plain


def _unit_of(text: str) -> str:
    found = re.search(r"(?:人次|平方米|公里|小时|个百分点|万元|[^\W\d_]|%)$", text)
    return found[0] if found and re.search(r"\d", text) else ""


def _without_repeat(words: str, unit: str) -> str:
    """`words` without a unit that the slot before has said already: 27次|次，低于 -> 27次，低于."""
    if unit and words.startswith(unit):
        rest = words[len(unit) :]
        if not rest or not re.match(r"[数率次员月制]", rest):
            return rest
    return words


def _join_comparison(text: str, words: str) -> tuple[str, str]:
    """Drop a comparison before a slot that brings its own: 不少于|不少于30次 -> 不少于30次."""
    said = _LEADING.search(text)
    brings = re.match("(?:不低于|不少于|不高于|不超过|高于|超过|低于|少于|大于|小于|约|近)", words)
    return (text[: said.start()], words) if said and brings else (text, words)
