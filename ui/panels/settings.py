"""设置: the profile, length of texts, rules that are not run, the model endpoint and a button to try it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from assistant.settings import ModelSettings
from scoring.catalogue import ENTRIES, rules, title
from scoring.profile import load_profile, profile_names
from store import desk as desks
from ui import session
from ui.judged import name_of
from ui.panels.wire import Shown
from ui.preferences import LENGTHS, REGISTERS, Preferences, keep, preferences, register_of
from ui.render import render
from ui.session import Office, Refusal


class SettingsPage:
    """Handlers of 设置."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def show(self, owner: str, trial: tuple[str, ...] = (), line: str = "") -> str:
        settings = ModelSettings()
        prefs = preferences(self.office.shelf, owner)
        current = session.current(self.office, owner)
        profiles = [(name, load_profile(name)) for name in profile_names()]
        return render(
            "settings",
            prefs=prefs,
            lengths=LENGTHS,
            registers=REGISTERS,
            profiles=[(name, profile.title, profile.about) for name, profile in profiles],
            chosen=current.profile if current else None,
            table=name_of(current.table) if current else "",
            desk=current.id if current else "",
            rules=[(rule.code, title(rule.code), ENTRIES[rule.code].severity) for rule in rules()],
            model=settings.model if settings.configured else "",
            address=settings.base_url if settings.configured else "",
            trial=trial,
            line=line,
        )

    def set(self, owner: str, data: dict[str, Any]) -> Shown:
        """One setting was changed: `name` and `value`."""
        name, value = str(data.get("name", "")), str(data.get("value", ""))
        prefs = preferences(self.office.shelf, owner)
        if name == "table_profile":
            self._table_profile(owner, str(data.get("desk", "")), value)
        else:
            keep(self.office.shelf, owner, _changed(prefs, name, value, str(data.get("reason", ""))))
        return Shown({"settings": self.show(owner)})

    def _table_profile(self, owner: str, desk_id: str, name: str) -> None:
        if name and name not in profile_names():
            raise Refusal("没有这个口径。")
        session.change(self.office, owner, desk_id, lambda desk: desks.update(desk, profile=name or None))

    async def test(self, owner: str, _data: dict[str, Any]) -> AsyncIterator[Shown]:
        """Try the endpoint out, with a line on what is being done."""
        from assistant.trial import lines, try_endpoint

        settings = ModelSettings()
        if not settings.configured:
            raise Refusal("还没有接模型。请管理员设置 ZIPING_BASE_URL 和 ZIPING_MODEL 后重启。")
        yield Shown({"settings": self.show(owner, line="正在试模型接口，最多半分钟……")})
        yield Shown({"settings": self.show(owner, trial=tuple(lines(settings, await try_endpoint(settings))))})


def _changed(prefs: Preferences, name: str, value: str, reason: str) -> Preferences:
    if name == "length" and value.isdecimal() and int(value) in LENGTHS:
        return replace(prefs, length=int(value))
    if name == "register":
        return replace(prefs, register=register_of(value))
    if name == "profile" and (not value or value in profile_names()):
        return replace(prefs, profile=value)
    if name == "rule_on":
        return replace(prefs, off={code: why for code, why in prefs.off.items() if code != value})
    if name == "rule_off" and value in ENTRIES:
        if not reason.strip():
            raise Refusal("停用一条规则要写理由，复核时要看。")
        return replace(prefs, off={**prefs.off, value: reason.strip()})
    raise Refusal("没有这项设置。")
