"""`what-matters serve`: sets up what is missing, then serves the pages and the chat."""

from __future__ import annotations

import gc
import os
import secrets
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.command.opening import data_folder, load_guide, load_partner, open_own_store
from bot.command.setting_up import set_up
from plan.bootstrap import Store

if TYPE_CHECKING:
    from bot.web.settings import Settings

FIRST_EMAIL = "practitioner@example.org"
SECONDS_TO_FINISH = 30


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def command(host: str, port: int) -> None:
    """Serve on HOST and PORT; only this machine can reach it unless HOST says otherwise."""
    _refuse_taken_port(host, port)
    # What is made while starting stays; looking through it for rubbish again and again takes a tenth of the start.
    gc.disable()
    set_up(train_only=True)
    import uvicorn

    from bot.engine.logs import write_logs
    from bot.engine.partner import LatePartner
    from bot.web.app import create_app

    store = open_own_store()
    _add_first_practitioner(store)
    partner = LatePartner(store, lambda: load_partner(store))
    app = create_app(load_guide(store), store, _read_settings(), partner)
    click.echo(f"\nWhat Matters is ready: http://{host}:{port}/   (Ctrl-C stops it)")
    write_logs()
    gc.freeze()
    gc.enable()
    # No access log: who read what, and when, is nobody's business. Asked to stop, it finishes the turns in hand first.
    uvicorn.run(
        app, host=host, port=port, log_config=None, access_log=False, timeout_graceful_shutdown=SECONDS_TO_FINISH
    )


def _read_settings() -> Settings:
    """Settings of the pages from the environment; the secret from a file in the data folder, made at first start."""
    from bot.web.settings import Settings

    return Settings(
        secret=os.environ.get("WHAT_MATTERS_SECRET") or _secret_in(data_folder() / "secret"),
        rest_token=os.environ.get("WHAT_MATTERS_REST_TOKEN") or None,
        metrics_token=os.environ.get("WHAT_MATTERS_METRICS_TOKEN") or None,
        openid_issuer=os.environ.get("WHAT_MATTERS_OPENID_ISSUER") or None,
        openid_client=os.environ.get("WHAT_MATTERS_OPENID_CLIENT", ""),
        openid_secret=os.environ.get("WHAT_MATTERS_OPENID_SECRET", ""),
        public_address=os.environ.get("WHAT_MATTERS_ADDRESS", ""),
        secure_cookies=os.environ.get("WHAT_MATTERS_HTTPS", "") not in ("", "0", "no"),
    )


def _secret_in(file: Path) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_hex(32))
    return file.read_text().strip()


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"port {port} on {host} is taken or not allowed ({error.strerror}); "
                f"choose another one: make run PORT={port + 1 if port < 65535 else 8080}"
            ) from error


def _add_first_practitioner(store: Store) -> None:
    from plan.services.access import add_practitioner

    with store.unit_of_work() as uow:
        if uow.access.practitioner_by_email(FIRST_EMAIL) is not None:
            return
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        add_practitioner(uow, "First practitioner", "practitioner", FIRST_EMAIL, password)
        uow.commit()
    click.echo("\nA first practitioner can sign in. This is shown once; please keep it:")
    click.echo(f"  address   {FIRST_EMAIL}\n  password  {password}")
