"""A trained model's domain, read once, is the one that Rasa would have read."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain

from bot.engine.trained_domain import TrainedDomain, domains_kept_as_json
from bot.engine.training import PREPARATION, REHEARSAL, Assistant, ensure_trained


@pytest.mark.parametrize("assistant", [PREPARATION, REHEARSAL], ids=lambda each: each.name)
def test_domain_of_a_trained_model_is_the_one_that_rasa_reads(assistant: Assistant, tmp_path: Path) -> None:
    with tarfile.open(ensure_trained(assistant)[0]) as model:
        [domain] = (member for member in model if member.name.endswith("domain.yml"))
        kept = model.extractfile(domain)
        assert kept is not None
        (tmp_path / "domain.yml").write_bytes(kept.read())
    domain = Domain.from_path(tmp_path)
    # As Rasa's own command keeps it, and as ours does.
    domain.persist(tmp_path / "domain.yml")
    check_same(tmp_path)
    with domains_kept_as_json():
        domain.persist(tmp_path / "domain.yml")
    assert json.loads((tmp_path / "domain.yml").read_text(encoding="utf-8"))
    check_same(tmp_path)


def check_same(folder: Path) -> None:
    ours, theirs = TrainedDomain.from_path(folder), Domain.from_path(folder)
    assert ours.as_dict() == theirs.as_dict()
    assert ours.fingerprint() == theirs.fingerprint()
    assert len(ours.slots) == len(theirs.slots) > 0
