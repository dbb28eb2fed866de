"""`ziping eval --from-store`: accepted and corrected drafts of the store as cases of the draft suite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.errors import NotWritable, UnreadableFile

if TYPE_CHECKING:
    from assistant.evaluate.kept import Kept
    from store.desk import Card, Desk
    from store.store import Store

DRAFTED = {"goal", "narrative", "deviation"}


def write_cases(store: Store, folder: Path) -> tuple[int, int, Path]:
    """Write the cases to `folder/draft/store.yml`, beside those that are there: new ones, all of them, and the file."""
    import yaml

    from assistant.evaluate.kept import as_case

    path = folder / "draft" / "store.yml"
    try:
        before: Any = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else []
        cases: dict[str, Any] = {case["id"]: case for case in before or []}
    except (OSError, yaml.YAMLError, TypeError, KeyError) as error:
        raise UnreadableFile("不是用例文件", file=str(path), todo="请换一个文件夹") from error
    old = len(cases)
    for one in kept(store):
        case = as_case(one)
        cases.setdefault(case["id"], case)
    text = yaml.safe_dump(list(cases.values()), allow_unicode=True, sort_keys=False, width=120)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NotWritable(f"写不了（{error.strerror}）", file=str(path), todo="请换一个能写的地方") from error
    return len(cases) - old, len(cases), path


def kept(store: Store) -> Iterator[Kept]:
    """The drafts that are worth a case, of every open account and of single-user mode, each desk once."""
    accounts = [store.accounts.single_user(), *(account for account, closed in store.accounts.all() if not closed)]
    names = tuple({name for one in accounts for name in (one.unit, one.name, one.display_name)} - {"本单位"})
    seen: set[str] = set()
    for account in accounts:
        for desk_id, *_ in store.desks.listed(account.id):
            desk = store.desks.load(account.id, desk_id) if desk_id not in seen else None
            seen.add(desk_id)
            if desk is not None:
                yield from (one for card in desk.cards if (one := _kept(desk, card, names)) is not None)


def _kept(desk: Desk, card: Card, names: tuple[str, ...]) -> Kept | None:
    """What was accepted, or what the user wrote over a draft and verification finds nothing wrong with."""
    from assistant.evaluate.kept import Kept
    from scoring.claims import WRONG, verdict_of

    if not card.versions:
        return None
    first, final = card.versions[0], card.version
    corrected = final.by == "user" and len(card.versions) > 1 and card.status == "open"
    if card.kind not in DRAFTED or not final.text or not (card.status == "accepted" or corrected):
        return None
    if verdict_of(final.claims) == "unfaithful":
        return None
    wrong = tuple(claim.text for claim in first.claims if claim.verdict in WRONG)
    before = next((change.before for change in reversed(desk.changes) if change.fact == card.fact), None)
    return Kept(
        desk.table, card.kind, card.row, card.fact,  # pyright: ignore[reportArgumentType] - the kinds of DRAFTED
        before if before is not None else desk.original.text(card.fact) or "", final.text, wrong,
        tuple((said.text, said.row) for said in desk.said), names,
    )  # fmt: skip
