"""How long a round takes to read: one list of many rows, and many forms of one answer."""

import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

from pipeline.ingest.round_tables import ingest
from pipeline.places import ROUNDS
from pipeline.receiving.adding import add_round

N_ROWS = 50_000
N_FORMS = 1_788
_ANSWER = (
    "標準準拠システムへの移行期限について、{}番目の団体としては延長を求めます。費用も高いためです。"
)


def measure(n_rows: int = N_ROWS, n_forms: int = N_FORMS) -> dict[str, float]:
    """Time add_round and ingest on made-up rounds; nothing of them stays.

    Args:
        n_rows: rows of the list.
        n_forms: forms, one .xlsx each.

    Returns:
        Seconds for each, opinions found, and the peak memory (MB) of this process and of the
        largest reading process together.
    """
    found: dict[str, float] = {}
    for name, n, write in (("list", n_rows, _write_list), ("forms", n_forms, _write_forms)):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "in").mkdir()
            write(root / "in", n)
            start = time.perf_counter()
            add_round([root / "in"], name, root=root)
            found[f"{name}_seconds_to_add"] = round(time.perf_counter() - start, 1)
            start = time.perf_counter()
            tables = ingest(root / ROUNDS / name)
            found[f"{name}_seconds_to_ingest"] = round(time.perf_counter() - start, 1)
            found[f"{name}_opinions"] = len(tables.opinions)
    found["peak_megabytes"] = round(sum(map(_peak, ("SELF", "CHILDREN"))))
    return found


def _peak(who: str) -> float:
    """Peak resident memory in MB; Linux counts in KB, macOS in bytes."""
    import resource  # not on Windows

    used = resource.getrusage(getattr(resource, f"RUSAGE_{who}")).ru_maxrss
    return float(used) / (2**20 if sys.platform == "darwin" else 2**10)


def _write_list(folder: Path, n_rows: int) -> None:
    book = xlsxwriter.Workbook(str(folder / "回答一覧.xlsx"))
    sheet = book.add_worksheet("回答一覧")
    header = ["No", "団体コード", "団体名", "都道府県", "区分", "検討項目", "意見", "理由"]
    sheet.write_row(0, 0, header)
    for number in range(1, n_rows + 1):
        name = f"第{number % 1741}市"
        answer = _ANSWER.format(number)
        row = [number, f"{number % 1741:06}", name, "東京都", "市", "1-1", answer, "人が足りない。"]
        sheet.write_row(number, 0, row)
    book.close()


def _write_forms(folder: Path, n_forms: int) -> None:
    for number in range(1, n_forms + 1):
        book = xlsxwriter.Workbook(str(folder / f"{number:06}_第{number}市.xlsx"))
        sheet = book.add_worksheet("様式1")
        sheet.merge_range(0, 0, 0, 3, "様式１　意見照会回答票")
        fields = ("団体コード", f"{number:06}"), ("団体名", f"第{number}市"), ("担当課", "総務課")
        more = ("該当箇所", "3頁"), ("意見", _ANSWER.format(number)), ("理由", "人が足りない。")
        for row, (label, answer) in enumerate((*fields, *more), start=2):
            sheet.write(row, 0, label)
            sheet.merge_range(row, 1, row, 3, answer)
        sheet.write(10, 0, "※ 一枚に一つの意見を記入してください。")
        book.close()
