"""Lines on top of the page that need some putting together."""

from __future__ import annotations

from ui import session
from ui.panels.wire import Notice


def both(error: session.Overtaken) -> Notice:
    """Two texts for one place: the notice offers one's own, and a field to put both together."""
    card = error.desk.card(error.card) if error.card else None
    own = (("合并", "merge"),) if card else (("改用我写的", "edit"), ("合并", "merge"))
    return Notice(
        error.text,
        "error",
        error.head,
        actions=own,
        fact=error.fact,
        text_for=error.mine,
        before=error.theirs,
        id=error.card,
        n=len(card.versions) if card else 0,
    )


def reading(done: int, total: int, seconds: float) -> Notice:
    """Progress of reading many files, with what is left in seconds once that can be told."""
    left = f"　约剩 {round(seconds / done * (total - done))} 秒" if done > 1 else ""
    return Notice(
        f"读表 {done + 1} / {total}{left}", "progress", share=round(100 * done / total), actions=(("取消", "stop"),)
    )
