"""Old Word files (.doc, .wps, .rtf) through LibreOffice where it is installed; else the user is told what to do."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from forms.errors import LimitExceeded, UnreadableFile
from forms.grid import Grid
from forms.limits import DEFAULT_LIMITS, Limits
from forms.readers import docx

_RESAVE = "请用 Word 或 WPS 打开后另存为 docx，或复制整张表粘贴进来"
# No macros, no links followed, no proxy but a closed port: the conversion makes no connection.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read(path: Path, limits: Limits = DEFAULT_LIMITS, name: str = "") -> list[Grid]:
    """The grids of the file after LibreOffice has made a docx of it in a folder that is deleted again.

    Raises `UnreadableFile` where LibreOffice is missing or cannot open the file, `LimitExceeded` when it is too slow.
    """
    file = name or path.name
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise UnreadableFile("是旧版 Word 文件，要装有 LibreOffice 才能读", file=file, todo=_RESAVE)
    with tempfile.TemporaryDirectory(prefix="ziping-") as folder:
        work = Path(folder)
        # A name of our own: the user's may hold anything, and LibreOffice goes by content.
        shutil.copyfile(path, work / "in.doc")
        _convert(office, work, limits, file)
        made = work / "in.docx"
        if not made.is_file():
            raise UnreadableFile("旧版 Word 文件已损坏，打不开", file=file, todo=_RESAVE)
        return docx.read(made, limits, file)


def _convert(office: str, work: Path, limits: Limits, file: str) -> None:
    """Run LibreOffice under a profile of its own in `work`; it and its children end with the time limit."""
    profile = work / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    command = [
        office, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(work), str(work / "in.doc"),
    ]  # fmt: skip
    environment = os.environ | {"HOME": str(work)}
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=work, env=environment, start_new_session=True, stdin=nowhere, stdout=nowhere, stderr=nowhere
    ) as child:
        try:
            child.wait(limits.office_seconds)
        except subprocess.TimeoutExpired as error:
            what = f"LibreOffice 在 {limits.office_seconds:g} 秒内没有打开它"
            raise LimitExceeded(what, file=file, todo=_RESAVE) from error
        finally:
            if child.poll() is None:
                _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End `child` and, where the system has process groups, what it started."""
    kill_group = getattr(os, "killpg", None)
    if kill_group is None:
        child.kill()
    else:
        kill_group(child.pid, signal.Signals["SIGKILL"])


def _registry() -> str:
    """`_SETTINGS` as LibreOffice keeps them in a profile."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, name, value in _SETTINGS
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    return f"{head}{items}</oor:items>"
