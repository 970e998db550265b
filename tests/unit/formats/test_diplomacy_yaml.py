"""Entries of the diplomacy log are refused by code and line when they lead nowhere or say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.formats.claims_yaml import load_claims
from truceline.vocabulary.errors import TrucelineError

HEAD = "named_actors: [{id: a, name: A, kind: party}, {id: b, name: B, kind: party}]\n"
SOURCE = "source: s"


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (f"accessions: [{{accession_id: x, instrument: i, kind: total, on: 2016-02-26, proof: list, {SOURCE}}}]", "E-CLAIM-002", "name or a total"),
        (f"requests: [{{request_id: x, asked_by: a, asked_of: b, sent_at: 2016-02-26, answer_within: 2d, text: t, {SOURCE}}}]", "E-CLAIM-002", "no duration"),
        (f"requests: [{{request_id: x, asked_by: a, asked_of: b, sent_at: 2016-02-26, answered_at: 2016-02-25, text: t, {SOURCE}}}]", "E-CLAIM-006", "before"),
        (f"decisions: [{{decision_id: x, complaint_id: none, on: 2016-02-26, outcome: upheld, text: t, {SOURCE}}}]", "E-CLAIM-002", "names nothing"),
        (f"meeting_events: [{{event_id: x, meeting_id: m, on: 2016-02-26, what: ended, text: t, {SOURCE}}}]", "E-CLAIM-002", "not a value"),
        (f"complaints: [{{complaint_id: x, body: c, by: a, lodged_on: 2016-02-26, text: t, {SOURCE}}}]", "E-CLAIM-004", "named_actors"),
        ("positions: [{position_id: x, matter: m, side: left, on: 2016-02-26, text: t}]", "E-CLAIM-002", "no source"),
    ],
)  # fmt: skip
def test_each_mistake_has_its_code(tmp_path: Path, body: str, code: str, words: str) -> None:
    """Code, file and line, and words that say what to do; nothing is half taken."""
    file = tmp_path / "log.yaml"
    file.write_text(HEAD + body, encoding="utf-8")
    with pytest.raises(TrucelineError) as caught:
        load_claims(file)
    (found,) = caught.value.problems
    assert found.code == code and words in found.message and "log.yaml:" in found.place
