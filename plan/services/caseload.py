"""A practitioner's list of plans: searching in it, and what they call a plan there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from plan.model.refusals import NotShared
from plan.services.caseload_ports import CaseloadEntry
from plan.services.ports import UnitOfWork

LONGEST_LABEL = 80


def search_caseload(uow: UnitOfWork, practitioner_id: str, today: date, query: str) -> Sequence[CaseloadEntry]:
    """The plans whose label or outcomes hold all words of the query, in the order of the list.

    Words lie encrypted, so those of this practitioner's own list are read and compared; nothing that
    could be searched lies on the disk (docs/adr/0009). Costs some 60 µs a plan.
    """
    wanted = query.casefold().split()
    if not wanted:
        return []
    found = [
        key for key, words in uow.caseload.words(practitioner_id) if all(word in words.casefold() for word in wanted)
    ]
    return uow.caseload.entries_of(practitioner_id, today, found)


def name_plan(uow: UnitOfWork, practitioner_id: str, plan_id: str, label: str) -> None:
    """Keep what a practitioner calls a plan in their own list; a blank takes the name away.

    Raises NotShared for a plan that is not shared with them.
    """
    if not uow.access.is_shared(plan_id, practitioner_id):
        raise NotShared(plan_id=plan_id)
    uow.caseload.name(practitioner_id, plan_id, label.strip()[:LONGEST_LABEL] or None)
