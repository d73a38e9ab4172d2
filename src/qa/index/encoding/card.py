"""The files of an encoder in an index, and the card that tells what they are."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from qa.errors import EncoderError
from qa.index.encoding.weights import sha256

GRAPH, TOKENIZER, CARD = "model.onnx", "tokenizer.json", "encoder.json"
INTERACTION = "interaction.npz"


@dataclass(frozen=True, slots=True)
class Card:
    """What `encoder.json` says of an exported encoder."""

    name: str
    dimension: int
    max_tokens: int
    fingerprint: str
    graph_sha256: str
    tokenizer_sha256: str
    interaction_sha256: str = ""  # empty where none was learnt

    @classmethod
    def of(cls, folder: Path, name: str, fingerprint: str, dimension: int, max_tokens: int) -> Card:
        """The card of the graph and tokenizer that lie in a folder. Raises OSError."""
        hashes = (sha256(folder / GRAPH), sha256(folder / TOKENIZER))
        learnt = folder / INTERACTION
        of_words = sha256(learnt) if learnt.exists() else ""
        return cls(name, dimension, max_tokens, fingerprint, *hashes, of_words)

    def write(self, folder: Path) -> None:
        (folder / CARD).write_text(json.dumps(asdict(self), indent=2) + "\n", "utf-8")

    @classmethod
    def read(cls, folder: Path) -> Card:
        """The card of an encoder's folder. Raises EncoderError."""
        try:
            return cls(**json.loads((folder / CARD).read_text("utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise EncoderError(
                f"The encoder of the index cannot be read ({error}). Mend it with: qa index"
            ) from error

    def damaged(self, folder: Path) -> str:
        """What is wrong with the files beside the card: empty when they have its hashes."""
        files = {GRAPH: self.graph_sha256, TOKENIZER: self.tokenizer_sha256}
        if self.interaction_sha256:
            files[INTERACTION] = self.interaction_sha256
        try:
            wrong = [name for name, expected in files.items() if sha256(folder / name) != expected]
        except OSError as error:
            return str(error)
        return wrong[0] if wrong else ""
