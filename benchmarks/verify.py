"""Verification of texts beside a plain matcher of numbers: time and recall on the same texts, and growth with length.

The matcher calls a text wrong when one of its numbers stands nowhere in the table's cells: what a script of an
afternoon would do.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from forms.read import read_file
from scoring.claims import verdict_of
from scoring.facts import Facts, compile_facts
from scoring.verify import verify

EVAL_SETS = Path(__file__).parents[1] / "eval_sets"
TEXTS, LENGTH = 1_000, 150
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def main() -> None:
    cases = [
        json.loads(line) for path in sorted((EVAL_SETS / "verify").glob("dev-*.jsonl")) for line in path.open("rb")
    ]
    cases = [case for case in cases if not case.get("blank") and not case.get("stated")]
    facts = {key: _facts(*key) for key in {(case["file"], case["table"]) for case in cases}}
    texts = _texts(cases)
    print(f"  {TEXTS} texts of {LENGTH} characters on one core")
    for name, judge in (("ziping verify", _ours), ("plain numbers", _plain)):
        took = _seconds(lambda judge=judge: [judge(facts[key], text, "narrative", None) for key, text in texts])
        found, flagged = _quality(cases, facts, judge)
        print(
            f"  {name:16} {took:6.2f} s   found {found:5.1%} of the unfaithful, flagged {flagged:5.1%} of the faithful"
        )
    key, text = texts[0]
    for times in (1, 10, 100):
        took = _seconds(lambda times=times: verify(facts[key], text * times, "narrative"))
        print(f"  {len(text) * times:6} characters  {took * 1000:8.1f} ms")


def _facts(file: str, table: int) -> Facts:
    tables = read_file(EVAL_SETS / file).tables
    return compile_facts([tables[table - 1]], file=tables)


def _texts(cases: list[dict[str, Any]]) -> list[tuple[tuple[str, int], str]]:
    """Texts of one length: those of a table joined and cut."""
    joined: dict[tuple[str, int], str] = {}
    for case in cases:
        key = (case["file"], case["table"])
        joined[key] = joined.get(key, "") + case["text"]
    cut = [(k, text[i : i + LENGTH]) for k, text in joined.items() for i in range(0, len(text) - LENGTH, LENGTH)]
    return (cut * (TEXTS // len(cut) + 1))[:TEXTS]


def _ours(facts: Facts, text: str, kind: str, row: int | None) -> bool:
    return verdict_of(verify(facts, text, kind, row)) == "unfaithful"  # type: ignore[arg-type]


def _plain(facts: Facts, text: str, _: str, __: int | None) -> bool:
    known = {number for fact in facts if fact.kind == "cell" for number in _NUMBER.findall(fact.shown)}
    return any(number not in known for number in _NUMBER.findall(text))


def _quality(
    cases: list[dict[str, Any]], facts: dict[tuple[str, int], Facts], judge: Callable[..., bool]
) -> tuple[float, float]:
    wrong = {"faithful": [0, 0], "unfaithful": [0, 0]}
    for case in cases:
        tally = wrong[case["verdict"]]
        tally[0] += judge(facts[(case["file"], case["table"])], case["text"], case["kind"], case.get("row"))
        tally[1] += 1
    return wrong["unfaithful"][0] / wrong["unfaithful"][1], wrong["faithful"][0] / wrong["faithful"][1]


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
