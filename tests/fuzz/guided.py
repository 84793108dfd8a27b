"""Fuzzes one target guided by coverage, with atheris; stops at the first finding and leaves the input that made it.

    python -m tests.fuzz.guided dates -max_total_time=60
    python -m tests.fuzz.guided import -max_total_time=60

Targets: those of tests/fuzz/targets.py, `quick` for all the quick ones at once, and `import`. Linux on x86-64 only, where atheris comes as a wheel.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["bot.nlu", "plan", "actions", "rehearsal"]):
    from tests.fuzz.targets import LONGEST_MESSAGE, QUICK, TEXTS, held, read_import

TARGETS = (*TEXTS, *QUICK, "quick", "import")


def main() -> None:
    """Fuzz the target that the first argument names."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"name a target: {', '.join(TARGETS)}")
    target = sys.argv.pop(1)

    def try_text(data: bytes) -> None:
        text = atheris.FuzzedDataProvider(data).ConsumeUnicodeNoSurrogates(LONGEST_MESSAGE)
        for name in QUICK if target == "quick" else (target,):
            held(name, text)

    atheris.Setup(sys.argv, read_import if target == "import" else try_text)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
