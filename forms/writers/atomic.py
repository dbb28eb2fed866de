"""Writing a file whole or not at all: a temporary file beside it, then one rename."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from forms.errors import NotWritable


def write_whole(out: Path, data: bytes) -> None:
    """Write `data` to a temporary file in `out`'s folder, then put it in `out`'s place.

    Whatever goes wrong, `out` is as it was and no temporary file stays. Raises `NotWritable` where the folder or the
    file cannot be written.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".ziping-", suffix=out.suffix, dir=out.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        # mkstemp gives 0600; a file that is replaced keeps its own mode, a new one gets what the user's umask says.
        temporary.chmod(out.stat().st_mode & 0o777 if out.exists() else 0o666 & ~_umask())
        temporary.replace(out)
        temporary = None
    except OSError as error:
        todo = "请换一个可以写入的文件夹，或关闭正在打开它的程序"
        raise NotWritable(f"写不进去（{error.strerror or '系统错误'}）", file=out.name, todo=todo) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    """The process's umask; the system gives it only in exchange for another."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
