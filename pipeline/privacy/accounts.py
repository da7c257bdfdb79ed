"""Accounts at social and other services: handles, names behind a word."""

import re
from collections.abc import Iterator

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import KANJI

# All patterns read the plain form of a text.
_HANDLE = re.compile(
    r"(?:(?<![A-Za-z0-9._%+@/-])|(?<![A-Za-z0-9]X)(?<=X)|(?<=LINE)|(?<=Twitter)|(?<=Instagram)"
    r"|(?<=Threads)|(?<=TikTok))@[A-Za-z_][A-Za-z0-9_.-]{1,38}[A-Za-z0-9_](?![A-Za-z0-9@-])"
)
_OF_AN_OFFICE = re.compile(r"公式[^。\n@]{0,8}\Z")
# In Japanese letters, where it is told that somebody writes under it: @港の弁慶という名で投稿.
_OWN_HANDLE = re.compile(
    rf"(?<![A-Za-z0-9._%+@/-])@[{KANJI}ぁ-んァ-ヴー_][{KANJI}ぁ-んァ-ヴーA-Za-z0-9_]{{1,14}}?"
    r"(?=の(?:名|アカウント|投稿)|で(?:つぶや|発信|投稿|検索)|と(?:い[うい]|言[うい]|申|して(?:つぶや|発信|投稿))"
    r"|さん|です|まで|(?:から|[へに])(?:DM|メッセージ|連絡)|[\s)、。]|$)"
)
# @charset is a word of some code unless an account is spoken of.
_OF_ACCOUNTS = re.compile(
    r"(?i:account|twitter|instagram|threads|sns)|アカウント|ツイッター|インスタ|ユーザ|フォロー|投稿|フォロワ|つぶや|発信|DM"
    r"|ハンドル|連絡|\(@|(?<=[a-z]) ?(?:さん|様|まで|へ|です)"
)
_ACCOUNT_CUE = re.compile(
    r"(?:(?:(?i:line|x|twitter|instagram|insta|facebook|skype|discord|telegram|tiktok|mixi"
    r"|threads|mastodon|bluesky|zoom|kakao"
    r"|slack|note|pixiv|steam|apple|google|amazon|yahoo|chatwork|teams|hatena|github)|はてな"
    r"|ニコニコ"
    r"|ミクシィ|ツイッター|インスタ(?:グラム)?|フェイスブック|ライン|スカイプ|ディスコード|スレッズ|ブルースカイ|ティックトック|マストドン"
    r"|ユーザー?|ログイン|アカウント|旧 ?Twitter)"
    r"(?:の)? ?(?:\((?:旧)?(?i:twitter)\))?"
    r" ?(?:(?i:id)|名|アカウント(?:名|ID)?|ユーザー?(?:名|ID)?|ハンドル(?:名|ネーム)?)"
    r"|アカウント名?|(?i:user ?(?:id|name))|ハンドルネーム)(?: ?[:=は→] ?| +|、)[「『(\"]? ?"
    r"(?P<value>@?[A-Za-z0-9][A-Za-z0-9._#@:-]{2,30}[A-Za-z0-9_])"
)
_SERVICE = (
    r"(?:LINE|ライン|Twitter|Instagram|ツイッター|インスタ(?:グラム)?|Facebook|フェイスブック|mixi"
    r"|TikTok|ティックトック|FB|スレッズ|Bluesky|ブルースカイ|Mastodon|マストドン|スカイプ|Skype|Discord|YouTube|Threads|note|pixiv|Zoom|アメブロ|はてな|X)"
)
_ID_OF_SERVICE = re.compile(
    rf"(?:(?<![A-Za-z])(?i:id)|アカウント|ユーザー?名|名前) ?[:は=] ?"
    rf"(?P<value>@?[A-Za-z0-9][A-Za-z0-9._-]{{2,30}}) ?\((?:旧)?{_SERVICE}"
)
_SERVICE_IS = re.compile(
    rf"(?<![A-Za-z]){_SERVICE}(?:の)?(?:名|ID|アカウント|ユーザー名|チャンネル)? ?(?:[:は="
    rf"(「『]|→|で[「『]| ) ?"
    r"(?P<value>@?(?=[A-Za-z0-9._-]*[\d._])(?=[0-9._-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._-]{2,30})"
)
# A name of an account that only an account has: インスタの hana.photo.
_AT_SERVICE = re.compile(
    rf"{_SERVICE} ?[のでに]? ?(?P<value>[a-z][a-z0-9]{{1,20}}[._][a-z0-9._]{{1,20}})"
    r"(?![A-Za-z0-9@/])"
)
# An account is called so, and no word or file is: アカウントhana_note.2, hanagoyaというアカウント.
_NAMED = re.compile(
    r"アカウント名?[ (「『]?は?(?P<value>@?(?=[A-Za-z0-9-]*[._\d])[A-Za-z][A-Za-z0-9._-]{2,30}"
    r"[A-Za-z0-9_])(?![@/])"
    r"|(?<![A-Za-z0-9@/.])(?P<called>@?[A-Za-z][A-Za-z0-9._-]{2,30})[」』]? ?"
    r"(?:という(?:名[前称]?の)?アカウント"
    r"|の(?:名前?|アカウント)で(?:書|発信|投稿|公開|つぶや|活動|運営))"
)
_IS_A_FILE = re.compile(
    r".*\.(?i:html?|pdf|docx?|xlsx?|csv|txt|zip|php|aspx?|jpe?g|png|json|md|py|js|ya?ml|jp|com)"
)
_WRITES_UNDER_IT = re.compile(
    r"(?i:twitter|instagram|threads|sns|tiktok)|アカウント|ツイッター|ツイート|インスタ|フォロ|つぶや"
    r"|投稿|発信|DM|リプ|ハンドル|(?<![A-Za-z])X(?![A-Za-z])"
)
# A name of an account in Japanese letters: アカウント名：ゆきんこ, チャンネル名「よしこの畑」.
_CALLED_THERE = re.compile(
    rf"(?:(?:アカウント|ハンドル|ユーザー|チャンネル|{_SERVICE}(?:の|アカウント)?)名|ハンドルネーム|ペンネーム)"
    rf"(?:[「『](?P<quoted>[^」』\n]{{2,16}})[」』]| ?[:=] ?"
    rf"(?P<value>[{KANJI}ぁ-んァ-ヴーA-Za-z0-9_]{{2,16}})(?=[ \n。、)]|$)"
    rf"|は、?[「『]?(?P<told>[{KANJI}ぁ-んァ-ヴーA-Za-z0-9_]{{2,16}}?)[」』]?(?=です|といい))"
)
_TAG = re.compile(r"(?<![A-Za-z0-9_.])[A-Za-z0-9_.]{2,32}#\d{4}(?!\d)")
# What the others need, sought first because that is cheap.
_LETTER = re.compile("[A-Za-z0-9_@]")
_HAS_ONE = re.compile("アカウント|の名前?で")
_MAY_NAME_AN_ACCOUNT = re.compile(
    r"[dDeE名トーザルム](?: ?[:=は→] ?| +|、)[「『(\"]? ?@?[A-Za-z0-9]"
)


