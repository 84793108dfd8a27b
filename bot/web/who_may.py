"""Reads the table of who may use which address (who_may.yml); what does not stand there, nobody may use."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from ruamel.yaml import YAML
from starlette.routing import BaseRoute, Mount, Route

logger = logging.getLogger(__name__)

TABLE = Path(__file__).parent / "who_may.yml"


class Role(StrEnum):
    """Who somebody is to the pages; the last three are the ranks of accounts."""

    NOBODY = "nobody"
    PERSON = "person"
    PRACTITIONER = "practitioner"
    TEAM_LEAD = "team_lead"
    ADMINISTRATOR = "administrator"


ANYONE = "anyone"
# Guarded by a token of its own, which the page checks itself.
TOKEN = "token"  # noqa: S105 - a word of the table
Rights = Mapping[str, frozenset[str]]


def load_rights(routes: Iterable[BaseRoute] = ()) -> Rights:
    """The words beside each "METHOD /path"; an address of `routes` that is missing is logged, and stays shut."""
    table = YAML(typ="safe").load(TABLE)
    rights = {address: frozenset(words.split()) for address, words in table.items()}
    for address in addresses_of(routes):
        if address not in rights:
            logger.error("%s is not in bot/web/who_may.yml, so nobody may use it", address)
    return rights


def addresses_of(routes: Iterable[BaseRoute]) -> list[str]:
    """Each route as "METHOD /pattern", as the table names it."""
    addresses = []
    for route in routes:
        if isinstance(route, Mount):
            addresses.append(f"GET {route.path}")
        elif isinstance(route, Route):
            addresses += [f"{method} {route.path}" for method in sorted(route.methods or ()) if method != "HEAD"]
    return addresses
