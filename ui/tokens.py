"""Who is asking: the user of the login session in the cookie, the one that a trusted proxy names, or the single user.

Without accounts the server listens on loopback only; so that no other site's page can speak to it, an event must carry
the page's own cookie too.
"""

from __future__ import annotations

from typing import Any

from store.accounts import Account
from store.store import Store

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
    named = request.headers.get(trusted_header, "") if trusted_header else ""
    found = store.accounts.of_token(token) if not named else None
    if found is not None:
        return found
    if store.accounts.any():
        return store.accounts.of_name(named) if named else None
    return store.accounts.single_user() if token else None
