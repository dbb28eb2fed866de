"""The store as the rest of the program holds it: one value with a part for each subject."""

from __future__ import annotations

from pathlib import Path

from store.accounts import Accounts
from store.belongings import Belongings
from store.database import Database, normalised_url
from store.desks import Desks
from store.errors import Unavailable
from store.files import Files
from store.history import History
from store.migrate import upgrade
from store.reviews import Reviews
from store.workflow import Workflow


class Store:
    """Opens (and, where needed, makes or upgrades) the database at `url`, "" being SQLite under `data`.

    Raises Unavailable when the database cannot be reached.
    """

    def __init__(self, data: Path, url: str = "") -> None:
        self.data = data
        try:
            data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable(f"数据目录建不了（{error.strerror}）。请用 ZIPING_DATA 指定一个能写的文件夹。") from error
        self.database = Database(normalised_url(url, data))
        upgrade(self.database)
        self.accounts = Accounts(self.database)
        self.desks = Desks(self.database)
        self.files = Files(self.database, data)
        self.belongings = Belongings(self.database, self.files)
        self.history = History(self.database)
        self.workflow = Workflow(self.database)
        self.reviews = Reviews(self.database)

    def close(self) -> None:
        self.database.close()
