"""What was done with a table and when, and tables that were put aside: shown on demand, beside the page's events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scoring.catalogue import title
from store.desk import Desk
from store.history import Event
from ui import session, views
from ui.cards import BY, KINDS, label_of
from ui.render import render
from ui.session import Office
from ui.texts import compare

MOST = 120  # events shown, newest first
DECIDED = {"accepted": "采用草稿", "dropped": "放弃草稿"}


@dataclass(frozen=True)
class Done:
    """One thing that was done; of a cell both texts, and what it says now, so that the old text can be put back."""

    say: str
    place: str = ""
    pieces: tuple[tuple[str, str], ...] = ()
    fact: str = ""
    before: str = ""
    now: str = ""


@dataclass(frozen=True)
class Entry:
    at: str
    user: str
    done: tuple[Done, ...]


def past(office: Office, user: str, desk_id: str) -> str:
    """The history of a table as a float of the page. Raises Refusal, StoreError."""
    desk = session.load(office, user, desk_id)
    entries: list[Entry] = []
    for event in reversed(office.store.history.of_desk(user, desk_id)):
        if done := tuple(_done(event, desk)):
            entries.append(Entry(views.day(event.at.astimezone().isoformat()), _name(event.user), done))
    return render("past", entries=entries[:MOST], more=max(0, len(entries) - MOST))


def removed(office: Office, user: str) -> str:
    """What was put aside and can be taken back, as a float of the page."""
    tables = [
        {"id": id_, "file": file, "name": summary.get("name") or "未填项目名称", "at": views.day(_here(at))}
        for id_, file, summary, at in office.store.desks.removed(user)
    ]
    return render("removed", tables=tables[:MOST])


def _here(stamp: str) -> str:
    return datetime.fromisoformat(stamp).astimezone().isoformat()


def _name(user: str) -> str:
    return "" if user == "local" else user


def _done(event: Event, desk: Desk) -> Iterator[Done]:
    content = event.content
    if event.action != "保存":
        if event.action not in {"复核"}:
            said = " ".join(str(content.get("opinion", "")).split())
            yield Done(f"{event.action}：{session.short(said)}" if said else event.action)
        return
    for fact, (before, after) in content.get("cells", {}).items():
        now = desk.table.text(fact)
        place = desk.table.place(fact)
        pieces = tuple(compare(before, after))
        yield Done(_label(fact, desk), place, pieces, fact if now is not None else "", before, now or "")
    for draft in content.get("drafts", ()):
        yield Done(f"{BY.get(draft['drafter'], '起草')} {_kind(draft['fact'])}，草稿 {draft['version']}")
    for card in content.get("decided", ()):
        yield Done(f"{DECIDED.get(card['status'], '处理草稿')} {_kind(card['fact'])}")
    yield from _rest(content)


def _rest(content: dict[str, Any]) -> Iterator[Done]:
    for item in content.get("ignored", ()):
        yield Done(f"忽略“{title(item['rule'])}”：{item['reason']}")
    for item in content.get("restored", ()):
        yield Done(f"不再忽略“{title(item['rule'])}”")
    for said in content.get("stated", ()):
        yield Done(f"补充说明：{said['text']}")
    if "profile" in content:
        yield Done("改了评分口径")
    if "rows" in content:
        yield Done(f"指标从 {content['rows'][0]} 行改为 {content['rows'][1]} 行")


def _label(fact: str, desk: Desk) -> str:
    head = fact.partition(".")[0]
    number = head.removeprefix("R")
    row = desk.table.by_row.get(int(number)) if head != number and number.isdecimal() else None
    return " ".join(part for part in ((row.level3 or "") if row else "", label_of(fact)) if part) or fact


def _kind(fact: str) -> str:
    return KINDS.get(fact.rpartition(".")[2].replace("deviation_note", "deviation"), "")
