"""A trained model's domain, read once, is the one that Rasa would have read."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain

from bot.engine.loading import TrainedDomain
from bot.engine.training import PREPARATION, REHEARSAL, Assistant, ensure_trained


@pytest.mark.parametrize("assistant", [PREPARATION, REHEARSAL], ids=lambda each: each.name)
def test_domain_of_a_trained_model_is_the_one_that_rasa_reads(assistant: Assistant, tmp_path: Path) -> None:
    with tarfile.open(ensure_trained(assistant)[0]) as model:
        [domain] = (member for member in model if member.name.endswith("domain.yml"))
        kept = model.extractfile(domain)
        assert kept is not None
        (tmp_path / "domain.yml").write_bytes(kept.read())
    ours, theirs = TrainedDomain.from_path(tmp_path), Domain.from_path(tmp_path)
    assert ours.as_dict() == theirs.as_dict()
    assert ours.fingerprint() == theirs.fingerprint()
    assert len(ours.slots) == len(theirs.slots) > 0
