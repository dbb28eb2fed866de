"""The results as Parquet, for analysis: one file each for tables, findings and indicators, numbers as decimals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from scoring.batch import columns
from scoring.batch.columns import Column
from scoring.batch.work import Result

GROUP = 20_000  # rows in memory at a time
FILES: dict[str, tuple[tuple[Column, ...], Callable[[Result], Iterator[list[Any]]]]] = {
    "tables": (columns.TABLES, columns.tables),
    "findings": (columns.FINDINGS, columns.findings),
    "indicators": (columns.INDICATORS, columns.indicators),
}


def write_parquet(results: Callable[[], Iterator[Result]], folder: Path) -> list[Path]:
    """Write tables.parquet, findings.parquet, indicators.parquet into `folder`; gives their paths."""
    return [_write(results(), heads, rows, folder / f"{name}.parquet") for name, (heads, rows) in FILES.items()]


def _write(
    results: Iterator[Result], heads: tuple[Column, ...], rows: Callable[[Result], Iterator[list[Any]]], out: Path
) -> Path:
    arrow: Any = import_module("pyarrow")  # untyped, and heavy: loaded when it is needed
    parquet: Any = import_module("pyarrow.parquet")
    schema = _schema(arrow, heads)
    temporary = out.with_name(out.name + ".part")
    with parquet.ParquetWriter(temporary, schema, compression="zstd") as writer:
        for group in _groups(results, rows):
            values = [[_value(column, row[at]) for row in group] for at, column in enumerate(heads)]
            arrays = [arrow.array(column, field.type) for column, field in zip(values, schema, strict=True)]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
    temporary.replace(out)
    return out


def _groups(results: Iterator[Result], rows: Callable[[Result], Iterator[list[Any]]]) -> Iterator[list[list[Any]]]:
    group: list[list[Any]] = []
    for result in results:
        group.extend(rows(result))
        if len(group) >= GROUP:
            yield group
            group = []
    if group:
        yield group


def _schema(arrow: Any, heads: tuple[Column, ...]) -> Any:
    types = {
        "text": arrow.string(),
        "integer": arrow.int32(),
        "decimal": arrow.decimal128(24, 4),
        "rate": arrow.decimal128(18, 8),
    }
    return arrow.schema([arrow.field(column.key, types[column.kind]) for column in heads])


def _value(column: Column, value: Any) -> Any:
    if value is None or value == "":
        return "" if column.kind == "text" else None
    if column.kind == "decimal":
        return Decimal(value).quantize(Decimal("0.0001"))
    if column.kind == "rate":
        return Decimal(value).quantize(Decimal("0.00000001"))
    return int(value) if column.kind == "integer" else str(value)
