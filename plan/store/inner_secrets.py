"""Secrets that lie in the store under its key: what codes are hashed with, what the trail is sealed with.

They are made once and stay the same when the key is changed, so that codes are found and seals hold
after a rotation. Their rows are the sentinel, too: a key that cannot read them is the wrong one.
"""

from __future__ import annotations

import json
import secrets

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from plan.store.database import sentinel_table
from plan.store.keys import Keyring

SENTINEL = "what matters"


def place_secrets(session: Session, keyring: Keyring) -> None:
    """Make what is not there yet, and let the keyring use it.

    A store from before had its codes hashed with keys derived from its encryption keys: these go on.
    """
    kept = {row.name: row.words for row in session.execute(select(sentinel_table))}
    made = {
        "key": SENTINEL,
        "codes": json.dumps([key.hex() for key in keyring.hash_keys]),
        "trail": secrets.token_hex(32),
    }
    new = [{"name": name, "words": words} for name, words in made.items() if name not in kept]
    if new:
        session.execute(insert(sentinel_table), new)
    standing = made | kept
    hash_keys = [bytes.fromhex(key) for key in json.loads(standing["codes"])]
    keyring.take_up(hash_keys, bytes.fromhex(standing["trail"]))
