"""Pages of persons: where pages are people's, behind 私のブログ, or named after somebody."""

import re
from collections.abc import Iterator

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.roman_names import RomanNames

# All patterns read the plain form of a text.
_REST = r"[^\s、。」)>\"ぁ-んァ-ヴー一-龠]+"
_PROFILE = re.compile(
    r"(?<![A-Za-z0-9.-])(?:https?://)?(?:www\.|m\.|mobile\.)?(?:x\.com|note\.com|line\.me"
    r"|(?:twitter|instagram|facebook|fb|tiktok|threads|linkedin|bsky|mixi|ameblo|pixiv)\.[a-z.]{2,12})"
    rf"/{_REST}"
)
# Whatever the service: https://example.social/@name; of known ones: youtube.com/channel/name. The
# same folders on any other site are pages (https://www.city.example.lg.jp/c/index).
_CHANNEL = re.compile(
    r"(?:(?:https?://|www\.|m\.|(?<![A-Za-z0-9.@/-])(?=[A-Za-z0-9.-]+\.[a-z]{2,12}/@))"
    r"[A-Za-z0-9.-]+/(?:@(?!-?\d+\.\d)|~)"
    r"|(?:https?://|www\.|m\.)(?:[a-z]+\.)*(?:youtube|youtu|reddit|facebook"
    r"|note|pixiv|qiita|zenn|hatena|ameblo|tumblr|flickr|soundcloud|twitch|drive|photos?)\.[a-z.]{2,12}"
    r"/(?:channel|user|users|people|profile|c|u)/@?)"
    rf"[A-Za-z0-9_.-]{{2,60}}(?:/{_REST})?"
)
# A blog is somebody's: blog.example.jp/name, name.hatenablog.com.
_BLOG = re.compile(
    rf"https?://(?:(?:[a-z0-9-]+\.)*blogs?\.(?P<host>[a-z0-9.-]+)/[A-Za-z][A-Za-z0-9_.-]{{2,60}}(?:/{_REST})?"
    r"|(?!www\.)[a-z0-9-]{3,40}\.(?:[a-z]*blog|wordpress|jimdo(?:free)?|wixsite|tumblr)\.[a-z.]{2,12}"
    rf"(?:/{_REST})?)"
)
_OF_A_BODY = re.compile(r"(?:.*\.)?(?:lg|go|ac|ed|or|co)\.jp")
_OWN_PAGE = re.compile(
    r"(?:ブログ|(?:個人|自分|私)の?(?:サイト|ホームページ|HP|ページ)|プロフィール"
    r"|マイページ|フェイスブック|インスタグラム)[^\nA-Za-z]{0,6}"
    rf"(?P<value>(?:https?://|www\.){_REST}|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{{2,12}}(?![a-z0-9@])(?:/{_REST})?)"
)
_URL = re.compile(rf"https?://(?P<host>[A-Za-z0-9.-]+)(?:/(?P<path>{_REST})|/?)")
_TWO_WORDS = re.compile(
    "(?<![A-Za-z])(?P<one>[A-Za-z]{2,12})[-_.](?P<other>[A-Za-z]{1,12})(?![A-Za-z])"
)
# The writer put something there: …に載せました. Nobody else is said to have done so.
_PUT_THERE = re.compile(
    r"[)」]? ?[にへで](?:も|は)?[^。、\n]{0,14}?(?:書い(?:て(?:い|お|る)|た)|書きま"
    r"|(?:載せ|上げ|まとめ|入れ)(?:て(?:い|お|あ|る)|た|ま)|置(?:い(?:て(?:い|お|あ|る)|た)|きま)"
    r"|(?:公開|発信|投稿|アップ)(?:して(?:い|お|る)|した|しま|ロード))"
)
_BY_ANOTHER = re.compile(
    r"(?:が|[省庁国県市町村社会紙誌局課学院団体側ん者氏][はもで])[^。\n]{0,24}\Z"
)
_OF_ONES_OWN = re.compile(r"(?:動画|写真|日記|記録|様子|作品|画像|地図)[^。\n]{0,8}\Z")
_PAGE = re.compile(
    r"(?:ブログ|(?:個人|自分|私)の?(?:サイト|ホームページ|HP|ページ)|プロフィール"
    r"|マイページ|フェイスブック|インスタグラム)[^\nA-Za-z]{0,6}"
    rf"(?P<value>(?:https?://|www\.){_REST}|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{{2,12}}(?![a-z0-9@])(?:/{_REST})?)"
)
_URL = re.compile(rf"https?://(?P<host>[A-Za-z0-9.-]+)/(?P<path>{_REST})")
_TWO_WORDS = re.compile(
    "(?<![A-Za-z])(?P<one>[A-Za-z]{2,12})[-_.](?P<other>[A-Za-z]{1,12})(?![A-Za-z])"
)
_PAGE = re.compile(r"https?:|www\.|[a-z]/|(?:サイト|ページ|HP|ブログ)[^\nA-Za-z]{0,6}[a-z]")


def own_pages(text: str, roman: RomanNames) -> Iterator[Find]:
    """Addresses of pages that are somebody's own.

    Args:
        text: in its plain form.
        roman: tells names in roman letters.
    """
    if not _PAGE.search(text):
        return
    for found in _OWN_PAGE.finditer(text):
        host = found["value"].partition("://")[2] or found["value"]
        if not _OF_A_BODY.fullmatch(host.partition("/")[0]):
            yield Find(*found.span("value"), "アカウント", Evidence.CUE)
    for found in _PROFILE.finditer(text):
        yield Find(*found.span(), "アカウント", Evidence.FORM)
    for found in _CHANNEL.finditer(text):
        yield Find(*found.span(), "アカウント", Evidence.FORM)
    for found in _BLOG.finditer(text):
        if not _OF_A_BODY.fullmatch(found["host"] or ""):
            yield Find(*found.span(), "アカウント", Evidence.FORM)
    for found in _URL.finditer(text):
        if not _OF_A_BODY.fullmatch(found["host"]) and _is_ones_own(text, found, roman):
            yield Find(*found.span(), "アカウント", Evidence.FORM)


def _is_ones_own(text: str, url: re.Match[str], roman: RomanNames) -> bool:
    """Whether a page is called after somebody, or the writer put something there."""
    pairs = [pair.groups() for pair in _TWO_WORDS.finditer(url["path"] or "")]
    before = text[max(url.start() - 40, 0) : url.start()]
    shown = _OF_ONES_OWN.search(before) is not None
    return (
        any(map(roman.names_one, pairs))
        or (shown and any(roman.is_common([word]) for pair in pairs for word in pair))
        or (_PUT_THERE.match(text, url.end()) is not None and not _BY_ANOTHER.search(before))
    )
