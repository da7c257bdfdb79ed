"""What is said of a row of any sheet that people fill in: where it stands, and why not."""

from pipeline.language import says


def row_place(file: str, sheet: str, row: int) -> str:
    """Where a row stands; ``row`` counts as the office program does, from 1."""
    return says(f"{file}　シート「{sheet}」{row}行目", f"{file}, sheet {sheet}, row {row}")


def no_opinion_here() -> str:
    """Of a row that is no opinion's."""
    return says(
        "この照会の意見の行ではない（追加された行か、params.yaml にない回の行）。",
        "No opinion of these rounds (a row that was added, or of a round not in params.yaml).",
    )


def text_changed() -> str:
    """Of a row whose opinion reads otherwise now."""
    return says(
        "意見の文が変わっている。判定は元の文に対して行う。表を出力し直して記入する。",
        "The opinion reads otherwise now. Export the table again and fill that in.",
    )
