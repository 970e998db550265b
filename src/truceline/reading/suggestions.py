"""What a language model proposes, held against the text: only words that stand there become claims.

A model returns verbatim strings; the offsets are computed here, and what is not found is dropped and counted. Its claims
carry the rule ``model`` and a low confidence, never overlap what rules found, and make no row of any table: they are
shown, and a person enters what holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from truceline.reading import quick_re as re
from truceline.reading.model import PROPOSED, ActorMention, Event, Reading, Span, Statement

CONFIDENCE = 0.3
RULE = PROPOSED


def shape(types: Iterable[str]) -> dict[str, Any]:
    """The JSON Schema of an answer. ``types``: event types of the word lists, which the answer may not leave."""
    words = {"type": "string", "minLength": 2, "maxLength": 600}
    statement = {"speaker": words, "cue": words, "content": words}
    event = {"type": {"type": "string", "enum": sorted(types)}, "trigger": words, "agent": words, "target": words}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["statements", "events"],
        "properties": {
            "statements": _list(statement, ["speaker", "content"]),
            "events": _list(event, ["type", "trigger"]),
        },
    }


def _list(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    item = {"type": "object", "additionalProperties": False, "required": required, "properties": properties}
    return {"type": "array", "maxItems": 200, "items": item}


def add_suggestions(reading: Reading, answer: Mapping[str, Any], name: str) -> None:
    """Add what an answer (of ``shape``) proposes and the text holds; the reading says how much was dropped."""
    dropped = 0
    for row in answer["statements"]:
        statement = _statement(reading, row)
        dropped += statement is None
        if statement is not None:
            reading.statements.append(statement)
    for row in answer["events"]:
        event = _event(reading, row)
        dropped += event is None
        if event is not None:
            reading.events.append(event)
    reading.extras = (*reading.extras, f"llm: {name}; {dropped} proposals dropped (not in the text, or found already)")


def _find(text: str, words: str, near: int = 0) -> Span | None:
    """Where a string stands, word for word (spaces and line breaks alike); the first place from ``near`` on."""
    parts = words.split()
    if not parts:
        return None
    found = re.compile(r"\s+".join(re.escape(p) for p in parts)).search(text, near)
    return Span(*found.span()) if found else None


def _ids(span: Span | None, actors: Sequence[ActorMention]) -> tuple[str, ...]:
    inside = [i for a in actors if span is not None and span.touches(a.span) for i in a.actor_ids]
    return tuple(dict.fromkeys(inside))


def _statement(reading: Reading, row: Mapping[str, str]) -> Statement | None:
    content, speaker = _find(reading.text, row["content"]), _find(reading.text, row["speaker"])
    if content is None or speaker is None or any(c.touches(content) for s in reading.statements for c in s.content):
        return None
    cue = _find(reading.text, row["cue"]) if row.get("cue") else None
    ids = _ids(speaker, reading.actors)
    name = f"s{len(reading.statements) + 1}"
    return Statement(name, (content,), "indirect", cue, speaker, ids, RULE, confidence=CONFIDENCE)


def _event(reading: Reading, row: Mapping[str, str]) -> Event | None:
    trigger = _find(reading.text, row["trigger"])
    if trigger is None or any(t.touches(trigger) for e in reading.events for t in e.triggers):
        return None
    line = reading.text.rfind("\n", 0, trigger.start) + 1
    agent, target = (_find(reading.text, row.get(key, ""), line) for key in ("agent", "target"))
    said = next((s for s in reading.statements if s.holds(trigger)), None)
    return Event(
        f"e{len(reading.events) + 1}",
        row["type"],
        [trigger],
        agents=_ids(agent, reading.actors),
        targets=_ids(target, reading.actors),
        modality="claimed" if said else "asserted",
        claimed_by=said.speaker_ids if said else (),
        statement_id=said.id if said else None,
        rule=RULE,
        confidence=CONFIDENCE,
    )
