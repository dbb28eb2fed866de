"""All that a finished run writes beside its journal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from scoring.batch.between import between_files, with_shared
from scoring.batch.inputs import PassedBy, Unit
from scoring.batch.journal import Journal
from scoring.batch.overview import Overview, overview
from scoring.batch.page import overview_page
from scoring.batch.parquet import write_parquet
from scoring.batch.work import Result
from scoring.batch.workbook import write_workbook

WORKBOOK, PAGE = "批量检查.xlsx", "概览.html"


def write_all(journal: Journal, units: Sequence[Unit], passed: Sequence[PassedBy], out: Path, details: int) -> Overview:
    """Write workbook, Parquet files and overview page into `out`, in the order of the units whatever order they were
    done in; gives the counts."""
    order = [unit.id for unit in units]

    shared = between_files(journal.results(order))

    def results() -> Iterator[Result]:
        return with_shared(journal.results(order), shared)

    found = overview(results())
    failed = [*found.failed, *((one.name, one.reason) for one in passed)]
    write_workbook(results, failed, out / WORKBOOK, details)
    write_parquet(results, out)
    (out / PAGE).write_text(overview_page(found, passed), encoding="utf-8")
    return found
