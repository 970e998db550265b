"""The optional parsers with their real models, and a language model behind a real address on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner

from truceline.cli import main
from truceline.formats import reading_extras
from truceline.formats.reading_data import load_lexicons
from truceline.formats.reading_llm import LanguageModel, proposals
from truceline.reading.read import read_text
from truceline.reading.rows import rows_of
from truceline.reading.syntax import Parser
from truceline.vocabulary.errors import TrucelineError

TEXT = (
    "MOSCOW, June 7, 2016. The envoy, all grumbles, militants had quarrelled with Turkey near Hama. "
    "Anna Beispiel, a resident, wept.\n"
)


@pytest.fixture
def parsers(real_parsers: Mapping[str, Parser]) -> Mapping[str, Parser]:
    if set(real_parsers) != {"en", "ru"}:
        pytest.skip("the extras [parser] and [ru] are not installed")
    return real_parsers


@pytest.mark.parametrize(
    ("language", "text", "subject"),
    [
        ("en", "On Monday the minister said that troops shelled the town.", "minister"),
        ("ru", "В понедельник министр сообщил, что войска обстреляли город.", "министр"),
    ],
)
def test_a_real_parse_names_the_subject_of_saying(
    parsers: Mapping[str, Parser], language: str, text: str, subject: str
) -> None:
    """Both models give every word its place in the text and lead the verb of saying to its subject."""
    words = parsers[language].parse(text).words
    written = [text[w.start : w.end] for w in words]
    assert "".join(written) == text.replace(" ", "")
    said = next(i for i, w in enumerate(written) if w in ("said", "сообщил"))
    assert [written[i] for i, w in enumerate(words) if w.head == said and w.relation == "nsubj"] == [subject]


@pytest.mark.parametrize("text", ["", " \n\n", "\ud7ff\u202e مرحبا 🙂 x\u0301", "Да.\n\n– Нет?"])
def test_any_text_parses(parsers: Mapping[str, Parser], text: str) -> None:
    """Empty, foreign and odd texts raise nothing; every head is a word of the text."""
    for parser in parsers.values():
        words = parser.parse(text).words
        assert all(0 <= w.head < len(words) and 0 <= w.start < w.end <= len(text) for w in words)


def test_a_copied_model_with_other_weights_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third party's upload counts only while its weights are the ones that were looked at."""
    monkeypatch.setattr(reading_extras, "WEIGHTS", "0" * 64)
    monkeypatch.setattr(reading_extras, "OFFICIAL", "no_such_model")
    reading_extras.installed_parsers.cache_clear()
    assert "en" not in reading_extras.installed_parsers()
    reading_extras.installed_parsers.cache_clear()


def test_a_parser_that_cannot_be_loaded_is_a_coded_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading on without it would give other claims and not say so."""

    def broken(*_: object) -> None:
        raise ImportError("no module named thinc")

    reading_extras.installed_parsers.cache_clear()
    monkeypatch.setattr(
        reading_extras, "find_spec", lambda name: object() if name in ("spacy", reading_extras.OFFICIAL) else None
    )
    monkeypatch.setattr(reading_extras, "SpacyParser", broken)
    with pytest.raises(TrucelineError, match=r"E-READ-031 spacy: .*thinc.*--no-extras"):
        reading_extras.installed_parsers()
    reading_extras.installed_parsers.cache_clear()


def test_the_output_says_which_parser_took_part(parsers: Mapping[str, Parser], monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON names it; --no-extras reads by rules alone and names none."""
    monkeypatch.setattr("truceline.cli.read.installed_parsers", lambda: parsers)
    with_, without = (
        json.loads(CliRunner().invoke(main, ["read", "-", "--json", *more], input=TEXT).stdout)["extras"]
        for more in ([], ["--no-extras"])
    )
    assert [e.split(":")[0] for e in with_] == ["parser"] and without == []


@contextmanager
def server(answer: Any, asked: list[dict[str, Any]]) -> Iterator[str]:
    """A chat address that always answers the same."""

    class Chat(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps({"choices": [{"message": {"content": json.dumps(answer)}}]}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    running = HTTPServer(("127.0.0.1", 0), Chat)
    Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}/v1"
    finally:
        running.shutdown()


PROPOSED = {
    "statements": [
        {"speaker": "The envoy", "cue": "grumbles", "content": "militants had quarrelled  with Turkey near Hama"},
        {"speaker": "The envoy", "content": "peace is near"},
    ],
    "events": [
        {"type": "combat", "trigger": "quarrelled", "target": "Turkey"},
        {"type": "shelling", "trigger": "shelled"},
    ],
}


def test_a_model_adds_only_what_stands_in_the_text() -> None:
    """Verbatim proposals get offsets, invented ones are dropped and counted; none becomes a row of a table."""
    asked: list[dict[str, Any]] = []
    lexicons = load_lexicons()
    reading = read_text(TEXT, lexicons)
    before = rows_of(reading, "n", "0" * 64, lexicons).tables
    with server(PROPOSED, asked) as address:
        assert proposals(LanguageModel(address, "small"), reading, lexicons) == []
    added = [e for e in reading.events if e.rule == "model"]
    assert [(e.triggers[0].of(TEXT), e.targets) for e in added] == [("quarrelled", ("turkey",))]
    assert [s.content[0].of(TEXT) for s in reading.statements if s.rule == "model"] == [
        "militants had quarrelled with Turkey near Hama"
    ]
    assert reading.extras == ("llm: small; 2 proposals dropped (not in the text, or found already)",)
    assert rows_of(reading, "n", "0" * 64, lexicons).tables == before


def test_a_model_never_sees_a_private_name() -> None:
    """The text goes out with names of private persons replaced, offsets kept."""
    asked: list[dict[str, Any]] = []
    lexicons = load_lexicons()
    with server({"statements": [], "events": []}, asked) as address:
        proposals(LanguageModel(address, "small"), read_text(TEXT, lexicons), lexicons)
    sent = asked[0]["messages"][1]["content"]
    assert "Beispiel" not in sent and len(sent) == len(TEXT) and "militants had quarrelled" in sent


def test_an_answer_out_of_shape_is_a_coded_problem_and_adds_nothing() -> None:
    """A type that is no type of event: E-READ-030, the reading is as it was."""
    lexicons = load_lexicons()
    reading = read_text(TEXT, lexicons)
    with server({"statements": [], "events": [{"type": "magic", "trigger": "wept"}]}, []) as address:
        found = proposals(LanguageModel(address, "small"), reading, lexicons)
    assert [p.code for p in found] == ["E-READ-030"] and reading.extras == ()


def test_an_address_elsewhere_without_tls_is_refused(tmp_path: Path) -> None:
    """http to another machine never gets a text; nobody listening is a coded problem of the command."""
    with pytest.raises(TrucelineError, match="E-READ-030"):
        LanguageModel("http://192.0.2.1/v1", "small")
    (tmp_path / "n.txt").write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(main, ["read", str(tmp_path / "n.txt"), "--llm", "http://127.0.0.1:9/v1"])
    assert result.exit_code == 1 and "E-READ-030" in result.stderr
