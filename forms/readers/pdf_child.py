"""The process that opens a PDF for `forms.readers.pdf`: a hostile one can only take this process's time and memory.

Reads the file on stdin, writes a line of JSON for each page as soon as it is read, so that what was read before the
time was up is not lost. Run as `python -m forms.readers.pdf_child PAGES SECONDS`.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
from dataclasses import asdict
from typing import Any

from forms.readers.pdf_page import see

MEMORY = 400_000_000  # bytes of data that this process may take


def main(stdin: Any, stdout: Any, most_pages: int) -> None:
    """Write {"pages": n} or {"error": "password" | "damaged"}, then a page a line."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFSyntaxError
    from pdfplumber import open as open_pdf
    from pdfplumber.utils.exceptions import PdfminerException

    def tell(message: dict[str, Any]) -> None:
        stdout.write(json.dumps(message) + "\n")
        stdout.flush()

    try:
        document = open_pdf(io.BytesIO(stdin.read()))
        pages = document.pages
    except (PdfminerException, PDFPasswordIncorrect, PDFSyntaxError) as error:
        is_locked = any(isinstance(e, PDFPasswordIncorrect) for e in (error, *error.args))
        tell({"error": "password" if is_locked else "damaged"})
        return
    except Exception:  # noqa: BLE001 (pdfminer raises anything on a broken file)
        tell({"error": "damaged"})
        return
    tell({"pages": len(pages)})
    for number, page in enumerate(pages[:most_pages], 1):
        try:
            tell(asdict(see(page, number)))
        except Exception:  # noqa: BLE001 (one broken page does not lose the others)
            tell({"number": number, "error": "damaged"})
        page.close()


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        seconds = max(1, round(float(sys.argv[2])))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    main(sys.stdin.buffer, sys.stdout, int(sys.argv[1]))
