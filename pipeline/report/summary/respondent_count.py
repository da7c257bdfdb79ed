"""The one count of respondents: page one, the tables and the comparison take it from here.

A respondent is a sender from whom an answer came, 意見なし among them: whom the files name, or of
whom they say something without a name (``ingest.unnamed``: a row of a list, or a file, is one). An
opinion of which nothing says who sent it is no respondent; where shares are taken over voices (声),
each such opinion is one voice, beside the respondents who gave opinions.
"""

from collections import Counter

import pandas as pd

from pipeline.report.disclosure import UNKNOWN_KIND
from pipeline.report.inputs import ReportInputs
from pipeline.report.summary.opinion_lines import text_or_none
from pipeline.rounds.round_head import RoundContents


def respondents_by_kind(named: pd.DataFrame) -> Counter[str]:
    """How many respondents there are of each kind; their sum is the number of respondents.

    Args:
        named: table ``Respondents``.
    """
    answered = named[named["n_answers"] > 0]
    return Counter(text_or_none(kind) or UNKNOWN_KIND for kind in answered["body_kind"])


def n_respondents(named: pd.DataFrame) -> int:
    """The number of respondents of a round, from table ``Respondents``."""
    return respondents_by_kind(named).total()


def n_files_of_nobody(inputs: ReportInputs) -> int:
    """Files of which `opinions check` asks whose they are; a hand-out tells nobody's name."""
    own = inputs.opinions[inputs.opinions["respondent"].isna()]
    files = inputs.head.files if isinstance(inputs.head, RoundContents) else ()
    hand_outs = {one.path for one in files if one.kind == "document"}
    ledger = inputs.ledger
    asks = ledger["reason"].str.contains("respondent:", regex=False) & (ledger["level"] == "row")
    return len(set(own["file"]) - hand_outs - set(ledger.loc[asks, "file"]))
