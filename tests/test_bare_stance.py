import pytest

from pipeline.text.bare_stance import bare_stance

SIDES = {
    "for": (
        "賛成",
        "大賛成です！",
        "私は賛成です",
        "本案の趣旨に賛同いたします。",
        "全体的に賛成とします。",
    ),
    "against": (
        "反対",
        "反対です。",
        "断固反対！",
        "条例（素案）に反対します。",
        "計画案に賛成できません。",
    ),
    "": (
        "",
        "宿泊税に反対です。",
        "反対。費用がかかりすぎる。",
        "反対の声がある。",
        "値上げなら反対です。",
    ),
}


@pytest.mark.parametrize(("side", "text"), [(side, t) for side, ts in SIDES.items() for t in ts])
def test_only_a_text_that_says_nothing_else_is_bare(side: str, text: str) -> None:
    assert bare_stance(text) == side
