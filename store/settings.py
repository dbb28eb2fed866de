"""Where things are kept: `ZIPING_DATA` (a folder) and `ZIPING_DATABASE_URL` ("" is SQLite in that folder)."""

from __future__ import annotations

import os
import sys
from ipaddress import ip_network
from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from store.store import Store

LOOPBACK = "127.0.0.1,::1"


def default_data() -> Path:
    """The user's own data folder, where the platform has it."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "ziping"


class StoreSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="ZIPING_", extra="ignore")

    data: Path = Field(default_factory=default_data)
    database_url: SecretStr = SecretStr("")  # it may hold a password
    trusted_header: str = ""  # the header in which a reverse proxy names the user; "" trusts none
    trusted_proxies: str = LOOPBACK  # from where a proxy may ask: addresses and networks, with commas between

    @field_validator("trusted_proxies", mode="after")
    @classmethod
    def _addresses(cls, value: str) -> str:
        for part in filter(None, map(str.strip, value.split(","))):
            ip_network(part, strict=False)
        return value


def open_store(data: Path | None = None) -> Store:
    """The store that the settings name; `data` (an option of the command line) wins over the setting."""
    settings = StoreSettings()
    return Store(data or settings.data, settings.database_url.get_secret_value())
