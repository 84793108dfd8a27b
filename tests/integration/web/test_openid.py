"""Signing in with an organisation's account, against a small issuer of our own."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from bot.web.app import create_app
from bot.web.settings import Settings
from plan import services
from plan.bootstrap import Store
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.guide_for_pages import FixedGuide

CLIENT, CLIENT_SECRET = "what-matters", "its secret"


class FakeIssuer:
    """Hands out one ID token, made from `claims`, for the code "good"; what is wrong with it is up to the test."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "k1"})
        self.signing: Any = self.key
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {}
        self.challenge = ""
        issuer = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                described = {
                    "issuer": issuer.address,
                    "authorization_endpoint": f"{issuer.address}/authorize",
                    "token_endpoint": f"{issuer.address}/token",
                    "jwks_uri": f"{issuer.address}/keys",
                }
                keys = {"keys": [issuer.key.as_dict(private=False)]}
                self.answer(described if "well-known" in self.path else keys)

            def do_POST(self) -> None:
                sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                proof = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
                proven = base64.urlsafe_b64encode(proof).rstrip(b"=").decode() == issuer.challenge
                if sent["code"] != ["good"] or not proven:
                    self.answer({"error": "invalid_grant"}, 400)
                    return
                token = jwt.encode(
                    {"alg": issuer.algorithm, "kid": "k1"}, issuer.claims, issuer.signing, [issuer.algorithm]
                )
                self.answer({"access_token": "x", "token_type": "Bearer", "id_token": token})

            def answer(self, content: object, status: int = 200) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(content).encode())

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def issuer() -> Iterator[FakeIssuer]:
    fake = FakeIssuer()
    thread = threading.Thread(target=fake.server.serve_forever, daemon=True)
    thread.start()
    yield fake
    fake.server.shutdown()
    fake.server.server_close()


@pytest.fixture
def browser(issuer: FakeIssuer, guide: FixedGuide, store: Store) -> CheckedClient:
    with store.unit_of_work() as uow:
        services.add_practitioner(uow, "Una Reid", "nurse", "una@example.org", "a good one")
        uow.commit()
    settings = Settings(
        secret="a secret for tests", openid_issuer=issuer.address, openid_client=CLIENT,
        openid_secret=CLIENT_SECRET, public_address="http://testserver",
    )  # fmt: skip
    return CheckedClient(create_app(guide, store, settings), raise_server_exceptions=False)


def go(browser: CheckedClient, issuer: FakeIssuer, code: str = "good", state: str | None = None, **claims: Any):  # type: ignore[no-untyped-def]
    sent = browser.get("/practitioner/sign-in/elsewhere", follow_redirects=False)
    asked = {name: value[0] for name, value in parse_qs(urlsplit(sent.headers["location"]).query).items()}
    assert asked["code_challenge_method"] == "S256" and asked["redirect_uri"].endswith("/practitioner/sign-in/back")
    issuer.challenge = asked["code_challenge"]
    issuer.claims = {
        "iss": issuer.address, "aud": CLIENT, "sub": "7", "exp": int(time.time()) + 60, "nonce": asked["nonce"],
        "email": "Una@example.org", "email_verified": True,
    } | claims  # fmt: skip
    return browser.get("/practitioner/sign-in/back", params={"code": code, "state": state or asked["state"]})


def test_verified_address_of_an_account_signs_in_and_is_tied(browser: CheckedClient, issuer: FakeIssuer) -> None:
    assert "Sign in with your organisation" in browser.get("/practitioner/sign-in").text
    assert go(browser, issuer).url.path == "/practitioner"
    browser.cookies.clear()
    assert go(browser, issuer, email="new.name@example.org").url.path == "/practitioner"
    browser.cookies.clear()
    assert go(browser, issuer, sub="8").status_code == 422, "the account is tied to another identity"


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False}, {"email": "nobody@example.org"}, {"aud": "somebody-else"}, {"nonce": "another"},
        {"iss": "http://elsewhere.example"}, {"exp": 1}, {"code": "bad"}, {"state": "another"},
    ],
    ids=lambda claims: next(iter(claims)),
)  # fmt: skip
def test_anything_that_does_not_hold_is_refused(
    browser: CheckedClient, issuer: FakeIssuer, claims: dict[str, Any]
) -> None:
    assert go(browser, issuer, **claims).status_code == 422
    assert browser.get("/practitioner").status_code == 403


def test_token_that_the_issuer_did_not_sign_is_refused(browser: CheckedClient, issuer: FakeIssuer) -> None:
    issuer.signing = RSAKey.generate_key(2048, {"kid": "k1"})
    assert go(browser, issuer).status_code == 422


def test_token_signed_with_what_everybody_knows_is_refused(browser: CheckedClient, issuer: FakeIssuer) -> None:
    issuer.algorithm, issuer.signing = "HS256", OctKey.import_key(CLIENT_SECRET * 4)
    assert go(browser, issuer).status_code == 422


def test_coming_back_without_having_gone_is_refused(browser: CheckedClient) -> None:
    assert browser.get("/practitioner/sign-in/back", params={"code": "good", "state": ""}).status_code == 422


def test_issuer_that_does_not_answer_leaves_the_password(browser: CheckedClient, issuer: FakeIssuer) -> None:
    issuer.server.server_close()
    issuer.server.shutdown()
    page = browser.get("/practitioner/sign-in/elsewhere")
    assert page.status_code == 503 and "use your password here" in page.text


def test_without_an_issuer_there_is_nothing(client: CheckedClient) -> None:
    assert client.get("/practitioner/sign-in/elsewhere").status_code == 404
    assert "your organisation" not in client.get("/practitioner/sign-in").text
