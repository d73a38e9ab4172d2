"""Texts to vectors: sentence-transformers as the reference, onnxruntime to answer.

Both run the same weights. The reference costs seconds to import, so it is used once, to export
a graph that holds the model, its pooling and the normalisation; questions run on that graph.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, TypeVar, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from qa.cores import one_thread_each, usable_cores
from qa.errors import EncoderError
from qa.index.encoding.card import GRAPH, INTERACTION, TOKENIZER, Card
from qa.index.encoding.contentwords import ReadText, read_text
from qa.index.encoding.interaction import Interaction

_T = TypeVar("_T")
Progress = Callable[[int], None]
"""Called with the number of texts done since the last call (as `tqdm.update`)."""

EMBEDDING, TOKENS = "embedding", "tokens"  # what the graph gives
# Short, long (truncated), not English, not words: what a graph traced on one shape gets wrong.
SAMPLE = (
    "Health",
    "What did inspectors say about the health of looked after children?",
    "The council's arrangements for children’s safeguarding are adequate. " * 40,
    "café 日本語 😀 £3.5m – 62%",
    "",
    "3",
)
CLOSE_ENOUGH = 0.9999  # least cosine between an exported graph's vectors and the reference's
_CHUNK = 1024  # texts tokenised at a time, so that memory does not grow with the corpus
_FEW = 2  # texts of a question


class Encoder(Protocol):
    """What turns texts into unit vectors. `fingerprint` changes whenever its vectors would."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def fingerprint(self) -> str: ...

    def encode(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Vectors of length 1, shape (len(texts), dimension), in the order of the texts."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a word in small letters is one token: a word, and not a misspelling of one."""
        ...


@runtime_checkable
class ReadsWords(Protocol):
    """An encoder that tells its vectors of words, too."""

    def read(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[ReadText]: ...

    def asked(self, words: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The words of a question, shape (n, d), as they are compared with a passage's, of length
        1; and how much each matters, shape (n,).
        """
        ...

    def moved(self, questions: NDArray[np.float32]) -> NDArray[np.float32]:
        """Vectors of questions, shape (n, d), as they are compared with passages, of length 1."""
        ...


def plain(text: str) -> str:
    """The text with lone surrogates replaced: a question may hold them, a tokenizer may not."""
    return text.encode("utf-8", "replace").decode("utf-8")


class OnnxEncoder:
    """The exported encoder: onnxruntime and tokenizers, safe to use from several threads.

    Each text is run by itself, on one thread, and several side by side. Nothing is wasted on
    padding, a text's vector is the same whatever is encoded with it, and no thread has to wait at
    each step for another that the machine has put to other work.
    """

    def __init__(
        self,
        card: Card,
        tokenizer: Any,  # noqa: ANN401
        session: Any,  # noqa: ANN401
        interaction: Interaction | None,
    ) -> None:
        self.card = card
        self.interaction = interaction
        self._tokenizer = tokenizer
        self._session = session
        self._inputs = {given.name for given in session.get_inputs()}
        self._beside = ThreadPoolExecutor(usable_cores(), "encoder")  # threads start when used

    @property
    def name(self) -> str:
        return self.card.name

    @property
    def dimension(self) -> int:
        return self.card.dimension

    @property
    def fingerprint(self) -> str:
        return self.card.fingerprint

    @classmethod
    def open(cls, folder: Path) -> OnnxEncoder:
        """The encoder in a folder, once its files have the hashes on its card.

        Raises EncoderError when a file is missing, damaged or not of a known format.
        """
        one_thread_each()
        card = Card.read(folder)
        # Up to 90 MB take a tenth of a second: another core reads them while this one loads them.
        wrong: list[str] = []
        checking = threading.Thread(target=lambda: wrong.append(card.damaged(folder)))
        checking.start()
        try:
            learnt = card.interaction_sha256
            interaction = Interaction.open(folder / INTERACTION) if learnt else None
            found = cls.of(card, str(folder / GRAPH), folder / TOKENIZER, interaction)
        except Exception as error:  # both libraries raise plain Exception and subclasses of it
            raise EncoderError(
                f"The encoder of the index cannot be opened ({error}). Mend it with: qa index"
            ) from error
        finally:
            checking.join()
        if wrong[0]:
            raise EncoderError(
                f"The encoder of the index is damaged ({wrong[0]}). Mend it with: qa index"
            )
        return found

    @classmethod
    def of(
        cls,
        card: Card,
        graph: str | bytes,
        tokenizer: Path,
        interaction: Interaction | None = None,
    ) -> OnnxEncoder:
        """The encoder of a graph, by its file's path or in memory. Raises what its library does."""
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3  # errors only: its warnings are about the exporter's graph
        session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        reader = Tokenizer.from_file(str(tokenizer))
        reader.enable_truncation(card.max_tokens)
        reader.no_padding()
        return cls(card, reader, session, interaction)

    def knows(self, word: str) -> bool:
        """Whether a word in small letters is one token: a word, and not a misspelling of one."""
        return self._tokenizer.token_to_id(plain(word)) is not None

    def encode(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Vectors of length 1, shape (len(texts), dimension), in the order of the texts."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _CHUNK):
            tokens = self._tokens(texts[start : start + _CHUNK])
            for row, vector in enumerate(self._each(self._embed, tokens), start):
                vectors[row] = vector
                if progress:
                    progress(1)
        return vectors

    def read(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[ReadText]:
        """Texts with the vectors of their content words, in their order. Keep the texts few:
        word vectors take a hundred times the room of a text's one.
        """
        found = []
        few = len(texts) <= _FEW  # are tokenised each where it is read
        tokens = [None] * len(texts) if few else self._tokens(texts)
        for text in self._each(self._read, list(zip(texts, tokens, strict=True))):
            found.append(text)
            if progress:
                progress(1)
        return found

    def told(self, texts: Sequence[str], output: str) -> list[NDArray[np.float32]]:
        """What else the graph gives of each text."""
        return [self._run(encoding.ids, output)[0][0] for encoding in self._tokens(texts)]

    def _tokens(self, texts: Sequence[str]) -> list[Any]:
        clean = [plain(text) for text in texts]
        if len(clean) > _FEW:
            encodings: list[Any] = self._tokenizer.encode_batch(clean)
            return encodings
        # A batch would be spread over threads of the tokenizer's own.
        return [self._tokenizer.encode(text) for text in clean]

    def asked(self, words: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The words of a question, shape (n, d), as they are compared with a passage's, of length
        1; and how much each matters, shape (n,).
        """
        if not self.interaction:
            return words, np.ones(len(words), np.float32)
        return self.interaction.asked(words)

    def moved(self, questions: NDArray[np.float32]) -> NDArray[np.float32]:
        """Vectors of questions, shape (n, d), as they are compared with passages, of length 1."""
        return self.interaction.moved(questions) if self.interaction else questions

    def _each(self, work: Callable[[Any], _T], items: Sequence[Any]) -> Iterator[_T]:
        """The work on each item, in their order, some at a time."""
        if len(items) > _FEW:
            # Threads of their own: a question need not wait until an index is made.
            with ThreadPoolExecutor(usable_cores(), "encoder") as pool:
                yield from pool.map(work, items)
            return
        # The last is the longest: it waits for no other thread.
        others = [self._beside.submit(work, item) for item in items[:-1]]
        last = [work(item) for item in items[-1:]]
        yield from (other.result() for other in others)
        yield from last

    def _embed(self, encoding: Any) -> NDArray[np.float32]:  # noqa: ANN401
        vector: NDArray[np.float32] = self._run(encoding.ids, EMBEDDING)[0][0]
        return vector

    def _read(self, pair: tuple[str, Any]) -> ReadText:
        text, encoding = pair
        if encoding is None:
            encoding = self._tokens([text])[0]
        vectors, tokens = self._run(encoding.ids, EMBEDDING, TOKENS)
        return read_text(plain(text), encoding, vectors[0], tokens[0])

    def _run(self, tokens: list[int], *outputs: str) -> list[NDArray[np.float32]]:
        ids = np.array([tokens], np.int64)
        known = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        feed = {name: values for name, values in known.items() if name in self._inputs}
        results: list[NDArray[np.float32]] = self._session.run(list(outputs), feed)
        return results
