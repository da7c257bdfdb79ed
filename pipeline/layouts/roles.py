"""What a column is, by the words of its header and by what it holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.layouts.role_words import IDENTITY, Role, role_of_words, squeezed
from pipeline.text.body_words import ASSOCIATIONS, LOCAL_GOVERNMENTS, OFFICES, UNIONS
from pipeline.text.sentences import reads_as_sentence

__all__ = [
    "BODY_WORDS",
    "IDENTITY",
    "Content",
    "Role",
    "role_of_column",
    "role_of_words",
    "squeezed",
]

_CODE = re.compile(r"\d{5,6}")
BODY_WORDS = re.compile(
    rf"[^\d\s、。]{{1,12}}[{LOCAL_GOVERNMENTS}]|.{{1,14}}(?:{UNIONS}|協議会|{ASSOCIATIONS})"
)
_OFFICE = re.compile(rf"[^\d、。]{{1,14}}(?:[{OFFICES}]|委員会事務局)")
_PREFECTURE = re.compile(r"(?:北海道|東京都|(?:京都|大阪)府|[^\s]{1,3}県)")


@dataclass(frozen=True)
class Content:
    """What the filled cells of a column look like; shares between 0 and 1."""

    n_filled: int
    codes: float
    bodies: float
    prefectures: float
    offices: float
    sentences: float
    numbers: float
    mean_length: float
    n_distinct: int

    @classmethod
    def of(cls, values: Sequence[str]) -> "Content":
        """Look at the cells of a column below its header."""
        filled = [squeezed(value) for value in values if value.strip()]
        n = max(len(filled), 1)
        return cls(
            n_filled=len(filled),
            codes=sum(bool(_CODE.fullmatch(value)) for value in filled) / n,
            bodies=sum(bool(BODY_WORDS.fullmatch(value)) for value in filled) / n,
            prefectures=sum(bool(_PREFECTURE.fullmatch(value)) for value in filled) / n,
            offices=sum(bool(_OFFICE.fullmatch(value)) for value in filled) / n,
            sentences=sum(map(reads_as_sentence, filled)) / n,
            numbers=sum(value.replace(".", "").isdigit() for value in filled) / n,
            mean_length=sum(map(len, filled)) / n,
            n_distinct=len(set(filled)),
        )

    @property
    def is_text(self) -> bool:
        """Mostly sentences."""
        return self.n_filled > 0 and self.sentences >= 0.4 and self.mean_length >= 12

    @property
    def is_choice(self) -> bool:
        """A few short answers over and over (○, 賛成, はい)."""
        return self.n_filled >= 10 and self.n_distinct <= 6 and self.mean_length <= 6


def role_of_column(header: str, values: Sequence[str]) -> tuple[Role, str, str]:
    """The role of a column, the evidence for it, and a doubt where people should look.

    Args:
        header: its header, levels joined by ／; empty where it has none.
        values: the cells below it, or a sample.

    Returns:
        Role, evidence and doubt (Japanese; the doubt may be empty).
    """
    named = role_of_words(header)
    content = Content.of(values)
    n = content.n_filled
    looks = {
        Role.BODY_CODE: (content.codes, "5〜6桁のコード"),
        Role.PREFECTURE: (content.prefectures, "都道府県名"),
        Role.BODY_NAME: (content.bodies, "団体の名称"),
        Role.OPINION: (content.sentences, "文章"),
    }
    by_words = f"見出し「{header}」" if header else "見出しなし"
    if named is Role.OPINION and content.is_choice:
        return Role.ATTRIBUTE, f"{by_words}、内容は選択肢（{content.n_distinct}通り）", ""
    if named is not None:
        if named not in looks or n == 0:
            return named, by_words, ""
        share, what = looks[named]
        evidence = f"{by_words}、{n}件中{round(share * n)}件が{what}"
        unlike = n >= 5 and share < 0.3 and named in (Role.BODY_CODE, Role.PREFECTURE)
        return named, evidence, f"「{header}」の列に{what}が少ない" if unlike else ""
    if n and content.codes >= 0.8:
        return Role.BODY_CODE, f"{by_words}、内容の{content.codes:.0%}が5〜6桁のコード", ""
    if n >= 3 and content.prefectures >= 0.8:
        return Role.PREFECTURE, f"{by_words}、内容の{content.prefectures:.0%}が都道府県名", ""
    if n >= 3 and content.bodies >= 0.8:
        return Role.BODY_NAME, f"{by_words}、内容の{content.bodies:.0%}が団体の名称", ""
    if not header and n >= 3 and content.offices >= 0.8:
        return Role.DEPARTMENT, f"{by_words}、内容の{content.offices:.0%}が部署の名称", ""
    if content.is_text:
        doubt = f"見出し「{header}」だけでは意見の列か分からず、内容（文章）で判断した"
        return Role.OPINION, f"{by_words}、内容の{content.sentences:.0%}が文章", doubt
    return Role.ATTRIBUTE, by_words, ""
