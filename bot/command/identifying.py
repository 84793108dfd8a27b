"""Which plan a command is about: named by its id, or opened by the code that the person holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from plan.services.ports import UnitOfWork


def whose_plan(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that name one plan."""
    by_code = click.option("--code", help="The four words that the person holds.")
    by_id = click.option("--plan", "plan_id", help="The id of the plan (`what-matters plan list`).")
    return by_id(by_code(command))


def find_plan(uow: UnitOfWork, plan_id: str | None, code: str | None) -> str:
    """The plan's id. Raises click.UsageError without a name or with two, click.ClickException when there is none."""
    from plan.services.access import find_plan_by_resume_code

    if (plan_id is None) == (code is None):
        raise click.UsageError("give either --plan or --code")
    found = plan_id if code is None else find_plan_by_resume_code(uow, code)
    if found is None or not (uow.plans.exists(found) or uow.keeping.conversation(found)):
        raise click.ClickException("there is no such plan here")
    return found