def accounts(text: str) -> Iterator[Find]:
    """Accounts.

    Args:
        text: in its plain form.
    """
    yield from _called_there(text)
    if not _LETTER.search(text):
        return
    if "#" in text:
        for found in _TAG.finditer(text):
            yield Find(*found.span(), "アカウント", Evidence.FORM)
    if "@" in text:
        yield from _handles(text)
    if _MAY_NAME_AN_ACCOUNT.search(text):
        for found in _ACCOUNT_CUE.finditer(text):
            yield Find(*found.span("value"), "アカウント", Evidence.CUE)
    for found in _NAMED.finditer(text) if _HAS_ONE.search(text) else ():
        named = "value" if found["value"] else "called"
        official = _OF_AN_OFFICE.search(text, max(found.start(named) - 16, 0), found.start(named))
        if not official and not _IS_A_FILE.fullmatch(found[named]):
            yield Find(*found.span(named), "アカウント", Evidence.CUE)
    for pattern in (_SERVICE_IS, _ID_OF_SERVICE, _AT_SERVICE):
        for found in pattern.finditer(text):
            yield Find(*found.span("value"), "アカウント", Evidence.CUE)


def _called_there(text: str) -> Iterator[Find]:
    for found in _CALLED_THERE.finditer(text) if "名" in text or "ネーム" in text else ():
        named = next(name for name in ("quoted", "value", "told") if found[name])
        if not found[named].startswith("匿名"):
            yield Find(*found.span(named), "アカウント", Evidence.CUE)


def _handles(text: str) -> Iterator[Find]:
    for found in _HANDLE.finditer(text):
        around = text[max(found.start() - 20, 0) : found.end() + 4]
        words = found[0][1:].split("-")
        letters = "".join(words)
        is_word = (
            len(words) < 3
            and letters.isalpha()
            and letters.islower()
            and not _OF_ACCOUNTS.search(around)
        )
        evidence = Evidence.DOUBT if is_word else Evidence.FORM
        if _OF_AN_OFFICE.search(text[max(found.start() - 16, 0) : found.start()]):
            evidence = Evidence.OFFICE
        yield Find(*found.span(), "アカウント", evidence)
    for found in _OWN_HANDLE.finditer(text):
        if _WRITES_UNDER_IT.search(text, max(found.start() - 20, 0), found.end() + 20):
            yield Find(*found.span(), "アカウント", Evidence.FORM)
