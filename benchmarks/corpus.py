"""Many varied tables, made from the samples: names, money, targets and actuals differ, rows are repeated up to 30."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from eval_sets.expected import SAMPLES
from forms.read import read_file
from forms.table import FundsRow, Indicator, SelfEvaluationTable

ROWS = 30


def tables(count: int, rows: int = ROWS, seed: int = 7) -> list[SelfEvaluationTable]:
    """`count` tables of `rows` rows, the same ones for the same seed."""
    chance = random.Random(seed)
    base = read_file(SAMPLES / "seed.txt").tables
    return [_varied(base[number % len(base)], number, rows, chance) for number in range(count)]


def _varied(table: SelfEvaluationTable, number: int, rows: int, chance: random.Random) -> SelfEvaluationTable:
    budget = Decimal(chance.randrange(10_000, 90_000_000))
    executed = (budget * chance.randrange(40, 101) / 100).quantize(Decimal("0.01"))
    funds = [
        FundsRow(
            name=row.name, initial_budget=str(budget), annual_budget=str(budget), executed=str(executed),
            points=row.points, execution_rate=row.execution_rate, score=row.score,
        )
        for row in table.funds[:2]
    ]  # fmt: skip
    filled = [row for row in table.indicators if not row.is_none]
    indicators = [_row(filled[at * len(filled) // rows], at + 1, chance) for at in range(rows)]
    return table.model_copy(
        update={
            "project_name": f"{table.project_name}{number}号",
            "funds": tuple(funds),
            "indicators": tuple(indicators),
            "narrative": "，".join(f"{row.level3}{row.actual}" for row in indicators[::6]) + "。",
            "empty_classes": (),
            "classes": (),
            "cells": {},
        }
    )


def _row(row: Indicator, number: int, chance: random.Random) -> Indicator:
    target = chance.randrange(5, 300)
    texts = {"target": f"≥{target}次", "actual": f"{target + chance.randrange(-3, 9)}次"} if number % 3 == 0 else {}
    return row.model_copy(update={"row": number, "points": "3", "score": "3", "cells": {}, **texts})


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def write_files(folder: Path, made: list[SelfEvaluationTable]) -> None:
    """One workbook a table."""
    from forms.write import standard_xlsx

    for number, table in enumerate(made):
        standard_xlsx([table], folder / f"{number:05}.xlsx")


def write_stacked(path: Path, made: list[SelfEvaluationTable]) -> None:
    """All tables one below the other on one sheet."""
    import openpyxl
    import xlsxwriter

    from forms.write import standard_xlsx

    one = path.with_name("one.xlsx")
    book = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    sheet = book.add_worksheet("自评表")
    at = 0
    for table in made:
        standard_xlsx([table], one)
        source = openpyxl.load_workbook(one).active
        merged = {(m.min_row, m.min_col): m for m in source.merged_cells.ranges}
        for row in source.iter_rows():
            for cell in row:
                span = merged.get((cell.row, cell.column))
                if span is not None:
                    sheet.merge_range(
                        at + span.min_row - 1,
                        span.min_col - 1,
                        at + span.max_row - 1,
                        span.max_col - 1,
                        cell.value or "",
                    )
                elif cell.value is not None:
                    sheet.write(at + cell.row - 1, cell.column - 1, cell.value)
        at += source.max_row + 2
    book.close()
    one.unlink()
