"""What a form says at its end: 以上, where and until when to send it, what to do without room.

None of it is an answer, wherever it was typed or copied to.
"""

import re
import unicodedata
from collections.abc import Sequence

from pipeline.layouts.courtesies import is_courtesy
from pipeline.layouts.role_words import squeezed
from pipeline.text.sentences import STOPS
from pipeline.text.speech_acts import claims, worries

_LONGEST = 160
"""Characters; what is longer says more."""
_AROUND = re.compile(r"^(?:[(（]?注意?[0-9]?[)）:：])?[\W_ー]*|[\W_ー]+$")
_FORM = "(?:様式|用紙|(?:調査|回答|意見|照会)票|シート|アンケート|ファイル|欄)"
_ROOM = "(?:(?:記入|回答|記載|意見)?(?:欄|枠|スペース|行)|用紙|紙面|余白)"
_AS_NEEDED = (
    "(?:必要に(?:応じて?|より)|適宜|自由に|適当に"
    "|(?:ご|御)?(?:記入|記載|回答)?の?(?:内容|分量|量)に(?:応じて?|合わせて?))"
)
_SIZE = "(?:の(?:大きさ|高さ|幅|サイズ|数))?"
_MORE = (
    "(?:追加|増や|広げ|拡大|挿入|別[紙葉添]|裏面?|用紙|複[写製]|コピー|添付|続け|行を|記入|記載)"
)
_DO = (
    "(?:ください(?:ませ)?|下さい|願います|お?願い(?:し|いたし|致し|申し上げ)ます|可(?:です|とします|能です)?"
    "|構いません|かまいません|差し支え(?:あり|ござい)ません|結構です|よい(?:です)?|こと)"
)
_OFFICE = "(?:事務局|(?:担当|所管|主管)課?|[国都道府県市町村区]|府省庁?|当方)"
_DONE = "(?:対応|回答|処理|見解|考え方|コメント|判定|結果)(?:案|方針|結果|内容|欄)?"
"""What an office writes in a field of its own."""
_TREAT = "(?:使用|利用|公表|公開|提供|管理|返却|集計|取り?扱|返信|回答)"
_BY = "(?:(?:同封の)?(?:返信用?)?封筒|FAX|ファックス|ファクシミリ|E?メール|郵[送便]|持参)"
_SENTENCE = re.compile(
    "記|(?:お|終)わり|終|おしまい|以下余白|余白|受付印"
    r"|[^、。はがを]{2,30}[課室係局部会県市町村](?:長|担当)?(?:宛て?|あて)"
    rf"|{_OFFICE}(?:使用|処理|記入|整理|確認)欄(?:[\W_]*{_DONE}[\W_]*)?"
    "|(?:(?:質問|設問|アンケート|調査|照会|記入|回答|意見|要望|当方から|本[市町村]から|項目)(?:事項|項目)?は)?"
    "以上(?:です|で(?:す|あります|ございます|終わりです|終了です)|となります|になります)?"
    "|以上で(?:、?(?:質問|設問|アンケート|調査|意見|回答)は)?、?(?:終わり|終了)(?:です|となります|します|いたします)?"
    f"|以上、?(?:ご|御)?(?:回答|記入|提出|協力|対応)(?:の?ほど|の程|方)?を?、?(?:よろしく|宜しく)?{_DO}"
    "|(?:裏面?|次(?:の)?(?:頁|ページ)|別紙|右|下)(?:へ|に)(?:続く|つづく|続きます)|裏面(?:も|に)あります"
    f"|(?:裏面?|次(?:の)?(?:頁|ページ))(?:も|にも|に|へ)(?:ご|御)?(?:記入|回答|お書き)(?:を)?{_DO}"
    f"|(?!.*ように){_ROOM}(?:が|の|に)[^。]{{0,8}}(?:足り|不足|不十分|書き?きれ|入り?きら|収まら)[^。、]{{0,6}}"
    f"(?:場合|とき|時|際)(?:に?は)?(?=[^。]*{_MORE})[^。]{{1,60}}{_DO}"
    f"|(?:{_AS_NEEDED}、?[^。]{{0,10}}{_ROOM}|{_ROOM}{_SIZE}(?:は|を)、?{_AS_NEEDED})[^。]{{0,10}}"
    f"(?:追加|増や|広げ|拡大|挿入|伸ば|変え|変更|調整)[^。]{{0,12}}{_DO}"
    f"|(?!.*(?:ので|から|ため))(?:この|本|当){_FORM}(?:は|を|に)(?=[^。]*"
    "(?:記入|記載|作成|提出|返[送却]|送付|保存|削除|変更|印刷|使用|利用|加工|複写|コピー|切り離))"
    f"[^。]{{1,60}}(?:{_DO}|ません)"
    "|(?:(?:ご|御|お)?(?:提出|回答|記入|記載|寄せ)?(?:された|(?:して)?(?:いただい|頂い)た)|(?:ご|御)(?:回答|記入)の)"
    f"(?:ご|御)?(?:意見|回答|内容|個人情報|氏名|連絡先)[^。]{{0,40}}{_TREAT}[^。]{{0,20}}(?:ます|ません)"
    f"|(?!.*(?:ので|から|ため))[^。はが]{{0,24}}{_BY}(?:で|にて)(?:、|ご|御)?"
    f"(?:お送り|返送|返信|提出|送付|送信|投函)(?:を|して)?{_DO}"
    rf"|(?!.*(?:ので|から|ため))[^。はが]{{0,12}}\d月\d{{1,2}}日[^。はが]{{0,8}}まで(?:に|で)?、?[^。はが]{{0,24}}"
    f"(?:お送り|お出し|返送|返信|提出|送付|送信|投函|回答)(?:を|して)?{_DO}"
    f"|個人情報は、?[^。]{{0,30}}{_TREAT}[^。]{{0,8}}(?:(?:し|いたし)ます|(?:し|いたし|あり)ません)"
)
"""A sentence of it as a whole, without marks and brackets around."""
_BEHIND = r"[】）)〕\]]*(?:[:：]|は、?| |(?<=[】）)〕\]]))"
_WHERE = re.compile(
    r"^[\W_]*(?:(?:(?:FAX|メール)?(?:提出|返送|送付|回答|送信)|照会|事務局?連絡)(?:先|窓口|方法)"
    rf"(?:の?(?:メール(?:アドレス)?|FAX|電話|住所))?|(?:お|御)?問い?合わ?せ(?:先|窓口)?){_BEHIND}"
    "(?=.*(?:[課室係局]|電話|TEL|FAX|[@＠]|〒|郵送|持参|窓口|事務局|センター|役場|役所|支所|メール|[0-9]{3}))",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"^[\W_]*(?:提出|返送|送付|回答|受付|募集|締め?切り?)(?:期限|期日|期間|締め?切り?日?|日)?"
    rf"{_BEHIND}(?=.*(?:\d月\d|\d[/.]\d|必着|まで))"
)
_PAGE = re.compile(r"[-‐‑–―─ー]\s*[0-9]{1,3}\s*[-‐‑–―─ー]")
"""The number of a page, typed below a table."""
_SENTENCES = re.compile(rf"[^{STOPS}]+")
_ENCLOSED = re.compile(rf"[^{STOPS}()（）]+")


