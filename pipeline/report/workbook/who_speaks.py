"""The sheets on who speaks: copies and campaigns, respondents, and who has not answered."""

from pipeline.report.summary.whole import Summary
from pipeline.report.workbook.sheet import Column, Sheet, Value, number_column


def families_sheet(summary: Summary) -> Sheet:
    """The opinions of each content with several, what differs in each, and campaigns."""
    columns = (
        number_column("内容", 8),
        number_column("声の数", 8),
        number_column("意見の番号", 10),
        Column("本文", 70),
        Column("はじめの文との違い", 50),
        Column("回答者", 18),
        Column("場所", 26),
        number_column("呼びかけ", 10),
    )
    campaign_of = {
        line.opinion_id: number
        for number, campaign in enumerate(summary.families.campaigns, start=1)
        for line in campaign.lines
    }
    shared: list[tuple[Value, ...]] = [
        (
            family.number,
            family.n_opinions,
            line.number,
            line.text,
            variant.changes,
            line.respondent_shown,
            line.place,
            campaign_of.get(line.opinion_id),
        )
        for family in summary.families.families
        for variant in family.variants
        for line in variant.lines
    ]
    alone: list[tuple[Value, ...]] = [
        (None, 1, line.number, line.text, "", line.respondent_shown, line.place, number)
        for number, campaign in enumerate(summary.families.campaigns, start=1)
        for line in campaign.lines
        if line.n_in_family == 1
    ]
    note = "同文・ほぼ同文の意見。内容は一つ、声はその数だけ数える。呼びかけはまとまりの番号。"
    return Sheet("同じ内容", note, columns, tuple(shared + alone), n_frozen=1)


def respondents_sheet(summary: Summary) -> Sheet:
    """Opinions, bodies and population by kind of body."""
    columns = (
        Column("区分", 20),
        number_column("意見"),
        number_column("回答者"),
        number_column("一覧の団体"),
        number_column("うち未回答"),
        number_column("回答した団体の人口", 18),
        number_column("一覧の人口", 16),
        Column("確かめること", 60),
    )
    rows: list[tuple[Value, ...]] = [
        (
            line.kind,
            line.n_opinions,
            line.n_respondents,
            line.n_listed,
            line.n_not_answered,
            line.population_answered,
            line.population,
            "",
        )
        for line in summary.respondents.kinds
    ]
    rows += [
        (name, None, None, None, None, None, None, problem)
        for name, problem in summary.respondents.problems
    ]
    note = "意見、団体、人口は別のもの。都道府県と市区町村の人口は足し合わせない。"
    return Sheet("回答者", note, columns, tuple(rows), n_frozen=1)


def not_answered_sheet(summary: Summary) -> Sheet:
    """The bodies of the official list that have not answered."""
    columns = (
        Column("団体コード", 12),
        Column("都道府県", 12),
        Column("団体名", 24),
        Column("区分", 14),
        number_column("人口", 14),
    )
    note = "一覧（corpora/respondents.csv）にあり、回答（意見なしを含む）がない団体。"
    if not summary.respondents.has_list:
        note = "一覧（corpora/respondents.csv）がないため、未回答の団体は分からない。"
    elif not summary.respondents.not_answered and not summary.settings.private:
        note += "公表版では団体名を示さない（設定 report.names_bodies）。"
    return Sheet("未回答", note, columns, summary.respondents.not_answered, n_frozen=1)
