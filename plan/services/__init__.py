"""What the plan offers to the rest of the product: functions that take a unit of work first."""

from plan.services.access import (
    add_practitioner,
    check_sign_in,
    find_plan_by_resume_code,
    issue_resume_code,
    practitioner_by_contact_code,
    practitioner_by_id,
)
from plan.services.correcting import correct_line, remove_line
from plan.services.negotiating import (
    accept_proposal,
    counter_proposal,
    decline_proposal,
    propose_change,
    propose_line,
    propose_removal,
    withdraw_proposal,
)
from plan.services.preparing import (
    add_action,
    add_indicator,
    add_outcome,
    add_person,
    begin_plan,
    erase_plan,
    rate_outcome,
    record_statements,
    set_framework,
    set_involvement,
    update_action,
)
from plan.services.reading import draft_lines, plan_timeline, read_plan
from plan.services.sharing import (
    choose_sharing,
    read_shared,
    share_with,
    shared_plans,
    stop_sharing_with,
)

__all__ = [
    "accept_proposal",
    "add_action",
    "add_indicator",
    "add_outcome",
    "add_person",
    "add_practitioner",
    "begin_plan",
    "check_sign_in",
    "choose_sharing",
    "correct_line",
    "counter_proposal",
    "decline_proposal",
    "draft_lines",
    "erase_plan",
    "find_plan_by_resume_code",
    "issue_resume_code",
    "plan_timeline",
    "practitioner_by_contact_code",
    "practitioner_by_id",
    "propose_change",
    "propose_line",
    "propose_removal",
    "rate_outcome",
    "read_plan",
    "read_shared",
    "record_statements",
    "remove_line",
    "set_framework",
    "set_involvement",
    "share_with",
    "shared_plans",
    "stop_sharing_with",
    "update_action",
    "withdraw_proposal",
]
