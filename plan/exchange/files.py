"""Files of a plan: bytes to JSON values to a document, whichever of our two formats they are in."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from plan.exchange.document import PlanDocument
from plan.exchange.fhir import bundle_of, is_bundle, values_of
from plan.exchange.json_format import from_values, parse_values, to_values
from plan.exchange.refusing import BrokenFile


def write_json(document: PlanDocument) -> str:
    """The document in our own format, for people to read too: two spaces, letters as they are."""
    return json.dumps(to_values(document), ensure_ascii=False, indent=2) + "\n"


def read_file(content: bytes, *, as_it_is: bool = False) -> PlanDocument:
    """The document in a file. Raises BrokenFile.

    With `as_it_is` a version that was changed, or a signature on something else, is read too.
    """
    values = read_json(content)
    read = parse_values if as_it_is else from_values
    if not is_bundle(values):
        return read(values)
    heard = values_of(values)
    try:
        return read(heard.values)
    except BrokenFile as broken:
        raise broken.moved(heard.where(broken.place)) from None


def write_fhir(document: PlanDocument) -> str:
    """The document as a FHIR R4 Bundle."""
    return json.dumps(bundle_of(to_values(document)), ensure_ascii=False, indent=2) + "\n"


def read_json(content: bytes) -> Any:
    """The JSON values of a file. Raises BrokenFile with line and column where it is no JSON."""
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise BrokenFile((), "not_utf8", position=error.start) from None
    except json.JSONDecodeError as error:
        raise BrokenFile((), "not_json", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise BrokenFile((), "too_deep") from None
    except ValueError:
        # More digits than Python reads: what would take it long.
        raise BrokenFile((), "number_too_long") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        raise BrokenFile((), "key_twice", name=next(name for name, count in counted.items() if count > 1))
    return read


def _no_number(_: str) -> None:
    raise BrokenFile((), "no_number")
