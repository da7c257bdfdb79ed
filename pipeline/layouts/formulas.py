"""Lines of letters that say nothing about the matter: whom they are for, what they announce."""

import re

from pipeline.layouts.courtesies import LONGEST, SAYS_MORE, SELF, is_courtesy
from pipeline.layouts.role_words import squeezed
from pipeline.text.body_words import OFFICES
from pipeline.text.sentences import is_ended, sentences_and_lines
from pipeline.text.speech_acts import claims, worries

_POLITE_END = re.compile(
    r"(?:ので|から|が)?、?(?:以上)?、?(?:(?:御|ご)(?:査収|確認|高配|検討|対応)|(?:どうぞ|何卒|なにとぞ)?、?(?:よろしく|宜しく)).*$"
)
_ANSWER = (
    "(?:回答|提出|報告|返信|返答|送付|送信|申し上げ|申し述べ|述べ|意見を?(?:提出|表明)?"
    "|記載|記入|追記|書き込み|入力)"
)
_DO = (
    "(?:を?(?:いたし|致し|させていただき|申し上げ|し)?(?:ます|ました)"
    "|(?:いた)?する|した|です|である|げます|ます|げる)"
)
_WHERE = "(?:下記|別添|以下|別紙|次(?:の[表頁])?|下表|別表|添付|(?:この|本)?メールの?本文)"
_ANNOUNCES = re.compile(
    rf"(?:.{{0,40}}{_WHERE}(?:の?(?:とおり|通り|内容)|に|にて|で).{{0,20}}{_ANSWER}.{{0,4}}?{_DO}"
    rf"|.{{0,40}}{_WHERE}の?(?:とおり|通り)(?:です|である|でございます|となります)"
    rf"|.{{0,40}}(?:から|より)(?:は|も)?、?(?:以下|下記|次)の(?:とおり|通り|ような)?(?:ご|御)?(?:意見|要望|回答|指摘)"
    r"(?:が|も)?(?:あり|あった|ござい|寄せ|出さ|届|提出|示さ).{0,50}?(?:ます|ました|する|した)"
    rf"|.{{0,20}}(?:照会|依頼|募集|お?尋ね|通知|標記|首題|表題|本件|このこと|ご?質問).{{0,24}}{_ANSWER}.{{0,4}}?{_DO})"
)
_POINTS_ON = re.compile(
    "(?:下記|別添|以下|別紙|別表|下表|次)(?:の[表頁])?"
    "(?:の?(?:とおり|通り|点|事項|内容|こと|[0-9一二三四五六七八九]+(?:点|項目?|つ))|に(?:示|記|掲げ|述べ|まとめ))"
)
_FORWARDS = re.compile(
    r".{0,40}(?:転送|回送)を?(?:いたし|致し|し|させていただき|申し上げ)(?:ます|ました)"
    r"|.{0,40}取り?次(?:ぎ|がせていただき)(?:いたし|致し)?(?:ます|ました)"
    r"|.{0,40}(?:届き|届いた|受信|受け付け|寄せられ).{0,10}(?:共有|報告|送付|回付|お知らせ).{0,8}(?:ます|ました)"
    r"|.{0,20}(?:(?:各|管内の?|[^、]{1,8})(?:市区?町村|市|町|村)|会員|加盟団体|構成団体).{0,20}"
    r"取り?(?:まとめ|纏め).{0,20}(?:ます|ました)"
)
"""Says that somebody else's mail is passed on."""


_ADDRESSED = re.compile(
    r"(?:(?<![神御宮拝本])殿|(?<![多仕同模有異一])様|御中|宛て?|あて|各位|[\s課係室局部先]行)\s*$"
)
_TO = re.compile(rf"[^をがはに、。]{{1,14}}(?:人|方|皆さん|みなさん|さん|様|先生|[{OFFICES}館])へ")
_DATED = re.compile(
    r"(?:令和|平成)?[\d元一二三四五六七八九十]+年[\d一二三四五六七八九十]+月[\d一二三四五六七八九十]+日(?:[(][月火水木金土日][)])?"
)
_LONGEST_ADDRESS = 40
"""Characters."""
BUT = re.compile("(?<=[すた])(?:が|けれども?|けど)、")
"""Behind which a letter may come to its matter (お世話になっておりますが、…)."""


def is_formula(paragraph: str) -> bool:
    """Whether all sentences of a paragraph greet, introduce the sender or announce the answer.

    >>> is_formula("甲町総務課です。照会の件について、次のとおり回答します。")
    True
    >>> is_formula("次のとおり改めるべきである。")
    False
    """
    said = sentences_and_lines(paragraph)
    return bool(said) and all(map(_is_one, said))


def is_addressed(line: str) -> bool:
    """Whether a line says whom a letter is for (甲町長　様, 公園係の人へ)."""
    words = line.strip()
    is_short = len(words) <= _LONGEST_ADDRESS and not is_ended(words)
    return is_short and bool(_ADDRESSED.search(words) or _TO.fullmatch(words))


def stands_alone(line: str) -> bool:
    """Whether a line of a letter is whom it is for, a date, a greeting or an announcement.

    >>> [stands_alone(line) for line in ("甲町長　様", "令和6年5月1日", "以上", "街灯を増やす。")]
    [True, True, True, False]
    """
    return is_addressed(line) or bool(_DATED.fullmatch(squeezed(line))) or is_formula(line)


def passes_on(paragraph: str) -> bool:
    """Whether a sentence says that the mail of somebody else is passed on.

    >>> passes_on("甲町の回答を転送します。"), passes_on("自動転送しにくい。")
    (True, False)
    """
    said = (squeezed(s).rstrip("。．.!！") for s in sentences_and_lines(paragraph))
    return any(_FORWARDS.fullmatch(words) and not claims(words) for words in said)


def points_on(paragraph: str) -> bool:
    """Whether the last sentence of a paragraph says where its demands stand (次の二点を求める).

    >>> points_on("通学は遠い。次の二点を求める。"), points_on("次の年度から改めるべきである。")
    (True, False)
    """
    said = sentences_and_lines(paragraph)
    return bool(said) and bool(_POINTS_ON.search(squeezed(said[-1])))


def speaks(paragraph: str) -> bool:
    """Whether a sentence of a paragraph is no formula and asks for something or goes on (が、)."""
    return any(
        not _is_one(sentence)
        and (claims(_POLITE_END.sub("", squeezed(sentence))) or BUT.search(squeezed(sentence)))
        for sentence in sentences_and_lines(paragraph)
    )


def _is_one(sentence: str) -> bool:
    words = squeezed(sentence).rstrip("。．.!！")
    if not words or is_courtesy(words):
        return True
    if len(words) > LONGEST:
        return False
    parts = BUT.split(words)
    if len(parts) > 1:
        return all(map(_is_one, parts))
    bare = _POLITE_END.sub("", words)
    if claims(bare) or worries(bare):
        return False
    if SELF.fullmatch(bare) and not SAYS_MORE.search(bare):
        return True
    return any(pattern.fullmatch(bare) for pattern in (_ANNOUNCES, _FORWARDS))
