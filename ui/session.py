"""What the page can do, as plain functions: open, edit, undo, ignore, draft, accept, ask. No Gradio, no globals.

Each takes an `Office` (where things are kept), the owner and what the event said, and gives the desk as it is then. A
refusal is a `Refusal` with a Chinese sentence that says what to do; the panels turn it into a notice.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from forms.numbers import points as points_of
from scoring import findings
from scoring.check import check
from scoring.findings import CheckResult
from scoring.profile import profile_for
from scoring.settings import IgnoredFinding, Settings
from store import desk as desks
from store.desk import Desk, Ignored
from store.errors import Conflict, NotFound
from store.settings import LOOPBACK
from store.store import Store
from ui import writing
from ui.blank import with_indicator, with_row_after
from ui.holders import Holders
from ui.judged import Judged, Judgements, judged, listed
from ui.observe import Metrics
from ui.preferences import Preferences, preferences
from ui.shelf import Shelf

Change = Callable[[Desk], Desk]
SHORT = 40  # characters of a text that a notice tells


class Refusal(Exception):
    """Something that cannot be done now; the message says why and what to do."""

    def __init__(self, text: str, head: str = "") -> None:
        super().__init__(text)
        self.text, self.head = text, head


def short(text: str) -> str:
    """A text short enough for a notice."""
    return text if len(text) <= SHORT else f"{text[:SHORT]}……"


class Overtaken(Refusal):
    """A cell or draft that somebody else changed while the user was typing: both are shown, none is written over."""

    def __init__(self, desk: Desk, fact: str, theirs: str, mine: str, card: str = "") -> None:
        what = "这份草稿" if card else "这一格"
        super().__init__(
            f"{what}刚在别处改成了“{short(theirs)}”，您写的“{short(mine)}”没有覆盖它。请核对后决定用哪一个。",
            desk.table.place(fact),
        )
        self.desk, self.fact, self.theirs, self.mine, self.card = desk, fact, theirs, mine, card


@dataclass(frozen=True)
class Office:
    """What all sessions share: the shelf, whom the server trusts to name the user, and whose a stream or upload is."""

    shelf: Shelf
    trusted_header: str = ""
    trusted_proxies: str = LOOPBACK
    holders: Holders = field(default_factory=Holders)
    metrics: Metrics = field(default_factory=Metrics)
    judgements: Judgements = field(default_factory=Judgements)

    @property
    def store(self) -> Store:
        return self.shelf.store


def role_of(office: Office, user: str) -> tuple[str, str]:
    """Name and role of a user; ("", "") for the one user of a machine without accounts."""
    found = office.store.accounts.get(user)
    return (found.display_name or found.name, found.role) if found else ("", "")


def who_is(office: Office, user: str) -> str:
    """The user as the top bar names them: "李敏 · 填报人"."""
    return " · ".join(part for part in role_of(office, user) if part)


# -- judging ---------------------------------------------------------------------------------------------------------


def judge(office: Office, user: str, desk: Desk) -> Judged:
    return _judged(office, desk, preferences(office.shelf, user))


def _judged(office: Office, desk: Desk, prefs: Preferences) -> Judged:
    found = office.judgements.of(desk, _under(prefs))
    if found is None:
        found = judged(desk, _checked(office, desk, prefs), writing.own_texts(desk))
        office.judgements.keep(found, _under(prefs))
    return found


def _under(prefs: Preferences) -> str:
    """The settings that change what is found, as a key."""
    return json.dumps([prefs.profile, prefs.off], sort_keys=True)


def checked(office: Office, user: str, desk: Desk) -> CheckResult:
    """The desk's table checked under the user's settings, less what was ignored on this desk."""
    prefs = preferences(office.shelf, user)
    found = office.judgements.of(desk, _under(prefs))
    return found.check if found else _checked(office, desk, prefs)


def _checked(office: Office, desk: Desk, prefs: Preferences) -> CheckResult:
    table = desk.table
    ignored = tuple(
        IgnoredFinding(rule=i.rule, row=i.row, why=findings.Ignored(reason=i.reason, user="", date=i.at[:10]))
        for i in desk.ignored
    )
    with office.metrics.work("check"):
        return check(table, profile_for(table, desk.profile, prefs.profile or None), Settings(prefs.rules, ignored))


# -- what is shown ---------------------------------------------------------------------------------------------------


def load(office: Office, owner: str, desk_id: str) -> Desk:
    desk = office.shelf.load(owner, desk_id) if desk_id else None
    if desk is None:
        raise Refusal("这张表已经移去，或不是您的。请从列表里另选一张。")
    office.shelf.set_setting(owner, "current", desk.id)
    return desk


def current(office: Office, owner: str) -> Desk | None:
    """The desk that was shown last, for a reload or a second tab."""
    desk_id = office.shelf.setting(owner, "current")
    return office.shelf.load(owner, desk_id) if desk_id else None


def go_home(office: Office, owner: str) -> None:
    office.shelf.set_setting(owner, "current", "")


# -- changing --------------------------------------------------------------------------------------------------------


def change(office: Office, owner: str, desk_id: str, step: Change) -> Desk:
    """Load, apply `step`, save; again from the start when another tab saved in between."""
    for _ in range(8):
        before = load(office, owner, desk_id)
        after = step(before)
        if after is before:
            return before
        try:
            return save(office, owner, after)
        except Conflict:
            continue
        except NotFound as error:  # it was loaded, so it may be seen, and not written
            raise Refusal("这张表是填报单位的，您可以看和复核，不能改。要提问，请到“复核”页点“问这些表”。") from error
    raise Refusal("这张表正在别处修改。请稍等再试一次。")


def save(office: Office, owner: str, desk: Desk) -> Desk:
    """Keep `desk` with the line that the picker shows of it. Raises Conflict, NotFound, Unavailable."""
    prefs = preferences(office.shelf, owner)
    seen = _judged(office, desk, prefs)
    with office.metrics.work("save"):
        kept = office.shelf.save(owner, desk, listed(seen))
    office.judgements.saved(seen, kept, _under(prefs))
    return kept


def edit_cell(office: Office, owner: str, desk_id: str, fact: str, text: str, *, before: str | None = None) -> Desk:
    """Type `text` over a cell. A score above its points is refused on the spot.

    `before` is what the cell said when the user began; raises Overtaken when it says something else by now.
    """

    def step(desk: Desk) -> Desk:
        desk, cell = _made(desk, fact)
        if desk.table.text(cell) is None:
            raise Refusal("这一格不能改。")
        refuse_score(desk, cell, text)
        if before is not None and not _same(desk.table.text(cell), before, text):
            if any(c.fact == cell and _same(c.before, before) and _same(c.after, text) for c in desk.changes):
                return desk  # this very edit, sent again after a break, and something came after it
            raise Overtaken(desk, cell, desk.table.text(cell) or "", text)
        return desks.edited(desk, cell, text)

    return change(office, owner, desk_id, step)


def _same(text: str | None, *others: str) -> bool:
    """Whether `text` is one of the others; a browser changes line ends and the blanks around them."""
    return " ".join((text or "").split()) in {" ".join(other.split()) for other in others}


def _made(desk: Desk, fact: str) -> tuple[Desk, str]:
    """The desk with the indicator that a cell of an empty class ("class2.level3") asks for, and the cell's fact id."""
    head, _, field = fact.partition(".")
    number = head.removeprefix("class")
    if head == number or not number.isdigit() or not field:
        return desk, fact
    if not 1 <= int(number) <= len(desk.table.empty_classes):
        raise Refusal("这一行已经有指标了，请刷新后再填。")
    original = with_indicator(desk.original, int(number))
    return desks.update(desk, original=original), f"R{len(original.indicators)}.{field}"


