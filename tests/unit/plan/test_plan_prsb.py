"""docs/prsb.md has every heading of the plan, and no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_every_heading_of_the_plan_has_its_place_in_the_prsb_table():
    page = (ROOT / "docs/prsb.md").read_text(encoding="utf-8")
    rows = [row.split("|")[1].strip() for row in page.splitlines() if row.startswith("| ")]
    template = (ROOT / "plan/export/templates/plan.html.j2").read_text(encoding="utf-8")
    headings = re.findall(r"<h[24]>([^<{]+)</h[24]>|, \"(What needs to happen)\"", template)
    assert set(rows[1:]) == {one or other for one, other in headings}
