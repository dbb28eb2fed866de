"""The findings of the eleven sample tables, held to what was read off them by hand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from forms.read import read_file
from scoring.check import check_all
from scoring.findings import CheckResult, Finding

SAMPLES = Path(__file__).parents[2] / "eval_sets" / "samples"


@lru_cache(maxsize=1)
def _checked() -> tuple[list[CheckResult], tuple[Finding, ...]]:
    return check_all(read_file(SAMPLES / "seed.txt").tables)


@pytest.mark.parametrize("index", range(1, 12))
def test_a_sample_is_found_fault_with_as_read_by_hand_and_in_nothing_else(index: int) -> None:
    labelled = yaml.safe_load((SAMPLES / "findings" / f"{index:02}.yml").read_text(encoding="utf-8"))
    result = _checked()[0][index - 1]
    assert result.project_name == labelled["project_name"]
    found = {f.rule + (f" R{f.row}" if f.row else "") for f in result.findings}
    assert set(labelled["must"]) - found == set()
    assert found - set(labelled["must"]) - set(labelled["may"]) == set()


def test_the_samples_beside_each_other_are_found_fault_with_as_read_by_hand() -> None:
    labelled = yaml.safe_load((SAMPLES / "findings" / "across.yml").read_text(encoding="utf-8"))
    found = [{"rule": f.rule, "tables": list(f.tables)} for f in _checked()[1]]
    assert found == labelled["must"]


def test_no_rule_breaks_off_on_a_sample() -> None:
    assert [skip for result in _checked()[0] for skip in result.skipped if "出错" in skip.reason] == []
