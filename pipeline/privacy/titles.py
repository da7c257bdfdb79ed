"""What persons are called by, behind their names: 様, 課長, 副市長, 大臣."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.privacy.finds import Evidence
from pipeline.privacy.name_words import Word

HONORIFICS = frozenset(("様", "さま", "さん", "氏", "殿", "君", "くん", "ちゃん", "先生"))
TOGETHER = frozenset(("両名", "両人", "夫妻", "夫婦", "一家", "親子", "兄弟", "姉妹", "ご夫妻"))
# What a person is called by rank or trade: 課長, 主査, 教授, 議員, 副市長, 行政書士.
RANK = re.compile(
    "(?:[副主元前]?[一-龠]{1,4}(?:長|員|官|士|師)|(?:准|特任|名誉|客員|招聘)?教授"
    "|[課室局部係班所支店]長(?:補佐|代理|級)|主任主事"
    "|[一-龠]{1,4}監|収入役|助役|(?:取締|監査|相談|執行)役|顧問|(?:会計|企業|事業|病院事業)管理者|総括"
    "|(?:指導|社会教育|主任指導|管理)主事"
    "|翁|女史|司書|棟梁|和尚|博士|記者|助教|教諭|教頭|学芸員|司祭|住職|補佐官?|秘書|代表|[県市町村区都府道]議|先輩|後輩|同級生"
    "|副?(?:主[査幹任事]|参[事与]|理事|監事|幹事|判事|検事|主席|主管|統括|主監|技監|巡査|警部|専務|常務)"
    "|(?:G|グループ|チーム|センター|PT|ユニット)長|(?:サブ)?リーダー|マネー?ジャー|チーフ|ディレクター|プロデューサー|アナウンサー|キャスター|アドバイザー|カウンセラー|コーディネーター|インストラクター|オーナー|コーチ|ドクター"
    "|(?:GL|SV|PM|PL|TL|GM|SE|C[A-Z]O)(?:補佐?官?)?)"
)
NO_RANK = frozenset(
    [
        "全員",
        "定員",
        "満員",
        "動員",
        "人員",
        "増員",
        "成長",
        "延長",
        "市長会",
        "一員",
        "身長",
        "欠員",
        "減員",
        "要員",
        "総員",
        "社員",
        "住民税",
        "特長",
        "助長",
        "増長",
        "冗長",
        "最長",
        "全長",
        "波長",
        "生長",
        "消長",
    ]
)
ONE_HOLDS_OFFICE = frozenset("新現前元旧各全両同諸当本副正")
"""Letters before a rank that say which holder is meant: 新室長, 前課長."""
LED_BY_PLACE = re.compile(
    "(?:[高地家]裁|[高地]検|[財法]務局|国税局|[労運整農防復通][^局]{1,4}局|支所|支店|支局|支部|駅|署|学校|保健所|事務所|センター|県|市|町|村|区|都|府|道)長官?$|議会議[員長]$"
)
LED_BY_TOWN = re.compile("^[所店局校院園館]長$")
"""Of houses that may be called after the town in which they stand (川崎校長)."""
OF_CHILDREN = frozenset(("くん", "ちゃん"))
"""Behind given names."""
OFFICES = frozenset(
    [
        "大臣",
        "総理",
        "総理大臣",
        "首相",
        "知事",
        "副知事",
        "大統領",
        "天皇",
        "皇后",
        "上皇",
        "総裁",
        "事務総長",
        "長官",
        "国王",
    ]
)

LAST_LETTERS = frozenset(
    "様まん氏殿役問君生名人妻婦家子弟妹長員官士師授佐理級事者教諭頭祭職書表議輩査幹任与席管括監技部務"
    "ーフターチLVMEO臣相領皇后裁王翁史梁尚"
)
"""How any of these ends; where none of them stands no title is sought."""


_BODIES = ("会", "法人", "事務所", "記念", "顕彰")


def may_begin(words: Sequence[Word]) -> list[int]:
    """The words at which a title of up to three words may begin, in order."""
    begins: list[int] = []
    done = 0
    for number, word in enumerate(words):
        if word.surface[-1:] in LAST_LETTERS:
            begins += range(max(number - 2, done), number + 1)
            done = number + 1
    return begins


def beginnings(words: Sequence[Word], number: int) -> list[str]:
    """What one, two or three words from here on say, the longest first (課 + 長, 副 + 市長)."""
    found: list[str] = []
    letters = ""
    for word in words[number : number + 3]:
        if word.surface == " ":
            break
        letters += word.surface
        found.append(letters)
    return found[::-1]


def is_of_a_body(words: Sequence[Word], number: int, title: str) -> bool:
    """Whether a body is named after those who bear a title: 市議会, 課長会, 伊藤税理士法人."""
    end = words[number].begin + len(title)
    return any(
        word.begin == end and word.surface.startswith(_BODIES)
        for word in words[number : number + 4]
    )


@lru_cache(maxsize=50_000)
def evidence_of(title: str) -> Evidence | None:
    """What a title says of the name before it; None where it is no title."""
    if title in OFFICES:
        return Evidence.OFFICE
    if title in HONORIFICS or title in TOGETHER or (RANK.fullmatch(title) and title not in NO_RANK):
        return Evidence.TITLE
    return None
