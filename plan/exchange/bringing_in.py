"""Brings a document into a store: as a new plan, or onto the one that is there; all of it or, on a refusal, nothing.

The caller commits. What is here and not in the file stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plan.exchange.document import PlanDocument, Sharer
from plan.exchange.merging import merge_line, merge_proposal, merge_statement
from plan.exchange.refusing import BrokenFile
from plan.model.events import Event
from plan.model.plan import Plan
from plan.model.versions import VersionMark
from plan.services.changing import changing
from plan.services.ports import UnitOfWork
from plan.services.reading import read_plan

FROM_A_FILE = "other:file"


@dataclass(frozen=True, kw_only=True)
class BroughtIn:
    """What came of it: `added` and `changed` count statements, lines and proposals.

    `unknown` are practitioners who had the plan shared with them and have no account here.
    """

    plan_id: str
    is_new: bool
    added: int
    changed: int
    unknown: tuple[Sharer, ...] = ()


def bring_in(uow: UnitOfWork, document: PlanDocument) -> BroughtIn:
    """Keep the document. Raises BrokenFile where it contradicts what is here; then roll back."""
    plan = document.plan
    is_new = not uow.plans.exists(plan.id)
    if is_new:
        uow.plans.begin(Plan(id=plan.id, began_at=plan.began_at, framework=plan.framework, state=plan.state))
    here = read_plan(uow, plan.id)
    before = uow.history.of_plan(plan.id)
    goes_on = _goes_on_from(before, document.history)
    added, changed = _bring_statements(uow, here, plan)
    with changing(uow, plan.id) as kept:
        for count in (_bring_lines(kept, plan, goes_on), _bring_proposals(kept, plan)):
            added, changed = added + count[0], changed + count[1]
        kept.signatures += tuple(one for one in plan.signatures if one not in kept.signatures)
        kept.versions += tuple(_bring_versions(uow, kept, document))
        kept.events.extend(document.history[len(before) :])
        if goes_on:
            kept.state, kept.framework = plan.state, plan.framework or kept.framework
            kept.shared = dict(plan.shared)
        elif added or changed:
            kept.record(uow.now(), FROM_A_FILE, "file_brought_in")
    unknown = _bring_sharing(uow, document) if goes_on else ()
    return BroughtIn(plan_id=plan.id, is_new=is_new, added=added, changed=changed, unknown=unknown)


def _goes_on_from(here: Sequence[Event], there: Sequence[Event]) -> bool:
    """True when the file's history begins with all that happened here, False when it is a part of that.

    Only a file that goes on says anew what is shared, with whom, and where the plan is in its life: an older one must
    not give back a sharing that was ended. Raises BrokenFile where the two have parted.
    """
    for number, (one, other) in enumerate(zip(here, there, strict=False)):
        if one != other:
            raise BrokenFile(("history", number), "parted")
    return len(there) > len(here) or not here


def _bring_statements(uow: UnitOfWork, here: Plan, there: Plan) -> tuple[int, int]:
    known = {said.id: said for said in here.statements}
    new = [said for said in there.statements if said.id not in known]
    uow.statements.append(there.id, new)
    changed = 0
    for number, said in enumerate(there.statements):
        kept = merge_statement(known[said.id], said, ("statements", number)) if said.id in known else said
        if kept.withdrawn_at is not None and kept is not known.get(said.id):
            uow.statements.withdraw(there.id, said.id, kept.withdrawn_at)
            changed += said.id in known
    return len(new), changed


def _bring_lines(kept: Plan, there: Plan, goes_on: bool) -> tuple[int, int]:
    added = changed = 0
    for number, line in enumerate(there.lines.values()):
        here = kept.lines.get(line.id)
        if here is None:
            kept.lines[line.id] = line
            added += 1
        elif (merged := merge_line(here, line, ("lines", number))) is not here:
            if not goes_on:
                raise BrokenFile(("lines", number), "without_history")
            kept.lines[line.id] = merged
            changed += 1
    return added, changed


def _bring_proposals(kept: Plan, there: Plan) -> tuple[int, int]:
    added = changed = 0
    for number, proposal in enumerate(there.proposals.values()):
        here = kept.proposals.get(proposal.id)
        if here is None:
            kept.proposals[proposal.id] = proposal
            added += 1
        elif (merged := merge_proposal(here, proposal, ("proposals", number))) is not here:
            kept.proposals[proposal.id] = merged
            changed += 1
    return added, changed


def _bring_versions(uow: UnitOfWork, kept: Plan, document: PlanDocument) -> Iterator[VersionMark]:
    hashes = {mark.number: mark.content_hash for mark in kept.versions}
    for number, version in enumerate(document.versions):
        known = hashes.get(version.mark.number)
        if known is None:
            uow.plans.add_version(version)
            yield version.mark
        elif known != version.mark.content_hash:
            raise BrokenFile(("versions", number), "other_version", number=version.mark.number)


def _bring_sharing(uow: UnitOfWork, document: PlanDocument) -> tuple[Sharer, ...]:
    unknown = []
    for sharer in document.shared_with:
        if uow.access.practitioner(sharer.id) is None:
            unknown.append(sharer)
        elif not uow.access.is_shared(document.plan.id, sharer.id):
            uow.access.share(document.plan.id, sharer.id, uow.now())
    return tuple(unknown)
