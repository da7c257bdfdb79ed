"""One wording for texts that differ in script, politeness, punctuation or greeting alone.

Two opinions say the same in the same words when their canonical forms are equal or differ in
nothing that carries meaning: no kanji, katakana, letter or digit, no particle that turns a
sentence, no negation. What remains open to difference are okurigana and endings.
"""

import re
import unicodedata

from rapidfuzz.distance import Levenshtein

from pipeline.text.demands import DUTY_ENDING, WISH_ENDING
from pipeline.text.normalize import without_marks, without_unseen
from pipeline.text.numerals import plain_numbers
from pipeline.text.same_characters import RADICALS, VARIANTS
from pipeline.text.sentences import with_stops

_COURTESY = re.compile(
    r"(?:(?:いつも|平素より?|日頃より?)?(?:大変|格別に?|誠に)?お世話に(?:なって(?:い|お)り?ます|なります)"
    r"|(?:はじめ|初め)まして|こんにちは|失礼(?:いた|致)?します|お疲れ(?:さま|様)です|拝啓|敬具|前略|草々"
    r"|(?:一|県内の?|市内の?)?(?:住民|市民|国民|県民|町民|会社員|主婦|学生)(?:です|と申します)"
    r"|(?:下記|以下|次)(?:の?とおり|の通り|に)?(?:、|の)?(?:意見|回答)(?:を|いた|し)?"
    r"(?:提出|申し上げ|述べ|申し述べ|いた)?(?:させていただき|いた|し|致し)?(?:ます)?"
    r"|意見(?:を)?(?:提出(?:いた)?し|申し上げ|述べ(?:させていただき)?)ます"
    r"|(?:以上(?:です|となります|になります)?|どう[かぞ]|何卒|なにとぞ|引き続き)?、?"
    r"(?:(?:ご|御)(?:検討|対応|配慮|査収|確認)(?:の(?:ほど|程))?、?)?"
    r"(?:何卒|どうぞ)?(?:よろしく|宜しく)(?:お願い|御願い)?(?:(?:いた|致)?します|申し(?:上げ|あげ)ます|です)?"
    r"|(?:以上|どうか)?、?(?:ご|御)検討(?:を)?(?:ください|下さい|(?:お願い|御願い)(?:いた|致)?します)"
    r"|以上(?:です|となります|になります)?|ありがとうございま(?:す|した)|有難うございま(?:す|した))"
)
_KANA_FORMS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        # Okurigana of compounds: 取り組み, 取組み and 取組; 引き上げ and 引上げ.
        (
            r"(?<=[取引受申打割積組立切書乗買振差入問繰売払届見])[りきけしちみいれえせ]"
            r"(?=[組上下付合込当立扱替継入消引越出払積換])",
            "",
        ),
        (r"(?<=[取手][組続扱])[みきい](?=[のをにがはへとでやも、。一-龠]|$)", ""),
        (r"(?<=[受支振申見][付払込積])(?:け|い|み|もり)(?=[のをにがはへとでやも、。一-龠]|$)", ""),
        (r"頂(?=[きいくけこ])", "いただ"),
        (r"(?<=て|で)下さ", "くださ"),
        (r"下さ", "くださ"),
        (r"(?<=[しをお])致(?=[しす])", "いた"),
        (r"致し", "いたし"),
        (r"出来(?=[るなまれよてたず])", "でき"),
        (r"欲し(?=[いくか])", "ほし"),
        (r"(?<=[るたないの])事(?=[をがにはもで、。]|$)", "こと"),
        (r"(?<=[るたのいな])為(?=[、にのでだ。]|$)", "ため"),
        (r"(?<=[るたのな])様(?=[にな])", "よう"),
        (r"(?<=[るたのい])通り", "とおり"),
        (r"無(?=[いくけし])", "な"),
        (r"有(?=[るりれ])", "あ"),
        (r"宜し", "よろし"),
        (r"(?:(?<=[。、])|^)又(?=[、は])", "また"),
        (r"(?<=[^一-龠])又は", "または"),
        (r"及び", "および"),
        (r"並びに", "ならびに"),
        (r"更に", "さらに"),
        (r"既に", "すでに"),
        (r"全て", "すべて"),
        (r"但し", "ただし"),
        (r"是非", "ぜひ"),
        (r"予め", "あらかじめ"),
        (r"概ね", "おおむね"),
        (r"例えば", "たとえば"),
        (r"従って", "したがって"),
        (r"併せて|合わせて", "あわせて"),
        (r"御(?=[一-龠])|(?<![一-龠ぁ-ん])ご(?=[一-龠])|(?<=を)ご(?=[一-龠])", ""),
        (r"子供|子ども|こども", "こども"),
        (r"障がい|障碍", "障害"),
        (r"(?<=[ァ-ヴ]{2})ー(?![ァ-ヴ])", ""),
    )
)
_ENDINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (WISH_ENDING, "〈願〉"),
        (DUTY_ENDING, "べき"),
        (r"(?:である|です|であります|だ)(?=[。、！？!?]|$)", ""),
        (r"(?<=必要)(?:がある|があります|だ)?(?=[。、！？!?]|$)", ""),
        (r"と(?:思(?:う|います)|考え(?:る|ます)|存じます)(?=[。、！？!?]|$)", ""),
    )
)
_ASKED = re.compile(r"(?<![かのねよ?!\s])\s*[?!]*\?[?!]*")  # 〜か？ asks without the mark as well
_MINUS = re.compile(r"(?<![0-9A-Za-z)])[-−△▲](?=\d)")
_UNSAID = re.compile(
    r"[\s、。，．・,.!！?？「」『』（）()\[\]【】〔〕<>＜＞…‥\-‐―–—~〜:：;；\"'”“]+"
)
_CONTENT = re.compile(r"[^\sぁ-ゖ々ー、。]")
_PARTICLE_WORDS = """
から まで より だけ のみ しか ばかり でも ても ない なく ず
せん ぬ が に を へ よい いい かも う ば られ させ どれ
"""
_PARTICLES = tuple(_PARTICLE_WORDS.split())
_ADDED_FREELY = frozenset(("を", "う"))  # 検討(を)お願いしたい, でしょ(う)


