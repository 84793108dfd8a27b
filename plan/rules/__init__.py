"""The rules of the staff guidance: what to talk about before a step; none of them stops the
talking.
"""

from plan.rules.checking import RULES, check, rule_names, watch
from plan.rules.finding import Finding

__all__ = ["RULES", "Finding", "check", "rule_names", "watch"]
