"""A bag holds what was asked, answered, disputed, judged and corrected, and withholds accounts outside the mission."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.web.service.evidence_files import body
from tests.web.service.test_questions import ask


def tables(client: Any, incident: Any, **asked: str) -> dict[str, Any]:
    answer = client.post(f"/incidents/{incident.pk}/export/", asked)
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(body(answer))) as packed:
        names = [n for n in packed.namelist() if n.endswith(".json")]
        return {Path(n).stem: json.loads(packed.read(n)) for n in names}


def test_what_people_said_of_a_case_leaves_with_it(
    vault: Path,
    filed: Any,
    settled: Callable[[str], Any],
    signed_in: Callable[[str], Any],
    delay: Callable[[float], None],
) -> None:
    """A question with its answer, a dissent, a judgement and what took it back, a correction that waits; and no row of
    another case."""
    from truceline.web.casework import correction_actions, judging_actions, question_actions
    from truceline.web.casework.models import Incident, Member

    other = Incident.objects.exclude(pk=filed.pk).filter(compartment=None).first()
    away = Member.objects.filter(incident=other).first()
    own = filed.members.get().report_id
    Incident.objects.filter(pk=filed.pk).update(state="under_verification")
    question = ask(settled, filed)
    delay(0)
    question_actions.answer(settled("hedda"), question.pk, "Nobody was there. Example.")
    question_actions.dissent(settled("viktor"), filed.pk, "", "I read the crater otherwise. Example.")
    batch = judging_actions.judge_pair(settled("vera"), own, away.report_id, "different", "Another hour. Example.")
    judging_actions.undo(settled("vera"), batch)
    filed.refresh_from_db()
    seen = (filed.pk, filed.version)
    correction_actions.propose_correction(settled("vera"), seen, own, {"weapon": "mortar"}, "Misread. Example.")

    told = tables(signed_in("viktor"), filed)
    assert [q["text"] for q in told["questions"]] == [question.text]
    assert [(r["text"], r["by"]) for r in told["questions"][0]["replies"]] == [
        ("Nobody was there. Example.", "withheld")
    ]
    assert [(d["text"], d["by"]) for d in told["dissents"]] == [("I read the crater otherwise. Example.", "viktor")]
    assert [(j["by"], j["undoes"] != "") for j in told["judgements"]] == [("vera", False), ("vera", True)]
    (correction,) = told["corrections"]
    assert correction["after"] == {"weapon": "mortar"} and correction["decision"] is None
    assert "hedda" not in json.dumps(told) and "rana" not in json.dumps(told)
    named = tables(signed_in("vera"), filed, originals="1")
    assert named["questions"][0]["replies"][0]["by"] == "hedda"
    elsewhere = tables(signed_in("viktor"), other)
    assert elsewhere["questions"] == elsewhere["dissents"] == elsewhere["corrections"] == []
