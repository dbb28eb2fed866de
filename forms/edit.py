"""A table with some of its cells replaced: what an edit, an accepted draft or a what-if makes of it."""

from __future__ import annotations

from collections.abc import Mapping

from forms.table import FundsRow, Indicator, SelfEvaluationTable


def with_texts(table: SelfEvaluationTable, texts: Mapping[str, str]) -> SelfEvaluationTable:
    """`table` with the cells named by fact id ("R1.actual", "funds.executed", "goal") replaced.

    An id that the form does not have is left out: an edit never invents a cell.
    """
    own: dict[str, str] = {}
    rows: dict[int, dict[str, str]] = {}
    funds: dict[int, dict[str, str]] = {}
    for fact, text in texts.items():
        if table.text(fact) is None:
            continue
        head, _, field = fact.partition(".")
        if not field:
            own[fact] = text
        elif head.startswith("funds"):
            funds.setdefault(int(head[5:] or 1) - 1, {})[field] = text
        else:
            rows.setdefault(int(head[1:]), {})[field] = text
    values = {name: getattr(table, name) for name in SelfEvaluationTable.model_fields}
    values["indicators"] = tuple(_row(row, rows.get(row.row)) for row in table.indicators)
    values["funds"] = tuple(_funds_row(row, funds.get(at)) for at, row in enumerate(table.funds))
    return SelfEvaluationTable.model_validate({**values, **own})


def _row(row: Indicator, texts: dict[str, str] | None) -> Indicator:
    return row.model_copy(update=texts) if texts else row


def _funds_row(row: FundsRow, texts: dict[str, str] | None) -> FundsRow:
    return row.model_copy(update=texts) if texts else row
