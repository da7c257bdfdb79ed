"""Words of labels: they ask for a name (氏名), for somebody (…者), or lead to one (書記, …課)."""

import re

from pipeline.privacy.name_words import KANJI


def _spaced(labels: str) -> str:
    """Labels as forms print them, with blanks between their letters (氏　　名)."""
    return "|".join(" {0,6}".join(label) for label in labels.split())


LETTERS = rf"{KANJI}ァ-ヴー"
_SIGN = rf"(?: ?[:=|\[【〈「『(<>》≫】\]-]|[ /・\t]+(?=[{KANJI}]))"
ASKS_FOR_A_NAME = (
    f"(?:御|ご|お|[{LETTERS}・]{{1,10}}(?:の|又は|または|及び)?)?(?:"
    + _spaced(
        "氏名 姓名 名前 なまえ ナマエ 芳名 署名 本名 旧姓 旧氏 通称名 フリガナ ふりがな シメイ "
        "しめい 名義"
    )
    + r"|(?<![ぁ-ん])(?:(?:よみ|ヨミ|読み)(?:がな|ガナ|仮名)?|仮名|かな)"
    r"(?= ?[:=】\]|\t]| +[ぁ-んァ-ヴー]{2,6} +[ぁ-んァ-ヴー]{2,6}(?:[\s。(]|$))"
    + "|フルネーム|名義人|(?<=[者人官員主生])名|カナ(?: ?氏名)?"
    + rf"|(?i:(?:full ?|your ?)?name)(?={_SIGN}))(?:(?:又は|または)名称)?"
)
ASKS_FOR_SOMEBODY = (
    f"(?:御|ご|お|[{KANJI}]{{1,8}}の?)??(?:"
    + _spaced("担当 担当者 記入者 回答者 提出者 作成者 連絡先 代表者 責任者")
    + f"|代表|記入|送信|入力|集計|受付|取次|作成|確認|承認|起案|起票|決裁|記録|対応"
    f"|[{KANJI}い]{{1,6}}者"
    rf"|担当[職官課係室]員?|問い?合わ?せ?先?|照会先|窓口|文責|差出人|所属"
    r"|(?i:from|contact(?: person)?)(?={_SIGN}))"
)
LEADS_TO_SOMEBODY = (
    f"(?:[{LETTERS}ぁ-ん・]{{1,11}}(?:者|人|主|員|官|先|元|署|課|係|室|部|局|役|責|票)"
    f"|[{LETTERS}ぁ-ん・]{{0,11}}(?:担当|代表|幹事|監事|会計|書記|司会|講師|主査|主任|主事|窓口|本人|記録"
    r"|対応|[執代]筆|撮影|編集|担任|長))"
)
GROUP = re.compile("[者員先元署課係室部局]$")
"""Of many, or of a place: what stands behind 対象者 may be a town."""
ONE = re.compile(
    "(?:担当|記[入載録]|回答|提[出案]|作成|連絡|代表|責任|申[請出]|届出|照会|起案|報告|発[言信]|相談|質問"
    "|問い?合わ?せ?|契約|所有|説明|対応|応対|受付|承認|確認|投稿|送信|執筆|通報|要望|更新|登録|編集|管理|後見|保護|筆|著"
    "|意見)者?先?員?$"
)
