"""truceline read and place: several files, one of them broken; pasted text; tables; what is asked back."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from truceline.cli import main

TEXT = "MOSCOW, June 7, 2016. /TASS/. Militants shelled Aleppo on June 6, Sergey Lavrov said. The Russian side registered two cases of firing in Hama.\n"


def run(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, list(arguments), input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_a_broken_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    """The good text becomes claims and tables, the empty one a code; the command says so by its status."""
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    status, _, errors = run(
        "read", str(tmp_path / "good.txt"), str(tmp_path / "empty.txt"), "--to", str(tmp_path / "out")
    )
    assert status == 1 and "E-READ-002 empty.txt" in errors
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert {"good.txt.claims.json", "reports.parquet", "count_claims.parquet", "statements.parquet"} <= names
    assert (tmp_path / "empty.txt").exists()


def test_pasted_text_as_json() -> None:
    """'-' reads what is pasted; the JSON stands alone on the output."""
    status, out, _ = run("read", "-", "--json", stdin=TEXT)
    claims = json.loads(out)
    assert status == 0 and claims["meta"]["doc_date"] == "2016-06-07"
    assert claims["events"][0]["claimed_by"] == ["lavrov"]


def test_a_page() -> None:
    """--html prints one page and nothing else."""
    status, out, _ = run("read", "-", "--html", stdin=TEXT)
    assert status == 0 and out.startswith("<!doctype html>") and out.rstrip().endswith("</html>")


def test_a_summary_for_people() -> None:
    """Without options: who claims what."""
    status, out, _ = run("read", "-", stdin=TEXT)
    assert status == 0 and "lavrov" in out and "shelling" in out


def test_place_find_asks_back() -> None:
    """Candidates with a distance each, and a question for the caller."""
    status, out, _ = run("place", "find", "Harb Bebsi", "--json")
    found = json.loads(out)
    assert status == 0 and "حربنفسه" in found[0]["spellings"]
    assert all(0 <= c["distance"] <= 1 and c["read_back"].startswith("Do you mean") for c in found)


def test_a_name_like_no_other_is_a_coded_error() -> None:
    """Nothing near: no guess."""
    status, _, errors = run("place", "find", "Xqzwvk Ppbbffmm Ggkkxx")
    assert status == 1 and "E-READ-009" in errors


def test_a_gazetteer_that_is_none(tmp_path: Path) -> None:
    """A file of another kind is refused with its name."""
    (tmp_path / "x.txt").write_text("no tabs here\n", encoding="utf-8")
    status, _, errors = run("place", "find", "Hama", "--gazetteer", str(tmp_path / "x.txt"))
    assert status == 1 and "E-READ-007 x.txt" in errors


def test_geonames_and_pcodes_come_in(tmp_path: Path) -> None:
    """A dump row and a P-code row are found by their native names, with their sources."""
    dump = "\t".join(
        [
            "900001",
            "Tall Wahmi",
            "Tall Wahmi",
            "تل وهمي,Tel Vahmi",
            "35.1",
            "36.9",
            "P",
            "PPL",
            "SY",
            "",
            "",
            "",
            "",
            "",
            "1200",
            "",
            "300",
            "Asia/Damascus",
            "2020-01-01",
        ]
    )
    (tmp_path / "SY.txt").write_text(dump + "\n", encoding="utf-8")
    (tmp_path / "codes.csv").write_text(
        "ADM3_EN,ADM3_AR,ADM3_PCODE,ADM1_PCODE,ADM0_PCODE,lon,lat\nNahiyat Khayal,ناحية خيال,SY999901,SY99,SY,36.8,35.2\n",
        encoding="utf-8",
    )
    options = ["--gazetteer", str(tmp_path / "SY.txt"), "--gazetteer", str(tmp_path / "codes.csv"), "--json"]
    dumped = json.loads(run("place", "find", "تل وهمي", *options)[1])[0]
    coded = json.loads(run("place", "find", "Nahiyat Hayal", *options)[1])[0]
    assert dumped["id"] == "geonames-900001" and dumped["country"] == "SYR" and "GeoNames" in dumped["source"]
    assert coded["id"] == "pcode-SY999901" and coded["kind"] == "admin2"
