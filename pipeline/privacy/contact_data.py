"""Telephone numbers, mail addresses and accounts, by their form or behind a word."""

import re
from collections.abc import Iterator

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import KANJI

# All patterns read the plain form of a text: half-width, one kind of dash, blanks without width.
_AT = (
    r"(?:[ \n]?@ ?|[★☆◎●○◯■□◆◇▲△▼▽♪♯#*※]| at | AT | アット(?:マーク)? "
    r"| ?[\[({<【〔](?:at|AT|@|[aAあ]|アット(?:マーク)?|あっと(?:まーく)?)[\])}>】〕] ?|_at_)"
)
_DOT = r"(?: ?\. ?| dot | DOT | ?[\[({【〔](?:dot|DOT|ドット|どっと|\.)[\])}】〕] ?)"
_MAIL = re.compile(
    rf"[A-Za-z0-9][A-Za-z0-9._%+-]{{0,63}}{_AT}\n?(?:[A-Za-z0-9-]{{1,63}}\n)?"
    rf"(?:[A-Za-z0-9-]{{1,63}}\n?{_DOT}\n?){{1,6}}[A-Za-z]{{2,10}}(?![A-Za-z0-9])"
)
_SPACED_MAIL = re.compile(
    r"(?:[A-Za-z0-9._-] ){2,}[A-Za-z0-9]? ?@ ?(?:[A-Za-z0-9-] ?){2,40}(?:\. ?(?:[A-Za-z] ?){2,1"
    r"0}){1,4}"
)
_URL = re.compile(r"https?://[^\s、。」)>\"]+|www\.[^\s、。」)>\"]+")
_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.|mobile\.)?(?:x\.com|twitter\.com|instagram\.com|facebook\.com"
    r"|fb\.com|tiktok\.com"
    r"|threads\.net|note\.com|line\.me|linkedin\.com|bsky\.app|mixi\.jp|ameblo\.jp|pixiv\.net)"
    r"/[^\s、。」)>\"]+"
)
# Whatever the service: https://example.social/@name; of known ones: youtube.com/channel/name. The
# same folders on any other site are pages (https://www.city.example.lg.jp/c/index).
_CHANNEL = re.compile(
    r"(?:https?://|www\.|m\.)(?:[A-Za-z0-9.-]+/@|(?:[a-z]+\.)*(?:youtube|reddit|facebook|note"
    r"|pixiv|qiita|zenn|hatena|ameblo|tumblr|flickr|soundcloud|twitch)\.[a-z.]{2,6}"
    r"/(?:channel|user|users|people|profile|c|u)/@?)"
    r"(?P<value>[A-Za-z0-9_.-]{2,60})"
)
_OWN_PAGE = re.compile(
    r"(?:ブログ|(?:個人|自分|私)の?(?:サイト|ホームページ|HP|ページ)|プロフィール"
    r"|マイページ)[^\nA-Za-z]{0,6}"
    r"(?P<value>(?:https?://|www\.)[^\s、。」)>\"]+)"
)
_HANDLE = re.compile(
    r"(?<![A-Za-z0-9._%+@/-])@[A-Za-z_][A-Za-z0-9_.-]{1,38}[A-Za-z0-9_](?![A-Za-z0-9@-])"
)
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
    r"|ミクシィ|ツイッター|インスタ(?:グラム)?|フェイスブック|ライン|スカイプ|ディスコード"
    r"|ユーザー?|ログイン|アカウント|旧 ?Twitter)"
    r"(?:の)? ?(?:\((?:旧)?(?i:twitter)\))?"
    r" ?(?:(?i:id)|名|アカウント(?:名|ID)?|ユーザー?(?:名|ID)?|ハンドル(?:名|ネーム)?)"
    r"|アカウント名?|(?i:user ?(?:id|name))|ハンドルネーム)(?: ?[:=は→] ?| +|、)[「『(\"]? ?"
    r"(?P<value>@?[A-Za-z0-9][A-Za-z0-9._#@:-]{2,30}[A-Za-z0-9_])"
)
_GAP = r"(?: ?[-ー.] ?\n?|[ ()]{1,2}|\n)"
_PHONE = re.compile(
    rf"(?<![\d第.ー-])(?<!\d/)(?<![A-Za-z])(?:\+\d{{1,3}}{_GAP}?(?:\(0\))?\d{{1,4}}"
    rf"|\(?0\d{{1,4}}\)?)"
    rf"{_GAP}?\(?\d{{1,4}}\)?{_GAP}?\d{{3,4}}(?![\d円千万億年月日号件人％%]|-\d|\.\d)"
    r"|(?<![\d・])0[5789]0・\d{4}・\d{4}(?![\d・])"
)
_ZERO = "(?:[〇零0○]|ゼロ|ぜろ|マル|まる)"
_ANY_DIGIT = rf"(?:{_ZERO}|[一二三四五六七八九1-9])"
_PHONE_IN_KANJI = re.compile(
    rf"(?<![〇零一二三四五六七八九\d-])(?![\d() ー-]+(?![〇零一二三四五六七八九ゼぜマま]))"
    rf"{_ZERO}{_ANY_DIGIT}{{1,4}}[-ー(の・ ]{_ANY_DIGIT}{{1,4}}[-ー)の・ ]"
    rf"{_ANY_DIGIT}{{4}}(?![\d-])"
)
_APART = re.compile(  # 0 4 2 - 7 6 9 - 8 8 3 1
    r"(?<![\d.,] )(?<![\d.,-])\(?0(?: \d){1,4} ?[-() ]{1,3}"
    r"\d(?: \d){0,3} ?[-() ]{1,3}\d(?: \d){2,3}(?! ?\d)"
)
_BROKEN = re.compile(  # 022-214-81 and 07 on the next line
    r"(?<![\d-])0\d{1,4}-(?:\d{1,4}-\d{0,3}|\d{0,3})-?\n *\d{1,4}(?:-\d{4})?(?![\d年月日件人円%.])"
)
_SERVICE = (
    r"(?:LINE|ライン|Twitter|Instagram|ツイッター|インスタ(?:グラム)?|Facebook|フェイスブック|mixi"
    r"|TikTok|スカイプ|Skype|Discord|YouTube|Threads|X)"
)
_ID_OF_SERVICE = re.compile(
    rf"(?:(?<![A-Za-z])(?i:id)|アカウント|ユーザー?名|名前) ?[:は=] ?"
    rf"(?P<value>@?[A-Za-z0-9][A-Za-z0-9._-]{{2,30}}) ?\((?:旧)?{_SERVICE}"
)
_SERVICE_IS = re.compile(
    rf"{_SERVICE} ?(?:[:は]|→) ?"
    r"(?P<value>@?(?=[A-Za-z0-9._-]*[\d._])[A-Za-z0-9][A-Za-z0-9._-]{2,30})"
)
# A name of an account that only an account has: インスタの hana.photo.
_AT_SERVICE = re.compile(
    rf"{_SERVICE} ?[のでに]? ?(?P<value>[a-z][a-z0-9]{{1,20}}[._][a-z0-9._]{{1,20}})"
    r"(?![A-Za-z0-9@/])"
)
_DIGITS_OF_A_PHONE, _DIGITS_WITH_COUNTRY = range(10, 12), range(10, 13)
"""Without +81 there are no twelve: 0715-0815-0915 are times of a bus."""
_PHONE_CUE = re.compile(
    r"(?:(?i:tel|fax|phone|mobile|ext)(?![A-Za-z])|(?:固定|自宅|勤務先|緊急|日中"
    r"|昼間)?(?:の)?(?:電 *話|でんわ"
    r"|連絡先)(?: *番 *号)?|携帯(?:電話|番号|電話番号)?"
    r"|ケータイ|ファ(?:ッ)?クス|ファクシミリ|FAX番号|内 *線(?:番号)?|直 *通|☎|℡|📞|代表(?=[: (]))"
    r"(?: ?(?:\((?:代表?|直通|内線|携帯|自宅)\)|/ ?(?i:fax)))?[)】\]]?[.:=は ]*\n?[ (]*"
    rf"(?P<value>(?:\+81[- ]?)?(?:\(?\d{{1,5}}\)?{_GAP}?){{1,4}}\d)"
    r"(?![\d年月日件人台回線円割市町村団か番％%時分名社枚秒歳])"
)
_EXTENSION = re.compile(
    r"(?:[(、 /]内線?|[(\[【〔<]内線?[)\]】〕>])[: ]?(?P<value>\d{2,5})"
    r"(?![\d年月日件人台回線円割市町村団か番％%時分名社枚秒歳])"
)
_NO_PHONE = re.compile(
    r"(?:バージョン|(?i:ver(?:sion)?\.?|v\.?|IP|ID|No\.?)|アドレス|版|コード|品番|型番|科目|工区"
    r"|(?:文書|法人|事業|管理|整理|受付|製造|登録|案件|契約|伝票|起債)番号) ?[:は]? ?$"
)
_WRITES_UNDER_IT = re.compile(
    r"(?i:twitter|instagram|threads|sns|tiktok)|アカウント|ツイッター|ツイート|インスタ|フォロ|つぶや"
    r"|投稿|発信|DM|リプ|ハンドル|(?<![A-Za-z])X(?![A-Za-z])"
)
_TAG = re.compile(r"(?<![A-Za-z0-9_.])[A-Za-z0-9_.]{2,32}#\d{4}(?!\d)")
_LIST_GOES_ON = re.compile(
    r" ?(?:、|/|又は|または|及び|・|,|から|~"
    r"|〜) ?(?P<value>\d{2,5}(?:-\d{2,4}){0,2})(?![\d年月日件人台回円割番%時分名])"
)


