"""Who has a part in agreeing a plan, in which role, and which of them have agreed to what is on the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from plan.model.people import Negotiator
from plan.model.plan import Plan
from plan.model.states import AGREED_STATES
from plan.model.versions import VersionMark
from plan.model.vocabulary import State


@dataclass(frozen=True, kw_only=True)
class Party:
    """One party.

    Attributes:
        side: "person", "carer", "practitioner" or "other".
        name: their name, or None where only the side is known.
        role: the role in which they take part or signed, where it says more than the side.
        signed_at: when they agreed to the version on the table, or None.
        disagreement: what they see differently, in their own words.
    """

    side: str
    name: str | None
    role: str | None
    signed_at: datetime | None = None
    disagreement: str | None = None


def signed_version(plan: Plan) -> VersionMark | None:
    """The newest version that was put before both sides; one with others' words added needs no signing anew (¶20)."""
    return next((mark for mark in reversed(plan.versions) if mark.why != "qualified"), None)


def to_sign(plan: Plan) -> VersionMark | None:
    """The version that can be signed now: it lies on the table, and nothing was added to it since."""
    mark = signed_version(plan)
    on_the_table = plan.state in {State.PRESENTED} | AGREED_STATES and mark == plan.on_the_table
    return mark if on_the_table else None


def view_parties(plan: Plan, names: Mapping[str, str]) -> list[Party]:
    """Everybody who takes part in the talks, and whoever signed, each once."""
    mark = signed_version(plan)
    signed = {each.party: each for each in plan.signatures if mark and each.version == mark.number}
    parties: dict[str, Party] = {}
    for found in plan.of(Negotiator):
        party = str(found.side) if found.side in ("person", "carer") else found.writer
        parties[party] = Party(side=found.side, name=found.name or names.get(party), role=found.role)
    for party, signature in signed.items():
        known = parties.get(party)
        parties[party] = Party(
            side=signature.side,
            name=signature.name or (known.name if known else None) or names.get(party),
            role=signature.role,
            signed_at=signature.signed_at,
            disagreement=signature.disagreement,
        )
    return [_without_a_second_word(party) for party in parties.values()]


def _without_a_second_word(party: Party) -> Party:
    """A role that only says the side again is left out."""
    if party.role not in ("person", "carer", None):
        return party
    return Party(
        side=party.side, name=party.name, role=None, signed_at=party.signed_at, disagreement=party.disagreement
    )
