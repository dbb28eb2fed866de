"""Writes a dump of the present schema with something in every table: `python -m tests.store.released.make`.

To be run once when a schema version is released; the dump is never changed after that.
"""

from __future__ import annotations

import sqlite3
import tempfile
from decimal import Decimal
from pathlib import Path

from store import migrate
from store.desk import Card, Ignored, Said, Turn, Version, edited, put_card, say, undo, update
from store.reviews import RowReview
from store.store import Store
from tests.store.test_desks import desk

FOLDER = Path(__file__).parent
PASSWORD = "correct horse 12"


def fill(store: Store) -> None:
    """Something in every table."""
    clerk = store.accounts.add("clerk", PASSWORD, unit="网信办", display_name="李敏").id
    reviewer = store.accounts.add("reviewer", PASSWORD, unit="财政局", role="复核人").id
    full = undo(edited(edited(desk(), "R1.actual", "28次"), "narrative", "全年接待28次。"))
    versions = (Version(text="一"), Version(text="二", by="user"))
    full = put_card(full, Card(id="c1", kind="narrative", fact="narrative", versions=versions))
    full = say(full, Turn(kind="user", text="写实际完成情况"), Turn(kind="card", card="c1"))
    full = update(full, said=(Said(text="因疫情"),), ignored=(Ignored(rule="FD08", reason="口径允许"),))
    store.desks.save(clerk, full, {"name": "接待费"})
    store.files.keep(clerk, "d1", "接待费.xlsx", b"content")
    store.desks.keep_typing(clerk, "d1", "goal", "写了一半")
    store.desks.set_setting(clerk, "profile", "yitihua")
    store.accounts.log_in("clerk", PASSWORD)
    store.workflow.move(clerk, "d1", "送审")
    paper = store.reviews.load(reviewer, "d1")
    rows = {1: RowReview(score=Decimal("13.5"), opinion="未完成")}
    store.reviews.save(reviewer, "d1", paper.model_copy(update={"rows": rows, "opinion": "退回"}))
    store.workflow.move(reviewer, "d1", "退回", opinion="得分与完成值不符")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        fill(store)
        out = FOLDER / f"{migrate.present(store.database)}.sql"
        store.close()
        connection = sqlite3.connect(Path(folder) / "ziping.db")
        out.write_text("\n".join(connection.iterdump()) + "\n", encoding="utf-8")
        connection.close()


if __name__ == "__main__":
    main()
