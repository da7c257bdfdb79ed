"""Names of clauses: the path of headings, page and line, and how an opinion was led there."""

import re

import pandas as pd

from pipeline.drafts.articles import articles_of, number_of_article
from pipeline.drafts.citations import citations
from pipeline.drafts.clause_table import SEPARATOR
from pipeline.drafts.heading_marks import begin_mark
from pipeline.report.inputs import ReportInputs, records
from pipeline.report.wording import visible

HOW = {
    "citation": "引用箇所",
    "quote": "語句の引用",
    "meaning": "内容の近さ",
    "whole": "案全体",
}
_BEGINNING = 40
"""Characters by which a clause outside any section is called."""

_IS_SENTENCE = re.compile(
    r"[。！!]|(?:です|でした|である|ます|ました|ません|ください|下さい)が?、?$"
)


_OF_A_LAW = re.compile(r"(?:[法令]|規則|条約|協定|宣言|条例|計画|要綱|指針)[」』）)]?(?:の|、)?$")
"""Before a place: it stands in another text."""


def places_named(heading: str) -> str:
    """What of the words above an opinion names a place of the draft, as the respondent wrote it.

    Of a sentence (an introduction, a preface) only what it cites.

    >>> places_named("第2章 ／ 農家の者です。"), places_named("第3条について、二点申し上げます。")
    ('第2章', '第3条')
    """
    told: list[str] = []
    for part in heading.split(" ／ "):
        if _IS_SENTENCE.search(part.strip()):
            told += [part[one.begin : one.end] for one in citations(part)]
        else:
            told.append(part)
    return " ／ ".join(told)


def place_cited(text: str) -> str:
    """The first place of the draft that an opinion cites, as written; of a law, none.

    >>> place_cited("第58条の3の定義が曖昧である。"), place_cited("民法第90条に反する。")
    ('第58条の3', '')
    """
    return next(
        (
            text[one.begin : one.end].strip()
            for one in citations(text)
            if (one.chain or one.page) and not _OF_A_LAW.search(text, 0, one.begin)
        ),
        "",
    )


def place_of(page: int | None, line: int | None) -> str:
    """Page and line as people cite them; empty where the draft has neither.

    >>> place_of(12, 3), place_of(None, 3), place_of(2, None)
    ('12頁3行', '', '2頁')
    """
    if page is None or pd.isna(page):
        return ""
    return f"{page}頁" + ("" if line is None or pd.isna(line) else f"{line}行")


def paths_of(clauses: pd.DataFrame) -> dict[str, str]:
    """By clause, the headings that it stands under, an article with its number: 第8条（届出）.

    Args:
        clauses: table ``Clauses``, in the order of the draft.
    """
    found = {}
    begins: dict[int, str] = {}
    texts, paths = clauses["text"].tolist(), clauses["path"].tolist()
    for row, article in enumerate(articles_of(clauses)):
        path = visible(paths[row])
        if article is not None:
            if article.begin not in begins:
                is_heading = clauses["kind"].iloc[row] == "heading"
                is_caption = is_heading and not number_of_article(texts[row])
                mark = begin_mark(texts[row + is_caption])
                above = path.rpartition(SEPARATOR)[0] if is_heading else path
                name = (mark.number if mark else "") + (
                    f"（{visible(article.caption)}）" if article.caption else ""
                )
                begins[article.begin] = f"{above}{SEPARATOR}{name}" if above else name
            path = begins[article.begin]
        found[str(clauses["clause_id"].iloc[row])] = path or visible(texts[row])[:_BEGINNING]
    return found


def clause_paths(inputs: ReportInputs) -> dict[str, tuple[str, bool]]:
    """By opinion, the headings of its surest clause, and whether it was cited or quoted.

    Of an opinion on the whole draft 案全体.
    """
    paths = paths_of(inputs.clauses.sort_values("order"))
    first = inputs.clause_links[inputs.clause_links["rank"] == 1]
    return {
        row.opinion_id: (paths.get(row.clause_id, HOW["whole"]), row.how != "meaning")
        for row in records(first)
        if row.how == "whole" or row.clause_id in paths
    }


def clause_names(inputs: ReportInputs) -> dict[str, str]:
    """By opinion, the surest clause as one line (該当箇所の案); nothing where none is known."""
    paths = paths_of(inputs.clauses.sort_values("order"))
    places = {row.clause_id: place_of(row.page, row.line) for row in records(inputs.clauses)}
    first = inputs.clause_links[inputs.clause_links["rank"] == 1]
    names = {
        row.opinion_id: " ".join(filter(None, (paths[row.clause_id], places[row.clause_id])))
        for row in records(first)
        if row.clause_id in paths
    }
    return {
        row.opinion_id: f"{names[row.opinion_id]}（{HOW[row.how]}、確からしさ{row.certainty:.2f}）"
        if row.opinion_id in names
        else f"{HOW[row.how]}（確からしさ{row.certainty:.2f}）"
        for row in records(first)
        if row.how == "whole" or row.opinion_id in names
    }
