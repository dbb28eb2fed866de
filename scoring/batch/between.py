"""Rules across tables, over the tables of different files: each file was held against itself when it was examined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from forms.table import Indicator, SelfEvaluationTable, Source
from scoring.batch.work import Result, told
from scoring.check import check_across

MOST_TABLES = 1_000  # each is held against every other one


def between_files(results: Iterable[Result]) -> dict[tuple[str, int], list[Result]]:
    """Findings that tables of several files share, under (file, index) of the first of them.

    Nothing when there are more than MOST_TABLES tables: then only what stands within one file is found.
    """
    tables: list[SelfEvaluationTable] = []
    for result in results:
        tables.extend(_table(result["file"], table) for table in result["tables"])
        if len(tables) > MOST_TABLES:
            return {}
    found: dict[tuple[str, int], list[Result]] = {}
    for finding in check_across(tables):
        sources = [tables[number - 1].source for number in finding.tables]
        if len({source.file for source in sources}) > 1:
            found.setdefault((sources[0].file, sources[0].index), []).append(told(finding))
    return found


def with_shared(results: Iterable[Result], shared: dict[tuple[str, int], list[Result]]) -> Iterator[Result]:
    """The results, with what was found between files added to the first table that it is about."""
    for result in results:
        for table in result["tables"]:
            more = shared.get((result["file"], table["index"]), [])
            table["findings"] = [*table["findings"], *more]
            for finding in more:
                table[finding["severity"]] += 1
        yield result


def _table(file: str, kept: dict[str, Any]) -> SelfEvaluationTable:
    return SelfEvaluationTable(
        source=Source(file=file, index=kept["index"]),
        year=kept["year"],
        project_name=kept["project"],
        goal=kept["goal"],
        narrative=kept["narrative"],
        total_score=kept["stated"],
        indicators=tuple(
            Indicator(
                row=row, level1=level1, level2=level2, level3=level3, target=target, actual=actual, points=points,
                score=score, deviation_note=note,
            )
            for row, level1, level2, level3, target, actual, points, score, _, note in kept["indicators"]
        ),
    )  # fmt: skip
