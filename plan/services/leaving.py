"""What somebody who has an account here may take away of it, and how it is deleted."""

from __future__ import annotations

from typing import Any

from plan.services.access_ports import Act
from plan.services.accounts import require_account
from plan.services.ports import UnitOfWork
from plan.services.sharing import stop_sharing_with
from plan.services.staying import end_stays

# What its owner may take away of an account as it is kept.
_TAKEN_AWAY = ("id", "name", "role", "email", "contact_code", "rank", "team", "disabled", "subject")


def account_as_plain(uow: UnitOfWork, by: str, account_id: str) -> dict[str, Any]:
    """What is held about an account, as plain values; that it was taken is kept in the trail. Raises NoSuchAccount.

    Of plans that people share with it: how its owner calls them and where they stand, no word of the person's.
    """
    account = require_account(uow, account_id)
    uow.trail.append(Act(at=uow.now(), who=by, what="account_exported", about=account_id))
    return {
        **{name: getattr(account, name) for name in _TAKEN_AWAY},
        "one_time_codes": account.totp_secret is not None,
        "signed_in": [
            {"began_at": stay.began_at, "used_at": stay.used_at} for stay in uow.stays.of_account(account_id)
        ],
        "shared_with_you": [
            {
                "your_name_for_it": uow.caseload.label(account_id, shared.plan_id),
                "state": shared.state,
                "shared_at": shared.shared_at,
                "next_review": shared.next_review,
            }
            for shared in uow.access.shared_plans(account_id)
        ],
    }


def delete_account(uow: UnitOfWork, by: str, account_id: str) -> None:
    """Delete an account for good. Raises NoSuchAccount.

    Plans that were shared with it stay the person's; their history says that it sees them no more. Its name stays in
    what was signed and in what happened to a plan; the trail keeps its id.
    """
    require_account(uow, account_id)
    for shared in uow.access.shared_plans(account_id):
        stop_sharing_with(uow, shared.plan_id, account_id)
    end_stays(uow, by, account_id=account_id)
    uow.access.remove_practitioner(account_id)
    uow.trail.append(Act(at=uow.now(), who=by, what="account_deleted", about=account_id))