def add_row(office: Office, owner: str, desk_id: str, row: int) -> Desk:
    """One more row below `row`, in a form that was started blank."""

    def step(desk: Desk) -> Desk:
        if desk.origin != "blank" or row not in desk.original.by_row:
            raise Refusal("原文件的行数不变。要加指标，请在原文件里加一行再打开。")
        return desks.update(desk, original=with_row_after(desk.original, row))

    return change(office, owner, desk_id, step)


def refuse_score(desk: Desk, fact: str, text: str) -> None:
    head, _, field = fact.partition(".")
    if field != "score" or not head.startswith("R"):
        return
    score, most = points_of(text), points_of(desk.table.text(f"{head}.points"))
    if score is not None and most is not None and score > most:
        raise Refusal(f"得分不能超过分值 {most}。")


def undo(office: Office, owner: str, desk_id: str) -> Desk:
    return change(office, owner, desk_id, undone)


def undone(desk: Desk) -> Desk:
    """The last edit taken back; a draft that was accepted by it is open again."""
    if not desk.changes:
        return desk
    last = desk.changes[-1]
    card = next((c for c in desk.cards if c.status == "accepted" and c.fact == last.fact), None)
    back = desks.undo(desk)
    if card is None or card.version.text != last.after:
        return back
    return desks.put_card(back, card.model_copy(update={"status": "open"}))


def redo(office: Office, owner: str, desk_id: str) -> Desk:
    return change(office, owner, desk_id, redone)


def redone(desk: Desk) -> Desk:
    """The last edit that was taken back made again; a draft that it accepts is accepted."""
    if not desk.undone:
        return desk
    again = desk.undone[-1]
    card = next((c for c in desk.open_cards if c.fact == again.fact and c.version.text == again.after), None)
    desk = desks.redo(desk)
    return desks.put_card(desk, card.model_copy(update={"status": "accepted"})) if card else desk


def ignore(office: Office, owner: str, desk_id: str, rule: str, row: int | None, reason: str) -> Desk:
    """Set a finding aside. A reason is needed: it goes into the 复核清单."""
    if not reason.strip():
        raise Refusal("请写一句忽略的理由，复核时要看。")
    item = Ignored(rule=rule, row=row, reason=reason.strip(), at=desks.now())
    return change(office, owner, desk_id, lambda desk: desks.update(desk, ignored=(*desk.ignored, item)))


def restore(office: Office, owner: str, desk_id: str) -> Desk:
    """Take back everything that was ignored."""
    return change(office, owner, desk_id, lambda desk: desks.update(desk, ignored=()) if desk.ignored else desk)


def remove(office: Office, owner: str, desk_id: str) -> None:
    office.shelf.remove(owner, [desk_id])
    if office.shelf.setting(owner, "current") == desk_id:
        office.shelf.set_setting(owner, "current", "")
