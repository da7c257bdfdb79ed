"""The clauses of a draft as rows of table ``Clauses``, and what people should know about it."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from pipeline.drafts.blocks import Line, blocks_of
from pipeline.drafts.outline import Placed, outline
from pipeline.tables.clauses import Clauses

SEPARATOR = " / "
_ID_LENGTH = 12


def clause_table(round_name: str, version: str, lines: Sequence[Line]) -> pd.DataFrame:
    """Cut a draft into clauses.

    Args:
        round_name: the round that was asked about it.
        version: name of the draft.
        lines: of the draft, in order.

    Returns:
        Columns of ``Clauses``; empty where no line holds anything.
    """
    placed = outline(blocks_of(lines))
    texts = [one.block.text for one in placed]
    rows = []
    ids: list[str] = []
    seen: Counter[tuple[str, str]] = Counter()
    for order, one in enumerate(placed, start=1):
        path = SEPARATOR.join(texts[position] for position in one.path)
        seen[path, one.block.text] += 1
        ids.append(_id_of(path, one.block.text, seen[path, one.block.text]))
        section = one.path[-1] if one.path else None
        rows.append(
            {
                "clause_id": ids[-1],
                "round": round_name,
                "version": version,
                "order": order,
                "kind": one.kind,
                "number": one.mark.number if one.mark else "",
                "heading": _title(placed[section]) if section is not None else "",
                "level": one.level,
                "section_id": ids[section] if section is not None else "",
                "path": path,
                "text": one.block.text,
                "page": one.block.page,
                "line": one.block.line,
                "page_to": one.block.page_to,
                "line_to": one.block.line_to,
            }
        )
    return pd.DataFrame(rows, columns=Clauses.column_names())


def notes_on(clauses: pd.DataFrame) -> list[str]:
    """What people should know about a draft's reading, in Japanese; nothing where all is well."""
    if clauses.empty:
        return [
            "案から文を一つも読み取れなかった。文字情報のある原稿（Word、PDF、テキスト）に替える。"
        ]
    notes = []
    headings = clauses[clauses["kind"] == "heading"]
    numbered = headings[headings["number"] != ""]
    if headings.empty:
        notes.append(
            "見出しが一つも見つからない。段落ごとに扱い、章や節では示さない。"
            "見出しを「第1章」「１．」「（１）」「①」の形にするか、Wordの見出しスタイルにすると読める。"
        )
    elif numbered.empty:
        notes.append("番号のある見出しがない。「第2章」のような番号の引用は見出しの順番で読む。")
    pages = sorted(set(clauses["page"].dropna().astype(int)))
    gaps = [
        f"{one + 1}" if other == one + 2 else f"{one + 1}～{other - 1}"
        for one, other in pairwise(pages)
        if other > one + 1
    ]
    if gaps:
        notes.append(
            f"ページ{'、'.join(gaps)}がない（抜粋、または文字のないページ）。"
            "その直後の段落は、次の見出しまで、どの章・節のものか分からない。"
        )
    paths = headings["path"]
    if twice := int(paths.duplicated().sum()):
        notes.append(f"同じ番号と題の見出しが{twice}か所ある。引用がどちらを指すかは決められない。")
    return notes


def _title(heading: Placed) -> str:
    text = heading.block.text
    number = heading.mark.number if heading.mark else ""
    return text[len(number) :].strip(" 　．.、:：") if text.startswith(number) else text


def _id_of(path: str, text: str, occurrence: int) -> str:
    key = f"{path}\0{text}\0{occurrence}"
    return hashlib.sha256(key.encode()).hexdigest()[:_ID_LENGTH]
