"""Who is asking. With accounts: the user of the login session in the cookie. Without: the one user of this machine.

Without accounts the server listens on loopback only; so that no other site's page can speak to it, an event must carry
the page's own cookie too.
"""

from __future__ import annotations

from typing import Any

from store.accounts import Account
from store.store import Store

COOKIE = "ziping_session"


def account_of(store: Store, request: Any) -> Account | None:
    """The account behind a Gradio or Starlette request; None for one that did not come from a page of ours."""
    token = (getattr(request, "cookies", None) or {}).get(COOKIE, "")
    if store.accounts.any():
        return store.accounts.of_token(token)
    return store.accounts.single_user() if token else None
