"""The base class of parameters.

Each section of ``params.yaml`` is one frozen, typed and bounded class that stands beside the
function it serves. Unknown keys are errors, so that a misspelt parameter never means "default".
"""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import OpinionsError


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
            raise ParameterError(f"params.yaml: section '{section}' is missing. Add it.")
        try:
            return cls(**values)
        except ValidationError as error:
            allowed = ", ".join(cls.model_fields)
            problems = "; ".join(
                f"{section}.{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
                f" (got {fault['input']!r})"
                for fault in error.errors()
            )
            raise ParameterError(
                f"params.yaml: {problems}. Keys of '{section}' are: {allowed}."
            ) from error
