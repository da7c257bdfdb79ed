"""Sentences in which authors say who they are, how they came to write, thanks and greetings.

They say nothing about what is asked: neither a claim nor the name of a theme is taken from them.
"""

import re

from pipeline.text.sentences import STOPS, sentences

GREETING = (
    r"(?:以上(?:です|となります)?|(?:引き続き|何卒|どうぞ)?、?(?:御|ご)?(?:よろしく|宜しく).{0,14}"
    r"|(?:いつも)?(?:大変)?お世話に.{0,12}|.{0,10}(?:ありがとう|有難う)ございま(?:す|した))"
)
"""A whole sentence that greets, thanks or takes leave, and no more."""

_ME = (
    r"(?:(?:わたくし|わたし|私|僕|小生|当方|自分|我が家|うち|わが家)(?:たち|達|ども|の家族|の家|自身)?"
    r"(?:は|も|が|、)、?)?"
)
_SAID = (
    r"(?![^。、]*(?:だって|こそ|さえ))(?:子ども|[^はがも。、]){0,30}?"  # nobody else is spoken of
)
_PERSON = (
    r"(?:(?<!記載)(?<!対象)者|(?<![0-9一二三四五六七八九十])人|[民員母父師士業]|[0-9一二三四五六七八九十]+[代歳才](?:の[^はが。、]{1,10})?|親|主[婦夫]"
    r"|保護者|学生|生徒|高校生|[0-9一二三四五六]年生|農家|家族|会長|役員|代表|担当|パート|アルバイト|OB|卒業生"
    r"|世帯|の(?:一人|ひとり|1人)|在住|在勤|出身|勤務|経営|育て中|妊娠中|休業?中|暮らし)"
)
_IS = r"(?:です|だ|である|であります|でございます|になります|と申します|でした)"
_LIVES = (
    r"(?:住んで|住まわせていただいて|暮らして|居住して|在住して|勤めて|勤務して|働いて|従事して|通って|通学して|通勤して|営んで|経営して"
    r"|育てて|子育てして|所属して|務めて|介護して|生活して)"
)
_ROLE = r"[員長師士者業家係役店]|代表|主[婦夫]|仕事|ボランティア|商売|パート|アルバイト|子育て|介護"
_DOES = rf"(?:{_LIVES}|(?:{_ROLE})(?:など|等)?を(?:して|やって|つとめて|務めて|勤めて|営んで))"
_GOES_ON = r"(?:い(?:る|ます)|おります|ます|きました|まいりました|いました)"
_AS = rf"(?:{_PERSON}|当事者)(?:の(?:一人|ひとり|1人))?(?:として|の立場(?:で|から|として))"
_DRAFT = (
    r"(?:意見(?:募集|照会|公募|聴取)|パブリック・?コメント|パブコメ|募集|アンケート|説明会"
    r"|(?:この|本|今回の|上記の?|標記の?|[^はが。、]{0,20})(?:計画|方針|構想|素案|原案|案|件|資料|条例)(?:\(?案\)?)?)"
)
_HEARD = (
    r"(?:知り|知った|拝見し|拝読し|読み|読ませていただき|見ました|見て|聞き|伺い|目にし"
    r"|参加し|参加させていただき)"
)
_SENDS = (
    r"(?:ご?意見|コメント|要望)(?:等|など)?を(?:述べ|申し上げ|申し述べ|提出(?:いた|致)?し|提出させていただき|送(?:り|らせていただき)|お送りし"
    r"|書か?(?:き|せていただき)|伝え|お伝えし)"
)
_CHANCE = r"(?:機会|場|募集|[ご御]尽力|[ご御]苦労|お時間|お世話|日頃|日ごろ|平素|いつも)"
_THANKS = (
    r"(?:ありがとう|有難う|有り難う)ございま(?:す|した)|(?:感謝|お礼|御礼)(?:を)?(?:いた|致|申し上げ|申し)?(?:しま|ま)(?:す|した)"
    r"|感謝して(?:い|おり)ます|お疲れ様です|ご苦労様です"
)
_BUT = r"(?:(?:が|けれども?|ので|から|ため)?、|(?:が|けれども?)?)"
_END = rf"(?:{_BUT}(?<=、)|[{STOPS}\s]*$)"

_WHO_WRITES = re.compile(
    rf"\s*(?:"
    rf"{_ME}{_SAID}{_PERSON}{_IS}{_END}"
    rf"|{_ME}{_SAID}{_DOES}{_GOES_ON}{_END}"
    rf"|{_ME}{_SAID}{_AS}(?:は|も)?(?:、|(?:一言)?(?:意見を)?(?:申し上げます|述べます|書きます)[{STOPS}]*$)"
    rf"|{_ME}[^。]{{0,40}}?{_DRAFT}[^はが。]{{0,12}}?を?{_HEARD}(?:まし)?た?{_END}"
    rf"|[^。、]{{0,30}}(?:、)?{_SENDS}(?:ます|たい(?:です|と思います)?){_END}"
    rf"|[^。]{{0,40}}{_CHANCE}[^。]{{0,25}}(?:{_THANKS})[{STOPS}\s]*$"
    rf"|(?:はじめまして|初めまして|こんにちは|拝啓|前略)[^。]{{0,20}}[{STOPS}\s]*$"
    rf"|{GREETING}[{STOPS}\s]*$"
    rf")"
)


def introductions(text: str) -> list[tuple[int, int]]:
    """Begin and end (character offsets) of what says who writes, why, thanks or greets.

    A clause that says who writes before what is asked is one too (私は高齢者ですが、…).

    >>> text = "私は市の北部に住む高齢者です。バスを増やしてほしい。"
    >>> [text[begin:end] for begin, end in introductions(text)]
    ['私は市の北部に住む高齢者です。']
    """
    found = []
    for begin, end in sentences(text):
        start = begin
        while hit := _WHO_WRITES.match(text[start:end]):
            start += hit.end()
        if text[begin:start].strip():
            found.append((begin, start))
    return found


def introduces(sentence: str) -> bool:
    """Whether a sentence says who writes, thanks or greets, and nothing else.

    >>> [introduces(s) for s in ("居酒屋を経営しています。", "喫煙者も市民です。")]
    [True, False]
    """
    found = introductions(sentence)
    return bool(found) and not sentence[found[0][1] :].strip(STOPS + " \u3000\n")
