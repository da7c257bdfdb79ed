"""Answers that hold no opinion of their own: 意見なし, 同上, 別紙のとおり, No.3と同じ.

Only a whole answer is taken for one of these. 「特に意見はないが、…」 says something and stays an
opinion; so does 「同上。また、…」.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from pipeline.segmentation.ticks import tells_opinion, ticks_nothing
from pipeline.tables.state import State
from pipeline.text.body_words import ASSOCIATIONS, LOCAL_GOVERNMENTS
from pipeline.text.introductions import GREETING
from pipeline.text.normalize import PRIVATE, without_unseen
from pipeline.text.row_numbers import plain_number


@dataclass(frozen=True)
class Target:
    """What an answer refers to: the row above, the left, a numbered row, a respondent's answer."""

    kind: Literal["previous", "left", "number", "respondent"]
    value: str = ""


@dataclass(frozen=True)
class Recognised:
    """A stock answer: its state in the ledger, the reason to show, and what it refers to."""

    state: State
    reason: str
    target: Target | None = None


# Repetitions are bounded: without bounds 市市市… would be tried in more ways than can be counted.
_WHO = (
    r"(?:(?:現(?:時点|段階|状)|今(?:のところ|回)|当面|現在|本件(?:について)?"
    r"|[当本弊貴]?(?:市|町|村|県|都|府|道|区|課|部|局|室|会|団体|自治体|組織|所属|庁)"
    r"|[^\s、。]{1,8}(?:市|町|村|県|都|府|道|区|課|部|局|会))"
    r"(?:に(?:おいて|ついて|つきまして)|として|で|から|より)?(?:は|も|の)?[、 ]?){0,2}"
)
_THING = (
    r"(?:(?:追加|修正|新た|個別|具体的|提出|回答|(?:申し)?述べ|申し上げ)(?:すべき|する|べき|る|の|な)?)?(?:御|ご)?"
    r"(?:意見(?:の提出)?|いけん|要望|ようぼう|提案|提言|回答|コメント|指摘|異議|異存|異論|質問|特記|疑義|該当|がいとう|課題|支障|修正"
    r"|申し?出)"
    r"(?:する(?:事項|意見|もの|箇所))?(?:等|など|事項|箇所|すること)?"
)
_NOTHING = (
    r"(?:な(?:し|い)|無(?:し|い)?|ナシ|あり(?:ま|え)せん(?:でした)?|有りません|ございません(?:でした)?"
    r"|御座いません|(?:提出し|しませ|持ち合わせ(?:てい)?)(?:ない|ん|ません))"
)
_SPECIAL = r"(?:特に|とくに|特段|格別|別段|別に|特別)(?:の|な)?[、 ]?"
_NO_OPINION = re.compile(
    rf"{_WHO}(?:{_SPECIAL})?"
    rf"(?:{_THING}(?:[・、及びや]{{1,2}}{_THING}){{0,3}}"
    r"(?:に(?:ついて|関して))?(?:は|も|が)?[、 ]?)?"
    rf"(?:{_SPECIAL})?(?:{_NOTHING})"
    r"(?:です|である|とのこと|とします|と(?:回答|報告)(?:します|いたします))?"
)
_ABOUT = re.compile(
    r"[^、。]{1,60}(?:(?:について|に関して|に対して|につきまして)[はも]?"
    r"|に(?:対する|関する|係る)|への)[、 ]?"
    rf"(?:{_SPECIAL})?(?:御|ご)?(?:意見|要望|提案|提言|コメント"
    r"|指摘|異議|異存|異論|質問|疑義)(?:等|など)?[はも]?[、 ]?"
    rf"(?:{_SPECIAL})?(?:{_NOTHING})(?:です|とのこと|とします)?"
)
"""Nothing is said about a subject that is named (計画については、意見はありません)."""
_LEADS = re.compile(
    r"(?:なお|ちなみに|また|結論として|(?:検討|確認|照会|協議)(?:した|の)?結果)[、,]"
)
"""With which a sentence begins that says so beside something else (なお、意見はありません)."""
_AS_HIRAGANA = {letter: letter - 0x60 for letter in range(ord("ァ"), ord("ヶ") + 1)}
"""Old forms of the office, and half-width letters of machines, say トクニナシ."""
_SPECIAL_ALONE = re.compile(
    r"特に|とくに|特段|n/?a|nil|none|0件?|該当(?:せず|しない)|意見(?:無|0件)", re.IGNORECASE
)
_GREETING = re.compile(GREETING)
_SAME = (
    r"(?:(?:に|と)?(?:同じ|同様|同一|準ずる|準じる|賛同|同(?=の?(?:意見|考え|内容|回答)))"
    r"|(?:の|と)?(?:とおり|通り)|を?参照|同)"
    r"(?:です|である|とする|します|する|の?(?:意見|考え|内容|回答)(?:です|である)?)?"
)
_PREVIOUS = re.compile(
    r"(?:同[上前]|〃|々|″|(?:上記|上述|前述|前[記項問]|上(?:の(?:行|欄|回答|意見))?(?=に同|と同)|(?:上|直?前)の(?:御|ご)?(?:行|欄|回答|意見)|1つ上)"
    rf"(?:の?意見|の回答)?(?:{_SAME})?)(?:です|とする|のとおり|の通り)?"
)
_LEFT = re.compile(rf"同左(?:です|とする)?|左(?:記|欄|の(?:欄|意見|回答))?{_SAME}")
_RIGHT = re.compile(rf"同右(?:です|とする)?|右(?:記|欄|の(?:欄|意見|回答))?{_SAME}")
_BESIDE = re.compile(
    r"(?:備考|理由|特記事項|自由記述)(?:の?欄)?(?:に)?(?:記載|記入)?(?:(?:の|した)?(?:とおり|通り)|を?(?:御|ご)?(?:参照|覧))"
    r"(?:ください|下さい|願います|です)?|(?:備考|特記事項|自由記述)(?:の?欄)に(?:記載|記入)(?:しました|した|済み?|あり)?"
)
"""What points to another cell of its own row."""
_NUMBER = re.compile(
    r"(?:上記|前記|前述|下記|上|前|右記|左記)?の?(?:御|ご)?"
    r"(?:no|№|番号|項番|通し|整理|受付|設問|問|質問|意見|回答|項目|q){0,3}[.:号の ]*"
    rf"[(（]?(?P<number>\d{{1,4}}(?:[-‐−ー]\d{{1,4}}){{0,2}})[)）]?(?:番|号|項|行目?)?"
    rf"(?:の(?:御|ご)?(?:意見|回答|方|団体|内容))?{_SAME}",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?:no|№|番号|項番|意見|回答|q)?[.:号の ]*\d{1,4}番?"
    r"(?:[、,・~〜～\-–—及びとから]{1,2}(?:no|№)?[. ]?\d{1,4}番?){1,9}"
    rf"(?:の意見|の回答)?{_SAME}",
    re.IGNORECASE,
)
_RESPONDENT = re.compile(
    rf"(?P<name>[^\s、。\d]{{0,14}}?(?:[{LOCAL_GOVERNMENTS}]|{ASSOCIATIONS}|組合|連合))"
    rf"(?:長|役場|役所|庁)?(?:さん|様)?(?:の?(?:御|ご)?(?:意見|回答))?{_SAME}"
)
_ELSEWHERE = re.compile(
    r"(?:詳細は)?(?:別[紙添表記掲](?:の?[0-9一二三]*|資料[0-9]*)|添付(?:資料|ファイル|書類)?"
    r"|別(?:ファイル|シート|途)|.{1,20}\.(?:docx?|xlsx?|pdf))(?:を|に|の|で)?"
    r"(?:とおり|通り|ご?参照|御参照|記載|添付|提出|回答|ご確認|ご覧)?(?:(?:の|した)?(?:とおり|通り))?(?:を|にて)?"
    r"(?:ください|下さい|願います|お願いします|します|する|しました|済み?|いたします|です)?"
)
_EARLIER = re.compile(
    r"(?:前回|前年度?|昨年度?|一昨年度?|従前|これまで|既(?:に|回答)|先般)(?:の|に)?"
    rf"(?:回答|意見|照会|提出)?(?:した|済み?)?の?(?:内容|意見|回答|要望)?(?:{_SAME})(?:です)?"
)
_BARE = re.compile(r"[\s。、，,．\-‐‑–—―ーｰ－−/／・.…‥×✕*＊~〜～=＝_＿|｜＼\\\u2500-\u257f'’”\"]+")
_MARK = re.compile(
    r"\s*(?:[(（]?[0-9０-９]{1,2}[)）.．、]|[0-9０-９]{1,2}[ 　]+|[①-⑳]|[・●■□◆]|[○◯](?![○◯])"
    r"|[(（【＜<\[]?(?:ご|御)?(?:意見|理由|回答)[)）】＞>\]]?[:：]|[【（＜](?:意見|回答|理由)[】）＞])\s*"
)
_PLACE = re.compile(
    r"(?:第?[0-9一二三四五六七八九十]{1,3}(?:章|条|節|項|部|編|款)(?:の[0-9一二三四五六七八九十]{1,2})?"
    r"|[0-9]{1,3}(?:頁|ページ)|p\.?[0-9]{1,3}|(?:別表|様式|図|表)第?[0-9]{0,2}|附則|付則)"
)
_OF_PLACES = re.compile(
    rf"{_PLACE.pattern}(?:(?:[、,・と]|及び|から|~|〜|～)?(?:{_PLACE.pattern}|[(（][0-9]{{1,2}}[)）])){{0,6}}"
    r"(?:について|に関して|関係)?(?:は|に対する|の)?[、：:…]?(?=.)",
    re.IGNORECASE,
)
"""Places of the draft before what is said of them (第6章　意見なし)."""
_TRIAL = re.compile(
    r"(?:(?:送信|投稿|入力|動作|接続|フォームの?|メールの?)?(?:テスト|てすと|ﾃｽﾄ)(?:送信|投稿|入力|メール|書き込み)?|test(?:ing)?"
    r"|動作確認|送信確認|あ{3,}|ア{3,}|a{3,}|x{3,})(?:です|中|中です|します)?[0-9]{0,2}",
    re.IGNORECASE,
)
_ENCLOSED = re.compile(r"[(（【「『\[〔<＜]([^()（）【】「」『』\[\]〔〕]+)[)）】」』\]〕>＞]")
_QUOTED_NUMBER = re.compile(r"[「『【〔(（]((?:no\.?|№)?\d{1,4})[」』】〕)）]", re.IGNORECASE)
POINTS_BESIDE = "同じ行の別の欄を参照している"
POINTS_ELSEWHERE = "別紙を参照している"
_LONGEST = 80  # characters; a longer answer says more than any of these


