"""What the plan commands share: a plan named by its id or by a file, and refusals as the terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.command.opening import open_own_store, throw_away_store

if TYPE_CHECKING:
    from plan.bootstrap import Store
    from plan.exchange import BroughtIn, PlanDocument
    from plan.services.ports import UnitOfWork

LARGEST = 64 * 1024 * 1024


def read_document(file: Path, *, as_it_is: bool = False) -> PlanDocument:
    """The document in a file.

    Raises:
        click.ClickException: the file is broken, with the place and the reason.
    """
    from plan.exchange import BrokenFile, read_file

    if file.stat().st_size > LARGEST:
        raise click.ClickException(f"{file}: larger than {LARGEST // 1024 // 1024} MiB, so surely not one plan.")
    try:
        return read_file(file.read_bytes(), as_it_is=as_it_is)
    except BrokenFile as broken:
        raise click.ClickException(f"{file}: {broken}") from None


def keep_document(store: Store, document: PlanDocument, file: Path) -> BroughtIn:
    """Bring a document into a store, whole or not at all.

    Raises:
        click.ClickException: it contradicts what is there, with the place and the reason.
    """
    from sqlalchemy.exc import IntegrityError

    from plan.exchange import BrokenFile, bring_in

    try:
        with store.unit_of_work() as uow:
            brought = bring_in(uow, document)
            note(uow, "plan_brought_in", document.plan.id)
            uow.commit()
    except BrokenFile as broken:
        raise click.ClickException(f"{file}: {broken} Nothing was changed.") from None
    except IntegrityError:
        taken = BrokenFile((), "taken")
        raise click.ClickException(f"{file}: {taken} Nothing was changed.") from None
    return brought


def note(uow: UnitOfWork, what: str, plan_id: str, about: str | None = None) -> None:
    """Keep in the audit trail that somebody at the terminal did something with a plan."""
    from plan.services.ports import Act

    uow.trail.append(Act(at=uow.now(), who="operator", what=what, plan_id=plan_id, about=about))


@contextmanager
def store_with(name: str) -> Iterator[tuple[Store, str]]:
    """A store and the id of the plan in it that is meant: by id, by the beginning of an id, or by a file.

    A file is read into a throw-away store, so that it can be turned into another format without being kept.

    Raises:
        click.ClickException: there is no such plan, or several begin like that.
    """
    file = Path(name)
    if file.is_file():
        document = read_document(file)
        with throw_away_store() as store:
            keep_document(store, document, file)
            yield store, document.plan.id
        return
    store = open_own_store()
    try:
        yield store, _find(store, name)
    finally:
        store.close()


def _find(store: Store, beginning: str) -> str:
    with store.unit_of_work(reading=True) as uow:
        if uow.plans.exists(beginning):
            return beginning
        found = [head.plan_id for head in uow.plans.heads() if beginning and head.plan_id.startswith(beginning)]
    if len(found) == 1:
        return found[0]
    if found:
        raise click.ClickException(f"{len(found)} plans begin with {beginning}; give more of the id.")
    raise click.ClickException(f"There is no plan {beginning}, and no such file. `what-matters plan list` names plans.")
