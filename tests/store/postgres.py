"""A PostgreSQL server of the tests' own: a fresh cluster in a temporary folder, on loopback, ended with the session."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from store.database import Database, normalised_url
from store.migrate import upgrade


def programs() -> Path | None:
    """Where initdb and pg_ctl are; None when PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


class Server:
    """A running cluster, without fsync: tests end processes, never the machine, so nothing written is lost."""

    def __init__(self, bin_: Path, folder: Path) -> None:
        self._bin, self.folder = bin_, folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._count = 0
        self._ready = False

    def run(self, program: str, *args: str) -> None:
        command = [str(self._bin / program), *args]
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
        self.run(
            "pg_ctl", "-D", str(self.folder / "data"), "-o", options, "-l", str(self.folder / "log"), "-w", "start"
        )

    def stop(self, mode: str = "immediate") -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", mode, "-w", "stop")

    def url(self, *, empty: bool = False) -> str:
        """The address of a database that is at the present schema (copied from a template), or `empty`."""
        if not empty and not self._ready:
            self._create("ziping_template", "template0")
            opened = Database(normalised_url(self._address("ziping_template"), self.folder))
            upgrade(opened)
            opened.close()
            self._ready = True
        self._count += 1
        name = f"test{self._count}"
        self._create(name, "template0" if empty else "ziping_template")
        return self._address(name)

    def _address(self, name: str) -> str:
        return f"postgresql://ziping@127.0.0.1:{self.port}/{name}"

    def _create(self, name: str, template: str) -> None:
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())


@contextmanager
def server() -> Iterator[Server | None]:
    """A server for as long as the block lasts; None when PostgreSQL is not installed."""
    bin_ = programs()
    if bin_ is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="ziping-pg-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    running = Server(bin_, folder)
    try:
        running.run("initdb", "-D", str(folder / "data"), "-U", "ziping", "-A", "trust", "-E", "UTF8", "--no-locale")
        running.start()
        yield running
        running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
