"""`what-matters bench`: measures start, memory, size and speed, on request beside stock Rasa, as one JSON document."""

from __future__ import annotations

import json
import os
import platform
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click
from ruamel.yaml import YAML

from bot.command.bench_figures import Limits, measure, ratios
from bot.command.bench_servers import MAIN, ROOT, end_on_sigterm, ours
from bot.command.bench_size import environment_folder, folder_megabytes, runtime_megabytes
from bot.command.bench_talking import Words, read_words

NOTES = Path(__file__).parent.parent / "bench" / "notes.yml"
SECONDS_TO_SET_UP = 1500

OUR_LIMITS = Limits(senders=8, start=120, dialogue=120, long=300)
# Together with the start these stay under a minute.
OUR_QUICK_LIMITS = Limits(senders=2, start=20, dialogue=8, long=22)
STOCK_LIMITS = Limits(senders=8, start=300, dialogue=240, long=1500)
STOCK_QUICK_LIMITS = Limits(senders=2, start=300, dialogue=30, long=60)


@click.command()
@click.option("--quick", is_flag=True, help="Fewer senders and less time: under a minute without --stock.")
@click.option("--stock", is_flag=True, help="The same on stock Rasa 3.6.21, installed into .bench/ (2.5 GB).")
@click.option("--plans", is_flag=True, help="Only the practitioner's list with 10,000 plans: some two minutes.")
def command(quick: bool, stock: bool, plans: bool) -> None:
    """Measure start, memory, size and speed; print one JSON document."""
    if plans:
        from bot.command.bench_plans import measure_plans

        click.echo(json.dumps({"machine": _machine(), "plans": measure_plans()}, indent=1))
        return
    end_on_sigterm()
    words = read_words()
    notes: dict[str, list[str]] = YAML(typ="safe").load(NOTES.read_text(encoding="utf-8"))
    _set_up()
    mine = _measure_ours(words, OUR_QUICK_LIMITS if quick else OUR_LIMITS)
    document: dict[str, Any] = {
        "quick": quick,
        "machine": _machine(),
        "ours": mine,
        "ratios": ratios(mine, None),
        "notes": notes["ours"],
    }
    if stock:
        theirs = _measure_stock(words, STOCK_QUICK_LIMITS if quick else STOCK_LIMITS)
        document |= {"stock": theirs, "ratios": ratios(mine, theirs)}
        document["notes"] = notes["ours"] + notes["stock"]
    click.echo(json.dumps(document, indent=1))


def _set_up() -> None:
    """Trains before anything is timed, in a process of its own, and says so on standard error."""
    try:
        subprocess.run(
            [*MAIN, "setup", "--train-only"],
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),
            cwd=ROOT,
            timeout=SECONDS_TO_SET_UP,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise click.ClickException("the guide could not be trained, so nothing was measured") from error


def _measure_ours(words: Words, limits: Limits) -> dict[str, Any]:
    token = secrets.token_hex(16)
    with (
        tempfile.TemporaryDirectory(prefix="what-matters-bench-") as folder,
        ours(Path(folder), token) as server,
    ):
        figures = measure(server, token, words, limits)
    return {
        "installed_mb": {
            "needed": runtime_megabytes(),
            "everything": folder_megabytes(environment_folder()),
        },
        **figures,
    }


def _measure_stock(words: Words, limits: Limits) -> dict[str, Any]:
    from bot.command import bench_stock

    bench_stock.ensure_installed()
    model = bench_stock.ensure_trained(words)
    with (
        tempfile.TemporaryDirectory(prefix="what-matters-bench-") as name,
        bench_stock.actions() as action_server,
        bench_stock.stock(Path(name), model, action_server) as server,
    ):
        figures = measure(server, None, words, limits)
        return {
            "installed_mb": {"everything": folder_megabytes(bench_stock.ENVIRONMENT)},
            **figures,
            "action_server_memory_mb": action_server.memory(),
            "default_fallbacks": bench_stock.count_fallbacks(Path(name)),
        }


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "load_average": [round(each, 2) for each in os.getloadavg()],
        "python": platform.python_version(),
        "system": platform.platform(),
    }
