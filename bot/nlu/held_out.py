"""Says which training examples the encoder never saw, so that calibration on them is honest; a pure
function of the text.
"""

from __future__ import annotations

import hashlib

SHARE = 12
"""Per cent of the examples that are kept out of fine-tuning."""


def is_held_out(text: str) -> bool:
    """Whether fine-tuning leaves this text out (research/encoder) and calibration uses it."""
    digest = hashlib.blake2b(text.strip().lower().encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % 100 < SHARE
