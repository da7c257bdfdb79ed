"""DVC's command line, with stages that start at once and YAML files not parsed at every stage.

At every stage DVC parses ``params.yaml`` several times and ``dvc.lock`` twice, and writes the
latter anew, by a YAML library in Python: some four processor seconds a stage where two rounds are
large. Here a text is parsed once, a ``dvc.lock`` by libyaml, and of one that is written only what
changed is put into words; the bytes are those that DVC alone would write
(``tests/test_quick_dvc.py``).
What is replaced are three functions of ``dvc.utils.serialize`` and the one of ``dvc.stage.run``
that starts a stage (``pipeline.warm_start``), of the version in ``requirements.lock``.
"""

import copy
import io
import re
import signal
import sys
import threading
from typing import Any, TextIO

import yaml
from dvc.utils import serialize
from dvc.utils.serialize import _yaml
from ruamel.yaml.resolver import implicit_resolvers

from pipeline.warm_start import WarmStart, stage_arguments

_parse, _write = _yaml.parse_yaml, _yaml._dump
_STAGES = "stages:\n"
_ENTRY = re.compile(r"^(?=  \S)", re.MULTILINE)
_LOCK = frozenset({"schema", "stages"})
"""The keys of a ``dvc.lock``."""
_known: dict[str, Any] = {}
"""What the last ``dvc.lock`` says, by its text; nobody else holds it."""
_read: dict[str, Any] = {}
"""What other files say, by their text; nobody else holds it."""
_MOST_READ = 16


class _OfALock(yaml.CSafeLoader):  # type: ignore[misc]
    """What libyaml reads, with the values of YAML 1.2, in which DVC writes.

    ``on`` is a word there, and ``1e-06`` a number.
    """

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - not those of YAML 1.1

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(mapping) < len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key twice", node.start_mark)
        return mapping


for _versions, _tag, _pattern, _first in implicit_resolvers:
    if (1, 2) in _versions:
        _OfALock.add_implicit_resolver(_tag, _pattern, _first)


def _parsed_lock(text: Any, path: Any) -> Any:
    try:
        return yaml.load(text, _OfALock) or {}
    except yaml.YAMLError:
        return _parse(text, path)  # DVC's own words for what is wrong


def parse_yaml(text: Any, path: Any, typ: str = "safe") -> Any:
    """As DVC's; of a ``dvc.lock``, which holds no comments, whatever ``typ`` is."""
    if not str(path).endswith("dvc.lock"):
        return _parsed_once(text, path) if typ == "safe" else _parse(text, path, typ=typ)
    if text not in _known:
        _keep(text, _parsed_lock(text, path))
    return copy.deepcopy(_known[text])


def _parsed_once(text: Any, path: Any) -> Any:
    if text not in _read:
        if len(_read) >= _MOST_READ:
            _read.clear()
        _read[text] = _parse(text, path)
    return copy.deepcopy(_read[text])


def parse_yaml_for_update(text: Any, path: Any) -> Any:
    """As DVC's."""
    return parse_yaml(text, path, typ="rt")


def dump(data: Any, stream: TextIO) -> Any:
    """As DVC's; stages of a ``dvc.lock`` that are as they were are copied from its text."""
    if not (isinstance(data, dict) and data.keys() == _LOCK and data["stages"] and _known):
        return _write(data, stream)
    before, known = next(iter(_known.items()))
    head, _, entries = before.partition(_STAGES)
    texts = [entry for entry in _ENTRY.split(entries) if entry]
    if (
        list(known) != list(data)
        or known["schema"] != data["schema"]
        or len(texts) != len(known["stages"])
    ):
        return _write(data, stream)
    as_it_was = dict(zip(known["stages"], texts, strict=True))
    words = [head, _STAGES]
    for name, entry in data["stages"].items():
        same = name in as_it_was and known["stages"][name] == entry
        words.append(as_it_was[name] if same else _worded(name, entry))
    text = "".join(words)
    _keep(text, data)
    stream.write(text)
    return None


def _worded(name: str, entry: Any) -> str:
    """The lines of one stage."""
    stream = io.StringIO()
    _write({"stages": {name: entry}}, stream)
    return stream.getvalue().removeprefix(_STAGES)


def _keep(text: str, data: Any) -> None:
    _known.clear()
    _known[text] = copy.deepcopy(data)


def _start_warm() -> None:
    """Have DVC fork its stages from a process that has loaded the libraries, where one can be."""
    from dvc.stage import run
    from dvc.stage.exceptions import StageCmdFailedError

    start = run._run
    warm: list[WarmStart] = []

    def of_a_stage(executable: Any, cmd: str, **told: Any) -> None:
        arguments = stage_arguments(cmd)
        folder, environment = str(told["cwd"]), told["env"]
        if arguments is None or (warm and warm[0].folder != folder):
            start(executable, cmd, **told)
            return
        if not warm:
            warm.append(WarmStart(folder))  # while Ctrl+C is heard, as it will be by the stages
        in_main = threading.current_thread() is threading.main_thread()
        before = signal.signal(signal.SIGINT, signal.SIG_IGN) if in_main else None
        try:
            if code := warm[0].run(arguments, environment):
                raise StageCmdFailedError(cmd, code)
        finally:
            if before is not None:
                signal.signal(signal.SIGINT, before)

    run._run = of_a_stage


def main(arguments: list[str]) -> int:
    """Call DVC."""
    for name, mine in (
        ("parse_yaml", parse_yaml),
        ("parse_yaml_for_update", parse_yaml_for_update),
        ("_dump", dump),
    ):
        setattr(_yaml, name, mine)
        if hasattr(serialize, name):
            setattr(serialize, name, mine)
    if sys.platform == "linux":
        _start_warm()
    from dvc.cli import main as dvc  # after what it calls was replaced

    return int(dvc(arguments) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
