"""One object is one line, also for a reader that knows more ends of a line than the line feed."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.command.json_lines import as_line


@given(st.text())
def test_whatever_is_written_is_one_line_and_comes_back(text: str) -> None:
    written = as_line({"text": text})
    assert len(written.splitlines()) == 1
    assert json.loads(written) == {"text": text}


def test_the_ends_of_a_line_are_written_by_their_number() -> None:
    assert as_line("a\u2028b\x85c") == '"a\\u2028b\\u0085c"'
