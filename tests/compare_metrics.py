"""Compare reports/metrics with those of a commit: ``python -m tests.compare_metrics HEAD 0.02``."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def numbers(values: Any, path: str = "") -> dict[str, float]:
    """Every number of a JSON value, by its path; times are left out."""
    if isinstance(values, dict):
        return {
            place: number
            for key, value in values.items()
            for place, number in numbers(value, f"{path}.{key}").items()
        }
    is_number = isinstance(values, int | float) and not isinstance(values, bool)
    return {path: float(values)} if is_number and not path.endswith("seconds") else {}


def main(commit: str, tolerance: float) -> None:
    files = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", commit, "reports/metrics"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    if not files:
        sys.exit(f"{commit} holds no reports/metrics/*.json: commit the metrics of the pipeline.")
    faults = []
    for file in files:
        blob = subprocess.run(
            ["git", "show", f"{commit}:{file}"], capture_output=True, text=True, check=True
        ).stdout
        committed = numbers(json.loads(blob))
        made = numbers(json.loads(Path(file).read_text(encoding="utf-8")))
        if set(committed) != set(made):
            faults.append(f"{file}: other keys: {sorted(set(committed) ^ set(made))}")
        faults += [
            f"{file}{key}: committed {committed[key]}, made {made[key]}"
            for key in sorted(set(committed) & set(made))
            if abs(committed[key] - made[key]) > tolerance
        ]
    print(f"{len(files)} metrics files compared, {len(faults)} differences over {tolerance}")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
