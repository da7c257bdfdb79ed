"""Seal a round that was handed out, so that nothing changes a byte of it; open it again.

A sealed round lies whole in corpora/published/<round>, which DVC keeps by a frozen .dvc file: its
tables, report, round.yaml, and what they were made by (parameters, codebook, list of packages, and
from dvc.lock the hashes of every file that its stages read). Its stages are gone, as it no longer
stands under ``rounds`` in params.yaml, so no run can make it again.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.locked_outputs import declared_stages
from pipeline.places import (
    CODEBOOK,
    METRICS,
    PLOTS,
    PUBLISHED,
    REPORTS,
    ROUNDS,
    SEAL,
    TABLES,
)
from pipeline.receiving.dvc_files import run_dvc, track
from pipeline.rounds.rounds_list import listed_under, moved_between
from pipeline.rounds.seal import code_of, digests, drafts_of, faults_of_seals, inputs_changed
from pipeline.running import dvc_environment
from pipeline.whole_files import write_whole
from pipeline.yaml_files import dumped, editable, read_yaml

_BEHIND = ("params.yaml", "requirements.lock")
_LOCK = "dvc.lock"


def publish(round_name: str, date: str, root: Path = Path()) -> list[str]:
    """Seal a round as it is now.

    Args:
        round_name: one that stands under ``rounds`` in params.yaml and is up to date.
        date: on which it was handed out, as people give it; may be empty.
        root: the project.

    Returns:
        What was done.

    Raises:
        OpinionsError: no such round, sealed already, or not up to date. Nothing has changed then.
    """
    params = root / "params.yaml"
    if round_name in listed_under(params, "published"):
        raise OpinionsError(
            says(
                f"「{round_name}」はもう公表済みである。開き直す：opinions reopen {round_name}",
                f"{round_name} is published already. Open it again: opinions reopen {round_name}",
            )
        )
    if round_name not in listed_under(params, "rounds"):
        known = "、".join(listed_under(params, "rounds"))
        raise OpinionsError(
            says(
                f"意見照会「{round_name}」はない。封印できるもの：{known or '（なし）'}",
                f"No round {round_name}. Those that can be sealed: {known or '(none)'}",
            )
        )
    lock = editable(root / _LOCK) if (root / _LOCK).is_file() else {}
    own = {name: s for name, s in (lock.get("stages") or {}).items() if _is_of(name, round_name)}
    if not own or _changed(root, sorted(own)):
        raise OpinionsError(
            says(
                f"「{round_name}」の結果は今の入力と設定によるものではない。"
                "opinions run を実行し、報告を確かめてから封印する。",
                f"The report of {round_name} is not made from today's input and parameters. Use "
                "`opinions run`, look at the report, then seal it.",
            )
        )
    folder = root / PUBLISHED / round_name
    shutil.rmtree(folder, ignore_errors=True)  # of a command that was ended
    moved = list(_outputs(root, round_name))
    try:
        for source, place in moved:
            _copy(source, folder / place)
        _copy(root / ROUNDS / round_name / "round.yaml", folder / "round.yaml")
        _copy(root / CODEBOOK, folder / "behind/codebook")
        for draft in drafts_of(folder / "round.yaml", root):
            if draft.is_file():
                _copy(draft, folder / "behind/drafts" / draft.name)
        for name in _BEHIND:
            _copy(root / name, folder / "behind" / name)
        text = dumped({"schema": lock.get("schema", "2.0"), "stages": own}, indented=False)
        write_whole(folder / "behind" / _LOCK, text.encode())
        seal = {"round": round_name, "published_on": date, "files": digests(folder)}
        content = json.dumps(seal, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        write_whole(folder / SEAL, content.encode())
        track(root, folder)
        run_dvc(root, "freeze", "--quiet", f"{PUBLISHED}/{round_name}.dvc")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        folder.with_name(f"{round_name}.dvc").unlink(missing_ok=True)
        raise
    write_whole(params, moved_between(params, round_name, "rounds", "published").encode())
    for name in own:
        del lock["stages"][name]
    write_whole(root / _LOCK, dumped(lock, indented=False).encode())
    for source, place in moved:
        if not place.startswith("report/"):
            source.unlink()
    n_files = len(seal["files"])
    return [
        says(
            f"{PUBLISHED}/{round_name}：{n_files}ファイルを封印した。今後の回・コードブック・"
            "設定・更新によって変わることはない。",
            f"{PUBLISHED}/{round_name}: {n_files} files are sealed. No later round, codebook, "
            "parameter or upgrade changes them.",
        ),
        says(
            f"報告は {REPORTS}/{round_name} にそのままある。git に {PUBLISHED}/{round_name}.dvc、"
            "params.yaml、dvc.lock を加える。",
            f"The report stays in {REPORTS}/{round_name}. Add {PUBLISHED}/{round_name}.dvc, "
            "params.yaml and dvc.lock to git.",
        ),
    ]


def reopen(round_name: str, root: Path = Path(), *, is_sure: bool = False) -> list[str]:
    """Say what would change of a sealed round; with a clear word, open it.

    Args:
        round_name: one that is sealed.
        root: the project.
        is_sure: whether to open it.

    Raises:
        OpinionsError: it is not sealed, or the seal is broken.
    """
    params, folder = root / "params.yaml", root / PUBLISHED / round_name
    if round_name not in listed_under(params, "published"):
        known = "、".join(listed_under(params, "published"))
        raise OpinionsError(
            says(
                f"「{round_name}」は公表済みではない。公表済み：{known or '（なし）'}",
                f"{round_name} is not published. Published: {known or '(none)'}",
            )
        )
    if faults := faults_of_seals(root, [round_name]):
        raise OpinionsError("\n".join(faults))
    head = says(
        f"「{round_name}」を開き直すと、次の実行で作り直す。封印したときから変わったもの：",
        f"Opened again, {round_name} is made anew by the next run. Changed since it was sealed:",
    )
    told = [head, *_changes(root, folder)]
    if not is_sure:
        return [*told, says("開き直す：", "Open it: ") + f"opinions reopen {round_name} --yes"]
    sealed_lock = folder / "behind" / _LOCK
    lock = editable(root / _LOCK if (root / _LOCK).is_file() else sealed_lock)
    stages = lock.setdefault("stages", {})
    for name, stage in editable(sealed_lock)["stages"].items():
        stages[name] = stage
    for path in _files(folder):
        place = path.relative_to(folder).as_posix()
        if (target := _where(place, round_name)) is not None:
            _copy(path, root / target)
    write_whole(root / _LOCK, dumped(lock, indented=False).encode())
    write_whole(params, moved_between(params, round_name, "published", "rounds").encode())
    run_dvc(root, "remove", "--quiet", f"{PUBLISHED}/{round_name}.dvc")
    shutil.rmtree(folder)
    return [
        *told,
        says("開き直した。opinions run で作り直す。", "It is open. Make it anew: opinions run"),
    ]


def begin_folders(root: Path = Path()) -> None:
    """Make the folders that stages over all rounds read, empty where every round is sealed."""
    for stage in declared_stages(root / "dvc.yaml").values():
        for dep in stage.get("deps", []) if "matrix" not in stage else []:
            if str(dep).startswith((f"{TABLES}/", f"{METRICS}/")) and not Path(dep).suffix:
                (root / dep).mkdir(parents=True, exist_ok=True)


def restore_reports(root: Path = Path()) -> None:
    """Put the sealed report of every published round where readers look for it."""
    for name in listed_under(root / "params.yaml", "published"):
        source, target = root / PUBLISHED / name / "report", root / REPORTS / name
        if source.is_dir() and (not target.is_dir() or digests(source) != digests(target)):
            shutil.rmtree(target, ignore_errors=True)
            for path in _files(source):
                _copy(path, target / path.relative_to(source))


def _outputs(root: Path, round_name: str) -> Iterator[tuple[Path, str]]:
    """Every output of a round that may be published, and its place in the sealed folder."""
    for path in sorted((root / TABLES).glob(f"*/{round_name}.parquet")):
        yield path, f"tables/{path.parent.name}.parquet"
    for path in sorted((root / METRICS).glob(f"*/{round_name}.json")):
        yield path, f"metrics/{path.parent.name}.json"
    for kind, folder in (("report", REPORTS), ("plots", f"{PLOTS}/report")):
        for path in _files(root / folder / round_name):
            yield path, f"{kind}/{path.relative_to(root / folder / round_name).as_posix()}"


def _where(place: str, round_name: str) -> str | None:
    """Where a file of the sealed folder came from; None for what stands beside the outputs."""
    kind, _, rest = place.partition("/")
    if kind in ("tables", "metrics"):
        parent = TABLES if kind == "tables" else METRICS
        stem, _, ending = rest.rpartition(".")
        return f"{parent}/{stem}/{round_name}.{ending}"
    if kind in ("report", "plots"):
        parent = REPORTS if kind == "report" else f"{PLOTS}/report"
        return f"{parent}/{round_name}/{rest}"
    return None


def _changes(root: Path, folder: Path) -> list[str]:
    """What was made otherwise when the round was sealed, one line each."""
    before, now = read_yaml(folder / "behind/params.yaml"), read_yaml(root / "params.yaml")
    told = [
        says(f"  設定 {section}", f"  parameters {section}")
        for section in sorted({*before, *now} - {"rounds", "published", "execution"})
        if before.get(section) != now.get(section)
    ]
    kept, own = digests(folder / "behind/codebook"), digests(root / CODEBOOK)
    told += [f"  {CODEBOOK}/{n}" for n in sorted({*kept, *own}) if kept.get(n) != own.get(n)]
    told += [f"  {place}" for place in inputs_changed(folder, root)]
    pins = [place / "requirements.lock" for place in (folder / "behind", root)]
    if pins[0].read_bytes() != pins[1].read_bytes():
        told.append(
            says(
                "  プログラムが使う部品の版（requirements.lock）",
                "  versions of packages (requirements.lock)",
            )
        )
    if code_of(folder) != code_of(folder, root):
        told.append(says("  プログラム（pipeline）", "  the program (pipeline)"))
    return told or [says("  なし（同じものができる）", "  nothing (it comes out the same)")]


def _is_of(stage: str, round_name: str) -> bool:
    return stage.partition("@")[2] == round_name


def _changed(root: Path, stages: list[str]) -> bool:
    """Whether DVC would run one of these stages.

    Raises:
        OpinionsError: DVC could not look (disk full).
    """
    done = subprocess.run(
        [sys.executable, "-m", "dvc", "status", "--json", *stages],
        cwd=root,
        env=dvc_environment(),
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise OpinionsError(
            says(
                "結果が今の入力によるものかを調べられなかった（dvc status）。何も変えていない。"
                "空き容量と書き込みの権限を確かめ、もう一度実行する。",
                "dvc status failed, so nothing is known of the results, and nothing was changed. "
                f"Make room or give permission:\n{done.stderr.strip()}",
            )
        )
    return done.stdout.strip() not in ("", "{}")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        for path in _files(source):
            _copy(path, target / path.relative_to(source))
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        shutil.copyfile(source, target)
