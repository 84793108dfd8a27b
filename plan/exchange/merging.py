"""A line from a file beside the same line here: what is newer is taken over, and a blank deletes nothing.

A field that differs is taken only from a revision that came after the one here, and only when all earlier wordings
that are kept here are in the file too: so no word can be lost, and no side's words are replaced behind its back.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, TypeVar

from plan.exchange.refusing import BrokenFile, Place
from plan.model.lines import PlanLine
from plan.model.proposals import Answer, Proposal
from plan.model.statement import Statement

T = TypeVar("T")

ANSWERED = ("answered_by", "answered_at", "answer_reason")
BLANKS: tuple[Any, ...] = (None, "", (), {})


def merge_line(here: PlanLine, there: PlanLine, place: Place) -> PlanLine:
    """The line to keep: `here` itself when the file has nothing new. Raises BrokenFile where both were changed."""
    there = keep_what_is_here(here, there)
    if there == here or _is_ahead(here, there):
        return here
    if type(there) is type(here) and _is_ahead(there, here):
        return there
    raise BrokenFile(place, "changed_here")


def merge_proposal(here: Proposal, there: Proposal, place: Place) -> Proposal:
    """The same for a proposal: only an open one can have been answered meanwhile."""
    there = keep_what_is_here(here, there)
    if there == here:
        return here
    unanswered: dict[str, Any] = {
        "answer": Answer.OPEN,
        "answered_by": None,
        "answered_at": None,
        "answer_reason": None,
    }
    if here.is_open and replace(there, **unanswered) == here:
        return there
    if there.is_open and replace(here, **unanswered) == there:
        return here
    raise BrokenFile(place, "changed_here")


def merge_statement(here: Statement, there: Statement, place: Place) -> Statement:
    """The same for a person's own words, which are never changed: only taken back."""
    if there.text != here.text:
        raise BrokenFile((*place, "text"), "other_words")
    there = keep_what_is_here(here, there)
    if there == here or replace(here, withdrawn_at=None) == there:
        return here
    if here.withdrawn_at is None and replace(there, withdrawn_at=None) == here:
        return there
    raise BrokenFile(place, "changed_here")


def keep_what_is_here(here: T, there: T) -> T:
    """`there` with each blank field filled by what stands here."""
    if type(here) is not type(there):
        return there
    blank = {
        field.name: getattr(here, field.name)
        for field in fields(here)  # type: ignore[arg-type]
        if getattr(there, field.name) in BLANKS and getattr(here, field.name) not in BLANKS
    }
    return replace(there, **blank) if blank else there  # type: ignore[type-var]


def _is_ahead(newer: PlanLine, older: PlanLine) -> bool:
    return newer.revision > older.revision and newer.earlier[: len(older.earlier)] == older.earlier
