"""Stock Rasa beside ours: its own environment, a model of our domain and stories, and its two servers."""

from __future__ import annotations

import hashlib
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import click
from ruamel.yaml import YAML

from bot.command.bench_sample import EXAMPLES_AN_INTENT, write_sample
from bot.command.bench_servers import HOST, LOGS, ROOT, Server, changed_environment, free_port, running
from bot.command.bench_talking import Words

BENCH = ROOT / ".bench"
ENVIRONMENT = BENCH / "stock"
PYTHON = ENVIRONMENT / "bin" / "python"
RASA: tuple[str | Path, ...] = (PYTHON, "-m", "rasa")
CONFIG = ROOT / "bot" / "bench" / "stock_config.yml"
DOMAIN = ROOT / "bot" / "preparation" / "domain"
STORIES = ROOT / "stories" / "preparation"
MORE_STORIES = CONFIG.with_name("stock_stories.yml")
# setuptools below 81 still brings pkg_resources, which Rasa imports.
PACKAGES = ("rasa==3.6.21", "setuptools<81")
SECONDS_TO_INSTALL = 1500
SECONDS_TO_TRAIN = 1500
SECONDS_TO_START_ACTIONS = 60
# What stock Rasa must not inherit from us: it runs as it comes.
OWN_VARIABLES: dict[str, str | None] = {
    "OMP_NUM_THREADS": None,
    "VIRTUAL_ENV": None,
    "UV_PROJECT_ENVIRONMENT": None,
    "PYTHONPATH": None,
    # As many actions in a turn as our own engine allows (MOST_ACTIONS_IN_A_TURN).
    "MAX_NUMBER_OF_PREDICTIONS": "40",
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "2",
}


def ensure_installed() -> None:
    """Makes the environment of stock Rasa where it is not there yet.

    Raises:
        click.ClickException: there is no uv, no Python 3.10 and no way to get one, or the packages cannot be had.
    """
    stamp = ENVIRONMENT / ".installed"
    if stamp.is_file() and stamp.read_text() == " ".join(PACKAGES):
        return
    click.echo("Installing stock Rasa with TensorFlow into .bench/stock (2.5 GB, once) …", err=True)
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    BENCH.mkdir(exist_ok=True)
    uv = _find_uv()
    # Without --no-config uv would take our overrides from pyproject.toml, which leave TensorFlow out.
    _run([uv, "venv", "--no-config", "--python", _find_python(), ENVIRONMENT], SECONDS_TO_INSTALL)
    _run(
        [uv, "pip", "install", "--no-config", "--quiet", "--python", PYTHON, *PACKAGES],
        SECONDS_TO_INSTALL,
    )
    stamp.write_text(" ".join(PACKAGES))


def ensure_trained(words: Words) -> Path:
    """Trains stock Rasa on our domain, stories and a sample of our examples, where these changed."""
    project = BENCH / "project"
    sample = write_sample(project / "nlu.yml", words)
    inputs = [CONFIG, MORE_STORIES, sample]
    inputs += [*sorted(DOMAIN.rglob("*.yml")), *sorted(STORIES.rglob("*.yml"))]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in inputs)).hexdigest()[:16]
    model = BENCH / "models" / f"{digest}.tar.gz"
    if model.is_file():
        return model
    click.echo(f"Training stock Rasa on {EXAMPLES_AN_INTENT} examples an intent …", err=True)
    making = BENCH / "making"
    shutil.rmtree(making, ignore_errors=True)
    data = ("--data", sample, STORIES, MORE_STORIES)
    target = ("--out", making, "--fixed-model-name", digest)
    _run([*RASA, "train", "--force", "--config", CONFIG, "--domain", DOMAIN, *data, *target], SECONDS_TO_TRAIN)
    shutil.rmtree(model.parent, ignore_errors=True)
    model.parent.mkdir(parents=True)
    (making / model.name).replace(model)
    return model


@contextmanager
def actions() -> Iterator[Server]:
    """The HTTP action server with our actions, in our environment; its store is thrown away."""
    port = free_port()
    command = [sys.executable, "-m", "bot.command.bench_actions", str(port)]
    with running(command, LOGS / "actions.log", port) as server:
        server.wait_until(lambda: _listens(port), SECONDS_TO_START_ACTIONS)
        yield server


@contextmanager
def stock(folder: Path, model: Path, action_server: Server) -> Iterator[Server]:
    """A fresh `rasa run` with the model, a SQL tracker store on SQLite in `folder`, and the action server."""
    port = free_port()
    endpoints, credentials = folder / "endpoints.yml", folder / "credentials.yml"
    writer = YAML()
    store = {"type": "SQL", "dialect": "sqlite", "db": str(folder / "tracker.db")}
    webhook = {"url": f"http://{HOST}:{action_server.port}/webhook"}
    writer.dump({"tracker_store": store, "action_endpoint": webhook}, endpoints)
    writer.dump({"rest": {}}, credentials)
    where = ("--interface", HOST, "--port", str(port))
    files = ("--model", model, "--endpoints", endpoints, "--credentials", credentials)
    with running(
        [*RASA, "run", "--enable-api", *where, *files],
        LOGS / "rasa.log",
        port,
        OWN_VARIABLES,
        folder,
    ) as server:
        yield server


def count_fallbacks(folder: Path) -> int:
    """How many turns stock Rasa answered with its default fallback, which replays the whole conversation."""
    with closing(sqlite3.connect(folder / "tracker.db")) as database:
        found = database.execute("select count(*) from events where action_name = 'action_default_fallback'").fetchone()
    return int(found[0])


def _find_uv() -> Path:
    for place in (ROOT / ".tools" / "uv" / "bin" / "uv", shutil.which("uv")):
        if place and Path(place).is_file():
            return Path(place)
    raise click.ClickException("uv is needed for stock Rasa's environment; `make setup` fetches it")


def _find_python() -> str:
    """A Python 3.10 of this machine, else its version, for uv to fetch."""
    pyenv = sorted((Path.home() / ".pyenv" / "versions").glob("3.10.*/bin/python3.10"))
    found = [*map(str, pyenv), shutil.which("python3.10")]
    return next((place for place in found if place), "3.10")


def _listens(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def _run(command: Sequence[str | Path], seconds: float) -> None:
    began = time.monotonic()
    log = BENCH / "last-command.log"
    with log.open("wb") as output:
        try:
            ended = subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=changed_environment(OWN_VARIABLES),
                cwd=BENCH,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise click.ClickException(f"not done after {seconds:.0f} s; see {log}") from late
    if ended.returncode != 0:
        raise click.ClickException(f"failed after {time.monotonic() - began:.0f} s; see {log}")
