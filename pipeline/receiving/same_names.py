"""Files that come under the name, or with the content, of one that was received before."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.receiving.gathering import Incoming
from pipeline.receiving.looks import Finding
from pipeline.rounds.shown_paths import digest_of

_REPLACED = "前に受け取った同じ名前のファイルを、中身の違うこのファイルで置き換える（--replace）。"
_REPLACED += "前のファイルの意見は数えない"


def require_new_names(
    incoming: Sequence[Incoming], received: Path, shown: Mapping[str, str]
) -> None:
    """Refuse files that would take the place of another content of their name.

    Args:
        incoming: what is being added.
        received: folder of the files received before.
        shown: by name of a file, its masked name.

    Raises:
        OpinionsError: names the files, and says what to do.
    """
    clashes = [file for file in incoming if _clashes(file, received / file.name)]
    if not clashes:
        return
    listed = "\n".join(
        f"  {shown[file.name]}" + (f"（{file.refused}）" if file.refused else "")
        for file in clashes
    )
    raise OpinionsError(
        says(
            f"同じ名前で中身の違うファイルを前に受け取っている。何も加えていない：\n{listed}\n"
            "別の回答なら、ファイルの名前を変えて、もう一度加える。前のファイルの代わりにするなら、"
            "--replace を付けて、もう一度実行する（前のファイルの意見は数えなくなる）。",
            f"Files of these names but another content were received before. Nothing was added:\n"
            f"{listed}\nIf they are other answers, give the files other names and add them again. "
            "If they are to take the place of the earlier files, run it again with --replace (the "
            "opinions of the earlier files no longer count).",
        )
    )


def _clashes(file: Incoming, earlier: Path) -> bool:
    if not earlier.is_file() or file.ignored:
        return False
    return file.path is None or digest_of(file.path) != digest_of(earlier)


def told_of_names(
    incoming: Sequence[Incoming], received: Path, shown: Mapping[str, str]
) -> list[Finding]:
    """Files that take the place of another one of the same name, or hold the same as another."""
    places = [path for path in sorted(received.rglob("*")) if path.is_file()]
    before = {path.relative_to(received).as_posix(): digest_of(path) for path in places}
    first: dict[str, str] = {}
    for name, digest in before.items():
        first.setdefault(digest, name)
    findings = []
    for file in incoming:
        if file.path is None:
            continue
        digest, place = digest_of(file.path), shown[file.name]
        if before.get(file.name) == digest:
            findings.append(Finding("情報", place, "前に受け取ったものと同じ。何も変わらない"))
            continue
        if file.name in before:
            findings.append(Finding("要確認", place, _REPLACED))
        other = first.setdefault(digest, file.name)
        if other != file.name:
            same = f"同じ内容のファイルがある：{shown.get(other, '前に受け取ったもの')}"
            same += "（一人が二度送ったのか、別の人が同じことを述べたのか。opinions check が示す）"
            findings.append(Finding("要確認", place, same))
    return findings
