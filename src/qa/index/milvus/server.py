"""A Milvus server, or a file of milvus-lite: reached once for each address, its errors in words."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import threading
from collections.abc import Iterator
from typing import Any, Literal

from qa.errors import EngineError

TOKEN = "QA_MILVUS_TOKEN"  # in the environment, never on a command line or in a manifest
SECONDS = 30.0  # for one call of a build
SECONDS_TO_ANSWER = 10.0  # somebody waits
MOST_HITS = 16_384  # a search may ask Milvus for

_UNLOADED = re.compile(r"not loaded|released")

_clients: dict[str, Any] = {}
_connecting = threading.Lock()


def is_file(uri: str) -> bool:
    """Whether an address is a file of milvus-lite."""
    return uri.endswith(".db")


def reach(uri: str) -> Any:  # noqa: ANN401
    """A client of the Milvus at an address. Safe across threads.

    Raises EngineError when pymilvus is not installed or nothing answers.
    """
    with _connecting:
        if uri not in _clients:
            _clients[uri] = _connected(uri)
        return _clients[uri]


def _connected(uri: str) -> Any:  # noqa: ANN401
    try:
        from pymilvus import MilvusClient

        if is_file(uri):
            import milvus_lite  # noqa: F401
    except ImportError as error:
        raise EngineError(
            "The engine milvus needs packages that are not installed. Install them with: "
            "pip install 'qa[milvus]' (or .[milvus] in a checkout)"
        ) from error
    # Both tell of every error with a traceback; it is told here, in a sentence.
    for name in ("pymilvus", "milvus_lite"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if is_file(uri):
        with contextlib.suppress(OSError):
            os.makedirs(os.path.dirname(uri), exist_ok=True)
    with answering(uri):
        return MilvusClient(uri, token=os.environ.get(TOKEN, ""), timeout=SECONDS_TO_ANSWER)


def asked(
    uri: str,
    call: Literal["search", "query"],
    collection: str,
    **how: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """What a collection answers. Raises EngineError."""
    from pymilvus.exceptions import MilvusException

    with answering(uri):
        client = reach(uri)
        ask = getattr(client, call)
        try:
            return ask(collection, timeout=SECONDS_TO_ANSWER, **how)
        except MilvusException as error:
            if not _UNLOADED.search(str(error.message)):
                raise
            # The server was started anew since the collection was opened.
            client.load_collection(collection)
            return ask(collection, timeout=SECONDS_TO_ANSWER, **how)


@contextlib.contextmanager
def answering(uri: str) -> Iterator[None]:
    """Whatever goes wrong with Milvus meanwhile is an EngineError, in a sentence."""
    from pymilvus.exceptions import MilvusException

    try:
        yield
    except MilvusException as error:
        why = " ".join(str(error.message).split())[:200]
        remedy = "Is the server up, and is that its address?"
        if is_file(uri):
            remedy = "Its folder must be there, and one process at a time may have it open."
        raise EngineError(
            f"Milvus at {uri} cannot be used ({why}). {remedy} See docs/scale.md"
        ) from error