_DIGIT, _LETTER = re.compile(r"\d"), re.compile("[A-Za-z0-9_@]")
"""Of which no mail, account or number is without: texts that have none are not searched further."""


def contact_data(text: str) -> Iterator[Find]:
    """Mail addresses, accounts and telephone numbers.

    Args:
        text: in its plain form.
    """
    urls = [found.span() for found in _URL.finditer(text)]
    if _LETTER.search(text):
        yield from _mails_and_accounts(text)
    for begin, end, evidence in _phones(text):
        if not any(begin < url_end and url_begin < end for url_begin, url_end in urls):
            yield Find(begin, end, "電話番号", evidence)


def _mails_and_accounts(text: str) -> Iterator[Find]:
    for found in _MAIL.finditer(text):
        yield Find(*found.span(), "メール", Evidence.FORM)
    for found in _SPACED_MAIL.finditer(text):
        yield Find(*found.span(), "メール", Evidence.FORM)
    for found in _OWN_PAGE.finditer(text):
        yield Find(*found.span("value"), "アカウント", Evidence.CUE)
    for pattern in (_PROFILE, _TAG):
        for found in pattern.finditer(text):
            yield Find(*found.span(), "アカウント", Evidence.FORM)
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
        yield Find(*found.span(), "アカウント", Evidence.DOUBT if is_word else Evidence.FORM)
    for found in _OWN_HANDLE.finditer(text):
        if _WRITES_UNDER_IT.search(text, max(found.start() - 20, 0), found.end() + 20):
            yield Find(*found.span(), "アカウント", Evidence.FORM)
    for found in _CHANNEL.finditer(text):
        yield Find(*found.span("value"), "アカウント", Evidence.FORM)
    for pattern in (_ACCOUNT_CUE, _SERVICE_IS, _ID_OF_SERVICE, _AT_SERVICE):
        for found in pattern.finditer(text):
            yield Find(*found.span("value"), "アカウント", Evidence.CUE)


