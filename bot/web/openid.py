"""Signing in at an OpenID Connect issuer: the authorization code flow with PKCE; knows nothing of accounts.

What can go wrong raises IdentityRefused (the answer does not hold) or IssuerUnavailable (there was none).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

SECONDS = 10
# Never "none", and nothing that is keyed with what a browser may know.
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]


class IdentityRefused(Exception):
    """The issuer's answer is not for this browser, not for us, too old, or not signed by the issuer."""


class IssuerUnavailable(Exception):
    """The issuer could not be reached, or does not speak the protocol."""


@dataclass(frozen=True, kw_only=True)
class Journey:
    """What this browser must bring back: kept in its session while it is at the issuer."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who the issuer says it is; `email` only where the issuer has verified it."""

    subject: str
    email: str | None


class Issuer:
    """One issuer, as it describes itself under /.well-known/openid-configuration."""

    def __init__(self, address: str, client_id: str, client_secret: str) -> None:
        self._address = address.rstrip("/")
        self._client_id = client_id
        self._client_secret = client_secret

    def begin(self, back_to: str) -> Journey:
        """Where to send the browser. Raises IssuerUnavailable."""
        nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        with self._session(back_to) as session:
            endpoint = self._describe(session)["authorization_endpoint"]
            address, state = session.create_authorization_url(endpoint, code_verifier=verifier, nonce=nonce)
        return Journey(address=address, state=state, nonce=nonce, verifier=verifier)

    def finish(self, code: str, back_to: str, nonce: str, verifier: str) -> Identity:
        """Who came back with this code. Raises IdentityRefused, IssuerUnavailable."""
        with self._session(back_to) as session:
            described = self._describe(session)
            try:
                token = session.fetch_token(
                    described["token_endpoint"], code=code, code_verifier=verifier, timeout=SECONDS
                )
                keys = session.get(described["jwks_uri"], withhold_token=True, timeout=SECONDS).json()
            except OAuthError as error:
                raise IdentityRefused from error
            except (requests.RequestException, ValueError) as error:
                raise IssuerUnavailable from error
        return _identity(self._claims(token.get("id_token", ""), keys, nonce))

    def _claims(self, token: str, keys: Any, nonce: str) -> dict[str, Any]:
        rules = jwt.JWTClaimsRegistry(
            leeway=60,
            iss={"essential": True, "value": self._address},
            aud={"essential": True, "value": self._client_id},
            sub={"essential": True},
            exp={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims: dict[str, Any] = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims
            rules.validate(claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise IdentityRefused from error
        return claims | {"iss": self._address}

    def _session(self, back_to: str) -> OAuth2Session:
        return OAuth2Session(
            self._client_id,
            self._client_secret,
            scope="openid email",
            redirect_uri=back_to,
            code_challenge_method="S256",
        )

    def _describe(self, session: OAuth2Session) -> dict[str, str]:
        try:
            answer = session.get(
                f"{self._address}/.well-known/openid-configuration", withhold_token=True, timeout=SECONDS
            )
            described: dict[str, str] = answer.json()
            if described["issuer"].rstrip("/") != self._address:
                raise IssuerUnavailable
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            raise IssuerUnavailable from error
        return described


def _identity(claims: dict[str, Any]) -> Identity:
    email = claims.get("email")
    verified = claims.get("email_verified") is True and isinstance(email, str)
    return Identity(subject=f"{claims['iss']} {claims['sub']}", email=email if verified else None)
