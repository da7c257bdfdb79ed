"""Where somebody must stand, whatever letters the name has: he introduces himself, signs, is kin.

A slot is what stands before and behind; who fills it is judged by ``slot_names``. All patterns read
the plain form of a text.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from pipeline.privacy.families_abroad import HARDLY_WORDS
from pipeline.privacy.human_acts import AROUND
from pipeline.privacy.name_words import KANJI


class Slot(Enum):
    """What a place in a text says of the name in it."""

    SAID = "said"
    """Somebody gives a name: …と申します."""
    IS = "is"
    """A text or sentence begins with it: …です。, or with age or trade behind it: …、47歳."""
    SIGNED = "signed"
    """It stands behind the last sentence, or on the last line."""
    KIN = "kin"
    """A relative or friend is called so: 娘の…, 同僚の…."""
    NEAR = "near"
    """Somebody who lives or works beside the writer: 隣の…, 会社の…."""
    ROLE = "role"
    """It fills a role: 担当は…です。, （窓口　…）."""
    TITLED = "titled"
    """A title stands behind it: …さん, …主任."""
    ACTS = "acts"
    """What only persons do is told of it, or that they have kin."""


class Filled(NamedTuple):
    """What fills a slot: characters of the text."""

    begin: int
    end: int
    slot: Slot


_KATAKANA = r"(?<![ァ-ヴー・])[ァ-ヴー]{1,10}(?:(?: ?[・=] ?| )[ァ-ヴー]{1,10}){0,4}(?![ァ-ヴー・])"
_ROMAN = (
    r"(?<![A-Za-z.@])[A-Z][A-Za-z'’]{0,14}\.?(?:[ -][A-Z][A-Za-z'’]{0,14}\.?){0,3}(?![A-Za-z@.-]\S)"
)
_HIRAGANA = r"[ぁ-んー]{2,9}?(?: [ぁ-んー]{1,6}?)?"
_KANJI = rf"(?<![{KANJI}])[{KANJI}]{{2,4}}(?![{KANJI}])"
_NAME = rf"(?P<name>{_KATAKANA}|{_ROMAN}|{_HIRAGANA}|{_KANJI})"
_START = r"(?:(?:^|[\n。!?]) *|(?:こんにちは|こんばんは|はじめまして|初めまして)[。、!]? *)"


def _any(words: str) -> str:
    """A pattern for any of some words and patterns, which blanks part."""
    return f"(?:{'|'.join(words.split())})"


# Words, not classes of letters: so they are sought fast.
_KIN = _any(
    """
妻 夫 嫁 旦那 主人 家内 息子 娘 長男 次男 二男 三男 四男 五男
長女 次女 二女 三女 四女 五女 末っ子 いもうと おとうと ともだち 弟 妹 兄 姉 甥 姪
孫 祖父 祖母 父 母 叔父
叔母
伯父 伯母 いとこ 友人 友だち 友達 知人 同僚 後輩 先輩 同級生 幼なじみ 幼馴染 相棒 恩師 双子 ママ友
親友
実習生 留学生 うち 我が家 わが家 下の子 上の子 養子 里子 同居 おばあ(?:ちゃん|さん)
おじい(?:ちゃん|さん)
お母(?:ちゃん|さん) お父(?:ちゃん|さん) お兄(?:ちゃん|さん) お姉(?:ちゃん|さん) 曽祖[父母] 恋人
婚約者 パートナー
"""
)
_NEAR = _any(
    r"""
隣 となり 向かい むかい 裏 うら 近所 階 上の階 下の階 同じ[ァ-ヴー一-龠]{1,6} 一緒 班
職場 工場
会社 バイト先 店 農園 牧場 担任 クラス 民生委員をしている 町内 アパート 団地 寮
"""
)
_KIN_IN_ENGLISH = _any(
    "wife husband son daughter mother father friend neighbou?r colleague sister brother"
)
_I = _any("ぼく 僕 わたし 私 わたくし 俺")
_ONE = f"(?<![{KANJI}])[{''.join(sorted(HARDLY_WORDS))}](?![{KANJI}])"
_BEHIND = "(?=[がはもをにとへの、。(]|から|より|まで|だけ|$)"
_ROLE = _any(
    """
