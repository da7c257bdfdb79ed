"""Characters that stand for the same one: radicals, variants of kanji, waves.

Radicals (U+2E80 block; converters of PDF write ⻑ for 長) are no ideographs to Unicode's NFKC, but
``EquivalentUnifiedIdeograph.txt`` of its database pairs them. Variants are those of the old and
the present official forms and of the commonest in names; pairs that differ in meaning (斎, 斉) are
not among them.
"""

_RADICALS = (
    "⺁厂⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫"
    "⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足"
    "⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄"
    "⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_VARIANTS = (
    "髙高﨑崎嵜崎𠮷吉邊辺邉辺齋斎齊斉濵浜濱浜澤沢櫻桜國国廣広眞真榮栄龍竜瀧滝嶋島嶌島渕淵冨富峯峰槇槙曾曽彌弥藪薮蘆芦鷗鴎檜桧礦鉱壽寿學学縣県會会圓円"
    "舊旧樣様驛駅靜静條条團団德徳惠恵薰薫凜凛遙遥堯尭萬万與与豐豊豫予餘余邨村隆隆塚塚祐祐福福祥祥神神黑黒館館舘館藝芸體体對対應応變変實実醫医發発關関"
    "爲為圖図單単佛仏假仮價価兒児兩両册冊冐冒冱冴凉涼刄刃刋刊剩剰劍剣勞労勳勲區区參参收収嚴厳囑嘱國国圍囲團団壞壊壓圧聲声壹壱處処將将專専尙尚"
    "峽峡嶽岳帶帯廢廃廳庁弌一彈弾徑径從従恆恒惱悩戀恋戰戦戲戯戶戸拂払拔抜擇択擔担據拠擧挙擴拡攜携效効敍叙數数斷断晝昼曉暁曆暦曄曄檢検樓楼樂楽權権歐欧"
    "歸帰殘残毆殴氣気沒没涇涇淺浅淚涙渴渇溪渓滿満潛潜澁渋濕湿濟済灣湾狀状獨独獻献瓣弁甁瓶畫画疊畳癡痴盜盗眾衆碎砕祕秘禮礼稱称穩穏竊窃竝並"
    "粹粋絲糸經経綠緑緖緒縱縦總総繪絵繼継續続纖繊缺欠聽聴膽胆臟臓臺台舍舎艷艶莊荘藏蔵藥薬虛虚蟲虫蠻蛮衞衛裝装覺覚覽覧觀観觸触證証譯訳譽誉讀読"
    "豎竪貳弐賣売賴頼贊賛踐践轉転辨弁辭辞遞逓遲遅邦邦鄕郷醉酔釀醸釋釈鐵鉄鑛鉱鑄鋳錢銭鍊錬鎭鎮閱閲隱隠隸隷雜雑靈霊顏顔顯顕飜翻騷騒驅駆驗験髮髪鬭闘"
    "鷄鶏鹽塩麥麦黨党點点齒歯齡齢龜亀"
)


def _pairs(text: str) -> dict[int, str]:
    return {ord(one): other for one, other in zip(text[::2], text[1::2], strict=True)}


RADICALS = _pairs(_RADICALS)
"""For ``str.translate``: radicals to the ideographs they stand for."""
VARIANTS = _pairs(_VARIANTS) | {ord(wave): "~" for wave in "〜～∼∽"}
"""For ``str.translate``, in keys alone: variants of kanji to one of them, waves to ``~``."""
