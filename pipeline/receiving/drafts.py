"""Give a round its draft, or take it away: the file in corpora/drafts, its name in round.yaml."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import OpinionsError
from pipeline.language import no_file, says
from pipeline.places import DRAFTS, ROUNDS
from pipeline.receiving.transaction import Transaction
from pipeline.rounds.round_drafts import RoundDraft, read_draft_file
from pipeline.rounds.round_head import DRAFT_KEYS, read_round_head
from pipeline.rounds.seal import require_open
from pipeline.yaml_files import dumped_over, editable

_CALLED = {"draft": "案", "earlier_draft": "前の版", "next_draft": "あとの版"}
_IN_ENGLISH = {
    "draft": "the draft",
    "earlier_draft": "the earlier version",
    "next_draft": "the version that followed",
}
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def add_draft(
    round_name: str,
    file: Path,
    root: Path = Path(),
    *,
    earlier: bool = False,
    following: bool = False,
    replace: bool = False,
) -> RoundDraft:
    """Check a draft, copy it to corpora/drafts and name it in round.yaml.

    Args:
        round_name: of a round that is there and not sealed.
        file: the draft.
        root: the project.
        earlier: it is the version before the one that the round is about.
        following: it is the version that came after the opinions.
        replace: it takes the place of one that the round has.

    Returns:
        The draft as it is read.

    Raises:
        OpinionsError: no such round or file, nothing in it can be read, another file of this
            name is there, the round has such a draft, or it says the same as another of the
            round's drafts. Nothing has changed then.
    """
    key = _key(earlier=earlier, following=following)
    content = _round_yaml(root, round_name)
    before = str(content.get(key) or "")
    if not file.is_file():
        raise OpinionsError(
            says(
                f"{no_file(file)}案のファイル（Word、PDF、HTML、Markdown、テキスト）を指定する。",
                f"{no_file(file)} Name the file of the draft.",
            )
        )
    draft = read_draft_file(file, round_name)
    if draft.is_unreadable:
        raise OpinionsError(f"{file.name}：{draft.notes[0]}")
    _require_another(draft, key, content, root, round_name)
    place = root / DRAFTS / _UNSAFE.sub("_", file.name)
    data = file.read_bytes()
    if place.is_file() and place.read_bytes() != data:
        raise OpinionsError(
            says(
                f"{place} に同じ名前で中身の違うファイルがある。"
                "名前を変えて（版や日付を付けて）から加える。",
                f"{place} holds another file of this name. Rename yours (version, date) first.",
            )
        )
    if before and before != place.name and not replace:
        raise OpinionsError(
            says(
                f"意見照会「{round_name}」にはもう{_CALLED[key]}「{before}」がある。"
                "差し替えるなら --replace を付ける。",
                f"Round '{round_name}' has such a draft, {before}. Use --replace to replace it.",
            )
        )
    content[key] = place.name
    with Transaction(root) as change:
        change.write(place, data)
        place = _file(root, round_name)
        change.write(place, dumped_over(place, content).encode())
        read_round_head(root / ROUNDS / round_name)
    _without_unused(root, [before])
    return draft


def remove_draft(
    round_name: str, root: Path = Path(), *, earlier: bool = False, following: bool = False
) -> list[Path]:
    """Take the drafts of a round out again, all of them or one.

    Args:
        round_name: of a round that is there and not sealed.
        root: the project.
        earlier: the version before alone.
        following: the version that came after alone.

    Returns:
        Files of corpora/drafts that went; those that another round names stay.

    Raises:
        OpinionsError: no such round, or it has no draft.
    """
    only = _key(earlier=earlier, following=following)
    content = _round_yaml(root, round_name)
    wanted = (only,) if earlier or following else DRAFT_KEYS
    keys = [key for key in wanted if content.get(key)]
    if not keys:
        version = f"{_CALLED[only]}の" if earlier or following else ""
        raise OpinionsError(
            says(
                f"意見照会「{round_name}」に{version}案はない。",
                f"Round '{round_name}' has no draft{f' {only}' if version else ''}.",
            )
        )
    names = [str(content.pop(key)) for key in keys]
    with Transaction(root) as change:
        place = _file(root, round_name)
        change.write(place, dumped_over(place, content).encode())
    return _without_unused(root, names)


def _require_another(
    draft: RoundDraft, key: str, content: Mapping[str, Any], root: Path, round_name: str
) -> None:
    """Two versions are compared; the same text twice would show that nothing changed.

    Raises:
        OpinionsError: another draft of the round has the same text.
    """
    for other in DRAFT_KEYS:
        name = str(content.get(other) or "")
        path = root / DRAFTS / name
        if other == key or not name or not path.is_file():
            continue
        known = read_draft_file(path, round_name).clauses
        if known["text"].tolist() == draft.clauses["text"].tolist():
            raise OpinionsError(
                says(
                    f"{draft.version} の文は、この回の{_CALLED[other]}「{name}」と同じである。"
                    f"{_CALLED[key]}には、文の違う版のファイルを指定する。",
                    f"{draft.version} has the same text as {name}, {_IN_ENGLISH[other]} of this "
                    "round. Name the file of another version.",
                )
            )


def _key(*, earlier: bool, following: bool) -> str:
    """Which draft is meant; an error where two are."""
    if earlier and following:
        raise OpinionsError(
            says(
                "--earlier（前の版）と --next（あとの版）は、どちらか一つだけを付ける。",
                "Use --earlier or --next, not both.",
            )
        )
    return "earlier_draft" if earlier else "next_draft" if following else "draft"


def _without_unused(root: Path, names: Sequence[str]) -> list[Path]:
    """Remove those files of corpora/drafts that no round names any more; says which."""
    used = {
        str(named.get(key))
        for path in (root / ROUNDS).glob("*/round.yaml")
        for named in [editable(path)]
        for key in DRAFT_KEYS
    }
    gone = [root / DRAFTS / name for name in names if name and name not in used]
    gone = [path for path in gone if path.is_file() and path.parent == root / DRAFTS]
    for path in gone:
        path.unlink()
    return gone


def _file(root: Path, round_name: str) -> Path:
    return root / ROUNDS / round_name / "round.yaml"


def _round_yaml(root: Path, round_name: str) -> Any:
    require_open(root, round_name)
    path = _file(root, round_name)
    if not round_name or path.parent.parent != root / ROUNDS or not path.is_file():
        names = sorted(found.parent.name for found in (root / ROUNDS).glob("*/round.yaml"))
        raise OpinionsError(
            says(
                f"意見照会「{round_name}」はない。あるもの：{'、'.join(names) or 'なし'}。"
                "先に opinions add-round で加える。",
                f"No round '{round_name}'. There are: {names}. Use opinions add-round first.",
            )
        )
    return editable(path)
