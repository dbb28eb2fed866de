"""A process that saves without end and tells each acknowledged save on stdout, to be killed at any moment."""

from __future__ import annotations

import sys
from pathlib import Path

from store.desk import edited
from store.store import Store
from tests.store.test_desks import desk


def main(data: Path, url: str) -> None:
    store = Store(data, url)
    owner = store.accounts.single_user().id
    kept = store.desks.load(owner, "d1") or store.desks.save(owner, desk(), {})
    while True:
        kept = store.desks.save(owner, edited(kept, "goal", f"第{kept.revision + 1}次"), {})
        sys.stdout.write(f"{kept.revision}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
