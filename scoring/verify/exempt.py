"""What holds no claim though it holds a number: names, document numbers, ordinals, idioms. Cases: exempt.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

import yaml

_NUMERAL = re.compile("[0-9一二三四五六七八九十百千万亿两几①②③④⑤⑥⑦⑧⑨⑩]")
_WHOLLY = re.compile(r"[《\[@/]|www|号")
BLANK = "\ufffc"  # stands where an exempt stretch was; no letter, so that nothing grows together over it


@lru_cache(maxsize=1)
def patterns() -> tuple[re.Pattern[str], ...]:
    """The exempt patterns of exempt.yml, in its order."""
    entries = yaml.safe_load(resources.files("scoring.verify").joinpath("exempt.yml").read_text("utf-8"))
    return tuple(re.compile(entry["pattern"]) for entry in entries)


def masked(flat: str, names: Iterable[str] = ()) -> str:
    """`flat` with every exempt stretch blanked, of the same length. Works on text in half-width signs."""
    for name in names:
        flat = flat.replace(name, BLANK * len(name))
    for pattern in patterns():
        flat = pattern.sub(_blank, flat)
    return flat


def _blank(found: re.Match[str]) -> str:
    """The group "x" (else the whole match) without its numerals; titles and addresses are blanked wholly."""
    group = "x" if found.re.groupindex.get("x") and found["x"] is not None else 0
    start, end = found.start(group) - found.start(), found.end(group) - found.start()
    told = found[0][start:end]
    blanked = BLANK * len(told) if _WHOLLY.search(told) else _NUMERAL.sub(BLANK, told)
    return found[0][:start] + blanked + found[0][end:]
