"""`what-matters audit dependencies`: asks an advisory service about every locked package.

uv does the asking (`uv audit`, the OSV database). An advisory that cannot be lifted stands with its reason in the first
column of the table in docs/adr/0014-known-vulnerabilities.md; any other one makes the command fail.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import click

ROOT = Path(__file__).parent.parent.parent
EXPLAINED = ROOT / "docs" / "adr" / "0014-known-vulnerabilities.md"
ROW = re.compile(r"^\| *((?:GHSA|PYSEC|CVE|OSV)-[\w-]+) *\|", re.MULTILINE)
UNEXPLAINED, NOT_ASKED = 1, 2


def explained(record: Path = EXPLAINED) -> list[str]:
    """Ids of the advisories that the record explains."""
    return ROW.findall(record.read_text(encoding="utf-8"))


@click.command("dependencies")
@click.option("--service", metavar="URL", help="An OSV service of your own, instead of api.osv.dev.")
@click.option("--with-tools", is_flag=True, help="Also what only tests and checks use.")
def dependencies(service: str | None, with_tools: bool) -> None:
    """Fail on any known vulnerability of a locked package that is not explained.

    Exit status 1: there is one. Exit status 2: the service could not be asked, so nothing is known.
    """
    uv = shutil.which("uv", path=str(ROOT / ".tools" / "uv" / "bin")) or shutil.which("uv")
    if uv is None:
        click.echo("uv is not here to ask with (make environment fetches it). NOTHING WAS CHECKED.", err=True)
        raise SystemExit(NOT_ASKED)
    known = explained()
    asked = subprocess.run(
        [
            *(uv, "audit", "--frozen", "--preview-features", "audit-command"),
            *([] if with_tools else ["--no-dev"]),
            *(["--service-url", service] if service else []),
            *(part for each in known for part in ("--ignore", each)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    click.echo(asked.stdout, nl=False)
    if asked.returncode == 0:
        click.echo(f"No known vulnerability is unexplained; {len(known)} ids are explained in {EXPLAINED.name}.")
        return
    if "error:" in asked.stderr:
        click.echo(asked.stderr, nl=False, err=True)
        click.echo("The advisory service could not be asked from here. NOTHING WAS CHECKED.", err=True)
        raise SystemExit(NOT_ASKED)
    click.echo(asked.stderr, nl=False, err=True)
    click.echo(f"Upgrade these packages, or explain each id in {EXPLAINED.relative_to(ROOT)}.", err=True)
    raise SystemExit(UNEXPLAINED)
