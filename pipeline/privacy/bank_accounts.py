"""Numbers of accounts at banks and post offices, and who holds them."""

import re
from collections.abc import Iterator

from pipeline.privacy.finds import Evidence, Find

_BANK = re.compile(
    r"(?:(?:普通|当座|貯蓄|総合)(?:預金|口座)?|\((?:普|当)\)|口座(?:番号)?|(?:記号[・]?|通帳)?番号|記号)"
    r"(?: ?\([^()\n]{1,8}\))?(?: ?[:は=No.]| |口座|番号|の|、|\n)* ?(?P<value>\d{5}-\d{1,2}-\d{1,8}"
    r"|\d{5,8}(?:-\d{1,8})?|\d{1,3}-\d{6,8})(?![\d年月日件人円割万億台戸世個枚本冊])"
)
_POSTAL_ACCOUNT = re.compile(r"(?<![\d-])\d{5}-(?:\d{1,2}-\d{1,8}|\d{6,8})(?![\d-])")
_HOLDER = re.compile(
    r"[ 、/(]*(?:(?:口座)?名義人?)?[ :は]*(?P<value>[ァ-ヴー]{2,10}(?: [ァ-ヴー]{1,10})?)(?![ァ-"
    r"ヴー一-龠])"
)
_BANK_WORDS = re.compile(
    r"銀行|信用金庫|信金|信用組合|農協|JA|ゆうちょ|郵貯|郵便局|支店|口座|記号番号|預金|貯金|振込|振替"
    r"|通帳|名義|普通|当座|労働金庫|労金|信組|記号[ \d]*番号"
)
# A branch of a bank and what is kept there, without a word for it: 山田信金の北支店の1234567.
_AT_A_BRANCH = re.compile(
    r"(?:銀行|信用金庫|信金|信用組合|信組|農協|JA|労働金庫|労金|ゆうちょ|銀)[^。\n\d]{0,12}"
    r"(?:支店|本店|支所|営業部|出張所|店)[^。\n\d]{0,10}(?P<value>\d{6,8})"
    r"(?![\d,.-]|[年月日件人円割万億%]|か所)"
)
# Seven digits that nothing counts, where an account is spoken of: 父の1234567(定期)は凍結された.
_SEVEN = re.compile(
    r"(?<![\d,.A-Za-z第〒号-])(?:\d{1,3}-)?\d{7}(?:-\d{1,3})?(?![\d,.-]|[年月日件人円割百万億千%号名枚台口kmgt]|[かヶカケ箇][所月国年])"
)
_OF_AN_ACCOUNT = re.compile(
    r"銀行|信用金庫|信金|信用組合|信組|労金|労働金庫|農協|ゆうちょ|口座|預金|貯金|通帳|定期|解約|凍結"
    r"|引き?落と?し|振り?込|振替|入金|送金|名義|残高"
)
_NO_ACCOUNT = re.compile(
    "(?:文書|法人|事業|管理|整理|受付|製造|登録|案件|契約|伝票|起債|郵便)番号|No|コード|品番|型番"
    "|[数額計表値冊高][はがをも:]? ?$"
)
_BRANCH_AND_ACCOUNT = re.compile(r"(?<![A-Za-z\d-])(?!(?:19|20)\d\d-)\d{4}-\d{3}-\d{6,7}(?![\d-])")
_LONG = re.compile(r"\d{5}|\d{4}-\d{3}-")
"""Digits of which no account is without; sought first because that is cheap."""


_IN_KANJI = re.compile("[〇零一二三四五六七八九]{5,8}")
_AS_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def bank_accounts(text: str) -> Iterator[Find]:
    """Numbers of accounts, and names in katakana right behind them.

    Args:
        text: in its plain form.
    """
    text = _IN_KANJI.sub(lambda spelt: spelt[0].translate(_AS_DIGITS), text)
    if not _LONG.search(text):
        return
    for found in _BANK.finditer(text):
        around = text[max(found.start() - 40, 0) : found.end() + 20]
        if _BANK_WORDS.search(around):
            yield Find(*found.span("value"), "口座番号", Evidence.CUE)
            if holder := _HOLDER.match(text, found.end()):
                yield Find(*holder.span("value"), "氏名", Evidence.CUE)
    for found in _SEVEN.finditer(text):
        around = text[max(found.start() - 20, 0) : found.end() + 20]
        other = _NO_ACCOUNT.search(text, max(found.start() - 12, 0), found.start())
        if _OF_AN_ACCOUNT.search(around) and not other:
            yield Find(*found.span(), "口座番号", Evidence.CUE)
    for found in _BRANCH_AND_ACCOUNT.finditer(text):
        if not _NO_ACCOUNT.search(text, max(found.start() - 12, 0), found.start()):
            yield Find(*found.span(), "口座番号", Evidence.FORM)
    for found in _POSTAL_ACCOUNT.finditer(text):
        if _BANK_WORDS.search(text, max(found.start() - 40, 0), found.start()):
            yield Find(*found.span(), "口座番号", Evidence.CUE)
    for found in _AT_A_BRANCH.finditer(text):
        if not _NO_ACCOUNT.search(text, found.start(), found.start("value")):
            yield Find(*found.span("value"), "口座番号", Evidence.CUE)
