"""What a statement of the user is about when nobody said so."""

from __future__ import annotations

import re

from assistant.draft.task import MONEY
from forms.table import SelfEvaluationTable

_MONEY_WORDS = re.compile("资金|经费|结余|预算|支付|拨付|执行|付款|尾款|采购节约|节约|招标")


def about_of(text: str, table: SelfEvaluationTable, row: int | None) -> int | None:
    """What a statement is about when the user did not say: the money by its words, else the row that it names best."""
    if row is not None:
        return row
    if _MONEY_WORDS.search(text):
        return MONEY
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    scored = [
        (len(pairs & {name[at : at + 2] for at in range(len(name) - 1)}), cells.row)
        for cells in table.indicators
        if (name := cells.level3 or "") and not cells.is_none
    ]
    best = max(scored, default=(0, 0))
    return best[1] if best[0] >= 2 else None
