"""Damaged files through add-round, check and ingest: ``python -m tests.fuzz SECONDS [FOLDER]``.

Each file is a sound one with damage: bytes changed, cut, doubled or moved; in packages (.docx,
.xlsx, .zip) the damage is done to a part and the package closed again, so that readers get that
far. Whatever the bytes, the outcome is a ledger or an ``OpinionsError``; anything else is a fault.
Prints how many files were tried, their outcomes, the slowest and every fault with its seed.
FOLDER: more sound files to damage.
"""

import io
import json
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pipeline.errors import OpinionsError
from pipeline.ingest import round_tables
from pipeline.ingest.round_tables import IngestParams
from pipeline.readers.detect import BROKEN_MEMBER
from pipeline.receiving import looks
from pipeline.receiving.adding import add_round
from pipeline.receiving.doctor import check_round
from tests import intake_inputs as make

_TEXT = "橋の補修を急ぐべきである。"
_MAIL = f"From: a@example.jp\nDate: Mon, 3 Jun 2024 10:20:00 +0900\nSubject: x\n\n{_TEXT}\n"


def sound_files() -> dict[str, bytes]:
    """One small sound file of each format, by name."""
    rows = [
        ["団体名", "該当箇所", "意見"],
        ["A市", "3頁", _TEXT],
        ["B町", "", _TEXT + "\n二行目。"],
    ]
    table = make.table(rows)
    delimited = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    records = [{"団体名": "A市", "意見": _TEXT}, {"団体名": "B町", "意見": ["一", "二"]}]
    return {
        "一覧.xlsx": table,
        "様式.xlsx": make.form("A市", _TEXT),
        "文書.docx": make.word(["御意見", "・" + _TEXT], [["団体名", "A市"], ["意見", _TEXT]]),
        "文書.pdf": make.pdf([["意見", _TEXT], [_TEXT]]),
        "一覧.csv": delimited.encode(),
        "旧.csv": delimited.encode("cp932"),
        "広.csv": delimited.encode("utf-16"),
        "一覧.json": json.dumps(records, ensure_ascii=False).encode(),
        "一覧.jsonl": f'{{"意見": "{_TEXT}"}}\n{{"意見": "二"}}\n'.encode(),
        "文書.md": f"# 意見\n\n| 団体名 | 意見 |\n|---|---|\n| A市 | {_TEXT} |\n".encode(),
        "文書.txt": f"団体名：A市\n意見：{_TEXT}\n".encode(),
        "回答.eml": _MAIL.encode(),
        "一式.zip": make.zipped({"一覧.xlsx": table, "文書.txt": _TEXT.encode()}),
    }


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A copy with one to four damages; of a package, also inside one of its parts."""
    if content.startswith(b"PK") and chance.random() < 0.7:
        try:
            return _damaged_part(content, chance)
        except BROKEN_MEMBER:  # damaged already
            return content
    for _ in range(chance.randint(1, 4)):
        content = chance.choice(_DAMAGES)(content, chance)
    return content


def _damaged_part(content: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, damaged(part, chance) if name == chosen else part)
    return out.getvalue()


def _place(content: bytes, chance: random.Random) -> int:
    return chance.randrange(len(content) + 1)


def _changed(content: bytes, chance: random.Random) -> bytes:
    place = _place(content, chance)
    return content[:place] + chance.randbytes(chance.randint(1, 8)) + content[place + 1 :]


def _cut(content: bytes, chance: random.Random) -> bytes:
    first, last = sorted((_place(content, chance), _place(content, chance)))
    return content[:first] + content[last:] if chance.random() < 0.5 else content[:last]


def _doubled(content: bytes, chance: random.Random) -> bytes:
    first, last = sorted((_place(content, chance), _place(content, chance)))
    return content[:last] + content[first:last][:20_000] * chance.randint(1, 3) + content[last:]


def _token(content: bytes, chance: random.Random) -> bytes:
    place = _place(content, chance)
    token = chance.choice(
        [b'"', b"<", b">", b"&#0;", b"\0" * 7, b"\xff\xfe", b"{", b"]", b"99999999999", b"-1",
         b"\r", b"\x1a", "\ud83d".encode("utf-8", "surrogatepass"), b"%PDF-", b"PK\x03\x04", b"&x;"]
    )  # fmt: skip
    return content[:place] + token + content[place:]


def _number(content: bytes, chance: random.Random) -> bytes:
    digits = [place for place, byte in enumerate(content) if 48 <= byte <= 57]
    if not digits:
        return content
    place = chance.choice(digits)
    return content[:place] + chance.choice([b"0", b"9" * 9, b"-7", b"1e9"]) + content[place + 1 :]


_DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _changed,
    _cut,
    _doubled,
    _token,
    _number,
)


@contextmanager
def _in_this_process() -> Iterator[None]:
    def here(function: Any, tasks: Any, *_: object) -> list[Any]:
        return [function(task) for task in tasks]

    with patch.object(looks, "watched", here), patch.object(round_tables, "watched", here):
        yield


def outcome(name: str, content: bytes) -> str:
    """What becomes of a file: ``ledger``, ``error`` or, where it is a fault, a traceback."""
    with tempfile.TemporaryDirectory() as scratch, _in_this_process():
        root = Path(scratch)
        (root / "in").mkdir()
        (root / "in" / name).write_bytes(content)
        (root / "params.yaml").write_text("rounds: []\n", encoding="utf-8")
        try:
            add_round([root / "in"], "2024-06-fuzz", root=root)
            check_round(root / "corpora" / "rounds" / "2024-06-fuzz", IngestParams())
        except OpinionsError as error:
            return "error" if str(error).strip() else "an error without words"
        except Exception:
            return traceback.format_exc(limit=-3)
    return "ledger"


def tried(seconds: float, files: dict[str, bytes], seed: int = 1) -> tuple[Counter[str], float]:
    """Damage and read files for some time; outcomes by kind, and the slowest in seconds."""
    found: Counter[str] = Counter()
    slowest = 0.0
    begin = time.monotonic()
    names = sorted(files)
    while time.monotonic() - begin < seconds:
        chance = random.Random(seed)
        name = names[seed % len(names)]
        content = damaged(files[name], chance)
        started = time.monotonic()
        said = outcome(name, content)
        took = time.monotonic() - started
        slowest = max(slowest, took)
        found[said if said in ("ledger", "error") else f"{name}, seed {seed}: {said}"] += 1
        if took > 20:
            found[f"{name}, seed {seed}: {took:.0f} s"] += 1
        seed += 1
    return found, slowest


if __name__ == "__main__":
    sound = sound_files()
    if len(sys.argv) > 2:
        more = (path for path in sorted(Path(sys.argv[2]).rglob("*")) if path.is_file())
        sound |= {f"{n:03}{p.suffix}": p.read_bytes() for n, p in enumerate(more)}
    outcomes, slow = tried(float(sys.argv[1]), sound)
    total = sum(count for said, count in outcomes.items() if said in ("ledger", "error"))
    print(f"{total} files: {outcomes['ledger']} ledgers, {outcomes['error']} errors; {slow:.1f} s")
    for said in outcomes:
        if said not in ("ledger", "error"):
            print(said)
