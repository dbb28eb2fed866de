"""Reads one file after another for the tests, in a process that a file may kill: a path a line in, a JSON line out."""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

# A real limit of the machine: half a gigabyte of data is all that reading may take.
resource.setrlimit(resource.RLIMIT_DATA, (500_000_000, 500_000_000))
STATUS = Path("/proc/self/status")


def read(path: Path) -> dict[str, Any]:
    from forms.errors import FormError
    from forms.limits import DEFAULT_LIMITS
    from forms.read import read_file

    try:
        # A PDF that never ends is waited for as long as the limit says: no need to wait eight seconds here.
        reading = read_file(path, replace(DEFAULT_LIMITS, pdf_seconds=3.0))
    except FormError as error:
        return {"error": str(error), "kind": type(error).__name__}
    except BaseException:  # noqa: BLE001 (what is tested is that nothing but a FormError comes out)
        return {"crash": traceback.format_exc()}
    return {
        "tables": [table.model_dump(mode="json") for table in reading.tables[:3]],
        "problems": [f"{problem.place} {problem.message}" for problem in reading.problems[:20]],
    }


def seconds() -> float:
    """The processor's time taken here and by children that ended: the clock's depends on what else runs."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)


def main() -> None:
    for line in sys.stdin:
        path = Path(os.fsdecode(bytes.fromhex(line.strip())))
        start = seconds()
        told = read(path)
        # Its own peak since it began: ru_maxrss would tell that of the process that forked it.
        own = int(next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM")).split()[1])
        peak = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        told |= {"seconds": seconds() - start, "megabytes": peak / 1024}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