担当者? 主担当 窓口 受付 記入者? 作成者? 回答者? 提出者 連絡先 代表者? 責任者 世話人 文責 担任
投稿者? 差出人
説明者 発言者 司会 書記 よみ ヨミ かな カナ 連絡係 保護者 申込者? 届出人 会計 当番
"""
)
_TITLE = (
    _any(
        """
様 さま さん 氏 殿 くん 君 ちゃん 先生 課長 係長 部長 室長 局長 所長 次長 班長 園長 校長 院長 店長
館長 会長 町長 市長 村長 区長 主査 主任 主事 主幹 教授
議員 委員
理事 代表 女史 親方 棟梁 和尚 女将
婆さん 爺さん 婆ちゃん 爺ちゃん ばあさん じいさん ばあちゃん じいちゃん
おばさん おじさん おばあさん おじいさん おばあちゃん おじいちゃん
"""
    )
    + "(?!会)"
)
_TRADE = _any(
    r"""
会社員 主婦 主夫 無職 自営業? 農業 漁業 林業 学生 留学生 実習生 パート(?:勤務)? アルバイト 公務員
教員 教師 看護師
介護士 保育士 医師 運転手 年金生活(?:者)? 年金暮らし 勤務 店員 経営 [男女]性 [男女人](?=[、)。\s])
出身 在住 国籍
小学 中学 高校 [小中高][一二三四五六1-6] [一二三四五六1-6]年(?:生|\d組|[一二三四五]組)
"""
)
_PROFILE = (
    r" ?[、。,(/ ・|] ?(?:満? ?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[歳才代]|さい)"
    r"|\d{2}(?=[,)、 ]|$)"
    rf"|(?:[{KANJI}ァ-ヴー]{{1,8}}の?)?{_TRADE}|(?:[ァ-ヴー]{{2,8}}|中国|韓国|台湾|米国)[、)。]"
    r"|(?i:office worker|student|housewife|teacher|nurse|farmer|retired))"
)
_IS_SAID = "(?:と(?:申し|もうし|いいます|言います|名乗)|という者)"
_LEADS_TO_A_NAME = (
    r"(?:\A|[。!?)][ \n]*|\n *|年生? |組 "
    r"|(?:たい|ます|です|さい|い|対|賛成|希望|要望|提案|意見)[ \n]+"
    r"|(?:\A|[ 。\n])by |\([^()]{0,4}?|[ \n][/~—-]+ ?"
    r"|(?i:regards|sincerely|signed|thanks|best),?\s+)"
)
_LAST = 80
"""Characters at the end of a text in which it is signed."""
_ANY_KIN = re.compile(f"{_KIN[:-1]}|my |our |My |Our )")
_SLOTS: tuple[tuple[Slot, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        Slot.SAID,
        re.compile(r"申し|もうし|いいます|言います|という者|の名前は|名乗|(?i:name is)"),
        re.compile(
            rf"(?:(?:^|[\n。、!?「(]|は|の) ?(?:{_I}(?:は、?)?)?{_NAME}」? ?{_IS_SAID}"
            rf"|(?:の名前は|(?i:my name is)) ?(?P<named>{_KATAKANA}|{_ROMAN}))"
        ),
    ),
    (
        Slot.IS,
        re.compile("です|デス"),
        re.compile(
            rf"(?:{_START}(?:{_I}は、?)?|{_I}は、?|[課係局場校園組店]の){_NAME} ?"
            r"[でデ][すス](?=[。、!\n(]|$)"
        ),
    ),
    (
        Slot.IS,
        re.compile(r"\A *[ぁ-ん]"),
        re.compile(rf"\A *(?P<name>{_HIRAGANA})(?:より(?=[ 、。\n]|\Z)|の意見(?=[ 、。\n]|です))"),
    ),
    (
        Slot.IS,
        re.compile("[歳才代員主無自農漁林学パア公教看介保医運年工勤店経男女出在国人、,]"),
        re.compile(rf"(?:{_START}){_NAME}{_PROFILE}"),
    ),
    (
        Slot.SIGNED,
        re.compile(""),
        re.compile(
            rf"{_LEADS_TO_A_NAME}"
            rf"{_NAME} ?-?(?:より|拝|記)?\)?[。.]?\s*\Z"
        ),
    ),
    (
        Slot.KIN,
        _ANY_KIN,
        re.compile(
            rf"(?:{_KIN}(?:の|、|・|:)?|(?i:\b(?:my|our) {_KIN_IN_ENGLISH},? ))"
            rf"{_NAME}(?:{_BEHIND}|(?=[ ,.]))"
        ),
    ),
    (
        Slot.KIN,
        _ANY_KIN,
        re.compile(rf"(?<![{KANJI}]){_KIN}(?P<name>[{KANJI}]{{2,3}})(?![{KANJI}]){_BEHIND}"),
    ),
    (
        Slot.KIN,
        re.compile(r"\("),
        re.compile(
            r"\((?:(?<=[妻夫嫁娘弟妹兄姉甥姪孫父母]\()"
            r"|(?<=(?:[長次二三四五][男女]|[友主]人|息子|家内|同僚|の子)\())"
            rf"(?P<name>[{KANJI}]{{2,3}}|[ぁ-ん]{{2,4}})(?=[)、,・])"
        ),
    ),
    (
        Slot.SAID,
        re.compile("[Ii](?: am|'m) |[Tt]his is "),
        re.compile(rf"(?:\b(?:I am|i am|I'm|[Tt]his is) )(?P<name>{_ROMAN})(?=[ ,.!\n]|$)"),
    ),
    (
        Slot.SAID,
        re.compile(_I),
        re.compile(rf"{_I}(?:は|、) ?(?P<name>{_KATAKANA}|{_ROMAN}|{_HIRAGANA})(?=[。、,\n]|は、)"),
    ),
    (
        Slot.SAID,
        re.compile("という|といい|と名付|って(?:いう|いい)"),
        re.compile(rf"{_KIN}(?:の名前)?は、?{_NAME}(?:とい[うい]|と名付|っていい)"),
    ),
    (
        Slot.KIN,
        re.compile(_ONE),
        re.compile(rf"(?:{_KIN}|{_NEAR})の(?P<name>{_ONE})(?=[はがもにと、]|から)"),
    ),
    (
        Slot.ROLE,
        re.compile(_ROLE),
        re.compile(
            rf"(?<![{KANJI}ぁ-んー])(?:ご|御|お)?{_ROLE}(?: ?[:(「/=は] ?| +)"
            rf"(?P<name>{_KATAKANA}|{_HIRAGANA})"
            rf"(?= ?(?:[)」\n、。/]|です|まで|宛|が(?:担当|対応|説明)|に(?:連絡|電話|お)|$))"
        ),
    ),
    (
        Slot.ROLE,
        re.compile(rf"(?:{_ROLE}|[{KANJI}][者人主])[ァ-ヴ]"),
        re.compile(
            rf"(?:{_ROLE}|[{KANJI}]{{1,3}}[者人主])(?P<name>[ァ-ヴー]{{2,12}})"
            r"(?= ?(?:[)」\n、。]|です|まで|$))"
        ),
    ),
    (
        Slot.TITLED,
        re.compile(_TITLE),
        re.compile(
            rf"(?:^|[\n。、(「 ]|の|は|と|が)(?P<name>{_KATAKANA}|{_ROMAN}|{_HIRAGANA}) ?{_TITLE}"
        ),
    ),
    (Slot.NEAR, re.compile(_NEAR), re.compile(rf"{_NEAR}の{_NAME}{_BEHIND}")),
    (
        Slot.ACTS,
        AROUND,
        re.compile(rf"(?:^|[\n。、「(]|の|も|と){_NAME}(?:{AROUND.pattern})"),
    ),
)


def filled_slots(text: str) -> Iterator[Filled]:
    """What fills the slots of a text, whoever or whatever it is."""
    for slot, needed, pattern in _SLOTS:
        begin = max(len(text) - _LAST, 0) if slot is Slot.SIGNED else 0
        for found in pattern.finditer(text, begin) if needed.search(text) else ():
            name = "name" if found["name"] else "named"
            yield Filled(*found.span(name), slot)
