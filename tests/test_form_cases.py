"""Forms, lists and results as people fill them in: every right value of the cases."""

from pathlib import Path

import pytest

from pipeline.layouts.answer_marks import asked_and_answered
from pipeline.layouts.form_ends import ends_form
from tests.around_form_cases import AROUND_FORMS
from tests.blind_cases import faults, received
from tests.blind_kinds import KINDS
from tests.choice_cases import BOXES_AND_REPLIES, CHOICES
from tests.form_cases import CASES, Case
from tests.form_end_cases import ANSWERS, ENDS, FORM_ENDS
from tests.html_mail_cases import HTML_MAILS
from tests.lead_cases import LEADS
from tests.letter_cases import BEHIND_A_COLON, FURTHER, NOT_EDGES
from tests.letter_edge_cases import LETTER_EDGES
from tests.paper_cases import PAPERS
from tests.question_mark_cases import MARKS, QUESTION_MARKS, lines
from tests.reason_cases import COURTESIES, POINTED_AT, REASONS
from tests.second_look_cases import SECOND_LOOKS
from tests.sender_cases import SENDERS
from tests.sheet_cases import SHEET_CASES
from tests.unusual_form_cases import UNSEEN
from tests.unusual_page_cases import UNSEEN_TEXTS
from tests.writer_cases import WRITERS

ALL = (*CASES, *FURTHER, *REASONS, *COURTESIES, *KINDS, *PAPERS, *SHEET_CASES)
ALL = (
    *ALL,
    *FORM_ENDS,
    *QUESTION_MARKS,
    *HTML_MAILS,
    *LEADS,
    *LETTER_EDGES,
    *NOT_EDGES,
    *BEHIND_A_COLON,
    *UNSEEN,
    *UNSEEN_TEXTS,
    *CHOICES,
    *BOXES_AND_REPLIES,
    *WRITERS,
    *SENDERS,
    *POINTED_AT,
    *SECOND_LOOKS,
    *AROUND_FORMS,
)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_case_comes_out_right(case: Case, tmp_path: Path) -> None:
    for name, content in case.files().items():
        (tmp_path / name).write_bytes(content)
    assert faults(case.expected, received(tmp_path)) == []


@pytest.mark.parametrize(
    ("text", "ends"), [(t, True) for t in ENDS] + [(t, False) for t in ANSWERS]
)
def test_what_a_form_says_at_its_end_is_told_from_answers(text: str, ends: bool) -> None:
    assert ends_form(text) is ends


@pytest.mark.parametrize(("question", "answer"), MARKS)
def test_each_question_goes_with_the_answer_of_its_mark(question: str, answer: str) -> None:
    told = lines(question, answer)
    half = len(told) // 2
    pairs = asked_and_answered(told)
    assert [pair[:2] for pair in pairs] == [(0, half // 2), (half, half + half // 2)]
