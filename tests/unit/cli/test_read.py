"""truceline read and place: several files, one of them broken; pasted text; tables; what is asked back."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

import pyarrow.parquet as pq
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
    """Without options: who claims what, where and when, in names; what took part beside the rules is said."""
    status, out, _ = run("read", "-", "--no-extras", stdin=TEXT)
    assert status == 0 and "rules only" in out
    event = next(line for line in out.splitlines() if "shelling" in line)
    assert "Sergey Lavrov" in event and "Aleppo; 2016-06-06" in event


def test_whoever_is_not_known_keeps_his_words_in_the_summary() -> None:
    """A claim of somebody whom the registry does not know is neither nobody's nor the outlet's."""
    told = "GOMA, 3 March 2021. A village elder said that gunmen had attacked Masisi on Monday.\n"
    _, out, _ = run("read", "-", "--no-extras", stdin=told)
    event = next(line for line in out.splitlines() if line.startswith("│ attack"))
    assert "A village elder (not" in event


def test_tables_say_what_was_read_and_keep_what_was_not(tmp_path: Path) -> None:
    """A line a text with language and date; a broken file is a row of the rejects; the folder is named."""
    (tmp_path / "note.txt").write_text("Beide Seiten meldeten am Montag keine Schüsse, sagte der Sprecher.", "utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    files = [str(tmp_path / "note.txt"), str(tmp_path / "broken.pdf")]
    status, _, errors = run("read", *files, "--no-extras", "--to", str(tmp_path / "out"))
    assert status == 1 and "note.txt  text, de (not supported), date not found" in errors
    assert f"1 texts read, rules only; written to {tmp_path / 'out'}" in errors
    (kept,) = pq.read_table(tmp_path / "out" / "rejects.parquet").to_pylist()
    assert (kept["source"], kept["code"]) == ("broken.pdf", "E-READ-003")


def test_files_of_one_name_in_two_folders_are_both_kept(tmp_path: Path) -> None:
    """Neither JSON is written over, and a row says which of the two files it came from."""
    for folder, day in (("monday", 7), ("tuesday", 8)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bulletin.txt").write_text(TEXT.replace("June 7", f"June {day}"), encoding="utf-8")
    files = [str(tmp_path / folder / "bulletin.txt") for folder in ("monday", "tuesday")]
    run("read", *files, "--no-extras", "--to", str(tmp_path / "out"))
    assert len(list((tmp_path / "out").glob("*.claims.json"))) == 2
    sources = {r["source"].split("[")[0] for r in pq.read_table(tmp_path / "out" / "reports.parquet").to_pylist()}
    assert sources == set(files)


def test_files_of_one_name_in_one_mail_are_both_kept(tmp_path: Path) -> None:
    """Two attachments may have one name."""
    mail = EmailMessage()
    mail["Subject"] = "Reports"
    mail.set_content("Two reports of the day are attached.")
    for place in ("Hama", "Idlib"):
        mail.add_attachment(TEXT.replace("Aleppo", place), filename="report.txt")
    (tmp_path / "a.eml").write_bytes(bytes(mail))
    run("read", str(tmp_path / "a.eml"), "--no-extras", "--to", str(tmp_path / "out"))
    assert len(list((tmp_path / "out").glob("a.eml-report.txt*.claims.json"))) == 2


def test_what_only_a_headline_tells_is_left_out_with_its_words(tmp_path: Path) -> None:
    """The remedy fits: the text has a date, so none is asked for."""
    (tmp_path / "a.txt").write_text(
        "Army shells Rastan\n\nMOSCOW, June 7, 2016. /TASS/. It rained in Geneva.\n", encoding="utf-8"
    )
    run("read", str(tmp_path / "a.txt"), "--no-extras", "--to", str(tmp_path / "out"))
    (left,) = pq.read_table(tmp_path / "out" / "rejects.parquet").to_pylist()
    assert left["raw"] == "Army shells Rastan" and "date" not in left["message"]


def test_a_folder_that_cannot_be_made_is_a_coded_error(tmp_path: Path) -> None:
    """Where a file stands in its place; and a folder is no text."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    status, _, errors = run("read", str(tmp_path / "a.txt"), "--to", str(tmp_path / "a.txt"))
    assert status == 1 and "E-READ-012" in errors
    status, _, errors = run("read", str(tmp_path))
    assert status == 1 and "E-READ-001" in errors and "it is a folder" in errors


def test_place_find_asks_back() -> None:
    """Candidates with a distance each, and a question for the caller."""
    status, out, _ = run("place", "find", "Harb Bebsi", "--json")
    found = json.loads(out)
    assert status == 0 and "حربنفسه" in found[0]["spellings"]
    assert all(0 <= c["distance"] <= 1 and c["read_back"].startswith("Do you mean") for c in found)


def test_a_town_and_its_region_are_asked_for_in_different_words() -> None:
    """Both are called Hama, and how far the middle of a region lies from a village tells a caller nothing."""
    _, out, _ = run("place", "find", "Hama", "--country", "SY", "--json")
    town, region = (next(c for c in json.loads(out) if c["kind"] == k) for k in ("settlement", "admin1"))
    assert "km" in town["read_back"] and region["read_back"] == "Do you mean Hama, the whole region?"


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
