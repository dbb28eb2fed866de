"""填报: the form on the left, checklist and conversation on the right, the first page when nothing is open."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from store.desk import Desk
from store.errors import NotAllowed, Refused
from ui import opening, session, talk, views
from ui.acting import act_on_card
from ui.exports import can_fill
from ui.form import short_place
from ui.panels.first import first_page
from ui.panels.notices import both, reading
from ui.panels.wire import FILL_PANES, PAGES, PRIVATE, Notice, Shown, Wires, as_notice, as_updates, guarded, owner_of
from ui.render import render
from ui.seal import sealed
from ui.session import Office, who_is

TELL = "watch('value', () => window.dispatchEvent(new CustomEvent('ziping:pane', {detail: {element, props}})))"
EVENTS = (
    "z_open",
    "z_sample",
    "z_paste",
    "z_blank",
    "z_home",
    "z_edit",
    "z_undo",
    "z_redo",
    "z_ignore",
    "z_restore",
    "z_card",
    "z_row",
    "z_remove",
)
MOST_REFUSED = 200  # files that could not be read, kept for 批量
STREAMS = ("z_ask", "z_draft")
PAGE_EVENTS = ("z_help", "z_page", "z_set", "z_test", "z_review", "z_query")
BRIDGE = f"""/* events: {" ".join(f"'{name}'" for name in (*EVENTS, *STREAMS, *PAGE_EVENTS, "z_stop", "z_nudge"))} */
window.zipingTrigger = trigger;
window.dispatchEvent(new CustomEvent('ziping:bridge'));
watch('value', () => window.dispatchEvent(new CustomEvent('ziping:ack', {{detail: element}})));"""


def pane(name: str, value: str = "") -> gr.HTML:
    return gr.HTML(value, elem_id="sources" if name == "layer" else name, apply_default_css=False, js_on_load=TELL)


def build(office: Office) -> Wires:
    """Lay the panel out and connect its events."""
    with gr.Column(elem_id="fill"):
        panes = {name: pane(name, first_page(office, None) if name == "first" else "") for name in FILL_PANES}
        gr.HTML(render("composer"), elem_id="composer", apply_default_css=False, js_on_load=TELL)
        bridge = gr.HTML("<i></i>", elem_id="bridge", elem_classes="z-off", apply_default_css=False, js_on_load=BRIDGE)
        files = gr.File(file_count="multiple", elem_id="files", elem_classes="z-off", show_label=False)
    for name in PAGES:
        panes[name] = gr.HTML("", elem_id=name, apply_default_css=False, js_on_load=TELL)
    wires = Wires(office, bridge, panes)
    fill = Fill(office)
    for name in EVENTS:
        wires.on(name, getattr(fill, name.removeprefix("z_")), FILL_PANES)
    for name in STREAMS:
        wires.on_stream(name, getattr(fill, name.removeprefix("z_")), FILL_PANES)
    wires.on_nudge("z_nudge")
    reading = files.upload(
        fill.uploaded,
        files,
        [*wires.outputs, files],
        concurrency_id="read",
        concurrency_limit=4,
        trigger_mode="multiple",
        **PRIVATE,
    )
    wires.slow.append(reading)
    return wires


class Fill:
    """The handlers of 填报. Each takes the owner and what the event carried, and says what to show."""

    def __init__(self, office: Office) -> None:
        self.office = office

    # -- showing

    def shown(self, owner: str, desk: Desk, *notices: Notice) -> Shown:
        """All panes of a desk."""
        at = time.time_ns()
        judged = session.judge(self.office, owner, desk)
        tables = self.office.shelf.tables(owner)
        own = self.office.shelf.source(owner, desk.id)
        return Shown(
            {
                "bar": views.bar(judged, tables, who_is(self.office, owner), sealed(self.office, owner, judged)),
                "form": views.form(judged),
                "check": views.check(judged),
                "side": views.side(judged),
                "layer": views.layer(judged, tables, can_fill(desk, own)),
            },
            notices,
            desk=desk.id,
            revision=desk.revision,
            at=at,
        )

    def start(self, owner: str) -> Shown:
        """What a page shows when it is loaded: the desk shown last, or the first page."""
        desk = session.current(self.office, owner)
        if desk is None:
            return self.home(owner, {})
        return self.shown(owner, desk)

    def home(self, owner: str, _data: dict[str, Any]) -> Shown:
        session.go_home(self.office, owner)
        return Shown(
            {"first": first_page(self.office, owner), "bar": render("bar", desk=None, who=who_is(self.office, owner))}
        )

    # -- opening

    def open(self, owner: str, data: dict[str, Any]) -> Shown:
        return self.shown(owner, session.load(self.office, owner, str(data.get("id", ""))))

    def sample(self, owner: str, data: dict[str, Any]) -> Shown:
        return self.shown(owner, opening.open_sample(self.office, owner, int(data.get("number", 0))))

    def paste(self, owner: str, data: dict[str, Any]) -> Shown:
        return self.shown(owner, opening.open_text(self.office, owner, str(data.get("text", ""))))

    def blank(self, owner: str, _data: dict[str, Any]) -> Shown:
        return self.shown(owner, opening.open_blank(self.office, owner))

    def uploaded(self, files: list[str] | None, request: gr.Request) -> Iterator[Any]:
        """Read each file as it comes; one that cannot be read is a notice, the rest are opened all the same."""
        owner, names = owner_of(self.office, request), files or []
        bad: list[Notice] = []
        first: Desk | None = None
        began = time.monotonic()
        for i, path in enumerate(map(Path, names)):
            if owner is None:
                break
            if not self.office.holders.holds(str(path), owner):
                bad.append(Notice("没有收到这个文件，请重新上传。", "error", path.name))
                continue
            if len(names) > 1:
                yield [*as_updates(Shown(notices=(reading(i, len(names), time.monotonic() - began),))), gr.skip()]
            try:
                desk = opening.open_file(self.office, owner, path, path.name)
                first = first or desk
            except Exception as error:  # noqa: BLE001  each file by itself: the next one may be fine
                bad.append(as_notice(error))
            finally:
                path.unlink(missing_ok=True)  # ours to keep or to forget: Gradio's folder is everybody's
        if owner is not None:
            kept = [{"head": notice.head, "text": notice.text} for notice in bad]
            self.office.shelf.set_setting(owner, "refused", json.dumps(kept[:MOST_REFUSED], ensure_ascii=False))
        notices = tuple(bad[:3]) + (
            (Notice(f"还有 {len(bad) - 3} 个文件没有读成，见“批量”。"),) if len(bad) > 3 else ()
        )
        shown = self.shown(owner, first, *notices) if owner and first else Shown(notices=notices)
        yield [*as_updates(shown), None]

    # -- changing

    def edit(self, owner: str, data: dict[str, Any]) -> Shown:
        before, fact, text = data.get("before"), str(data.get("fact", "")), str(data.get("text", ""))
        seen = before if isinstance(before, str) else None
        try:
            return self.shown(owner, session.edit_cell(self.office, owner, _desk(data), fact, text, before=seen))
        except session.Overtaken as error:
            return self.shown(owner, error.desk, both(error))
        except (session.Refusal, Refused, NotAllowed) as error:  # the page shows what was typed already: take it back
            return self.shown(owner, session.load(self.office, owner, _desk(data)), as_notice(error))

    def undo(self, owner: str, data: dict[str, Any]) -> Shown:
        return self.shown(owner, session.undo(self.office, owner, _desk(data)))

    def redo(self, owner: str, data: dict[str, Any]) -> Shown:
        return self.shown(owner, session.redo(self.office, owner, _desk(data)))

    def ignore(self, owner: str, data: dict[str, Any]) -> Shown:
        row = str(data.get("row", ""))
        desk = session.ignore(
            self.office,
            owner,
            _desk(data),
            str(data.get("rule", "")),
            int(row) if row.isdecimal() else None,
            str(data.get("reason", "")),
        )
        return self.shown(owner, desk)

    def restore(self, owner: str, data: dict[str, Any]) -> Shown:
        return self.shown(owner, session.restore(self.office, owner, _desk(data)))

    def row(self, owner: str, data: dict[str, Any]) -> Shown:
        row = str(data.get("row", ""))
        return self.shown(owner, session.add_row(self.office, owner, _desk(data), int(row) if row.isdecimal() else 0))

    def remove(self, owner: str, data: dict[str, Any]) -> Shown:
        """Put a table aside; the next one is shown, or the first page when it was the last."""
        gone = str(data.get("id", ""))
        session.remove(self.office, owner, gone)
        left = self.office.shelf.tables(owner)
        current = session.current(self.office, owner)
        if current is None and left:
            current = session.load(self.office, owner, left[0].id)
        shown = self.shown(owner, current) if current else self.home(owner, {})
        back = Notice("已移去，三十天内可以恢复。", "done", actions=(("恢复", "bring-back"),), id=gone)
        return replace(shown, notices=(back,))

    def card(self, owner: str, data: dict[str, Any]) -> Shown:
        do, n = str(data.get("do", "")), str(data.get("n", ""))
        what = f"mode:{data.get('mode', '')}" if do == "mode" else do
        card, text, number = str(data.get("card", "")), str(data.get("text", "")), int(n) if n.isdecimal() else 0
        try:
            desk = act_on_card(self.office, owner, _desk(data), card, what, text=text, n=number)
        except session.Overtaken as error:
            return self.shown(owner, error.desk, both(error))
        done = Notice(f"已采用，{self.place(desk, data)} 已更新。", "done", actions=(("撤销", "undo"),))
        return self.shown(owner, desk, *([done] if do == "accept" else []))

    def place(self, desk: Desk, data: dict[str, Any]) -> str:
        card = desk.card(str(data.get("card", "")))
        return short_place(desk.table.place(card.fact)) if card else ""

    # -- conversation

    async def ask(self, owner: str, data: dict[str, Any]) -> AsyncIterator[Shown]:
        async for step in talk.said(self.office, owner, _desk(data), str(data.get("text", ""))):
            yield await self.step(owner, step)

    async def draft(self, owner: str, data: dict[str, Any]) -> AsyncIterator[Shown]:
        kind, row = str(data.get("kind", "")), str(data.get("row", ""))
        if kind not in {"goal", "narrative", "deviation"}:
            raise session.Refusal("没有这种文字可写。")
        number = int(row) if row.isdecimal() else None
        async for step in talk.draft(self.office, owner, _desk(data), kind, number):  # type: ignore[arg-type]
            yield await self.step(owner, step)

    async def step(self, owner: str, step: talk.Step) -> Shown:
        if step.saved:
            return await asyncio.to_thread(self.shown, owner, step.desk)
        side = await asyncio.to_thread(self.writing, owner, step)
        return Shown({"side": side}, desk=step.desk.id, revision=step.desk.revision)

    def writing(self, owner: str, step: talk.Step) -> str:
        """The conversation while something is being written: what was saved is judged, which is known already."""
        judged = session.judge(self.office, owner, step.kept or step.desk)
        return views.side(replace(judged, desk=step.desk), writing=step.line)

    def stop(self, owner: str, data: dict[str, Any]) -> Shown:
        if not _desk(data):
            return self.start(owner)
        return self.shown(owner, session.load(self.office, owner, _desk(data)))


def connect_stop(office: Office, wires: Wires) -> None:
    """停止 ends whatever is being written or tried out; to be connected last."""
    wires.on("z_stop", Fill(office).stop, FILL_PANES, cancels=list(wires.slow))


def on_load(office: Office, wires: Wires, page: gr.Blocks) -> None:
    """Show the desk of last time when the page is loaded."""
    fill = Fill(office)

    def start(request: gr.Request) -> list[Any]:
        shown = guarded(lambda owner, _: fill.start(owner), owner_of(office, request), {})
        return as_updates(shown, {"nav": 0})  # whatever was clicked meanwhile is newer

    page.load(start, None, wires.outputs, concurrency_id="quick", concurrency_limit=16, **PRIVATE)


def _desk(data: dict[str, Any]) -> str:
    return str(data.get("desk", ""))
