"""The usual words of labels and of titles of columns, as whole cells."""

import re

from pipeline.layouts.role_words import POINTS, squeezed, without_need

_NUMBERED = re.compile(
    r"^(?:[(（]?[0-9一二三四五]{1,2}[.．、)）:：]|[①-⑳■□●○◆◇【\[・])+|[】\]:：■□●○◆◇]+$"
)
_COUNTED = re.compile(r"(?<=[^0-9第問])(?:その)?(?:[0-9]{1,2}|[①-⑳])$")
_ASIDE = re.compile(r"[(（〔\[][^()（）]*[)）〕\]]")
_KIND = "(?:意見|要望|提案|コメント|質問|課題|懸念|感想|提言|理由|根拠|回答|改善案|修正案)"
_USUAL = re.compile(
    rf"(?:ご|御|貴|自由|追加の?|その他の?)?{_KIND}(?:[・、及びや]{{1,2}}(?:ご|御)?{_KIND}){{0,3}}"
    r"(?:等|など)?(?:の)?(?:欄|理由|根拠|背景|内容|概要|詳細|事項|記入欄|自由記述|自由記載|箇所|項目|番号|提出者|区分|種別|有無|件?数)?(?:等)?"
    r"|(?:貴|ご|御|回答|提出|記入|作成|報告)?(?:団体|自治体|(?:区?市)?区?町村|都道府県|公共団体|組織|機関|法人|企業|事業者|会社|大学|協会)(?:等)?"
    r"(?:の)?(?:名称?|コード|区分|種別)?|(?:提出|回答|記入|作成|意見|担当|代表)者(?:名|氏名)?|(?:提出|回答|送付|発信)元|名称|県名|氏名|お?名前|担当"
    r"|(?:貴|ご|御)?(?:担当|回答|提出|記入|作成|報告)?(?:部署|所属|部局|課室?|部課)名?|担当者連絡先|連絡先|電話(?:番号)?|TEL|FAX(?:番号)?"
    r"|(?:電子)?メール(?:アドレス)?|E-?mail|住所|所在地|郵便番号|(?:該当|対象)?(?:箇所|部分|項目|条項|条文|ページ|頁)名?"
    r"|検討項目|項目|論点|件名|タイトル|テーマ|分野|備考|摘要|特記事項|補足|その他|(?:回答|提出|記入|作成|報告)(?:日|年月日)|日付|No\.?|№|番号",
    re.IGNORECASE,
)


_END = re.compile(
    r"(?:意見|要望|提案|コメント|質問|課題|懸念|感想|提言|理由|根拠|背景|回答|見解|考え方?|対応|名称?|コード|番号|No\.?|年月日|日付?|期限|欄"
    r"|電話|TEL|FAX|メール|アドレス|e-?mail|住所|所在地|連絡先|所属|部署|部局|[課室係]|担当者?|責任者|記入者|作成者|提出者|回答者|(?:提出|回答|送付|発信)元|区分|種別|種類|分類|規模"
    r"|箇所|部分|項目|ページ|頁|章|節|条文|条項|論点|件名|タイトル|テーマ|分野|施策|備考|摘要|事項|補足|その他|内容|概要|要旨|等|有無"
    r"|年代|年齢|性別|職業|地域|人口|属性|賛否|団体|自治体|(?:区?市)?区?町村|都道府県|組織|機関|法人|企業|事業者|会社|大学|協会|自由記[述載入]|記述|本文"
    rf"|{POINTS})"
    r"[：:]?$",
    re.IGNORECASE,
)
_OF_A_CASE = re.compile(r"^[^、。]{1,14}場合(?:は|に|には)?、")
_AROUND = re.compile(r"[】\]〕>＞■□●○◆◇:：]+$")


def ends_as_label(text: str) -> bool:
    """Whether a cell ends in a word that labels end in, as a name of what is asked for does.

    >>> ends_as_label("学校の規模に関する御意見"), ends_as_label("電話で補足した")
    (True, False)
    """
    words = _COUNTED.sub("", _AROUND.sub("", _ASIDE.sub("", without_need(squeezed(text)))))
    words = _OF_A_CASE.sub("", words)
    return bool(_END.search(words)) and not any(mark in words for mark in "、。")


def is_form_label(text: str) -> bool:
    """Whether a cell holds nothing but the usual words of a label.

    >>> is_form_label("ご意見（200字以内）"), is_form_label("費用への要望")
    (True, False)
    """
    words = _COUNTED.sub("", _NUMBERED.sub("", _ASIDE.sub("", without_need(squeezed(text)))))
    return bool(_USUAL.fullmatch(words))
