"""Give a round its draft, or take it away: the file in corpora/drafts, its name in round.yaml."""

import re
from pathlib import Path
from typing import Any

from pipeline.errors import OpinionsError
from pipeline.language import no_file, says
from pipeline.places import DRAFTS, ROUNDS
from pipeline.receiving.transaction import Transaction
from pipeline.rounds.round_drafts import RoundDraft, read_draft_file
from pipeline.rounds.round_head import read_round_head
from pipeline.rounds.seal import require_open
from pipeline.yaml_files import dumped_over, editable

_KEYS = {False: "draft", True: "earlier_draft"}
_NEXT = "next_draft"
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def add_draft(
    round_name: str,
    file: Path,
    root: Path = Path(),
    *,
    earlier: bool = False,
    following: bool = False,
) -> RoundDraft:
    """Check a draft, copy it to corpora/drafts and name it in round.yaml.

    Args:
        round_name: of a round that is there and not sealed.
        file: the draft.
        root: the project.
        earlier: it is the version before the one that the round is about.
        following: it is the version that came after the opinions.

    Returns:
        The draft as it is read.

    Raises:
        OpinionsError: no such round or file, nothing in it can be read, or another file of this
            name is there. Nothing has changed then.
    """
    content = _round_yaml(root, round_name)
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
    content[_NEXT if following else _KEYS[earlier]] = place.name
    with Transaction(root) as change:
        change.write(place, data)
        place = _file(root, round_name)
        change.write(place, dumped_over(place, content).encode())
        read_round_head(root / ROUNDS / round_name)
    return draft


def remove_draft(round_name: str, root: Path = Path(), *, earlier: bool = False) -> list[Path]:
    """Take the draft of a round, with or without the version before, out again.

    Args:
        round_name: of a round that is there and not sealed.
        root: the project.
        earlier: the version before alone.

    Returns:
        Files of corpora/drafts that went; those that another round names stay.

    Raises:
        OpinionsError: no such round, or it has no draft.
    """
    content = _round_yaml(root, round_name)
    others = () if earlier else ("draft", _NEXT)
    keys = [key for key in ("earlier_draft", *others) if content.get(key)]
    if not keys:
        raise OpinionsError(
            says(
                f"意見照会「{round_name}」に{'前の版の' if earlier else ''}案はない。",
                f"Round '{round_name}' has no {'earlier ' if earlier else ''}draft.",
            )
        )
    names = [str(content.pop(key)) for key in keys]
    with Transaction(root) as change:
        place = _file(root, round_name)
        change.write(place, dumped_over(place, content).encode())
    used = {
        str(named.get(key))
        for path in (root / ROUNDS).glob("*/round.yaml")
        for named in [editable(path)]
        for key in (*_KEYS.values(), _NEXT)
    }
    gone = [root / DRAFTS / name for name in names if name not in used]
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
