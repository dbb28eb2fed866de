"""The outermost layer: who is at the other end of a connection, and the headers that every answer carries.

A reverse proxy tells for whom it asks (X-Forwarded-For, -Proto, and the user's name with single sign-on). Anybody can
write such headers, so they count only when the connection itself comes from an address that the settings trust.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PROXIED = "ziping_proxied"  # in the scope: the connection comes from a proxy that is trusted
DIRECT = "ziping_direct"  # in the scope: from this machine itself, with nothing in between that says so
FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip", "x-forwarded-host", "via")
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # Gradio compiles its templates in the browser
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": POLICY,
}

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


class Outer:
    """ASGI middleware around all others."""

    def __init__(self, app: ASGIApp, trusted_proxies: str = "") -> None:
        self.app, self._trusted = app, networks(trusted_proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(told(scope, self._trusted), receive, with_headers)


def networks(text: str) -> tuple[Network, ...]:
    """The addresses and networks that a setting lists, with commas between. Raises ValueError for one that is none."""
    return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


def told(scope: Scope, trusted: Iterable[Network]) -> Scope:
    """The scope with where the request comes from: `client` and `scheme` as a trusted proxy tells them."""
    headers, peer = Headers(scope=scope), _address((scope.get("client") or ("", 0))[0])
    trusted = tuple(trusted)
    proxied = _within(peer, trusted)
    direct = peer is not None and peer.is_loopback and not any(name in headers for name in FORWARDED)
    changed: Scope = {**scope, PROXIED: proxied, DIRECT: direct}
    if not proxied:
        return changed
    hops = [hop.strip() for value in headers.getlist("x-forwarded-for") for hop in value.split(",")]
    client = next((hop for hop in reversed(hops) if not _within(_address(hop), trusted)), "")
    if _address(client) is not None:  # the last hop that is no proxy of ours; what stands before it anybody may write
        changed["client"] = (client, 0)
    scheme = headers.get("x-forwarded-proto", "")
    if scheme in {"http", "https"} and scope["type"] == "http":
        changed["scheme"] = scheme
    return changed


def _within(address: Address | None, trusted: tuple[Network, ...]) -> bool:
    return address is not None and any(address in network for network in trusted)


def _address(text: str) -> Address | None:
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
