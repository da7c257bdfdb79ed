"""docs/tables.md says what the classes say."""

from tests.table_dictionary import PLACE, page, tables


def test_the_dictionary_is_that_of_the_classes() -> None:
    assert PLACE.read_text(encoding="utf-8") == page(), "run: python -m tests.table_dictionary"


def test_every_table_says_what_a_row_is() -> None:
    assert [
        table for table in tables() if not (table.__doc__ or "").startswith("One row per")
    ] == []
