"""How long a change in the user's own file takes, beside openpyxl's load and save (which loses parts of the file).

    python benchmarks/write.py [ROUNDS]

Writes one accepted text into each of the eleven sample workbooks and documents, reading not counted. The goal is under
3 ms a workbook.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl

from eval_sets.expected import SAMPLES
from forms.read import read_file
from forms.table import SelfEvaluationTable
from forms.write import standard_xlsx, write

TEXT = "本年完成接待27次，比年度指标值少3次。"
Task = Callable[[Path, SelfEvaluationTable, Path], None]


def ours(source: Path, table: SelfEvaluationTable, out: Path) -> None:
    write(source, table, {"narrative": TEXT, "R1.score": "13.5"}, out)


def bare_openpyxl(source: Path, table: SelfEvaluationTable, out: Path) -> None:
    book = openpyxl.load_workbook(source)
    book[table.source.sheet][table.place("narrative")] = TEXT
    book.save(out)


def standard(_: Path, table: SelfEvaluationTable, out: Path) -> None:
    standard_xlsx([table], out)


def milliseconds(task: Task, files: list[tuple[Path, SelfEvaluationTable]], rounds: int) -> float:
    """The best round's time a file."""
    best = float("inf")
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            start = time.perf_counter()
            for source, table in files:
                task(source, table, Path(folder) / f"out{source.suffix}")
            best = min(best, time.perf_counter() - start)
    return 1_000 * best / len(files)


def main(rounds: int = 20) -> None:
    files = {
        kind: [(path, read_file(path).tables[0]) for path in sorted((SAMPLES / kind).glob(f"*.{kind}"))]
        for kind in ("xlsx", "docx")
    }
    tasks: list[tuple[str, Task, str]] = [
        ("xlsx: change two cells", ours, "xlsx"),
        ("xlsx: openpyxl load, change, save", bare_openpyxl, "xlsx"),
        ("docx: change two cells", ours, "docx"),
        ("xlsx: new in the standard form", standard, "xlsx"),
    ]
    for name, task, kind in tasks:
        print(f"{name:36} {milliseconds(task, files[kind], rounds):8.2f} ms a file")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
