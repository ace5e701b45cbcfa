"""The texts that the model of behaviours learns from become their features."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from regsearch.behaviours import model
from regsearch.behaviours.features import QuestionFeatures, question_features
from regsearch.behaviours.index_files import LEARNT, TERMS
from regsearch.build.results_cache import digest_of, kept_result
from regsearch.files import program_sources
from regsearch.query.citations import respelled
from regsearch.query.lexicon import question_words, spoken_words
from regsearch.query.parse import parse_query
from regsearch.text.analysis import Analyser, needing_stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from regsearch.behaviours.model import Example
    from regsearch.law.resolver import Directory

ANY_DAY = date(9999, 12, 31)
"""The citations of norms name their instruments by number, which means the same on every day."""
_READERS = ("behaviours/features.py", "query", "text", "citation", "law", "model", "data")
"""What decides how a question is read."""


def features_of(text: str, directory: Directory, analyser: Analyser) -> QuestionFeatures:
    """Return the features of *text*, which is taken as it is spelled."""
    query = parse_query(text, ANY_DAY, directory, analyser, lambda _words: {})
    return question_features(query, analyser)


def read_questions(
    texts: Sequence[str], directory: Directory, table: Mapping[str, str], cache: Path | None
) -> tuple[dict[str, QuestionFeatures], Analyser]:
    """Return the features of each of *texts*, and an analyser that knows the words of all.

    A question that cites nothing is read alike whatever the index holds, so those are read once and
    kept.

    Args:
        texts: the questions.
        directory: the instruments and provisions of the index.
        table: its stems.
        cache: folder of results of earlier builds; None for none.

    """
    plain = [text for text in texts if not directory.grammar.find(respelled(text))]

    def read() -> bytes:
        known = Analyser(computed=table)
        for word in needing_stems((*texts, *_lexicon())):
            known.stem(word)
        analyser = Analyser(known.new())
        rows = [[sorted(kind) for kind in features_of(text, directory, analyser)] for text in plain]
        return json.dumps([rows, dict(analyser.table) | analyser.new()]).encode()

    decided_by = (
        *program_sources(*_READERS),
        *map(str.encode, texts),
        b"",
        *map(str.encode, plain),
    )
    rows, stems = json.loads(kept_result(cache, "pertanyaan", digest_of(decided_by), read))
    analyser = Analyser({**table, **stems})
    found = {
        text: QuestionFeatures(*map(frozenset, row)) for text, row in zip(plain, rows, strict=True)
    }
    cited = {text: features_of(text, directory, analyser) for text in texts if text not in found}
    return found | cited, analyser


def _lexicon() -> Iterator[str]:
    """Yield the words by which questions are read, which an index knows the stems of."""
    yield from spoken_words()
    yield from question_words().short.values()


def write_model(
    folder: Path, examples: Sequence[Example], cache: Path | None, model_source: Path | None
) -> None:
    """Write the model of *examples* into the index in *folder*, learnt anew only if need be.

    Args:
        folder: the index.
        examples: what it learns from.
        cache: folder of results of earlier builds; None for none.
        model_source: an index whose model is taken if it learnt from the same; None for none.

    """

    def decided_by() -> Iterator[bytes]:
        yield from program_sources("behaviours/model.py", "behaviours/regression.py")
        for example in examples:
            number, features, *rest = example
            yield json.dumps([number, *map(sorted, features), *rest]).encode()

    def learn() -> bytes:
        return b"".join(model.model_lines(model.learn(examples)))

    digest = digest_of(decided_by())
    known = _model_in(model_source, digest) if model_source else None
    lines = known or kept_result(cache, "perilaku", digest, learn)
    (folder / TERMS).write_bytes(lines)
    (folder / LEARNT).write_text(f"{digest} {sha256(lines).hexdigest()}\n")


def _model_in(index: Path, digest: str) -> bytes | None:
    """Return the model of *index*, if it was learnt from what has *digest* and is whole."""
    try:
        learnt, lines = (index / LEARNT).read_text().split(), (index / TERMS).read_bytes()
    except (OSError, UnicodeDecodeError):
        return None
    return lines if learnt == [digest, sha256(lines).hexdigest()] else None
