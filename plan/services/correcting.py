"""Correcting the draft line by line: a new wording keeps the old one, a removed line stays
readable.
"""

from __future__ import annotations

from dataclasses import replace

from plan.model.fields import read_field
from plan.model.lines import PlanLine, new_id
from plan.model.refusals import NoSuchLine, NothingWritten, NotYours
from plan.model.statement import Statement
from plan.model.vocabulary import Side
from plan.services.changing import changing, require_access
from plan.services.ports import UnitOfWork


def correct_line(
    uow: UnitOfWork,
    plan_id: str,
    line_id: str,
    new_text: str,
    by: str,
    turn: int | None = None,
    *,
    field: str | None = None,
    seen_revision: int | None = None,
) -> str:
    """Word a line of one's own anew; gives the id of the line that now holds.

    A statement is never edited: its correction is a new statement that names it, with an id of its
    own. `by` is "person", "carer" or a practitioner's id; `field` is the line's main one unless
    given; `seen_revision` is the revision that the writer had read. Raises ProposalNeeded for words
    of the other side, LineChanged when somebody was faster (its details hold both wordings),
    NothingWritten for a blank.
    """
    require_access(uow, plan_id, by)
    statement = uow.statements.get(plan_id, line_id)
    if statement is not None:
        return _correct_statement(uow, plan_id, statement, new_text, by, turn)
    with changing(uow, plan_id) as plan:
        line = plan.line(line_id, PlanLine)
        name = field or line.main
        value = read_field(line, name, new_text)
        plan.change(line_id, {name: value}, by, uow.now(), turn=turn, seen_revision=seen_revision)
    return line_id


def move_statement(
    uow: UnitOfWork, plan_id: str, statement_id: str, kinds: tuple[str, ...], by: str, turn: int | None = None
) -> str:
    """Put what a person said under another heading, in the same words; gives the id that now holds.

    Raises NoSuchLine for what is no statement, NotYours for somebody who did not say it.
    """
    require_access(uow, plan_id, by)
    old = uow.statements.get(plan_id, statement_id)
    if old is None:
        raise NoSuchLine(line_id=statement_id)
    if by not in (Side.PERSON, Side.CARER):
        raise NotYours(line_id=old.id)
    new = replace(old, id=new_id(), kinds=kinds, said_at=uow.now(), corrects=old.id)
    return _put_in_place_of(uow, plan_id, old, new, by, "statement_moved", turn)


def remove_line(uow: UnitOfWork, plan_id: str, line_id: str, by: str = "person", why: str | None = None) -> None:
    """Strike a line of one's own out, with all that hangs on it. Raises ProposalNeeded
    otherwise.
    """
    require_access(uow, plan_id, by)
    statement = uow.statements.get(plan_id, line_id)
    if statement is not None:
        _take_back_statement(uow, plan_id, statement, by, why)
        return
    with changing(uow, plan_id) as plan:
        plan.strike_out(line_id, by, uow.now(), why)


def put_back_line(uow: UnitOfWork, plan_id: str, line_id: str, by: str = "person") -> None:
    """Let a line stand again that one's own side took out, with what went out with it.

    Raises ProposalNeeded when both sides agreed to take it out, NoSuchLine when it was not taken
    out, NotYours for a statement and somebody who did not say it.
    """
    require_access(uow, plan_id, by)
    statement = uow.statements.get(plan_id, line_id)
    if statement is not None:
        _put_back_statement(uow, plan_id, statement, by)
        return
    with changing(uow, plan_id) as plan:
        plan.put_back(line_id, by, uow.now())


def _put_back_statement(uow: UnitOfWork, plan_id: str, statement: Statement, by: str) -> None:
    if by not in (Side.PERSON, Side.CARER):
        raise NotYours(line_id=statement.id)
    corrected = {said.corrects for said in uow.statements.of_plan(plan_id)}
    if statement.withdrawn_at is None or statement.id in corrected:
        raise NoSuchLine(line_id=statement.id)
    uow.statements.withdraw(plan_id, statement.id, None)
    with changing(uow, plan_id) as plan:
        plan.record(uow.now(), by, "statement_put_back", line_id=statement.id, part="statement")


def _correct_statement(uow: UnitOfWork, plan_id: str, old: Statement, new_text: str, by: str, turn: int | None) -> str:
    if by not in (Side.PERSON, Side.CARER):
        raise NotYours(line_id=old.id)
    if not new_text.strip():
        raise NothingWritten(part="statement")
    if new_text == old.text:
        return old.id
    new = replace(old, id=new_id(), text=new_text, said_at=uow.now(), corrects=old.id, turn=turn or old.turn)
    return _put_in_place_of(uow, plan_id, old, new, by, "statement_corrected", turn)


def _put_in_place_of(
    uow: UnitOfWork, plan_id: str, old: Statement, new: Statement, by: str, what: str, turn: int | None
) -> str:
    uow.statements.append(plan_id, [new])
    uow.statements.withdraw(plan_id, old.id, new.said_at)
    with changing(uow, plan_id) as plan:
        if old.id in plan.shared:
            plan.share({old.id: False, new.id: True}, by, new.said_at)
        plan.record(new.said_at, by, what, old=old.text, new=new.text, line_id=new.id, part="statement", turn=turn)
    return new.id


def _take_back_statement(uow: UnitOfWork, plan_id: str, old: Statement, by: str, why: str | None) -> None:
    if by not in (Side.PERSON, Side.CARER):
        raise NotYours(line_id=old.id)
    now = uow.now()
    uow.statements.withdraw(plan_id, old.id, now)
    with changing(uow, plan_id) as plan:
        plan.share({old.id: False}, by, now)
        plan.record(now, by, "statement_withdrawn", line_id=old.id, part="statement", why=why)
