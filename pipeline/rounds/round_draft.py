"""round.yaml as a draft for people: layouts with the evidence beside them; their words stay."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from pipeline.language import says
from pipeline.layouts.examination import Examined, serves
from pipeline.layouts.list_layout import Proposal
from pipeline.layouts.sender_columns import unconfirmed
from pipeline.layouts.source import Column, Layout
from pipeline.rounds.names_in_git import Naming
from pipeline.whole_files import in_style_of
from pipeline.yaml_files import dumped, editable

_HEAD = """\
# What this round is and how its files are read. Drafted by `opinions add-round`; people own it:
# correct it, and run `opinions check`. A later add-round adds to it and changes nothing here.
# Roles: opinion reason body_code body_name prefecture body_kind department person contact item
# number date status remark reply attribute ignored
"""
_HEAD_JA = """\
# この意見照会が何で、ファイルをどう読むか。`opinions add-round` が下書きし、人が持つファイル：
# 直したら `opinions check` を実行する。あとの add-round は書き足すだけで、ここの記述は変えない。
# 列の役割（role）：opinion 意見　reason 理由　body_code 団体コード　body_name 団体名
# prefecture 都道府県　body_kind 団体の区分　department 部署　person 氏名　contact 連絡先
# item 該当箇所　number 番号　date 日付　status 状態　remark 備考　reply 回答・考え方
# attribute 属性　ignored 読まない
"""
_ASKED = """\
asked:   # what was asked, in a sentence or two: stands on page one, and tells stances on it apart
"""
_ASKED_JA = """\
asked:   # 何を聞いたか（案の題と趣旨）を一、二文で。一枚の概要に載り、賛否の読み取りに使う
"""
_BLANK = """\
title:
{asked}date:
year:
files: []
layouts: {{}}
"""
OWN_LINES = frozenset(f"{_HEAD}{_HEAD_JA}{_ASKED}{_ASKED_JA}".splitlines())
"""What the program itself writes into every file: no word of anybody."""


@dataclass
class Draft:
    """What add_round is going to write, and how each layout was come by."""

    layouts: dict[str, Layout]
    evidence: dict[str, Proposal] = field(default_factory=dict)
    files: dict[str, tuple[str, ...]] = field(default_factory=dict)


def assign_layouts(looks: Mapping[str, Examined], known: Mapping[str, Layout]) -> Draft:
    """Give every file its layouts: those that are known first, then the most frequent new ones.

    Args:
        looks: by file, what was seen in it.
        known: layouts that round.yaml holds already.
    """
    draft = Draft(dict(known))
    proposals = [proposal for look in looks.values() for proposal in look.proposals]
    frequent = Counter(proposal.layout.model_dump_json() for proposal in proposals)
    ordered = sorted(  # what is in doubt in one file is in doubt in all of its kind
        proposals,
        key=lambda p: (not unconfirmed(p.layout), -frequent[p.layout.model_dump_json()]),
    )
    for proposal in ordered:
        if not any(serves(layout, proposal.layout) for layout in draft.layouts.values()):
            shape = proposal.layout.shape
            number = sum(layout.shape == shape for layout in draft.layouts.values()) + 1
            name = f"{shape}-{number}"
            draft.layouts[name] = proposal.layout
            draft.evidence[name] = proposal
    for file, look in looks.items():
        names = [
            next(n for n, layout in draft.layouts.items() if serves(layout, proposal.layout))
            for proposal in look.proposals
        ]
        draft.files[file] = tuple(dict.fromkeys(names))
    return draft


def drafted(
    path: Path,
    values: Mapping[str, Any],
    files: Sequence[Mapping[str, Any]],
    draft: Draft,
    naming: Naming,
    headers: Mapping[str, str],
) -> str:
    """The content of round.yaml.

    Args:
        path: of the file; where it exists, its entries and comments stay.
        values: title, date and year; written only where the file has none.
        files: one mapping per file, as in ``SourceFile``.
        draft: layouts; those the file holds already stay as they are.
        naming: the paths that files get; they replace those that the file has, in comments too.
        headers: by header or label that holds a name, what stands for it; comments too.
    """
    blank = _BLANK.format(asked=says(_ASKED_JA, _ASKED))
    content = editable(path, says(_HEAD_JA, _HEAD) + blank)
    for key, value in values.items():
        if content.get(key) in (None, ""):
            content[key] = value
    _rename(content, naming, headers)
    _add_files(content, files)
    if draft.evidence:
        if not content.get("layouts"):
            content["layouts"] = CommentedMap()
        for name, proposal in draft.evidence.items():
            content["layouts"][name] = _layout(proposal)
    text = dumped(content)
    for own, masked in {**naming.renamed, **headers}.items():  # in comments
        text = text.replace(own, masked) if own != masked else text
    return in_style_of(path, text)


def _rename(content: Any, naming: Naming, headers: Mapping[str, str]) -> None:
    for entry in content.get("files") or []:
        entry["path"] = naming.renamed.get(str(entry["path"]), entry["path"])
        if entry["path"] in naming.digests:
            entry["digest"] = naming.digests[entry["path"]]
    for layout in (content.get("layouts") or {}).values():
        for key, name in (("columns", "header"), ("fields", "label")):
            for entry in layout.get(key) or []:
                if str(entry.get(name)) in headers:
                    entry[name] = headers[str(entry[name])]


def _add_files(content: Any, files: Sequence[Mapping[str, Any]]) -> None:
    present = {str(entry["path"]): entry for entry in content.get("files") or []}
    if not present:
        content["files"] = CommentedSeq()
    for file in files:
        if str(file["path"]) in present:
            _update(present[str(file["path"])], file)
        else:
            content["files"].append(_flow(file))


def _update(entry: Any, file: Mapping[str, Any]) -> None:
    """What a file that came again tells; how it is read stays, unless nothing could read it."""
    told: tuple[str, ...] = ("received", "reason", "digest")
    if entry.get("kind") == "unreadable" != file["kind"]:
        entry.pop("reason", None)
        told += ("kind", "layout")
    entry.update({key: file[key] for key in told if key in file})


def _flow(values: Mapping[str, Any]) -> CommentedMap:
    entry = CommentedMap(values)
    entry.fa.set_flow_style()
    return entry


def _told(column: Column) -> dict[str, object]:
    """A column as people see it; what is not asked of them stays out."""
    settled = {"confirmed"} if column.confirmed else set()
    return column.model_dump(mode="json", exclude={"blank", *settled})


def _layout(proposal: Proposal) -> CommentedMap:
    layout = proposal.layout
    content = CommentedMap(shape=layout.shape)
    if layout.shape == "list":
        rows = CommentedSeq(layout.header_rows)
        rows.fa.set_flow_style()
        content["header_rows"] = rows
    for key, entries, name in (
        ("columns", [_told(column) for column in layout.columns], "column"),
        ("fields", [entry.model_dump(mode="json") for entry in layout.fields], "label"),
    ):
        if entries:
            sequence = CommentedSeq([_flow(entry) for entry in entries])
            for number, entry in enumerate(entries):
                if why := proposal.evidence.get(entry[name]):
                    sequence.yaml_add_eol_comment(" ".join(why.split()), number)
            content[key] = sequence
    for doubt in proposal.doubts:
        content.yaml_set_comment_before_after_key("shape", before=f"要確認：{doubt}", indent=4)
    return content
