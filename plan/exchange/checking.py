"""Whether a document is true to itself: ids that lead somewhere, versions unchanged, signatures on what was signed."""

from __future__ import annotations

import re
from collections.abc import Callable

from plan.exchange.document import PlanDocument, Scope
from plan.exchange.refusing import BrokenFile
from plan.model.outcomes import Outcome
from plan.model.plan import Plan
from plan.model.proposals import ProposalKind
from plan.model.states import AGREED_STATES

# What the store's columns and FHIR's ids can both hold.
ID = re.compile(r"[A-Za-z0-9.-]{1,64}")


def require_consistent(document: PlanDocument) -> None:
    """Raise BrokenFile for the first thing that does not fit the rest."""
    for check in CHECKS:
        check(document)


def _ids(document: PlanDocument) -> None:
    plan = document.plan
    if not ID.fullmatch(plan.id):
        raise BrokenFile(("plan", "id"), "not_an_id")
    for section, ids in (
        ("statements", [said.id for said in plan.statements]),
        ("lines", list(plan.lines)),
        ("proposals", list(plan.proposals)),
    ):
        for number, found in enumerate(ids):
            if not ID.fullmatch(found):
                raise BrokenFile((section, number, "id"), "not_an_id")


def _lines(document: PlanDocument) -> None:
    lines = document.plan.lines
    for number, line in enumerate(lines.values()):
        may_be_elsewhere = document.scope is Scope.SHARED and line.outcome_id not in lines
        if line.outcome_id and not may_be_elsewhere and not isinstance(lines.get(line.outcome_id), Outcome):
            raise BrokenFile(("lines", number, "outcome_id"), "leads_nowhere")


def _shared(document: PlanDocument) -> None:
    known = _known(document.plan)
    for number, line_id in enumerate(document.plan.shared):
        if line_id not in known:
            raise BrokenFile(("shared", number, "line"), "leads_nowhere")


def _proposals(document: PlanDocument) -> None:
    for number, proposal in enumerate(document.plan.proposals.values()):
        if proposal.kind is not ProposalKind.ADD and proposal.line_id not in document.plan.lines:
            raise BrokenFile(("proposals", number, "line_id"), "leads_nowhere")


def _versions(document: PlanDocument) -> None:
    seen: set[int] = set()
    for number, version in enumerate(document.versions):
        if version.mark.number in seen:
            raise BrokenFile(("versions", number, "number"), "twice")
        seen.add(version.mark.number)
        if not version.is_intact:
            raise BrokenFile(("versions", number, "content_hash"), "changed_version", number=version.mark.number)


def _signatures(document: PlanDocument) -> None:
    hashes = {version.mark.number: version.mark.content_hash for version in document.versions}
    for number, signature in enumerate(document.plan.signatures):
        if signature.version not in hashes:
            raise BrokenFile(("signatures", number, "version"), "leads_nowhere")
        if signature.content_hash != hashes[signature.version]:
            raise BrokenFile(("signatures", number, "content_hash"), "other_signature")


def _state(document: PlanDocument) -> None:
    if document.plan.state in AGREED_STATES and not document.plan.was_agreed:
        raise BrokenFile(("plan", "state"), "not_signed")


def _known(plan: Plan) -> set[str]:
    return {*plan.lines, *(said.id for said in plan.statements)}


CHECKS: tuple[Callable[[PlanDocument], None], ...] = (
    _ids, _lines, _shared, _proposals, _versions, _signatures, _state,
)  # fmt: skip
