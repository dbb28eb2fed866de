"""Settings of the endpoint: read from `ZIPING_*` once, frozen, the key never shown."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Method = Literal["json_schema", "tools", "tools_auto", "json_object", "text"]


class ModelSettings(BaseSettings):
    """How to reach a model, and how much of it one draft may use. Times are seconds, lengths characters."""

    model_config = SettingsConfigDict(env_prefix="ZIPING_", extra="ignore", frozen=True)

    base_url: str = ""
    model: str = ""
    api_key: SecretStr = SecretStr("")
    temperature: float | None = Field(default=0.3, ge=0, le=2)
    structured_output: Method | Literal["auto"] = "auto"
    connect_timeout: float = Field(default=8, gt=0)
    silence_timeout: float = Field(default=40, gt=0)  # no new piece of an answer for so long: given up
    draft_seconds: float = Field(default=75, gt=0)  # the whole draft: first probe, retries and repairs included
    draft_requests: int = Field(default=9, ge=1)
    retry_wait: float = Field(default=10, ge=0)  # longest wait before one retry; a longer Retry-After is not waited for
    max_tokens: int = Field(default=2_000, ge=64)
    max_answer: int = Field(default=16_000, ge=500)  # longer answers are cut off while they stream

    @field_validator("base_url", "model", mode="after")
    @classmethod
    def _stripped(cls, value: str) -> str:
        return value.strip()

    @property
    def configured(self) -> bool:
        """Whether an endpoint is named; the key may be empty (local servers ask for none)."""
        return bool(self.base_url and self.model)

    @property
    def key(self) -> str:
        """The key for the client only; an endpoint without one still needs a non-empty header."""
        return self.api_key.get_secret_value().strip() or "none"
