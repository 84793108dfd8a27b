"""A PostgreSQL cluster of the tests' own, which can be stopped and started while it is in use."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SEARCHED = [*os.get_exec_path(), *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))]


@dataclass
class Cluster:
    """A cluster in a folder; its databases are reached at `url`."""

    folder: Path
    port: int

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://guide@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        log, options = (
            self.folder / "log",
            f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off",
        )
        self._control("start", "-w", "-l", str(log), "-o", options)

    def stop(self) -> None:
        self._control("stop", "-w", "-m", "immediate")

    def make_database(self, name: str) -> str:
        """A new database; gives its URL."""
        import psycopg

        with psycopg.connect(self.url().replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f'create database "{name}"')
        return self.url(name)

    def _control(self, *arguments: str) -> None:
        run([program("pg_ctl"), "-D", str(self.folder / "data"), *arguments])


def program(name: str) -> str:
    """Where a program of PostgreSQL's is; "" where PostgreSQL is not installed."""
    return shutil.which(name, path=os.pathsep.join(SEARCHED)) or ""


def is_there() -> bool:
    return bool(program("initdb") and program("pg_ctl"))


def run(command: list[str]) -> None:
    # PostgreSQL refuses to run as root.
    as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    # Output into a file: the server would keep a pipe open after pg_ctl has ended.
    with tempfile.TemporaryFile() as output:
        status = subprocess.run(
            [*as_owner, *command], stdout=output, stderr=output, stdin=subprocess.DEVNULL
        ).returncode
        output.seek(0)
        assert status == 0, output.read().decode()


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A cluster that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="what-matters-pg-") as made, socket.socket() as probe:
        folder = Path(made)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        probe.bind(("127.0.0.1", 0))
        cluster = Cluster(folder, probe.getsockname()[1])
        probe.close()
        run([program("initdb"), "-D", str(folder / "data"), "-U", "guide", "--auth=trust", "-E", "UTF8", "--no-sync"])
        cluster.start()
        try:
            yield cluster
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                cluster.stop()
