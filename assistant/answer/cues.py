"""The words by which a question tells what it asks for: `cues.toml`, compiled once.

Read on the question with names of projects and rows masked: `P` stands for a named project, `R` for a named indicator.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import cast, get_args

from assistant.answer.types import Measure, State

P, R = "\ue000", "\ue001"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{P}", P).replace("{R}", R), re.IGNORECASE)


_FILE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_CUES = {name: _compiled(pattern) for name, pattern in cast("dict[str, str]", _FILE["cues"]).items()}


def _ordered(section: str, allowed: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of a section in their order; KeyError for a name that the program does not know."""
    found = cast("dict[str, str]", _FILE[section])
    unknown = set(found) - set(allowed)
    if unknown:
        raise KeyError(f"cues.toml [{section}]: {sorted(unknown)}")
    return tuple((name, _compiled(pattern)) for name, pattern in found.items())


COMMON_PAIRS = frozenset(cast("str", _FILE["common_pairs"]).split())
FILLER = frozenset(cast("str", _FILE["filler"]).split())
SAME = {
    word: frozenset(line.split()) - {word} for line in cast("str", _FILE["same"]).splitlines() for word in line.split()
}
STOPS = frozenset(cast("str", _FILE["stops"]))
SOFT = frozenset(cast("str", _FILE["soft"]))
SLIPS = tuple((line.split()[0], line.split()[1]) for line in cast("str", _FILE["slips"]).splitlines() if line.strip())
MEASURES = cast("tuple[tuple[Measure, re.Pattern[str]], ...]", _ordered("measures", get_args(Measure)))
STATES = cast("tuple[tuple[State, re.Pattern[str]], ...]", _ordered("states", get_args(State)))
WHY = _CUES["WHY"]
LIST = _CUES["LIST"]
WHICH = _CUES["WHICH"]
COUNT = _CUES["COUNT"]
SUM = _CUES["SUM"]
MEAN = _CUES["MEAN"]
MOST = _CUES["MOST"]
LEAST = _CUES["LEAST"]
TOP_N = _CUES["TOP_N"]
ACROSS = _CUES["ACROSS"]
OF_ROWS = _CUES["OF_ROWS"]
YES_NO = _CUES["YES_NO"]
COMPARE = _CUES["COMPARE"]
REVIEW = _CUES["REVIEW"]
VERIFY = _CUES["VERIFY"]
VERIFY_HEAD = _CUES["VERIFY_HEAD"]
CHANGE = _CUES["CHANGE"]
DRAFT = _CUES["DRAFT"]
RULE = _CUES["RULE"]
RULE_CODE = _CUES["RULE_CODE"]
MEANING = _CUES["MEANING"]
HELP = _CUES["HELP"]
CHAT = _CUES["CHAT"]
OUTSIDE = _CUES["OUTSIDE"]
FOREIGN = _CUES["FOREIGN"]
TIME = _CUES["TIME"]
HIGHER = _CUES["HIGHER"]
LOWER = _CUES["LOWER"]
ELLIPSIS = _CUES["ELLIPSIS"]
NOISE = _CUES["NOISE"]
