"""What is done with a draft on the page: accept, edit, replace one claim, look at it another way."""

from __future__ import annotations

from store import desk as desks
from store.desk import Card, Desk
from ui import writing
from ui.cards import right_text
from ui.session import Office, Overtaken, Refusal, change

MODES = frozenset({"check", "compare", "versions", "edit"})


def act_on_card(office: Office, owner: str, desk_id: str, card_id: str, do: str, *, text: str = "", n: int = 0) -> Desk:
    """Accept, drop or edit a draft, or show it another way (`mode:…`, `show`).

    `n` is the claim to replace, the version to show, or, for `save`, how many versions there were when the user began
    to type (0: not told); raises Overtaken when somebody else has written one since.
    """

    def step(desk: Desk) -> Desk:
        card = desk.card(card_id)
        if card is None or card.status != "open":
            raise Refusal("这份草稿已经处理过了。")
        if do == "accept":
            return writing.card_accepted(desk, card)
        if do == "drop":
            return desks.put_card(desk, card.model_copy(update={"status": "dropped"}))
        if do == "save":
            return _saved(desk, card, text, n)
        if do == "replace" and 0 <= n < len(card.version.claims):
            return _replaced(desk, card, n)
        if do == "show" and 1 <= n <= len(card.versions):
            return desks.put_card(desk, card.model_copy(update={"shown": n, "mode": "check"}))
        if do.startswith("mode:") and do[5:] in MODES:
            return desks.put_card(desk, card.model_copy(update={"mode": do[5:]}))
        raise Refusal("没有这个动作，请刷新页面。")

    return change(office, owner, desk_id, step)


def _saved(desk: Desk, card: Card, text: str, seen: int) -> Desk:
    if not text.strip():
        raise Refusal("草稿不能是空的；不要了请点“放弃”。")
    newer = card.versions[seen:] if seen else ()
    if any(version.text.strip() == text.strip() for version in newer):
        return desk  # this very text, sent again after a break
    if newer:
        raise Overtaken(desk, card.fact, card.versions[-1].text, text, card.id)
    return writing.card_edited(desk, card, text)


def _replaced(desk: Desk, card: Card, n: int) -> Desk:
    """The draft with its n-th claim set right."""
    claim = card.version.claims[n]
    right = right_text(desk.table, claim)
    if not right:
        raise Refusal("这一处不好直接替换，请点“编辑”自己改。")
    whole = card.version.text
    return writing.card_edited(desk, card, whole[: claim.start] + right + whole[claim.end :])
