"""Letters whose first and last paragraphs say nothing about the matter, and some whose do."""

from tests.form_cases import Case, exactly


def _letter(*lines: str) -> bytes:
    return "\n".join(lines).encode()


_BODY = (
    "駅前の駐輪場は朝の七時で満車になります。二段式のラックを入れてほしい。",
    "それから、放置自転車の札が雨で読めません。札の材質を替えるべきだと思います。",
)
_EDGES = (
    (
        "自転車対策課　御中",
        "秋も深まり、朝晩は冷え込む季節となりました。皆様にはお変わりございませんか。",
        "このたびは計画の案を回覧で拝読しましたので、ペンを取りました。",
        "つまらないことを長々と書きました。お許しください。",
        "皆様のご活躍をお祈り申し上げます。",
        "令和八年二月一日",
    ),
    (
        "じてんしゃ係の人へ",
        "はじめまして。いつも使わせてもらっています。",
        "",
        "長くなってごめんなさい。読んでくださってありがとうございました。",
        "",
        "中２　辻村 奏",
    ),
    (
        "甲川町長　殿",
        "時下ますます御清祥のこととお慶び申し上げます。平素は本会の活動に格別の御支援を賜り、厚く御礼申し上げます。",
        "さて、依頼のありました標記の件について、役員会で協議した結果を下記のとおり提出いたします。",
        "以上、御多忙のところ恐縮ですが、よろしくお取り計らいくださいますようお願い申し上げます。",
        "敬具",
        "",
    ),
    (
        "担当者様",
        "返信が遅くなり申し訳ございません。当会の意見は以下の２点です。",
        "",
        "お忙しいところ恐縮です。ご検討のほどよろしくお願いいたします。",
        "",
        "",
    ),
)

LETTER_EDGES = (
    *(
        Case(
            f"courtesies at both edges of a letter: {address}",
            lambda above=(address, first, second), below=tuple(below): {
                "a.txt": _letter(*above, "", _BODY[0], "", _BODY[1], "", *below)
            },
            exactly(*_BODY, waits=False),
        )
        for address, first, second, *below in _EDGES
    ),
    *(
        Case(
            f"what is said at the edge of a letter is kept: {edge}",
            lambda edge=edge: {
                "a.txt": _letter("自転車対策課　御中", "", edge, "", *_BODY, "", edge)
            },
            {"opinions": [edge, *_BODY], "may_split": True},
        )
        for edge in (
            "いつも夜道が暗くて怖いです。",
            "このたびの値上げは本当に残念です。",
            "以前の担当者の説明と話が違うのはなぜですか。",
            "歩道の段差で母が転びました。",
        )
    ),
)
