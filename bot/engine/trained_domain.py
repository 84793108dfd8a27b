"""The domain inside a trained model: kept so that a start reads it quickly, and read once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import rasa.shared.utils.io
from rasa.graph_components.providers import domain_provider
from rasa.shared.core.domain import Domain


class TrainedDomain(Domain):
    """A domain that Rasa validated before it trained."""

    @classmethod
    def from_path(cls, path: str | Path) -> Domain:
        """Reads it once. Rasa would read and validate it four times over, a third of the time of a start."""
        return Domain.from_dict(_read(rasa.shared.utils.io.read_file(Path(path) / "domain.yml")))


def _read(content: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(content)
    except ValueError:
        # Trained by Rasa's own command.
        found = rasa.shared.utils.io.read_yaml(content)
    return found


@contextmanager
def domains_read_once() -> Iterator[None]:
    """Has models loaded with `TrainedDomain`."""
    domain_provider.Domain = TrainedDomain
    try:
        yield
    finally:
        domain_provider.Domain = Domain


@contextmanager
def domains_kept_as_json() -> Iterator[None]:
    """Has models trained with the domain in JSON, which is YAML as well, and read two hundred times as fast."""
    usual = Domain.persist
    Domain.persist = _persist
    try:
        yield
    finally:
        Domain.persist = usual


def _persist(domain: Domain, filename: str | Path) -> None:
    content = rasa.shared.utils.io.read_yaml(domain.as_yaml())
    rasa.shared.utils.io.write_text_file(json.dumps(content, ensure_ascii=False), filename)
