"""Questions and answers with marks of any width: the answer is said, the question its heading."""

from tests import intake_inputs as make
from tests.form_cases import Case, csv, exactly, sheet

_ASKED = ("公園の遊具についてどう思いますか。", "通学路で危ないと思う場所はありますか。")
_SAID = ("古くて錆びているので替えてほしい。", "橋のたもとの見通しが悪い。")
MARKS = (
    *(("Ｑ１．", "Ａ１．"), ("問１　", "答　"), ("【質問1】", "【回答1】"), ("問１", "答１")),
    *(
        ("【質問１】\n", "【回答１】\n"),
        ("Q.1 ", "A.1 "),
        ("Ｑ１．", "Ａ．"),
        ("（問１）", "（答）"),
    ),
    *(("Q1 ", "A1 "), ("Ｑ１：", "Ａ１："), ("質問１）", "回答１）"), ("〔問1〕", "〔答〕")),
    *(
        ("設問１．", "回答："),
        ("＜質問１＞", "＜回答１＞"),
        ("Ｑ1)", "Ａ1)"),
        ("問１．", "回答１．"),
    ),
)


def lines(question: str, answer: str) -> list[str]:
    """Two questions and their answers, each behind its mark."""

    def counted(mark: str, number: int) -> str:
        return mark.replace("1", str(number)).replace("１", "１２"[number - 1])

    text = "\n".join(
        f"{counted(mark, number)}{words[number - 1]}"
        for number in (1, 2)
        for mark, words in ((question, _ASKED), (answer, _SAID))
    )
    return text.split("\n")


def _cases(question: str, answer: str) -> tuple[Case, ...]:
    told = lines(question, answer)
    marks = f"{question.strip()} {answer.strip()}"
    text = "\n".join(("団体名：丘町", "", *told)).encode()
    cells = {"A1": "団体名", "B1": "丘町"} | {f"A{n}": line for n, line in enumerate(told, 3)}
    expected = exactly(*_SAID, waits=False, respondents=["丘町"])
    return (
        Case(f"marks in a text: {marks}", lambda: {"a.txt": text}, expected),
        Case(
            f"marks in Word: {marks}",
            lambda: {"a.docx": make.word(["団体名　丘町", *told])},
            expected,
        ),
        Case(f"marks in cells of a sheet: {marks}", sheet(cells), expected),
        Case(
            f"marks in one cell of a list: {marks}",
            csv("番号,団体名,意見", '1,丘町,"{}"'.format("\n".join(told)), "2,谷市,特になし"),
            exactly(*_SAID, waits=False),
        ),
    )


_MORE = ("遊具は古い。", "替える費用は国が持つべきである。")
QUESTION_MARKS = (
    *(case for question, answer in MARKS[:8] for case in _cases(question, answer)),
    Case(
        "an answer of several lines, and one that says nothing",
        lambda: {
            "a.txt": (
                f"団体名：丘町\n問１　遊具はどうですか。\n答　{_MORE[0]}\n{_MORE[1]}\n"
                "問２　道はどうですか。\n答　特になし\n"
            ).encode()
        },
        {"inside_opinions": list(_MORE), "not_opinions": ["どうですか"], "waits": False},
    ),
    Case(
        "questions beside their answers",
        sheet(
            {"A1": "団体名", "B1": "丘町", "A3": f"Ｑ１　{_ASKED[0]}", "B3": f"Ａ１　{_SAID[0]}"}
            | {"A4": f"Ｑ２　{_ASKED[1]}", "B4": f"Ａ２　{_SAID[1]}"}
        ),
        exactly(*_SAID, waits=False, respondents=["丘町"]),
    ),
    Case(
        "answers that only begin like marks",
        csv("番号,意見", "1,Ａ市の道を直してほしい。", "2,問題が多いので改めるべきだ。"),
        exactly("Ａ市の道を直してほしい。", "問題が多いので改めるべきだ。"),
    ),
)
