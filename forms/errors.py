"""What can go wrong with a file.

FormError              base: the file, where in it, what is wrong and what to do
├── UnreadableFile     not a file of a kind that is read, damaged, locked or empty
├── NoTable            read well enough, but it holds no 项目支出绩效自评表
├── LimitExceeded      larger than the limits allow
└── NotWritable        the place cannot be written (formula, place not in the file, read-only kind)
"""

from __future__ import annotations


def printable(name: str) -> str:
    """`name` with control characters and undecodable bytes escaped, fit for one line of stderr."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in name)


class FormError(Exception):
    """An input that cannot be used. `str()` is one Chinese line: file, place, what is wrong, what to do."""

    def __init__(self, what: str, *, file: str = "", place: str = "", todo: str = "") -> None:
        self.file, self.place, self.what, self.todo = file, place, what, todo
        super().__init__(what)

    def __str__(self) -> str:
        where = " ".join(part for part in (printable(self.file), self.place) if part)
        line = f"{where} {self.what}".strip()
        if self.todo:
            line = f"{line.rstrip('。')}。{self.todo}"
        return " ".join(line.split())


class UnreadableFile(FormError):
    """The file is of no kind that is read, or damaged, encrypted, empty, or no regular file."""


class NoTable(FormError):
    """The file was read, and holds no self-evaluation table."""


class LimitExceeded(FormError):
    """The file is larger than `Limits` allow."""


class NotWritable(FormError):
    """The place cannot be changed in this file."""
