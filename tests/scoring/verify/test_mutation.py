"""Breaking one thing in a faithful text must flip the verdict, whatever the operator."""

from __future__ import annotations

from collections import Counter

import pytest

from scoring.claims import verdict_of
from scoring.mutation import OPERATORS, Mutant, mutants
from scoring.verify import verify
from tests.scoring.verify.support import HERE, facts_of, flagged, judged, lines

# Some mutants are true after all: a target that an answer quotes beside its actual (指标栏是3万), a rate that rounds to
# the other row's (合格率100% of 99.5%). They are counted with the survivors.
TRUE_AFTER_ALL = {"role": 0.05, "indicator": 0.05}
SURVIVORS = 0.03


@pytest.fixture(scope="module")
def survival() -> tuple[Counter[str], Counter[str], list[Mutant]]:
    made: Counter[str] = Counter()
    left: Counter[str] = Counter()
    survivors: list[Mutant] = []
    for case in lines(HERE / "texts.jsonl"):
        if case["verdict"] != "faithful" or flagged(judged(case)) or case.get("blank") or case.get("stated"):
            continue
        facts = facts_of(case["file"], case["table"], (), case.get("year"))
        for mutant in mutants(facts, case["text"], case["kind"], case.get("row")):
            made[mutant.operator] += 1
            if verdict_of(verify(facts, mutant.text, case["kind"], case.get("row"))) == "faithful":
                left[mutant.operator] += 1
                survivors.append(mutant)
    return made, left, survivors


@pytest.mark.parametrize("operator", [o for o in OPERATORS if o != "sum"])
def test_mutants_are_found(operator: str, survival: tuple[Counter[str], Counter[str], list[Mutant]]) -> None:
    made, left, survivors = survival
    bound = TRUE_AFTER_ALL.get(operator, SURVIVORS)
    assert made[operator]
    assert left[operator] <= max(3, bound * made[operator]), [m.text for m in survivors if m.operator == operator]


def test_a_mutant_tells_where_it_was_broken() -> None:
    facts = facts_of()
    text = "全年接待27次，比目标少3次，执行率69.28%。"
    found = mutants(facts, text, "narrative")
    assert {"number", "direction", "rate", "cause"} <= {mutant.operator for mutant in found}
    assert all(mutant.text[mutant.start : mutant.end] not in text[mutant.start : mutant.end] for mutant in found)
