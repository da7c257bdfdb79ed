"""YAML that people write: read with what is wrong said, changed with their comments kept."""

import io
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pipeline.params import ParameterError


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML mapping.

    Raises:
        ParameterError: missing, not UTF-8, not YAML, or no mapping; names the file.
    """
    if not path.is_file():
        raise ParameterError(f"{path} is not there. It must be a YAML file.")
    try:
        values = plain(path.read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError) as error:
        raise ParameterError(f"{path} is not YAML in UTF-8: {error}") from error
    if not isinstance(values, dict):
        raise ParameterError(
            f"{path} must hold 'key: value' lines; it holds {type(values).__name__}."
        )
    return values


def plain(text: str | bytes) -> Any:
    """YAML as plain lists and dictionaries; no tag makes anything else."""
    return YAML(typ="safe").load(text)


def editable(path: Path, template: str = "") -> Any:
    """A YAML mapping with its comments and quotes, to be changed and given to ``dumped``.

    Args:
        path: of the file.
        template: what a file that is not there starts from; without one it has to be there.

    Raises:
        ParameterError: as ``read_yaml``.
    """
    if template and not path.is_file():
        return _round_trip().load(template)
    read_yaml(path)  # says what is wrong with a broken file
    return _round_trip().load(path.read_text(encoding="utf-8"))


def dumped(content: Any, *, indented: bool = True) -> str:
    """The text of what ``editable`` gave, with comments kept and no line broken.

    Args:
        content: of the file.
        indented: whether lists stand under their key as people write them; DVC does not indent.
    """
    yaml = _round_trip()
    if indented:
        yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(content, out)
    return out.getvalue()


def _round_trip() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    return yaml
