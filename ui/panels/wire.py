"""How an event of the page reaches a Python function and comes back as panes. The only place that knows both sides.

The page has one channel: `bridge`, an invisible gr.HTML whose script offers `trigger(name, data)` to our own scripts.
Every event carries the id of its desk, so the server keeps nothing of a session in memory. Endpoints are private: they
have no name, take no input but the event, and refuse whoever did not get the page's cookie.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from forms.errors import FormError
from store.errors import StoreError, Unavailable
from ui.render import render
from ui.session import Office, Refusal
from ui.tokens import account_of

log = logging.getLogger("ziping.ui")
FILL_PANES = ("bar", "form", "check", "side", "layer", "notice", "first")
PAGES = ("review", "batch", "evals", "settings", "help")
PANES = (*FILL_PANES, *PAGES)


@dataclass(frozen=True)
class Notice:
    """A line on top of the page: what happened, what to do, at most a few buttons (label, action)."""

    text: str
    kind: str = "note"  # note, error, done, offline, progress
    head: str = ""
    share: int | None = None  # progress in percent
    actions: tuple[tuple[str, str], ...] = ()
    ack: str = ""
    fact: str = ""  # of an action "edit": the cell, the text for it, and what the cell says now
    text_for: str = ""
    before: str = ""
    id: str = ""  # of what an action is about: a draft, a table that was put aside
    n: int = 0


@dataclass(frozen=True)
class Shown:
    """The panes that an event changes; a pane that is not named stays as it is."""

    panes: dict[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    again: bool = False  # not done, and the page shall offer the event again
    desk: str = ""  # the desk that the panes show, and its revision
    revision: int = 0
    at: int = field(default_factory=time.time_ns)  # before what is shown was read


Handler = Callable[[str, dict[str, Any]], Shown]
StreamHandler = Callable[[str, dict[str, Any]], AsyncIterator[Shown]]

QUICK, SLOW = 16, 120  # events at once: edits are short, drafts and answers wait for a model most of the time
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": True, "postprocess": False}


@dataclass(frozen=True)
class Wires:
    """The components of the page, by pane, and the bridge."""

    office: Office
    bridge: gr.HTML
    panes: dict[str, gr.HTML]
    slow: list[Any] = field(default_factory=list)  # the listeners that 停止 ends

    @property
    def outputs(self) -> list[gr.HTML]:
        return self.outputs_of(PANES)

    def outputs_of(self, panes: Sequence[str]) -> list[gr.HTML]:
        return [self.bridge, *(self.panes[name] for name in panes)]

    def on(self, name: str, handler: Handler, panes: Sequence[str] = PANES, **more: Any) -> None:
        """Call `handler(user, data)` whenever the page sends `name`; `panes` are those that it may change.

        Gradio makes a component anew for each pane that is named and stays as it is, so it pays to name few.
        """

        def run(event: gr.EventData, request: gr.Request) -> list[Any]:
            data = _data(event)
            return as_updates(guarded(handler, owner_of(self.office, request), data), data, panes)

        self._listen(name, run, panes, lane="quick", limit=QUICK, mode="multiple", **more)

    def on_stream(self, name: str, handler: StreamHandler, panes: Sequence[str] = PANES, **more: Any) -> None:
        """The same for what takes a while: `handler` yields what to show as it goes, and can be cancelled."""

        async def run(event: gr.EventData, request: gr.Request) -> AsyncIterator[list[Any]]:
            data = _data(event)
            owner = await asyncio.to_thread(owner_of, self.office, request)
            async for shown in guarded_stream(handler, owner, data):
                yield as_updates(shown, data, panes)

        self.slow.append(self._listen(name, run, panes, lane="slow", limit=SLOW, mode="multiple", **more))

    def on_nudge(self, name: str) -> None:
        """An event that does and shows nothing: it opens the stream that answers come in by (js/nudge.js)."""
        getattr(self.bridge, name)(lambda: None, None, None, trigger_mode="multiple", concurrency_limit=None, **PRIVATE)

    def _listen(
        self, name: str, run: Callable[..., Any], panes: Sequence[str], *, lane: str, limit: int, mode: str, **more: Any
    ) -> Any:
        listener = getattr(self.bridge, name)
        settings = {"concurrency_id": lane, "concurrency_limit": limit, "trigger_mode": mode, **PRIVATE, **more}
        return listener(run, None, self.outputs_of(panes), **settings)


def _data(event: gr.EventData) -> dict[str, Any]:
    """What the page sent with an event; nothing where it is not the object that our scripts send."""
    data = event._data
    return data if isinstance(data, dict) else {}


EXPIRED = Shown(notices=(Notice("页面已过期，请刷新后再试。", "error"),), again=True)


def owner_of(office: Office, request: gr.Request) -> str | None:
    """The id of the user behind an event; None when the page's session is over."""
    account = account_of(office.store, request, office.trusted_header)
    return account.id if account else None


def guarded(handler: Handler, owner: str | None, data: dict[str, Any]) -> Shown:
    """What `handler` shows; a refusal or a bad file as a notice; anything unforeseen as a line that says what to do."""
    if owner is None:
        return EXPIRED
    try:
        return handler(owner, data)
    except Unavailable as error:  # an edit (it names its cell) is offered again by the page until it can be kept
        return Shown(notices=(as_notice(error),), again="fact" in data)
    except Exception as error:  # noqa: BLE001  the page must never see a traceback
        return Shown(notices=(as_notice(error),))


async def guarded_stream(handler: StreamHandler, owner: str | None, data: dict[str, Any]) -> AsyncIterator[Shown]:
    if owner is None:
        yield EXPIRED
        return
    try:
        async for shown in handler(owner, data):
            yield shown
    except Exception as error:  # noqa: BLE001  as above
        yield Shown(notices=(as_notice(error),))


def as_notice(error: Exception) -> Notice:
    if isinstance(error, Refusal):
        return Notice(error.text, "error", error.head)
    if isinstance(error, StoreError):
        return Notice(str(error), "error")
    if isinstance(error, FormError):
        head = " ".join(part for part in (error.file, error.place) if part)
        return Notice(f"{error.what.rstrip('。')}。{error.todo}", "error", head, actions=(("粘贴", "home"),))
    log.exception("unforeseen error in an event of the page", exc_info=error)
    return Notice("没有做成，您的内容没有丢。请再试一次；还不行就刷新页面，并告诉管理员查看日志。", "error")


def as_updates(shown: Shown, data: dict[str, Any] | None = None, panes: Sequence[str] = PANES) -> list[Any]:
    """Values for `Wires.outputs_of(panes)`. The key of the event goes back: the page knows that it was answered.

    Each pane carries what it is a state of, and js/newest.js keeps an older one from taking the place of a newer.
    """
    stamp = _stamp(shown, str((data or {}).get("nav", "")))
    values = {name: stamp + html for name, html in shown.panes.items()}
    key = "" if shown.again else str((data or {}).get("key", ""))
    values["notice"] = render("notice", notices=shown.notices)
    ack = f'<i data-ack="{key if key.isalnum() else ""}"></i>'
    return [ack, *(values[name] if name in values else gr.skip() for name in panes)]


def _stamp(shown: Shown, nav: str) -> str:
    nav = nav if nav.isdecimal() else ""
    return f'<i hidden data-nav="{nav}" data-of="{shown.desk}" data-rev="{shown.revision}" data-at="{shown.at}"></i>'
