"""Words that stand beside names: units (情報政策課), ranks (主査), and what is no name."""

import re

from pipeline.privacy.name_words import KANJI

UNIT = re.compile(
    r"(?:課|係|部|局|室|班|省|庁|府|所|市|町|村|区|都|道|県|院|社|会|校|園|署|団|組合|法人|機構"
    r"|大学|銀行"
    r"|グループ|チーム|センター|担当|役場|本部|支店|営業|総務|広報|窓口|株式会社|有限会社"
    r"|合同会社|省庁|所属)$"
)
RANK = re.compile(
    r"(?:[主副統総上]?(?:任|幹|査|事|席|監)|主任主事|参事官?|課?長?補佐|[課部係室局]長代理|係員|課員"
    r"|職員|統括"
    r"|専門官|調整官|[監管]理官"
    rf"|取締役|弁護士|技[師監]|保健師|教諭|(?:准?教授)|リーダー|マネー?ジャー|代表|専務|常務"
    rf"|[{KANJI}ァ-ヴー]{{0,9}}[長官])$"
)
NO_NAME = frozenset(
    [
        "役所",
        "市場",
        "森林",
        "海上",
        "南部",
        "北部",
        "西部",
        "東部",
        "中部",
        "上部",
        "下部",
        "町村",
        "公平",
        "山村",
        "林道",
        "街道",
        "樹木",
        "田地",
        "田畑",
        "山地",
        "北方",
        "南方",
        "東海",
        "国立",
        "地場",
        "入口",
        "出口",
        "中間",
        "代表",
        "家内",
        "大家",
        "仲居",
        "八百屋",
        "米屋",
        "花屋",
        "薬師",
    ]
)
"""Family names that are first of all words for a unit, a trade or a place in an office."""
TRADES = frozenset(["役所", "町村", "代表", "家内", "大家", "仲居", "八百屋", "米屋", "花屋"])
"""Those that 様 and さん do not make names either."""
NO_PERSON = frozenset(
    "準長課係部局室班省庁府所社会校園署団組官員者等名品神仏王姫殿客母父兄姉娘嫁奥町市村区県国何全"
    "各同元前後上下本当公官民女男子"
) | {"山主"}
"""Family names, all but one of one letter, that mean somebody or something else."""
LEADS_A_HOUSE = frozenset("神王奥姫")
"""Those of them that are names before a rank: 神館長."""
MEANS_NOBODY = frozenset(
    "何全各同他者等名員男女父母兄姉夫妻子娘孫嫁本当元前後上下済未無有要不可可否印"
) | {"代表", "役所", "家内"}
"""Family names that answer a question for a name without naming anybody (性別：女)."""


def is_unit_or_rank(text: str) -> bool:
    """Whether a chunk names a unit (情報政策課) or a rank (主査)."""
    return UNIT.search(text) is not None or RANK.search(text) is not None
