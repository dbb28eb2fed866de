"""`findings`: tables labelled by hand: what a reviewer must find, and what must not be said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import yaml

from assistant.evaluate.case import EvalCase, in_folder, load_cases
from assistant.evaluate.material import read_once
from assistant.evaluate.output import Mark, Output
from assistant.evaluate.suite import Solver, Suite
from eval_sets.findings import change, clean_table
from scoring.check import check_all

_SAMPLES = "samples/seed.txt"


def _load(root: Path) -> list[EvalCase]:
    cases = load_cases(root, "findings", in_folder(root, "findings/cases"))
    return [*cases, *_samples(root)]


def _samples(root: Path) -> Iterator[EvalCase]:
    """The samples: everything that is found in them is labelled, so what is neither must nor may is a false alarm."""
    for path in in_folder(root, "samples/findings", "[0-9][0-9].yml"):
        given = cast("dict[str, Any]", yaml.safe_load(path.read_text(encoding="utf-8")))
        yield EvalCase(f"sample-{path.stem}", "findings", {"file": _SAMPLES, "table": int(path.stem), **given}, root)


async def checked(case: EvalCase, _solver: Solver) -> Output:
    """The findings of one table as "CODE" or "CODE Rn"."""
    if "file" in case.given:
        tables = read_once(case.root / str(case.given["file"]))
        found = check_all(tables)[0][int(case.given["table"]) - 1].findings
    else:
        found = check_all([change(clean_table(case.text("table")), case.given["change"])])[0][0].findings
    told = sorted({f"{one.rule} R{one.row}" if one.row else one.rule for one in found})
    return Output("\n".join(f"{one.rule} {one.message}" for one in found), value={"found": told})


def as_labelled(case: EvalCase, output: Output) -> Iterator[Mark]:
    """What must be found is, what must not be said is not; of the samples nothing else is."""
    found = set(output.value["found"])
    codes = {one.split()[0] for one in found}
    must, must_not = case.list("must"), case.list("must_not")
    missing = [want for want in must if want not in found and (" " in want or want not in codes)]
    wrong = [ban for ban in must_not if ban in found or (" " not in ban and ban in codes)]
    if "may" in case.given:
        wrong += sorted(found - set(must) - set(case.list("may")))
    if must:
        yield Mark("findings_recall", 1 - len(missing) / len(must))
    yield Mark("all_found", not missing, f"没有查出：{'、'.join(missing)}" if missing else "")
    yield Mark("no_false_alarm", not wrong, f"误报：{'、'.join(wrong)}" if wrong else "")


SUITE = Suite("findings", "查错：有标注的表", _load, checked, (as_labelled,))
