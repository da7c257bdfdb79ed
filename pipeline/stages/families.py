"""Stage ``families``: copies and near copies within a round."""

from pipeline.execution import ExecutionParams
from pipeline.family_parts import leaders_in
from pipeline.near_duplicates.families import families_table
from pipeline.near_duplicates.near_pairs import FamiliesParams
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.table_files import count_rows
from pipeline.table_parts import KEPT
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Families


def main(round_name: str) -> str:
    """Read the opinions of one round and write their families."""
    store = Store()
    params = store.parameters("families", FamiliesParams)
    execution = ExecutionParams.read("execution", store.params().get("execution", {}))
    table = store.place(Opinions, round_name)
    leader_of = leaders_in([table], KEPT / f"families@{round_name}", params, execution)
    columns = ["opinion_id", "text_key"]
    opinions = store.read_rows(Opinions, round_name, 0, count_rows(table), columns)
    families = families_table(opinions, leader_of)
    store.write(Families, families, round_name)
    return f"{len(opinions)} opinions in, {families['family_id'].nunique()} families out"


if __name__ == "__main__":
    run_stage("families", lambda: main(round_argument()))
