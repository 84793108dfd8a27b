from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integration.faults import cluster as clusters


@pytest.fixture(scope="session")
def cluster() -> Iterator[clusters.Cluster]:
    """PostgreSQL, private to this run."""
    if not clusters.is_there():
        pytest.skip("PostgreSQL is not installed on this computer (Debian: apt-get install postgresql)")
    with clusters.running_cluster() as running:
        yield running