def recognise(text: str) -> Recognised | None:
    """Recognise an answer that holds no opinion of its own.

    Args:
        text: a whole cell, or one part of it.

    Returns:
        Its state: ``no_opinion``; ``reference`` with a target; ``needs_person`` where what it
        refers to is not in the table (an attachment, an earlier survey). None: an opinion, or
        blank.

    >>> recognise("特になし。").state.value, recognise("No.3と同じ").target.value
    ('no_opinion', '3')
    """
    text = PRIVATE.sub("", without_unseen(text)) or text
    if not text.strip() or len(text) > _LONGEST:
        return None
    if ticks_nothing(text):
        return Recognised(State.NO_OPINION, "意見なし")
    if tells_opinion(text):
        return Recognised(State.NEEDS_PERSON, "「意見あり」だが、意見が書かれていない")
    found = [_line(line) for line in text.splitlines() if line.strip()]
    if any(one is None for one in found) or len({one.state for one in found if one}) != 1:
        return None
    first = found[0]
    return first if len(found) == 1 or (first and first.target is None) else None


def _line(line: str) -> Recognised | None:
    """Recognise one line."""
    if _BARE.fullmatch(line):
        return Recognised(State.NO_OPINION, "記号のみ")
    text = _compact(line)
    if _NUMBERS.fullmatch(text.rstrip("。")) and not _NUMBER.fullmatch(text.rstrip("。")):
        return Recognised(State.NEEDS_PERSON, "いくつかの行を参照している")
    if not _NUMBER.match(text):
        text = _compact(line[mark.end() :]) if (mark := _MARK.match(line)) else text
    enclosed = _ENCLOSED.fullmatch(text.rstrip("。."))
    text = enclosed[1] if enclosed else text
    text = _QUOTED_NUMBER.sub(r"\1", text)
    said = [part for part in re.split(r"[。.!！](?!\d|[a-z]{3})", text) if part]
    said = [part for part in said if not _GREETING.fullmatch(part)]
    return _sentence(said[0]) if len(said) == 1 else None


