"""The one open endpoint, `chat`: a question in, the answer streamed out. For scripts and for the load test.

It stands behind the same login as the page, keeps nothing, and reads nothing of a user's desks: the table is pasted
with the question, or it is the first sample.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

from gradio.events import api

from forms.errors import FormError
from ui.answers import plain

AT_ONCE = 120
_PIECE = re.compile(r"[^，。；、\n]*[，。；、\n]?")


async def chat(message: str, table: str = "") -> AsyncIterator[str]:
    """Answer `message` about the pasted `table` (left out: the first sample); each piece is the answer so far."""
    try:
        found = await asyncio.to_thread(plain, message[:2000], table)
        text = found.text
    except FormError as error:
        text = str(error)
    said = ""
    for piece in _PIECE.findall(text):
        if piece:
            said += piece
            yield said


def connect() -> None:
    """Open the endpoint. To be called inside the page's Blocks."""
    api(chat, api_name="chat", concurrency_limit=AT_ONCE, concurrency_id="chat")
