"""What only persons do, behind a name: 呼んだ, 貸している, いわく, 一人で通訳した.

Places and firms are the subjects of many verbs (浸水した, 要望する, 発表した): those are not here.
"""

import re

_SUBJECT = "(?:が|は|も|だけが|だけは|こそ|自身[がは])"
_NEAR = "[^。、\n]{0,14}?"
# With a word that Sudachi takes for a family name.
_DID = re.compile(
    _SUBJECT
    + _NEAR
    + "(?:呼ん|貸し(?:た|て)|借り(?:た|て)|運ん|運転し|通訳|手伝|払っ|買っ|持っ(?:て|た)"
    "|行っ(?:た|て)"
    "|来(?:た|て|ます)|働[いき]|倒れ|入院|退院|亡くな|退職|異動|着任|却下され|転ん|怪我|けが|骨折|困っ|怒っ|怒鳴|断っ|断られ"
    "|辞め|休ん|育休|産休|泣[いき]|笑[っい]|寝(?:た|て)|通っ(?:て|た)|見つけ|植え(?:た|て)|耕し|世話"
    "|気付|気づ|覚え|忘れ|知っ(?:て|た)|聞[いかき]|訊|言っ|言い出|話し(?:た|て)|語っ|述べ|教え|書[いき]"
    "|読ん|歌っ|撮っ|歩い|走っ|乗っ|乗り|着い|残業|出張|引っ?越|結婚|離婚|出産|留守|戻っ|帰っ"
    "|引き?受け|担当(?:し|いた|致)|提出し|立ち会|代わ[っり]|出し(?:た|て)|申し(?:た|て|出)|頼ん|頼まれ"
    "|相談し|謝|やっ(?:て|た)|受け取|届け|勤め|暮らし|住ん|一人で|独りで|任され|渡し|預かっ|気に入"
    "|心配し|嘆い|驚い|喜ん)"
    "| ?(?:いわく|曰く|本人|自身(?!の))"
    "|(?:に|から)[^。、\n]{0,6}?(?:聞い|訊い|尋ね|頼ん|頼まれ|言われ|教わ|教えら|叱ら|怒ら|断ら"
    "|電話|会っ|会い|借り|貸し|渡し|渡さ|預け)"
    "|(?:宛|あて)に"
)
# With any that can be one, whatever Sudachi takes it for.
_SURELY_DID = re.compile(
    _SUBJECT
    + _NEAR
    + "(?:呼ん(?:だ|で)|通訳し|運転し|倒れ|入院|退院|亡くな|退職|異動|着任|却下され"
    "|怪我|骨折|怒鳴|泣[いき]|育休|産休|残業|一人で|独りで|結婚し|言っ(?:た|て)|話し(?:た|て)|申し(?:た|て)|担当し|担当いた|応対し"
    "|説明し(?:た|て)|書い(?:た|て)|撮っ|覚えて|忘れて)"
    "| ?(?:いわく|曰く)"
    "|(?:に|から)(?:聞い|訊い|尋ね|頼ん|言われ|教わ|叱ら|怒ら)"
)
FILLED_IN = re.compile(
    "(?:が|は|にて)、?(?:記入|担当|作成|対応|応対|回答|集計|入力|起案|執筆)(?:し|いた|致|を(?:し|いた|担))"
    "| ?(?:いわく|曰く)"
)
"""Of a form or answer; no place or firm is named so, however rare the name."""


def did(after: str, *, seen: bool) -> bool:
    """Whether what stands behind a name says what a person did.

    >>> did("が救急車を呼んだ", seen=True), did("が浸水した", seen=True)
    (True, False)

    Args:
        after: the characters behind the name, in its line.
        seen: whether Sudachi takes the word for a family name there.
    """
    return (_DID if seen else _SURELY_DID).match(after) is not None
