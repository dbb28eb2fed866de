"""How an event of the page reaches a Python function and comes back as panes. The only place that knows both sides.

The page has one channel: `bridge`, an invisible gr.HTML whose script offers `trigger(name, data)` to our own scripts.
Every event carries the id of its desk, so the server keeps nothing of a session in memory. Endpoints are private: they
have no name, take no input but the event, and refuse whoever did not get the page's cookie.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from forms.errors import FormError
from store.errors import StoreError
from ui.render import render
from ui.session import Office, Refusal
from ui.tokens import account_of

log = logging.getLogger("ziping.ui")
PANES = ("bar", "form", "check", "side", "layer", "notice", "first")


@dataclass(frozen=True)
class Notice:
    """A line on top of the page: what happened, what to do, at most a few buttons (label, action)."""

    text: str
    kind: str = "note"  # note, error, done, offline, progress
    head: str = ""
    share: int | None = None  # progress in percent
    actions: tuple[tuple[str, str], ...] = ()
    ack: str = ""


@dataclass(frozen=True)
class Shown:
    """The panes that an event changes; a pane that is not named stays as it is."""

    panes: dict[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


Handler = Callable[[str, dict[str, Any]], "Shown | Iterator[Shown]"]

PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": True}


@dataclass(frozen=True)
class Wires:
    """The components of the page, by pane, and the bridge."""

    office: Office
    bridge: gr.HTML
    panes: dict[str, gr.HTML]

    @property
    def outputs(self) -> list[gr.HTML]:
        return [self.bridge, *(self.panes[name] for name in PANES)]

    def on(self, name: str, handler: Handler, *, lane: str = "quick", limit: int = 16, once: bool = False) -> Any:
        """Call `handler(owner, data)` whenever the page sends `name`."""
        return getattr(self.bridge, name)(
            _listener(self.office, handler, one_by_one=lane != "quick"),
            None,
            self.outputs,
            concurrency_id=lane,
            concurrency_limit=limit,
            trigger_mode="once" if once else "multiple",
            **PRIVATE,
        )


def _listener(office: Office, handler: Handler, *, one_by_one: bool) -> Callable[..., Any]:
    def run(event: gr.EventData, request: gr.Request) -> Any:
        data = event._data if isinstance(event._data, dict) else {}
        return as_updates(guarded(handler, owner_of(office, request), data), str(data.get("key", "")))

    def stream(event: gr.EventData, request: gr.Request) -> Iterator[Any]:
        data = event._data if isinstance(event._data, dict) else {}
        for shown in streamed(handler, owner_of(office, request), data):
            yield as_updates(shown, str(data.get("key", "")))

    return stream if one_by_one else run


def owner_of(office: Office, request: gr.Request) -> str | None:
    """The id of the user behind an event; None when the page's session is over."""
    account = account_of(office.shelf.store, request)
    return account.id if account else None


def guarded(handler: Handler, owner: str | None, data: dict[str, Any]) -> Shown:
    """What `handler` shows; a refusal or a bad file as a notice; anything unforeseen as a line that says what to do."""
    if owner is None:
        return Shown(notices=(Notice("页面已过期，请刷新后再试。", "error"),))
    try:
        shown = handler(owner, data)
    except Exception as error:  # noqa: BLE001  the page must never see a traceback
        return Shown(notices=(as_notice(error),))
    return shown if isinstance(shown, Shown) else next(iter(shown), Shown())


def streamed(handler: Handler, owner: str | None, data: dict[str, Any]) -> Iterator[Shown]:
    if owner is None:
        yield Shown(notices=(Notice("页面已过期，请刷新后再试。", "error"),))
        return
    try:
        shown = handler(owner, data)
        if isinstance(shown, Shown):
            yield shown
        else:
            yield from shown
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


def as_updates(shown: Shown, key: str) -> list[Any]:
    """Values for `Wires.outputs`."""
    panes = dict(shown.panes)
    panes["notice"] = render("notice", notices=shown.notices)
    ack = f'<i data-ack="{key if key.isalnum() else ""}"></i>'
    return [ack, *(panes.get(name, gr.skip()) for name in PANES)]
