"""What one save changed, for the audit log: cells before and after, drafts with who wrote them and what was found."""

from __future__ import annotations

from collections import Counter
from typing import Any

from scoring.claims import verdict_of
from store.desk import Card, Desk, Version


def difference(base: Desk | None, desk: Desk) -> dict[str, Any]:
    """The parts of `desk` that differ from `base` (None: it is new), as plain values; {} where none does.

    `cells`: fact id -> [before, after]; `drafts`: each new version; `decided`: cards accepted or dropped; `ignored` and
    `restored`: findings; `stated`: what the user told; `profile` and
    `rows` (how many the form has): [before, after].
    """
    told: dict[str, Any] = {
        "cells": cells(base, desk),
        "drafts": [draft for card in desk.cards for draft in _new_versions(base, card)],
        "decided": [_decided(card) for card in desk.cards if _newly_decided(base, card)],
        "ignored": _items(desk, base),
        "restored": _items(base, desk),
        "stated": [said.model_dump(mode="json") for said in desk.said if base is None or said not in base.said],
    }
    if base is not None and len(base.original.indicators) != len(desk.original.indicators):
        told["rows"] = [len(base.original.indicators), len(desk.original.indicators)]
    if base is not None and base.profile != desk.profile:
        told["profile"] = [base.profile, desk.profile]
    return {name: value for name, value in told.items() if value}


def cells(base: Desk | None, desk: Desk) -> dict[str, list[str]]:
    """Fact id -> what the cell said before and what it says now, for the cells that differ."""
    if base is desk:
        return {}
    old = base.changed if base else {}
    facts = sorted(old.keys() | desk.changed.keys())
    before = base.table if base else desk.original
    pairs = ((fact, before.text(fact) or "", desk.table.text(fact) or "") for fact in facts)
    return {fact: [was, now] for fact, was, now in pairs if was != now}


def _new_versions(base: Desk | None, card: Card) -> list[dict[str, Any]]:
    old = base.card(card.id) if base else None
    kept = old.versions if old else ()
    return [_version(card, n, v) for n, v in enumerate(card.versions, 1) if n > len(kept) or v != kept[n - 1]]


def _version(card: Card, number: int, version: Version) -> dict[str, Any]:
    return {
        "card": card.id,
        "fact": card.fact,
        "version": number,
        "drafter": version.by,
        "model": version.model,
        "prompt": version.prompt,
        "text": version.text,
        "verdict": verdict_of(version.claims),
        "claims": dict(Counter(claim.verdict for claim in version.claims)),
        "missing": list(version.missing),
    }


def _newly_decided(base: Desk | None, card: Card) -> bool:
    old = base.card(card.id) if base else None
    return card.status in {"accepted", "dropped"} and (old is None or old.status != card.status)


def _decided(card: Card) -> dict[str, Any]:
    return {"card": card.id, "fact": card.fact, "status": card.status, "version": card.shown}


def _items(desk: Desk | None, other: Desk | None) -> list[dict[str, Any]]:
    """The findings that are set aside on `desk` and not on `other`."""
    there = other.ignored if other else ()
    return [item.model_dump(mode="json") for item in (desk.ignored if desk else ()) if item not in there]