def _compact(line: str) -> str:
    return "".join(unicodedata.normalize("NFKC", line).split())


def _sentence(text: str) -> Recognised | None:
    if _TRIAL.fullmatch(text):
        return Recognised(State.NO_OPINION, "試しの送信")
    lead = _LEADS.match(text)
    said = text[lead.end() :] if lead else text
    of_none = _OF_PLACES.match(said)
    bare = said[of_none.end() :] if of_none else said
    spoken = (bare, bare.translate(_AS_HIRAGANA))
    if (
        _SPECIAL_ALONE.fullmatch(text)
        or any(map(_NO_OPINION.fullmatch, spoken))
        or _ABOUT.fullmatch(said)
    ):
        return Recognised(State.NO_OPINION, "意見なし")
    if _PREVIOUS.fullmatch(text):
        return Recognised(State.REFERENCE, "上の行と同じ", Target("previous"))
    if _LEFT.fullmatch(text):
        return Recognised(State.REFERENCE, "左の欄と同じ", Target("left"))
    if _RIGHT.fullmatch(text):
        return Recognised(State.NEEDS_PERSON, "右の欄を参照している")
    if _BESIDE.fullmatch(text):
        return Recognised(State.NEEDS_PERSON, POINTS_BESIDE)
    if _EARLIER.fullmatch(text):
        return Recognised(State.NEEDS_PERSON, "以前の回答を参照している")
    if _ELSEWHERE.fullmatch(text):
        return Recognised(State.NEEDS_PERSON, POINTS_ELSEWHERE)
    if number := _NUMBER.fullmatch(text):
        value = plain_number(number["number"])
        return Recognised(State.REFERENCE, f"No.{value}と同じ", Target("number", value))
    if body := _RESPONDENT.fullmatch(text):
        name = body["name"]
        return Recognised(State.REFERENCE, f"{name}と同じ", Target("respondent", name))
    return None
