"""A language model behind an OpenAI-compatible address, asked for proposals: ``pip install 'truceline[llm]'``.

The text leaves without names of private persons. Addresses other than this machine's own are refused unless they are
asked for by https; a token stands in TRUCELINE_LLM_TOKEN. Temperature 0 and a seed, yet a model may answer otherwise
tomorrow: what it proposed stands in the claims file with its name.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from truceline.reading.lexicon import Lexicons
from truceline.reading.model import Reading
from truceline.reading.pseudonyms import pseudonymise
from truceline.reading.suggestions import add_suggestions, shape
from truceline.vocabulary.errors import Problem, TrucelineError, problem

LOOPBACK = frozenset(["127.0.0.1", "localhost", "::1"])
TASK = (
    "Find in the text who said what (statements) and what is said to have happened (events). Copy words exactly as they "
    "stand in the text; never translate, correct or complete them. Leave out what you are not sure of. Answer as JSON."
)


@dataclass(frozen=True)
class LanguageModel:
    """``address``: up to and with /v1; ``model``: the name that the server knows; ``timeout_s``: seconds to wait."""

    address: str
    model: str
    timeout_s: float = 120.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            cause = "texts go to this machine's own addresses, or elsewhere by https"
            raise TrucelineError(problem("E-READ-030", self.address, cause=cause))

    def ask(self, text: str, types: Iterable[str]) -> dict[str, Any]:
        """The model's answer to a text without private names, held to its schema.

        Raises TrucelineError (E-READ-030) when it cannot be reached or answers something else.
        """
        import httpx
        import jsonschema

        wanted = shape(types)
        body = {
            "model": self.model,
            "temperature": 0,
            "seed": 1,
            "messages": [{"role": "system", "content": TASK}, {"role": "user", "content": text}],
            "response_format": {"type": "json_schema", "json_schema": {"name": "claims", "schema": wanted}},
        }
        token = os.environ.get("TRUCELINE_LLM_TOKEN")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            got = httpx.post(
                f"{self.address.rstrip('/')}/chat/completions", json=body, headers=headers, timeout=self.timeout_s
            )
            got.raise_for_status()
            answer: dict[str, Any] = json.loads(got.json()["choices"][0]["message"]["content"])
            jsonschema.Draft202012Validator(wanted).validate(answer)
        except (httpx.HTTPError, ValueError, LookupError, TypeError, jsonschema.ValidationError) as error:
            cause = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise TrucelineError(problem("E-READ-030", self.address, cause=cause)) from error
        return answer


def proposals(model: LanguageModel, reading: Reading, lexicons: Lexicons) -> list[Problem]:
    """Add a model's proposals to a reading, which then names the model; why there is no answer, if so."""
    masked = pseudonymise(reading.text, reading.private_names)[0]
    try:
        answer = model.ask(masked, lexicons.acts)
    except TrucelineError as error:
        return list(error.problems)
    add_suggestions(reading, answer, model.model)
    return []
