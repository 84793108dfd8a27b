"""What our own processes never call is stood in for, and says so when it is called; Rasa's commands get the real thing."""

import subprocess
import sys

import pytest

INSTALLED = "from bot.engine.standins import install; install(whole={whole}); import sanic, sanic.response\n"
REFUSES = """
for call in (lambda: sanic.Sanic('us'), lambda: sanic.response.json({}), lambda: sanic.response.HTTPResponse()):
    try:
        call()
    except RuntimeError as refused:
        print(refused)
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["sanic is stood in for", "sanic.response.json is stood in for"])
def test_what_is_never_called_refuses_with_its_reason(name: str) -> None:
    said = run(INSTALLED.format(whole=False) + REFUSES)
    assert name in said
    assert len(said.splitlines()) == 3
    assert "HTTP server" in said


def test_rasas_own_commands_get_the_real_packages() -> None:
    assert "200" in run(INSTALLED.format(whole=True) + "print(sanic.response.json({}).status)")