def _phones(text: str) -> Iterator[tuple[int, int, Evidence]]:
    for found in _PHONE.finditer(text) if _DIGIT.search(text) else ():
        other = _NO_PHONE.search(text[max(found.start() - 12, 0) : found.start()])
        allowed = _DIGITS_WITH_COUNTRY if found[0][0] == "+" else _DIGITS_OF_A_PHONE
        if sum(map(str.isdecimal, found[0])) in allowed and not other:
            begin, end = found.span()
            around = found[0][0] == "(" and ")" not in found[0]  # (03-1234-5678)
            end -= found[0][-1] == ")" and found[0].count("(") < found[0].count(")")
            yield begin + around, end, Evidence.FORM
    for found in _PHONE_IN_KANJI.finditer(text):
        yield *found.span(), Evidence.FORM
    if not _DIGIT.search(text):
        return
    for pattern in (_APART, _BROKEN):
        for found in pattern.finditer(text):
            if sum(map(str.isdecimal, found[0])) in (10, 11):
                yield *found.span(), Evidence.FORM
    for found in _EXTENSION.finditer(text):
        yield *found.span("value"), Evidence.CUE
    for found in _PHONE_CUE.finditer(text):
        yield *found.span("value"), Evidence.CUE
        more = _LIST_GOES_ON.match(text, found.end())
        while more:
            yield *more.span("value"), Evidence.CUE
            more = _LIST_GOES_ON.match(text, more.end())
