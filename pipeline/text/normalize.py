"""Japanese text as received, made comparable, and the keys that follow it through all tables."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from pipeline.text.same_characters import RADICALS, VARIANTS

# NFKC would turn ① into 1, ㈱ into (株), （ into (, Ⅲ into III, … into ..., and the variants of
# kanji that people write their names with (神 U+FA19) into others. Official text means them.
_KEPT = re.compile(
    "["
    "\u2026\u2025"  # … ‥
    "\u2160-\u217f"  # Roman numerals
    "\u2460-\u24ff\u2776-\u2793"  # circled and parenthesised numbers and letters
    "\u3200-\u33ff"  # ㈱ ㊟ ㎡ ㍻
    "\uf900-\ufaff\U0002f800-\U0002fa1f"  # compatibility ideographs, in names
    "（）！？：；，．～［］｛｝＜＞＝＋－／％＆＊＃＠"
    "]+"
)
# Control, format, filler and private-use characters (zero-width, bidirectional and byte order
# marks, soft hyphens, variation selectors, Hangul fillers, blank braille, the Mongolian separator).
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_WRAP = re.compile(  # a line break within a word, as cells of a fixed width leave them
    r"(?<=[^\n。！？!?、，：:）)」』】]{12}[一-龠々])\n(?=[一-龠々][^\n]*[、。])"
    r"|(?<=[^\n]{8}[ァ-ヴ])\n(?=[ァ-ヴー])|(?<=[ぁ-ん])\n(?=[ゃゅょっ])"
)
_WRAP_OF_CLAUSE = re.compile(  # likewise, in a line whose last clause is short (…ので、国が財)
    r"(?<=[ぁ-ん][、，])([^\n。！？!?、，：:・）)」』】]{0,12}[一-龠々])\n"
    r"(?=[一-龠々](?:[^\n]*。|[^\n。]*[一-龠々]\n[一-龠々][^\n]*。))"
)
_BLANK = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def normalize(text: str) -> str:
    """Normalise a text: NFKC with the exceptions of Japanese official text, one space per gap.

    >>> normalize("ｶﾞﾊﾞﾒﾝﾄｸﾗｳﾄﾞ（第２期）①　㈱")
    'ガバメントクラウド（第2期）① ㈱'
    """
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(RADICALS)
    text = _unwrapped(text)
    parts: list[str] = []
    end = 0
    for kept in _KEPT.finditer(text):
        parts += [unicodedata.normalize("NFKC", text[end : kept.start()]), kept.group()]
        end = kept.end()
    parts.append(unicodedata.normalize("NFKC", text[end:]))
    return _LINES.sub("\n", _BLANK.sub(" ", "".join(parts))).strip()


def _unwrapped(text: str) -> str:
    """A text without the line breaks inside its words; a line that is joined may go on again."""
    joined = _WRAP_OF_CLAUSE.sub(r"\1", _WRAP.sub("", text))
    return text if joined == text else _unwrapped(joined)


def without_unseen(text: str) -> str:
    r"""A text without the characters that nobody sees.

    >>> without_unseen("\u200b特に\u00adなし\ufeff")
    '特になし'
    """
    return _UNSEEN.sub("", text)


def is_unseen(text: str) -> bool:
    """Whether a text holds nothing that is seen."""
    return not without_unseen(text).strip()


_MARKS = re.compile(
    r"\A\s*(?:[【（(<＜\[［〔]\s*(?:受付|整理|管理|意見|通し)(?:番号|No\.?|ID)\s*[:：]?"
    r"\s*[0-9０-９A-Za-z-]{1,20}\s*[】）)>＞\]］〕])?"
    r"\s*(?:(?:(?:受付|整理|管理|意見|通し)?(?:番号|No\.?|ID)\s*[:：]?\s*[0-9０-９-]{1,20}"
    r"|[0-9０-９]{9,20})\s*\n"
    r"|(?:受付|整理|管理|通し)(?:番号|No\.?|ID)\s*[:：]?\s*[0-9０-９-]{1,20}[ 　\t]+"
    r"|[（(]\s*(?:[Nn][Oo]\.?|№)\s*[0-9０-９]{1,6}\s*[)）]\s*"
    r"|(?:[Nn][Oo]\.?|№)\s*[0-9０-９]{1,6}(?:[.:：)）]?[ 　\t]+|[:：)）]))?"
    r"\s*(?:[【（(<＜\[［〔]\s*(?:(?:ご|御)?意見|要望|コメント)(?:内容|等)?\s*(?:その)?[0-9０-９①-⑳]{0,3}\s*[】）)>＞\]］〕]\s*[:：]?"
    r"|(?:ご|御)?意見\s*[0-9０-９①-⑳]{0,3}\s*[:：])?"
    r"(?:[ 　\t]*(?:[・･●○◯〇◎◆◇■□★☆▼▽▲△•‣▪‐‑–—*＊-](?![0-9０-９])[ 　]*)+)?"
    r"|^[ 　\t]*(?:[・･●○◯〇◎◆◇■□★☆▼▽▲△•‣▪‐‑–—*＊-](?![0-9０-９])[ 　]*)+",
    re.MULTILINE,
)


_STOPS = ("。", "！", "？", "!", "?", ")", "」")
"""Behind other last signs a stop is understood: 延長を and 延長を。 are one content."""


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def text_key(original: str) -> str:
    """Key of a text: 16 hexadecimal digits of the SHA-256 of what it says.

    White space, marks before it and before its lines, variants of kanji and waves make no other.

    Labels, theme rules and the register refer to it, so they follow the same text into a later
    round. It is taken before masking, so that a stricter mask changes no key.
    """
    said = _UNSEEN.sub("", original).translate(RADICALS).translate(VARIANTS)
    plain = unicodedata.normalize("NFKC", without_marks(said)).translate(VARIANTS)
    words = "".join(plain.split())
    return _digest(words if words.endswith(_STOPS) else f"{words}。")


def without_marks(text: str) -> str:
    r"""A text without the receipt number, the heading 【意見1】 and the bullets before its lines.

    >>> without_marks("185001345000009001\n【意見１】・延長してほしい。")
    '延長してほしい。'
    """
    bare = _MARKS.sub("", text)
    return bare if bare.strip() else text


def opinion_ids(round_name: str, keys: Iterable[str]) -> list[str]:
    """Identities of the opinions of a round: what each says, not who said it or where.

    An inserted row changes no id of another text, and a corrected column (who sent it, the name
    of a file) changes none at all: what is joined by ids stays the same.

    Args:
        round_name: the survey round.
        keys: the ``text_key`` of each text before masking, in the order of files; equal texts are
            counted, so that their ids differ.
    """
    seen: Counter[str] = Counter()
    ids = []
    for key in keys:
        ids.append(_digest(round_name, key, str(seen[key])))
        seen[key] += 1
    return ids
