"""The rules of the staff guidance: what to talk about before a step; none of them stops the
talking.
"""

from plan.rules.checking import RULES, check, rule_names, watch
from plan.rules.finding import Finding, explain_finding

__all__ = ["RULES", "Finding", "check", "explain_finding", "rule_names", "watch"]
