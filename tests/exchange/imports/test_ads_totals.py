"""Rows of advertisements that sum up the others, whatever they are called."""

from pathlib import Path

import pytest

from tests.exchange.imports.exports import groups, imported, saved


@pytest.mark.parametrize(
    "label", ["Results from 2 campaigns", "Wyniki z 2 kampanii", "Resultados de 2 campañas", "Total", ""]
)
@pytest.mark.parametrize("first", [True, False])
def test_the_line_of_all_campaigns_is_left_out(tmp_path: Path, label: str, first: bool) -> None:
    rows = ["Spring,2026-03-01,2026-03-31,120.5,7500", "Summer,2026-03-01,2026-03-31,50,1200"]
    rows.insert(0 if first else 2, f"{label},2026-03-01,2026-03-31,170.5,8700")
    header = "Campaign name,Reporting starts,Reporting ends,Amount spent (PLN),Impressions"

    ((_, items),) = imported(saved(tmp_path, "\n".join([header, *rows])))

    spent = {bucket: value for _, bucket, metric, value, _ in groups(items) if metric.startswith("Amount")}
    assert spent == {"Spring": 120.5, "Summer": 50}


def test_a_budget_for_the_whole_time_is_no_total(tmp_path: Path) -> None:
    header = (
        "Início dos relatórios,Encerramento dos relatórios,Nome da campanha,Alcance,Tipo de orçamento,Valor usado (BRL)"
    )
    rows = "2026-04-01,2026-04-30,Farmácia,146,Total,4.58\n2026-04-01,2026-04-30,Estoque,247,Diário,7.88\n"

    ((_, items),) = imported(saved(tmp_path, f"{header}\n{rows}"))

    reach = [(dimension, bucket, value) for dimension, bucket, metric, value, _ in groups(items) if metric == "Alcance"]
    assert reach == [("campaign", "Farmácia", 146), ("campaign", "Estoque", 247)]