def ends_form(text: str) -> bool:
    """Whether a line or cell is nothing but what a form says at its end.

    >>> [ends_form(t) for t in ("（以　上）", "※欄が足りない場合は、行を追加してください。")]
    [True, True]
    >>> [ends_form(t) for t in ("提出先：環境課　電話 0123", "欄が足りないので増やしてください。")]
    [True, False]
    >>> ends_form("- 3 -"), ends_form("3")
    (True, False)
    """
    words = squeezed(text)
    if not 0 < len(words) <= _LONGEST:
        return False
    line = " ".join(unicodedata.normalize("NFKC", text).split())
    if _PAGE.fullmatch(line):
        return True
    if _WHERE.match(line) or _UNTIL.match(line):
        return not any(claims(said) or worries(said) for said in _SENTENCES.findall(words))
    return any(_all_end(cut.findall(words)) for cut in (_SENTENCES, _ENCLOSED))


def _all_end(sentences: Sequence[str]) -> bool:
    """Whether sentences are courtesies and a form's own, one of these at least."""
    said = [words for sentence in sentences if (words := _AROUND.sub("", sentence))]
    ends = [bool(_SENTENCE.fullmatch(words)) for words in said]
    return any(ends) and all(
        end or is_courtesy(words) for end, words in zip(ends, said, strict=True)
    )
