"""A whole plan as a file, and back: our own JSON and a FHIR R4 Bundle; it must know of no store and no page."""

from plan.exchange.bringing_in import BroughtIn, bring_in
from plan.exchange.document import PlanDocument, Scope, Sharer, gather_plan, gather_shared, only_what_is_shared
from plan.exchange.files import read_file, write_fhir, write_json
from plan.exchange.refusing import BrokenFile
from plan.exchange.verifying import Verdict, verify

__all__ = [
    "BrokenFile",
    "BroughtIn",
    "PlanDocument",
    "Scope",
    "Sharer",
    "Verdict",
    "bring_in",
    "gather_plan",
    "gather_shared",
    "only_what_is_shared",
    "read_file",
    "verify",
    "write_fhir",
    "write_json",
]
