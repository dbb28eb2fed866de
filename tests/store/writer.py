"""Processes that save without end and tell each acknowledged save on stdout, each to be killed at any moment.

For each line on stdin one is forked off, so that what takes a second to import is imported once. Lines on stdout: "pid
N", then a number for each save that was acknowledged, "end" once the process is gone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from store.desk import Card, Desk, Turn, Version, edited, put_card, say, update
from store.store import Store
from tests.store.test_desks import desk

FEW = 10  # edits and turns after which a desk begins anew: saves take as long at the end of a run as at its start


def main(data: Path, url: str) -> None:
    for _ in sys.stdin:
        pid = os.fork()
        if not pid:
            try:
                write(data, url)
            finally:
                os._exit(1)
        tell(f"pid {pid}")
        os.waitpid(pid, 0)
        tell("end")


def write(data: Path, url: str) -> None:
    store = Store(data, url)
    owner = store.accounts.single_user().id
    kept = store.desks.load(owner, "d1") or store.desks.save(owner, desk(), {})
    while True:
        kept = store.desks.save(owner, following(kept), {})
        tell(str(kept.revision))


def following(kept: Desk) -> Desk:
    """The next state of a desk: a cell, a draft and the conversation all say its number."""
    number = kept.revision + 1
    if number % FEW == 0:
        kept = update(kept, changes=(), turns=())
    card = Card(id="c", kind="goal", fact="goal", versions=(Version(text=f"第{number}稿"),))
    return say(put_card(edited(kept, "goal", f"第{number}次"), card), Turn(kind="user", text=f"第{number}问"))


def consistent(kept: Desk) -> bool:
    """Whether all parts of a desk are of one save."""
    told = (kept.table.goal, kept.cards[0].version.text, kept.turns[-1].text) if kept.turns else ()
    return kept.revision == 1 or told == tuple(f"第{kept.revision}{what}" for what in ("次", "稿", "问"))


def tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # whole or not at all


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
