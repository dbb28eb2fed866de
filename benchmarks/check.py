"""All rules on one parsed table, by the number of rows; and `ziping check` of a paste beside the imports alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.corpus import seconds, tables

ROOT = Path(__file__).parents[1]


def main() -> None:
    from scoring.check import check

    check(tables(1)[0])  # rules are loaded once
    for rows in (15, 30, 60, 120):
        made = tables(200, rows)
        took = seconds(lambda made=made: [check(table) for table in made])
        print(f"  {rows:4} rows {took * 1000 / len(made):6.2f} ms a table")
    peer = "from pydantic import BaseModel; import typer"
    bare = min(seconds(lambda: _run("-c", peer)) for _ in range(5))
    whole = min(seconds(lambda: _run("-m", "cli", "check", "eval_sets/samples/seed.txt", "--json")) for _ in range(5))
    print(f"  ziping check of 11 tables {whole:.2f} s = {whole / bare:.1f} × pydantic and typer ({bare:.2f} s)")


def _run(*args: str) -> None:
    subprocess.run([sys.executable, *args], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    main()
