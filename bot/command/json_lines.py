"""Writes one JSON object a line; knows nothing of what is in it."""

from __future__ import annotations

import json
import re
from typing import Any

# Besides a line feed these end a line for many readers; JSON may hold them bare.
_ENDS_A_LINE = re.compile("[\x85\u2028\u2029]")


def as_line(value: Any) -> str:
    """The value as JSON on one line, whoever reads it."""
    return _ENDS_A_LINE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
