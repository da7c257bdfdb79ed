"""The list ``rounds`` in params.yaml, changed with its comments kept."""

from pathlib import Path

from pipeline.yaml_files import dumped_over, editable, read_yaml


def rounds_of(path: Path) -> list[str]:
    """The names in the list, in their order; none where there is no list.

    Raises:
        ParameterError: the file is missing or no YAML mapping.
    """
    return listed_under(path, "rounds")


def with_round(path: Path, round_name: str) -> str:
    """params.yaml with a round at the end of its list; unchanged where it stands there.

    Raises:
        ParameterError: the file is missing or no YAML mapping.
    """
    content = editable(path)
    rounds = content.get("rounds")
    if rounds is None:
        content["rounds"] = [round_name]
    elif round_name not in [str(name) for name in rounds]:
        rounds.append(round_name)
    return dumped_over(path, content)


def without_round(path: Path, round_name: str) -> str:
    """params.yaml without a round.

    Raises:
        ParameterError: the file is missing or no YAML mapping.
    """
    content = editable(path)
    rounds = content.get("rounds") or []
    for position in reversed(range(len(rounds))):
        if str(rounds[position]) == round_name:
            del rounds[position]
    return dumped_over(path, content)


def without_rounds(path: Path) -> str:
    """params.yaml with no round, open or sealed.

    Raises:
        ParameterError: the file is missing or no YAML mapping.
    """
    content = editable(path)
    content["rounds"], content["published"] = [], []
    return dumped_over(path, content)


def listed_under(path: Path, key: str) -> list[str]:
    """The names under ``rounds`` or ``published``, in their order.

    Raises:
        ParameterError: the file is missing or no YAML mapping.
    """
    return [str(name) for name in read_yaml(path).get(key) or []]


def moved_between(path: Path, round_name: str, source: str, target: str) -> str:
    """params.yaml with a round taken from one list to the end of the other.

    Raises:
        ParameterError: the file is missing or no YAML mapping.
    """
    content = editable(path)
    left = [name for name in content.get(source) or [] if str(name) != round_name]
    content[source] = left
    content[target] = [*(content.get(target) or []), round_name]
    return dumped_over(path, content)
