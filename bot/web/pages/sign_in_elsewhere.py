"""Signing in with an account of one's organisation (OpenID Connect); only who has an account here comes in."""

from __future__ import annotations

import hmac

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.openid import Identity, IdentityRefused, Issuer, IssuerUnavailable
from bot.web.pages.practitioner import SignInPage, home_of
from bot.web.rendering import render
from bot.web.routing import go_to, showing
from bot.web.sessions import Visit
from bot.web.site import Site, site_of
from bot.web.throttle import address_of
from plan.services.accounts import account_of_identity

BACK = "/practitioner/sign-in/back"


async def go_elsewhere(request: Request) -> Response:
    """Send the browser to the issuer. 404 where none is set."""
    issuer, site = _issuer(site_of(request)), site_of(request)
    try:
        journey = await run_in_threadpool(issuer.begin, _back_to(site))
    except IssuerUnavailable as error:
        raise HTTPException(503, detail="no_issuer") from error
    request.session["elsewhere"] = [journey.state, journey.nonce, journey.verifier]
    return RedirectResponse(journey.address, 303)


async def come_back(request: Request) -> Response:
    """Let in who comes back from the issuer with an identity that belongs to an account."""
    site, issuer = site_of(request), _issuer(site_of(request))
    state, nonce, verifier = request.session.pop("elsewhere", None) or ("", "", "")
    brought = request.query_params.get("state", "")
    if not site.sign_in_tries.allows(f"from {address_of(request)}"):
        raise HTTPException(429)
    if not state or not hmac.compare_digest(brought.encode(), state.encode()):
        return _refused(request)
    code = request.query_params.get("code", "")
    try:
        identity = await run_in_threadpool(issuer.finish, code, _back_to(site), nonce, verifier)
    except IdentityRefused:
        return _refused(request)
    except IssuerUnavailable as error:
        raise HTTPException(503, detail="no_issuer") from error
    return _let_in(request, site, identity)


def _let_in(request: Request, site: Site, identity: Identity) -> Response:
    with site.store.unit_of_work() as uow:
        account = account_of_identity(uow, identity.subject, identity.email)
        uow.commit()
    if account is None:
        return _refused(request)
    Visit(request).sign_in(account.id)
    return go_to(home_of(account))


def _refused(request: Request) -> Response:
    return render(request, "sign_in.html", SignInPage(refused=True, elsewhere=True), 422)


def _issuer(site: Site) -> Issuer:
    settings = site.settings
    if not settings.openid_issuer:
        raise HTTPException(404)
    return Issuer(settings.openid_issuer, settings.openid_client, settings.openid_secret)


def _back_to(site: Site) -> str:
    return f"{site.settings.public_address.rstrip('/')}{BACK}"


routes = [showing("/practitioner/sign-in/elsewhere", go_elsewhere), showing(BACK, come_back)]
