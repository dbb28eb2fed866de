"""One reader a format, chosen by what the file holds, never by its name; imported when it is needed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from forms.errors import FormError, UnreadableFile
from forms.grid import Grid
from forms.limits import Limits
from forms.readers.detect import check_regular, kind_of

# what `kind_of` says -> module with `read(path, limits) -> list[Grid]`
READERS = {
    "xlsx": "forms.readers.xlsx",
    "xlsb": "forms.readers.xls",
    "xls": "forms.readers.xls",
    "ods": "forms.readers.ods",
    "docx": "forms.readers.docx",
    "pdf": "forms.readers.pdf",
    "doc": "forms.readers.office",
    "odt": "forms.readers.office",
    "rtf": "forms.readers.office",
    "text": "forms.readers.plain",
}


def grids_of_file(path: Path, limits: Limits, name: str) -> list[Grid]:
    """The grids of a file in its order. Raises `UnreadableFile` or `LimitExceeded`, which call the file `name`."""
    try:
        check_regular(path, limits)
        module = import_module(READERS[kind_of(path, limits)])
        return module.read(path, limits)
    except FormError as error:
        error.file = name
        raise
    except RecursionError as error:
        raise UnreadableFile("内部嵌套太深", file=name, todo="请用 Office 或 WPS 打开后另存一次") from error
