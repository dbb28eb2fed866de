"""What the client library raises, as errors of ours: one Chinese line each, and whether trying again may help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.errors import ModelError

STATUS_LINES = {
    400: "模型接口不接受这样的请求（400）",
    401: "模型接口不认这个密钥（401），请检查 ZIPING_API_KEY",
    403: "模型接口拒绝访问（403），请检查密钥和权限",
    404: "模型接口没有这个地址或模型（404），请检查 ZIPING_BASE_URL 和 ZIPING_MODEL",
    413: "请求太长，模型接口不接受（413）",
    429: "模型接口限流（429），请稍后再试",
}


class PassingError(ModelError):
    """An error that may pass: the same request may be made again."""

    def __init__(self, kind: Any, line: str, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(kind, line)


class RefusedError(ModelError):
    """A 400. `detail` is what the endpoint said, for the dialect only; it is never shown."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__("refused", STATUS_LINES[400])


def translated(error: Exception) -> ModelError:
    """Our error for anything that the client, the transport or an odd body raised."""
    import httpx2
    import openai

    if isinstance(error, openai.APIStatusError):
        return _status(error)
    if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException):
        return PassingError("timeout", "模型没有按时回应")
    if isinstance(error, openai.APIConnectionError | httpx2.ConnectError):
        return ModelError("unreachable", "连不上模型接口，请检查 ZIPING_BASE_URL 和网络")
    if isinstance(error, openai.APIError | httpx2.HTTPError):
        return PassingError("cut", "模型的回答中途断了")
    return ModelError("odd", "模型接口的回应看不懂，可能不是 OpenAI 兼容接口")


def _status(error: Any) -> ModelError:
    code = int(error.status_code)
    if code == 400 or code == 422:
        return RefusedError(str(error.message)[:2_000])
    line = STATUS_LINES.get(code, f"模型接口出错（{code}）")
    if code in {401, 403}:
        return ModelError("auth", line)
    if code == 429:
        return PassingError("rate", line, _retry_after(error.response.headers))
    if code >= 500 or code in {408, 409}:
        return PassingError("server", line, _retry_after(error.response.headers))
    return ModelError("unreachable" if code == 404 else "refused", line)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of a Retry-After header; None when there is none or it is a date."""
    value = headers.get("retry-after", "").strip()
    return float(value) if value.isascii() and value.isdigit() else None
