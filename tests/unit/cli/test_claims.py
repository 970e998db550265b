"""``truceline claims``: checks, concordance and the page, from a bundled name or a path."""

from __future__ import annotations

import csv
from pathlib import Path

from click.testing import CliRunner, Result

from truceline.cli.claims import claims


def run(*words: str) -> Result:
    return CliRunner().invoke(claims, list(words))


def test_check_says_what_a_folder_holds() -> None:
    result = run("check", "five-texts")
    assert result.exit_code == 0, result.output
    assert "count claims" in result.output and "No problems" in result.output


def test_a_broken_file_gives_its_code_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "claims.yaml").write_text("count_claims:\n  - {claim_id: x}\n", encoding="utf-8")
    result = run("check", str(tmp_path))
    assert result.exit_code == 1
    assert "E-CLAIM-002" in result.output and "Traceback" not in result.output


def test_concordance_leaves_csv_files_and_a_page(tmp_path: Path) -> None:
    result = run("concordance", "monitors-counts", "--out", str(tmp_path))
    assert result.exit_code == 0, result.output
    with (tmp_path / "concordance.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    whole = [r for r in rows if not r["place"]]
    assert len(whole) == 23
    june = next(r for r in whole if r["mine_claim_id"] == "russia-2017-06-15")
    assert (june["mine"], june["yours"], june["both_at_least"], june["both_at_most"]) == ("9", "8", "0", "6")
    assert {p.name for p in tmp_path.iterdir()} == {"concordance.csv", "mismatches.csv", "alone.csv", "monitors.html"}


def test_page_reads_names_with_a_registry(tmp_path: Path) -> None:
    result = run("page", "five-texts", "--registry", "syria", "--out", str(tmp_path))
    assert result.exit_code == 0, result.output
    assert "Syrian insurgents" in (tmp_path / "five-texts.html").read_text(encoding="utf-8")
