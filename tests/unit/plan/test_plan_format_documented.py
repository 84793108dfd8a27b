"""docs/plan-format.md says what the code does: each section, each part and each field."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from plan.exchange.fhir.lines import FRAMES
from plan.exchange.json_format import FORMAT, FORMAT_VERSION, SECTIONS
from plan.model.lines import PlanLine
from plan.services.codec import LINES

PAGE = (Path(__file__).parents[3] / "docs/plan-format.md").read_text(encoding="utf-8")
COMMON = {field.name for field in fields(PlanLine)}


def test_every_section_is_documented():
    table = PAGE.partition("| section |")[2].partition("\n## ")[0]
    named = set(
        re.findall(r"`([a-z_]+)`", "\n".join(row.split("|")[1] for row in table.splitlines() if row[:1] == "|"))
    )
    assert named == set(SECTIONS)
    assert f'`"{FORMAT}"` and `{FORMAT_VERSION}`' in PAGE


def test_every_field_of_every_part_is_documented():
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE.partition("## Fields of each part")[2], re.MULTILINE)
    documented = {part: set(re.findall(r"`(\w+)`", named)) for part, named in rows}
    assert documented == {part: {field.name for field in fields(kind)} - COMMON for part, kind in LINES.items()}


def test_fields_of_every_line_are_documented():
    said = PAGE.partition("## Fields of every line")[2].partition("\n## ")[0]
    assert set(re.findall(r"`(\w+)`", said)) >= COMMON


def test_every_part_has_its_place_in_the_fhir_table():
    page = (Path(__file__).parents[3] / "docs/fhir.md").read_text(encoding="utf-8")
    rows = [row.split("|")[1] for row in page.splitlines() if row.startswith("| `")]
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == set(FRAMES)
