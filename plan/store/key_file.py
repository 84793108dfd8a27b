"""Changes the file that holds the key: readable by its owner alone, replaced whole or not at all."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from cryptography.fernet import Fernet


def add_new_key(file: Path) -> str:
    """Put a new key before the one in the file; the file holds both until `drop_old_keys`.

    Where two stand there already, a rotation was broken off and is to be taken up: nothing is changed. Gives the keys.
    """
    keys = file.read_text(encoding="ascii").strip()
    if "," not in keys:
        keys = f"{Fernet.generate_key().decode()},{keys}"
        replace_file(file, keys)
    return keys


def drop_old_keys(file: Path, today: date) -> Path:
    """Leave the first key alone in the file; the older ones go to a file beside it, for backups made with them."""
    first, _, older = file.read_text(encoding="ascii").strip().partition(",")
    beside = file.with_name(f"{file.name}.before-{today.isoformat()}")
    if older:
        replace_file(beside, older)
        replace_file(file, first)
    return beside


def replace_file(file: Path, text: str) -> None:
    """Write a file anew: after a crash at any moment it holds the old content or the new, never a part."""
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as writing:
        writing.write(text + "\n")
        writing.flush()
        os.fsync(writing.fileno())
    new.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