def canonical(text: str) -> str:
    """The canonical wording of a text; empty where it holds courtesies alone.

    >>> canonical("お世話になります。延長して頂きたい。") == canonical("延長してほしいです。")
    True
    """
    kept = [
        sentence
        for sentence in with_stops(_plain(without_marks(text)).casefold())
        if not is_courtesy(sentence)
    ]
    said = _MINUS.sub("〈負〉", _ASKED.sub("〈問〉", "".join(kept)))
    plain = plain_numbers("".join(said.split()))
    for pattern, form in (*_KANA_FORMS, *_ENDINGS):
        plain = pattern.sub(form, plain)
    return _UNSAID.sub("", plain)


def _plain(text: str) -> str:
    said = without_unseen(text).translate(RADICALS).translate(VARIANTS)
    return unicodedata.normalize("NFKC", said).translate(VARIANTS)


def is_courtesy(sentence: str) -> bool:
    """Whether a sentence is a greeting, a thank you or a closing, nothing else.

    >>> is_courtesy("お世話になっております。"), is_courtesy("お世話になった窓口である。")
    (True, False)
    """
    return bool(_COURTESY.fullmatch(_UNSAID.sub("", sentence)))


def differs_in_meaning(one: str, other: str) -> bool:
    """Whether two canonical wordings differ in anything that carries meaning.

    >>> differs_in_meaning("外国人材との共生", "外国人との共生")
    True
    >>> differs_in_meaning("取り組みを進める", "取組を進める")
    False
    """
    for step in Levenshtein.opcodes(one, other):
        if step.tag == "equal":
            continue
        gone = one[step.src_start : step.src_end]
        come = other[step.dest_start : step.dest_end]
        if _CONTENT.search(gone) or _CONTENT.search(come):
            return True
        turned = {word for word in _PARTICLES if (word in gone) != (word in come)}
        if turned and not (turned <= _ADDED_FREELY and not (gone and come)):
            return True
    return False
