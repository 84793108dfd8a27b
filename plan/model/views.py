"""What one side may see of a plan, and the content that a version freezes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from plan.model.fields import NOT_FROZEN
from plan.model.lines import PlanLine
from plan.model.plan import Plan
from plan.model.proposals import ProposalKind
from plan.model.statement import Statement


def only_shared(plan: Plan) -> Plan:
    """The plan as the practitioner may see it: shared lines alone, as worded since they were
    shared.
    """
    visible = {
        line.id: _since(line, plan.shared[line.id])
        for line in plan.lines.values()
        if line.id in plan.shared and line.removed is None
    }
    return replace(
        plan,
        lines=visible,
        statements=tuple(said for said in plan.statements if said.id in plan.shared and not said.withdrawn_at),
        proposals={
            found.id: found
            for found in plan.proposals.values()
            if found.kind is ProposalKind.ADD or found.line_id in visible
        },
        events=[],
    )


def content_of(plan: Plan) -> dict[str, Any]:
    """What a version freezes, as plain JSON values: the shared lines and statements, in order."""
    shared = only_shared(plan)
    lines = [line for line in shared.lines.values() if line.part not in NOT_FROZEN]
    return {
        "framework": shared.framework,
        "statements": [_plain(said) for said in shared.statements],
        "lines": [{"part": line.part, **_plain(line)} for line in lines],
    }


def open_content(plan: Plan, number: int, content: Mapping[str, Any]) -> dict[str, Any]:
    """What the other side may read of a version now: all of it once both sides signed it, before that what is still
    shared.

    A version that was only presented is nobody's agreement, so consent that was taken back since is taken back there
    too. The frozen content stays as it is, for the person and for its hash.
    """
    if plan.is_agreed(number):
        return dict(content)
    return {
        **content,
        **{name: [each for each in content[name] if each["id"] in plan.shared] for name in ("statements", "lines")},
    }


def _since(line: PlanLine, shared_at: datetime) -> PlanLine:
    """The line without the wordings that it had while it was private."""
    return replace(line, earlier=tuple(w for w in line.earlier if w.replaced_at > shared_at))


def _plain(value: PlanLine | Statement) -> Mapping[str, Any]:
    def iso(inner: object) -> str:
        if isinstance(inner, datetime | date):
            return inner.isoformat()
        raise TypeError(type(inner).__name__)

    plain: Mapping[str, Any] = json.loads(json.dumps(asdict(value), default=iso))
    return plain
