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
    "|来(?:た|て|ます)|働[いき]|倒れ|入院|退院|亡くな|退職|異動|転勤|着任|却下され|転ん|怪我|けが|骨折|困っ|怒っ|怒鳴|断っ|断られ"
    "|辞め|休ん|育休|産休|泣[いき]|笑[っい]|寝(?:た|て)|通っ(?:て|た)|見つけ|植え(?:た|て)|耕し|世話"
    "|気付|気づ|覚え|忘れ|知っ(?:て|た)|聞[いかき]|訊|言っ|言い出|話し(?:た|て)|語っ|述べ|教え|書[いき]"
    "|読ん|歌っ|撮っ|歩い|走っ|乗っ|乗り|着い|残業|出張|引っ?越|結婚|離婚|出産|留守|戻っ|帰っ"
    "|引き?受け|受け持|担当(?:し|いた|致)|提出し|立ち会|代わ[っり]|出し(?:た|て)|申し(?:た|て|出)|頼ん|頼まれ"
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
    + "(?:呼ん(?:だ|で)|通訳し|運転し|倒れ|入院|退院|亡くな|退職|異動|転勤|着任|却下され"
    "|怪我|骨折|怒鳴|泣[いき]|育休|産休|残業|一人で|独りで|結婚し|言っ(?:た|て)|話し(?:た|て)|申し(?:た|て)|担当し|担当いた|応対し"
    "|説明し(?:た|て)|書い(?:た|て)|撮っ|覚えて|忘れて)"
    "| ?(?:いわく|曰く)"
    "|(?:に|から)(?:聞い|訊い|尋ね|頼ん|言われ|教わ|叱ら|怒ら)|に(?:手?渡し|預け|見せ|託し|代わ[りっ])"
    "|(?:だけ|さえ|すら|こそ)[がはも][^。、\n]{0,6}?(?:反対|賛成|知ら|言[いっ]|思[いっ])"
    "|と(?:二人で|組んで|連れ立|手分け|交代で|口論|喧嘩|けんか|知り合)"
    "|から(?:(?:説明|電話|連絡)[をが]|引き?継)|としては、?[^。\n]{0,24}?(?:考え|思[うい]|賛成|反対|べき)"
)
ONLY_ONE_DID = re.compile(
    _SUBJECT
    + _NEAR
    + "(?:一人で|独りで|泣[いき]|入院|退院|骨折|怪我|産休|育休|結婚し|離婚し|退職し|怒鳴|寝込)"
)
"""What no town does that bears the name (熊本が一人で)."""
FILLED_IN = re.compile(
    "(?:が|は|にて)、?(?:記入|担当|作成|対応|応対|回答|集計|入力|起案|執筆)(?:し|いた|致|を(?:し|いた|担))"
    "| ?(?:いわく|曰く)"
)
"""Of a form or answer; no place or firm is named so, however rare the name."""

_IS_AROUND = (
    "、?[^。、\\n]{0,14}?(?:近所|隣|団地|同じ(?:棟|階|組|職場|園|学校)|住ん(?!でいた)|住み|暮らし|働[いき]"
    "|勤め|通っ(?:て|た)|通訳(?:し|を)|一人で|独りで|国に帰|実習|留学|手伝|教えて(?:く|い)|困っ(?:て|た)"
    "|やって(?:い|く)|引き受け|組長|班長|当番|残業|在留|ビザ|日本語|来日|夜勤|失業|妊娠|入院|車いす|亡くなっ"
    "|話せ(?:[なまず]|る)|読め(?:[なまず]|る)|分から(?:な|ず)|知ら(?:な|ず)|店を(?:開|出|し)|[一二三四]世|泣い"
    "|喜ん|言っ(?:て|た)|話し(?:て|た)|来(?:るたび|て|た|まし)|教わ|書い(?:て|た)くれ|断ら)"
)
_IS_ASKED = "(?:頼[んま]|断ら|言われ|聞い|訊い|教わ|電話[がをで]|叱ら|怒ら)"
_OF_A_FAMILY = (
    "(?:その)?(?:子(?:供|ども|[はがもの])|家族|妻|夫|弟|妹|兄|姉|母|父|息子|娘|奥さん|旦那)"
)
# Each alternative begins with a letter: so they are sought fast.
AROUND = re.compile(
    "|".join(
        [
            *(subject + _IS_AROUND for subject in "がはも"),
            *(f"{particle}{_IS_ASKED}" for particle in ("に", "から")),
            *(particle + _OF_A_FAMILY for particle in "との"),
            "の(?:表札|名札|名刺|印鑑|判子|はんこ|署名|筆跡)",
            *("一家", "夫妻", "夫婦", "親子", "兄弟", "姉妹", "さん一家", "さん夫", "ら一家"),
        ]
    )
)
"""What somebody around does, is told or has; no author, firm or product does."""


def did(after: str, *, seen: bool) -> bool:
    """Whether what stands behind a name says what a person did.

    >>> did("が救急車を呼んだ", seen=True), did("が浸水した", seen=True)
    (True, False)

    Args:
        after: the characters behind the name, in its line.
        seen: whether Sudachi takes the word for a family name there.
    """
    return (_DID if seen else _SURELY_DID).match(after) is not None
