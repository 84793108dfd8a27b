"""Nothing acknowledged is lost and nothing is half-written when the server is killed; `make prove-kills` does it 100 times."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from tests.integration.faults.killing import kill_many
from tests.integration.faults.served import Place

KILLS = 4


@pytest.mark.model
def test_kill_9_at_random_points_loses_nothing(processor: Any, tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    print(f"python -m tests.integration.faults.killing {KILLS} {seed}")
    place = Place(f"sqlite:///{tmp_path}/kills.db", Fernet.generate_key().decode(), tmp_path)
    assert kill_many(place, processor, KILLS, seed).kills == KILLS
