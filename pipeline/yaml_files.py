"""YAML that people write: read with what is wrong said, changed with their comments kept."""

import copy
import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent

from pipeline.language import says, yaml_fault
from pipeline.params import ParameterError
from pipeline.whole_files import in_style_of

MOST_VALUES = 1_000_000
"""That a file may mean; a few lines of anchors can mean billions."""

DEEPEST = 50
"""Lists and mappings inside of one another; a codebook has five."""


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML mapping.

    Raises:
        ParameterError: missing, not UTF-8, not YAML, or no mapping; names the file.
    """
    if not path.is_file():
        raise ParameterError(
            says(
                f"{path} がない。YAMLのファイルを置く。",
                f"{path} is not there. It must be a YAML file.",
            )
        )
    try:
        text = path.read_text(encoding="utf-8")
        _require_small(path, text)
        values = plain(text)
    except ParameterError:  # a ValueError, too
        raise
    except (YAMLError, UnicodeDecodeError) as error:
        raise ParameterError(
            says(
                f"{path} をYAMLとして読めない（{yaml_fault(error)[0]}）。{_HOW}",
                f"{path} is not YAML in UTF-8: {yaml_fault(error)[1]}.",
            )
        ) from error
    except ValueError as error:  # YAML takes 2024-13-05 for a date
        raise ParameterError(
            says(
                f"{path} に、暦にない日付がある。2024-05-10 のように書く。",
                f"{path} holds a date that is no day ({error}). Write dates as 2024-05-10.",
            )
        ) from error
    if not isinstance(values, dict):
        raise ParameterError(
            says(
                f"{path} には「項目: 値」の行を書く。",
                f"{path} must hold 'key: value' lines; it holds {type(values).__name__}.",
            )
        )
    return values


_HOW = (
    '字下げは半角の空白、「項目:」の後に半角の空白、: や # を含む値は " " で囲む。'
    "文字コードはUTF-8で保存する。"
)


def _require_small(path: Path, text: str) -> None:
    """Refuse what would fill memory or the stack when it is built.

    Raises:
        ParameterError: names the file.
    """
    if is_deep(text):
        raise ParameterError(
            says(
                f"{path}：括弧や字下げの入れ子が{DEEPEST}段を超える。入れ子を減らして書く。",
                f"{path}: lists and mappings are nested more than {DEEPEST} deep. Nest them less.",
            )
        )
    if meant_values(text) > MOST_VALUES:
        raise ParameterError(
            says(
                f"{path}：参照（& と *）を展開すると値が{MOST_VALUES:,}を超える。"
                "参照を使わずに書く。",
                f"{path}: its anchors (&, *) stand for more than {MOST_VALUES:,} values. "
                "Write the values out instead.",
            )
        )


def is_deep(text: str | bytes) -> bool:
    """Whether lists and mappings are nested too deeply to be built.

    libyaml looks, which needs milliseconds; what it cannot read is for others to say.
    """
    depth = 0
    try:
        for event in yaml.parse(text, yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEEPEST:
                return True
    except yaml.YAMLError:
        return False
    return False


def meant_values(text: str) -> int:
    """How many values a YAML text means with its anchors written out; 0 where it has none."""
    if "&" not in text or "*" not in text:
        return 0
    sizes: dict[str, int] = {}
    inside: list[tuple[str | None, int]] = [(None, 0)]  # anchor and values so far, outside first
    for event in YAML(typ="safe", pure=True).parse(text):
        size = 0
        if isinstance(event, AliasEvent):
            size = sizes.get(str(event.anchor), 1)
        elif isinstance(event, ScalarEvent):
            size = 1
        elif isinstance(event, CollectionStartEvent):
            inside.append((event.anchor, 1))
        elif isinstance(event, CollectionEndEvent):
            anchor, size = inside.pop()
            sizes[str(anchor)] = size
        anchor, so_far = inside[-1]
        inside[-1] = (anchor, so_far + size)
        if so_far + size > MOST_VALUES:
            return so_far + size
    return inside[0][1]


def plain(text: str | bytes) -> Any:
    """YAML as plain lists and dictionaries; no tag makes anything else."""
    return copy.deepcopy(_parsed(text))


@lru_cache(maxsize=16)
def _parsed(text: str | bytes) -> Any:
    """Kept, because one command reads one file (params.yaml, dvc.yaml) many times.

    In Python also where ruamel's parser in C is there, which refuses ``{received: 2024-05-10
    14:10}``: what a file means must not hang on what is installed.
    """
    return YAML(typ="safe", pure=True).load(text)


class _NoKeyTwice(yaml.CSafeLoader):  # type: ignore[misc]
    """As DVC reads: a merge that kept both sides without markers is an error, too."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len(set(keys)) < len(keys):
            raise yaml.constructor.ConstructorError(None, None, "a key twice", node.start_mark)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def read_lock(content: bytes) -> Any:
    """A file that DVC wrote (dvc.lock), as plain lists and dictionaries.

    libyaml reads it some twenty times faster than the reader of what people write; DVC's lock has
    nothing on which YAML 1.1 and 1.2 differ.

    Raises:
        ValueError: it is no YAML.
    """
    if is_deep(content):
        raise ValueError(f"nested more than {DEEPEST} deep")
    if b"&" in content and meant_values(content.decode("utf-8", "replace")) > MOST_VALUES:
        raise ValueError(f"its anchors stand for more than {MOST_VALUES:,} values")
    try:
        return yaml.load(content, _NoKeyTwice)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


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


def set_list(content: Any, key: str, values: Any) -> None:
    """Give a key another list. What stood between the key and the old one goes with it.

    Such a comment would be written before the first entry, where it breaks the line.
    """
    content[key] = values
    content.ca.items.pop(key, None)


def dumped(content: Any, *, indented: bool = True) -> str:
    """The text of what ``editable`` gave, with comments kept and no line broken.

    Args:
        content: of the file.
        indented: whether lists stand under their key as people write them; DVC does not indent.

    Raises:
        ParameterError: what would be written reads otherwise; nothing should be written then.
    """
    yaml = _round_trip()
    if indented:
        yaml.indent(mapping=2, sequence=4, offset=2)
    text = _written(yaml, content)
    if not _reads_as(text, content) and isinstance(content, CommentedMap):
        for key in [key for key, value in content.items() if value == []]:
            set_list(content, key, [])  # its comment would push [] into the next line
        text = _written(yaml, content)
    if not _reads_as(text, content):
        raise ParameterError(
            says(
                "YAMLのファイルを書き換えられない：注釈（#）の位置のため、書いたものが同じに読めない。"
                "何も書いていない。キーと値の間の注釈をキーの前の行に移してから、もう一度実行する。",
                "A YAML file cannot be changed: because of where a comment (#) stands, it would "
                "read otherwise. Nothing was written. Move comments that stand between a key and "
                "its value above the key, and run again.",
            )
        )
    return text


def _written(yaml: YAML, content: Any) -> str:
    out = io.StringIO()
    yaml.dump(content, out)
    return out.getvalue()


def _reads_as(text: str, content: Any) -> bool:
    try:
        read = plain(text)
    except (YAMLError, ValueError):
        return False
    return bool(read == content)


def dumped_over(path: Path, content: Any) -> str:
    """``dumped``, with the line ends and the byte order mark of the file that it replaces.

    Raises:
        ParameterError: as ``dumped``.
    """
    return in_style_of(path, dumped(content))


def _round_trip() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    return yaml
