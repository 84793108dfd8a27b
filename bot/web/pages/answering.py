"""How either side answers a suggestion: take it, decline it, say it another way, talk about it, take it back."""

from __future__ import annotations

from starlette.datastructures import FormData

from bot.web.routing import typed
from plan import services
from plan.services.ports import UnitOfWork


def answer_suggestion(uow: UnitOfWork, plan_id: str, by: str, form: FormData) -> str:
    """Do what the pressed button says; gives the notice that tells it. Refuses as the services do."""
    proposal, reason = typed(form, "proposal"), typed(form, "reason").strip()
    if "accept" in form:
        services.accept_proposal(uow, plan_id, by, proposal)
        return "suggestion_accepted"
    if "counter" in form:
        services.counter_proposal(uow, plan_id, by, proposal, typed(form, "text").strip(), reason)
        return "suggested"
    if "withdraw" in form:
        services.withdraw_proposal(uow, plan_id, by, proposal)
        return "suggestion_withdrawn"
    if "comment" in form:
        services.comment_on(uow, plan_id, by, proposal or typed(form, "line"), typed(form, "words").strip())
        return "comment_kept"
    services.decline_proposal(uow, plan_id, by, proposal, reason)
    return "suggestion_declined"
