import random

import pytest

from pipeline.report.natural_order import natural_order

SCALES = [
    ("10代以下", "20代", "30代", "80代以上"),
    ("20歳未満", "20代", "30代", "70歳以上", "記載なし"),
    ("18歳未満", "18～29歳", "30～39歳", "65歳以上", "無回答"),
    ("1年未満", "1～3年", "3年以上5年未満", "5年～10年", "10年以上"),
    ("6か月未満", "6か月以上1年未満", "1年以上"),
    (
        "ほぼ毎日",
        "週に2～3回",
        "週1回程度",
        "月に数回",
        "年に1回",
        "ほとんど利用しない",
        "利用したことがない",
    ),
    ("満足", "やや満足", "どちらともいえない", "やや不満", "不満"),
    ("とてもそう思う", "そう思う", "どちらでもない", "そう思わない", "全くそう思わない"),
    ("小学生", "中学生", "高校生", "その他"),
    ("1万人未満", "1万人以上5万人未満", "5万人以上", "30万人以上"),
    ("昭和63年度", "平成30年度", "令和2年度"),
]


@pytest.mark.parametrize("scale", SCALES)
def test_values_stand_in_their_own_order_however_they_come(scale: tuple[str, ...]) -> None:
    for seed in range(5):
        assert natural_order(random.Random(seed).sample(scale, len(scale))) == scale


@pytest.mark.parametrize(
    "values",
    [
        (),
        ("60代",),
        ("60代", "その他の区分"),
        ("郵送", "FAX"),
        ("A市", "B町"),
        ("30代", "会社員"),
        ("3年", "3人"),
    ],
)
def test_what_is_on_no_common_scale_has_no_order(values: tuple[str, ...]) -> None:
    assert natural_order(values) is None
