"""The list ``rounds`` in params.yaml, changed with its comments kept."""

import io
from pathlib import Path

from ruamel.yaml import YAML

from pipeline.store import read_yaml


def with_round(path: Path, round_name: str) -> str:
    """params.yaml with a round at the end of its list; unchanged where it stands there.

    Raises:
        ParameterError: the file is missing or no YAML mapping.
    """
    read_yaml(path)
    yaml = _yaml()
    content = yaml.load(path.read_text(encoding="utf-8"))
    rounds = content.get("rounds")
    if rounds is None:
        content["rounds"] = [round_name]
    elif round_name not in [str(name) for name in rounds]:
        rounds.append(round_name)
    return _dumped(yaml, content)


def without_round(path: Path, round_name: str) -> str:
    """params.yaml without a round.

    Raises:
        ParameterError: the file is missing or no YAML mapping.
    """
    read_yaml(path)
    yaml = _yaml()
    content = yaml.load(path.read_text(encoding="utf-8"))
    rounds = content.get("rounds") or []
    for position in reversed(range(len(rounds))):
        if str(rounds[position]) == round_name:
            del rounds[position]
    return _dumped(yaml, content)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 4096
    return yaml


def _dumped(yaml: YAML, content: object) -> str:
    out = io.StringIO()
    yaml.dump(content, out)
    return out.getvalue()
