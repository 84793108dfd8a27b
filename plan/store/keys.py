"""Keys: where they come from, what they encrypt, and the keyed hashes that codes are found by."""

from __future__ import annotations

import hashlib
import hmac
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.engine import Dialect

from plan.explanations import explain

KEY_VARIABLE = "WHAT_MATTERS_KEY"


class StoreRefused(Exception):
    """The store cannot be opened; the text says why in plain words."""

    def __init__(self, **details: object) -> None:
        super().__init__(explain(type(self).__name__, **details))


class WrongKey(StoreRefused):
    """What is stored was encrypted with another key."""


class KeyMissing(StoreRefused):
    """There is stored data, but no key."""


class KeyUnusable(StoreRefused):
    """The key is not made of Fernet keys."""


class KeyOpenToOthers(StoreRefused):
    """Others than the owner may read the key file."""


class Keyring:
    """One or more Fernet keys: the first encrypts, all of them read."""

    def __init__(self, keys: str) -> None:
        parts = [part.strip() for part in keys.split(",") if part.strip()]
        try:
            self._fernet = MultiFernet([Fernet(part) for part in parts])
            self._first = Fernet(parts[0])
        except (ValueError, IndexError) as error:
            raise KeyUnusable from error
        self.hash_keys: Sequence[bytes] = [_hash_key(part) for part in parts]
        self._seal_key: bytes | None = None

    def encrypt(self, text: str) -> str:
        """The text as a token that says nothing without the key."""
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        """The text of a token. Raises WrongKey."""
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken as error:
            raise WrongKey from error

    def rotate(self, token: str) -> str:
        """The same text as a token of the first key; a token that is one already stays. Raises WrongKey."""
        try:
            self._first.decrypt(token.encode())
        except InvalidToken:
            return self.encrypt(self.decrypt(token))
        return token

    def hashes(self, text: str) -> Sequence[str]:
        """The keyed hashes under which a text may be found, that of the first key first."""
        return [hmac.new(key, text.encode(), hashlib.sha256).hexdigest() for key in self.hash_keys]

    @property
    def seal_key(self) -> bytes:
        """What the audit trail is sealed with. Raises KeyMissing before the store's own secrets were read."""
        if self._seal_key is None:
            raise KeyMissing
        return self._seal_key

    def take_up(self, hash_keys: Sequence[bytes], seal_key: bytes) -> None:
        """Use the secrets that lie in the store: they stay the same when the key is another one."""
        self.hash_keys, self._seal_key = hash_keys, seal_key


def _hash_key(part: str) -> bytes:
    """A key of its own for hashing, so that one key is never used for two purposes; for a store's first opening."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"what-matters codes")
    return derive.derive(part.encode())


_keyrings: WeakKeyDictionary[Dialect, Keyring] = WeakKeyDictionary()


def give_keyring(dialect: Dialect, keyring: Keyring) -> None:
    """Let the encrypted columns of one engine (known by its dialect) use a keyring."""
    _keyrings[dialect] = keyring


def keyring_of(dialect: Dialect) -> Keyring:
    """The keyring of an engine. Raises KeyMissing when it was never given one."""
    if dialect not in _keyrings:
        raise KeyMissing
    return _keyrings[dialect]


def read_key(key_file: Path) -> str | None:
    """The key from the environment, else from the file, else None."""
    from_environment = os.environ.get(KEY_VARIABLE, "").strip()
    if from_environment:
        return from_environment
    if not key_file.exists():
        return None
    require_private(key_file)
    return key_file.read_text(encoding="ascii").strip()


def require_private(file: Path) -> None:
    """Raise KeyOpenToOthers when anybody but the owner may read or write the file."""
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise KeyOpenToOthers(file=file)


def make_key_file(key_file: Path) -> str:
    """A new key, in a file that only its owner may read (mode 0600); never replaces one."""
    return keep_key(key_file, Fernet.generate_key().decode())


def keep_key(key_file: Path, key: str) -> str:
    """Write a key to a file that only its owner may read; gives the key that is there, if there is one."""
    key_file.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and then given its name, so that no moment leaves half a key under it.
    part = key_file.with_name(f"{key_file.name}.{os.getpid()}")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.write(key + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        key_file.hardlink_to(part)
    except FileExistsError:
        return key_file.read_text(encoding="ascii").strip()
    finally:
        part.unlink()
    return key
