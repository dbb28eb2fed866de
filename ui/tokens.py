"""Who is asking: the user of the login session in the cookie, the one that a trusted proxy names, or the single user.

Without accounts the server listens on loopback only; so that no other site's page can speak to it, an event must carry
the page's own cookie too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers

from store.accounts import Account
from store.store import Store
from ui.outer import PROXIED

COOKIE = "ziping_session"
KNOWN = "ziping_account"  # in the scope of a request: whom the gate found, so that nobody has to ask again


def account_of(store: Store, request: Any, trusted_header: str = "") -> Account | None:
    """The account behind a Gradio or Starlette request; None for one that did not come from a page of ours.

    `trusted_header` names the header in which a reverse proxy tells the user; "" trusts none.
    """
    inner = getattr(request, "request", None) or request  # Gradio wraps the request, and copies what it is asked for
    known = (getattr(inner, "scope", None) or {}).get(KNOWN)
    if known is not None:
        return known
    token = (getattr(request, "cookies", None) or {}).get(COOKIE, "")
    named = named_by_proxy(getattr(inner, "scope", None) or {}, trusted_header)
    found = store.accounts.of_token(token) if not named else None
    if found is not None:
        return found
    if store.accounts.any():
        return store.accounts.of_name(named) if named else None
    return store.accounts.single_user() if token else None


def named_by_proxy(scope: Mapping[str, Any], trusted_header: str) -> str:
    """The user whom a trusted proxy names; "" for a header that anybody may have written, or that is there twice."""
    if not trusted_header or not scope.get(PROXIED):
        return ""
    values = Headers(scope=dict(scope)).getlist(trusted_header)
    if len(values) != 1:
        return ""
    try:
        return values[0].encode("latin-1").decode("utf-8").strip()
    except UnicodeDecodeError:
        return ""
