"""The base class of parameters.

Each section of ``params.yaml`` is one frozen, typed and bounded class that stands beside the
function it serves. Unknown keys are errors, so that a misspelt parameter never means "default".
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import OpinionsError
from pipeline.language import says


class ParameterError(OpinionsError):
    """A section of ``params.yaml`` that cannot be used; the message says what to correct."""


class Parameters(BaseModel):
    """One section of ``params.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def read(cls, section: str, values: Mapping[str, Any] | None) -> Self:
        """Make the parameters of a section from what ``params.yaml`` holds there.

        Args:
            section: name of the section, for messages.
            values: the mapping found under that name; None when the section is missing.

        Raises:
            ParameterError: an unknown key or a value out of range; names section and key.
        """
        if values is None:
            raise ParameterError(
                says(
                    f"params.yaml：{section} の節がない。加える。",
                    f"params.yaml: section '{section}' is missing. Add it.",
                )
            )
        try:
            return cls(**values)
        except ValidationError as error:
            raise ParameterError(
                "\n".join(f"params.yaml: {section}.{fault}" for fault in fault_words(error, cls))
            ) from error


_FAULTS: Mapping[str, tuple[str, str]] = {
    "missing": ("がない。書き加える", "is missing. Add it"),
    "greater_than_equal": ("は{ge}以上にする", "must be at least {ge}"),
    "greater_than": ("は{gt}より大きくする", "must be above {gt}"),
    "less_than_equal": ("は{le}以下にする", "must be at most {le}"),
    "less_than": ("は{lt}より小さくする", "must be below {lt}"),
    "literal_error": ("は {expected} のどれかにする", "must be one of {expected}"),
    "enum": ("は {expected} のどれかにする", "must be one of {expected}"),
    "string_pattern_mismatch": ("の書き方が違う", "is not written as it must be"),
    "string_too_short": ("は{min_length}字以上にする", "must have {min_length} characters or more"),
    "string_too_long": ("は{max_length}字以下にする", "must have at most {max_length} characters"),
    "too_short": ("は{min_length}個以上書く", "must have {min_length} entries or more"),
    "too_long": ("は{max_length}個以下にする", "must have at most {max_length} entries"),
    "value_error": ("：{error}", ": {error}"),
}
_KINDS = (
    ("int", "は整数で書く", "must be a whole number"),
    ("float", "は数で書く", "must be a number"),
    ("finite", "は数で書く", "must be a number"),
    ("bool", "は true か false と書く", "must be true or false"),
    ("date", "は 2024-05-10 のような日付で書く", "must be a day such as 2024-05-10"),
    ("string", "は文字で書く（引用符で囲む）", "must be text, in quotation marks"),
    ("list", "は一覧（「- 」で並べる）で書く", "must be a list"),
    ("tuple", "は一覧（「- 」で並べる）で書く", "must be a list"),
    ("dict", "は「名前: 値」の行で書く", "must be 'key: value' lines"),
    ("model", "は「名前: 値」の行で書く", "must be 'key: value' lines"),
)
"""Beginning of a type of fault in pydantic → words."""
_OR = re.compile("(?<=')(?:, | or )(?=')")
"""Between the values that are allowed, in the library's words."""


def fault_words(error: ValidationError, kind: type[BaseModel], values: Any = None) -> list[str]:
    """What is wrong with values that people wrote, one line each, without words of the library.

    Args:
        error: what pydantic found.
        kind: the class whose keys are allowed.
        values: what people wrote: a column of a list is named by its letters there.
    """
    return [_fault_words(fault, kind, values) for fault in error.errors()]


def _place(keys: Sequence[int | str], values: Any) -> str:
    """Where a value stands, as people count: from 1, a column by its letters."""
    place = ""
    for key in keys:
        if isinstance(key, str):
            place += f".{key}" if place else key
            values = values.get(key) if isinstance(values, Mapping) else None
            continue
        values = values[key] if isinstance(values, Sequence) and key < len(values) else None
        letters = values.get("column") if isinstance(values, Mapping) else None
        if isinstance(letters, str):
            place += says(f"（{letters}列）", f" (column {letters})")
        else:
            place += says(f"（{key + 1}番目）", f" (no. {key + 1})")
    return place


def _fault_words(fault: Any, kind: type[BaseModel], given: Any) -> str:
    place = _place(fault["loc"], given)
    came = fault["input"]
    got = f"（{came!r}）" if isinstance(came, str | int | float) else ""
    if fault["type"] == "extra_forbidden":
        allowed = says("、", ", ").join(kind.model_fields) if len(fault["loc"]) == 1 else ""
        return says(
            f"{place} という名前は使えない。" + (f"使えるのは {allowed}。" if allowed else ""),
            f"{place}: unknown key." + (f" Keys are: {allowed}." if allowed else ""),
        )
    what = "missing" if came == "" else fault["type"]
    if what == "string_pattern_mismatch" and fault["loc"][-1] == "date":
        what = "date"
    words = _FAULTS.get(what)
    if words is None:
        found = [pair[1:] for pair in _KINDS if what.startswith(pair[0])]
        words = found[0] if found else ("は使えない値である", "cannot be used")
    values = dict(fault.get("ctx") or {})
    if "expected" in values:
        values["expected"] = says(_OR.sub("、", values["expected"]), values["expected"])
    japanese, english = (part.format(**values) for part in words)
    if what in ("missing", "value_error"):
        got = ""
    english_got = f" (got {came!r})" if got else ""
    return says(f"{place}{got}{japanese}。", f"{place} {english}{english_got}.")


def unseen_characters(text: str) -> list[str]:
    """Control characters and marks that turn the direction of writing, as U+ and their number.

    With them what XML, and so Word, forbids.
    """
    forbidden = ("Cc", "Cf", "Cs")
    unseen = {c for c in text if unicodedata.category(c) in forbidden or c in "\ufffe\uffff"}
    return sorted(f"U+{ord(c):04X}" for c in unseen)
