"""PDFs that are locked, scanned, broken, endless or bombs."""

from __future__ import annotations

import random
import zlib
from pathlib import Path

from tests.hostile.kit import file, made

# PDF


def _pdf(*objects: bytes) -> bytes:
    """A PDF of the given objects (1 is the catalogue), with no cross-reference table."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R /Size 9 >>\n%%EOF\n"


def _stream(data: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<< /Filter /FlateDecode /Length %d %s >> stream\n%s\nendstream" % (len(packed), extra, packed)


@file("密码.pdf")
def _(path: Path) -> None:
    from reportlab.pdfgen import canvas

    page = canvas.Canvas(str(path), encrypt="secret")
    page.drawString(100, 700, "locked")
    page.save()


@file("扫描.pdf")
def _(path: Path) -> None:
    from reportlab.pdfgen import canvas

    page = canvas.Canvas(str(path))
    page.rect(100, 100, 300, 300, fill=1)
    page.save()


made("坏.pdf", lambda: b"%PDF-1.7\n" + random.Random(4).randbytes(5_000))
made("空.pdf", lambda: b"%PDF-1.7\n%%EOF\n")
made(
    "页树成环.pdf",
    lambda: _pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
)
made(
    "流炸弹.pdf",
    lambda: _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        _stream(b" " * 450_000_000),
    ),
)
made(
    "百万条线.pdf",
    lambda: _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        _stream(
            b"".join(
                b"%d 0 m %d 800 l S 0 %d m 600 %d l S\n" % (n % 600, n % 600, n % 800, n % 800) for n in range(300_000)
            )
        ),
    ),
)


@file("千页.pdf")
def _(path: Path) -> None:
    from reportlab.pdfgen import canvas

    page = canvas.Canvas(str(path))
    for number in range(1_000):
        page.drawString(100, 700, str(number))
        page.showPage()
    page.save()
