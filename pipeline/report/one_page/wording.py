"""Headings and notes that the page, its Word file and its slides share."""

FONT = "Yu Gothic"
"""游ゴシック: every Office for Windows and Mac since 2016 brings it; others take their own."""
ASKED = "何を聞いたか"
ANSWERED = "だれが答えたか"
POINTS = "主な論点"
DIVIDED = "意見の分かれるところ"
NEWS = "前の回から新しいこと"
WAITING = "人の確認を待つもの"
NOTHING_WAITS = "この報告に載せたものには、ない。ファイルの読み方の確認は opinions check が示す。"
SLIDE_POINTS = "ほかの論点の意見の一文は、一枚の概要（summary.html、summary.docx）にある。"
NOTE = (
    "件数は寄せられた意見の数で、住民全体の考えの割合ではない。「」は意見の一文をそのまま引いた。"
    "論点の名前と並べ方は機械による。論点の名前の「」は意見の一部で、どの意見も同じことを言うとは限らない。"
)
