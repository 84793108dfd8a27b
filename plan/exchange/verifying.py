"""Whether the frozen versions in a file are still what was frozen, and what was signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from plan.exchange.document import PlanDocument
from plan.model.versions import hash_content


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What is found of one version: `stated` is the hash that the file gives, `found` that of its content.

    `signed` counts the signatures on this very hash, `strayed` those that name the version but another hash.
    """

    number: int
    made_at: datetime
    stated: str
    found: str
    signed: int
    strayed: int

    @property
    def is_unchanged(self) -> bool:
        """True when content and signatures are still those of the stated hash."""
        return self.stated == self.found and not self.strayed


def verify(document: PlanDocument) -> list[Verdict]:
    """A verdict on each frozen version of the document, in order."""
    verdicts = []
    for version in document.versions:
        mark = version.mark
        signatures = [found for found in document.plan.signatures if found.version == mark.number]
        on_it = [found for found in signatures if found.content_hash == mark.content_hash]
        verdicts.append(
            Verdict(
                number=mark.number,
                made_at=mark.made_at,
                stated=mark.content_hash,
                found=hash_content(version.plan_id, mark.number, version.thawed_content),
                signed=len(on_it),
                strayed=len(signatures) - len(on_it),
            )
        )
    return verdicts
