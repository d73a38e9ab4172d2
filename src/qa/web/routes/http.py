"""The commands' functions as plain JSON routes under /api, beside the page, with OpenAPI."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import FastAPI, Query
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from qa import __version__
from qa.errors import NotFoundError, QAError, UsageError
from qa.evidence.formats import Format
from qa.jsonl import dumps
from qa.service import Service
from qa.web.routes import shapes

if TYPE_CHECKING:
    from starlette.requests import Request

    from qa.assistant import Assistant

PATH = "/api"
_ABOUT = (
    "Exact words of inspection reports, cited by report, date and paragraph. "
    "Each route is the command of its name, and gives what that prints with --json."
)
_SEND_JSON = "Send JSON, and say so in a header: Content-Type: application/json"
_STATUSES: dict[int | str, str] = {
    400: "The call is wrong.",
    401: "A name and a password are asked for.",
    404: "There is no such report or paragraph.",
    408: "The body did not come in time.",
    413: "The body is too large.",
    429: "Too many calls from one place.",
    503: "Many people are asking, or the library is not open.",
    "default": "The call failed.",
}
_FAILED: dict[int | str, dict[str, Any]] = {
    status: {"model": shapes.Failed, "description": said} for status, said in _STATUSES.items()
}
# What pydantic finds wrong, in words for a person; what is not here has its own.
_WRONG = {
    "extra_forbidden": "there is no such field",
    "missing": "this is needed",
    "model_attributes_type": "send an object, with its fields by name",
    "json_invalid": "this is where it stops being JSON",
}


def build_api(get: Callable[[], Assistant]) -> FastAPI:
    """The routes over the assistant that `get` gives, to be mounted at `PATH`."""
    # No page of documentation: FastAPI's own fetches its scripts from another host.
    api = FastAPI(
        title="qa", version=__version__, description=_ABOUT, docs_url=None, redoc_url=None
    )
    routes = _Routes(Service(get))
    _add(api, "POST", routes.ask, shapes.AnswerRow)
    _add(api, "POST", routes.search, shapes.FoundRow)
    _add(api, "POST", routes.check, list[shapes.CheckedRow])
    _add(api, "POST", routes.pack, shapes.PackRow)
    _add(api, "GET", routes.show, shapes.ShownRow)
    _add(api, "GET", routes.reports, list[shapes.ReportRow])
    _add(api, "GET", routes.judgements, list[shapes.JudgementRow])
    _add(api, "GET", routes.export, list[shapes.ExportRow])
    files: dict[str, Any] = {kind.media_type: {} for kind in Format}
    api.add_api_route(
        "/evidence",
        routes.evidence,
        methods=["POST"],
        operation_id="evidence",
        response_class=Response,
        responses={200: {"content": files}, **_FAILED},
    )
    api.add_exception_handler(QAError, _told)
    api.add_exception_handler(RequestValidationError, _not_taken)
    api.add_exception_handler(HTTPException, _no_route)
    api.add_exception_handler(Exception, _broken)
    return api


def _add(api: FastAPI, method: str, call: Callable[..., Any], told: object) -> None:
    # The reply goes out as the service made it; the type is for those who read OpenAPI.
    api.add_api_route(
        f"/{call.__name__}",
        call,
        methods=[method],
        operation_id=call.__name__,
        response_model=None,
        response_class=JSONResponse,
        responses={200: {"model": told}, **_FAILED},
    )


class _Routes:
    """Each method is a route; its docstring and types are what OpenAPI says of it."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def ask(self, call: shapes.AskCall) -> Response:
        """Answer a question with the judgement and verbatim quotations, cited by paragraph."""
        return _sent(self._service.ask(**dict(call)))

    def search(self, call: shapes.SearchCall) -> Response:
        """The ranked paragraphs for a question, best first, without an answer."""
        return _sent(self._service.search(**dict(call)))

    def check(self, call: shapes.CheckCall) -> Response:
        """Whether a quotation, or each one of a document, is really in a report."""
        return _sent(self._service.check(**dict(call)))

    def pack(self, call: shapes.PackCall) -> Response:
        """Whole paragraphs with citations for another tool, within a budget of tokens."""
        return _sent(self._service.pack(**dict(call)))

    def evidence(self, call: shapes.EvidenceCall) -> Response:
        """A conversation as a file: each quotation with its source and date of publication."""
        data = self._service.evidence(call.questions, call.format)
        named = {"Content-Disposition": f'attachment; filename="answer.{call.format}"'}
        return Response(data, media_type=call.format.media_type, headers=named)

    def show(self, call: Annotated[shapes.ShowCall, Query()]) -> Response:
        """A paragraph by its key; write its # as %23 ("harrow-2012%2358")."""
        return _sent(self._service.show(call.key))

    def reports(self) -> Response:
        """What is held."""
        return _sent(self._service.reports())

    def judgements(self, call: Annotated[shapes.JudgementsCall, Query()]) -> Response:
        """Judgements of one report or of all, with grade, number and scale."""
        return _sent(self._service.judgements(call.report, call.strand))

    def export(self, call: Annotated[shapes.ExportCall, Query()]) -> Response:
        """A report whole: itself, then its paragraphs, recommendations and judgements."""
        return _sent(self._service.export(call.report))


def _sent(value: object, status: int = 200) -> Response:
    # Half a character, which a call's JSON can hold and UTF-8 cannot, goes back as "?".
    body = dumps(value).encode("utf-8", "replace")
    return Response(body, status, media_type="application/json")


def _failure(status: int, code: str, message: str) -> Response:
    return _sent({"error": {"code": code, "message": message}}, status)


def _told(_: Request, error: Exception) -> Response:
    """What the program says in a sentence."""
    if isinstance(error, UsageError):
        return _failure(400, "wrong_call", str(error))
    if isinstance(error, NotFoundError):
        return _failure(404, "not_found", str(error))
    return _failure(503, "library_unavailable", str(error))


def _not_taken(request: Request, error: Exception) -> Response:
    """A body that is not JSON, or not of the route's form: where, and what is wrong there."""
    if not isinstance(error, RequestValidationError):
        raise error
    kind = request.headers.get("content-type", "").partition(";")[0]
    if request.method == "POST" and kind.strip().casefold() != "application/json":
        return _failure(400, "wrong_call", _SEND_JSON)
    return _failure(400, "wrong_call", "; ".join(map(_wrong, error.errors())) + ".")


def _wrong(found: dict[str, Any]) -> str:
    """What is wrong at one place of a call: "limit: Input should be a valid integer"."""
    place = ".".join(str(step) for step in found["loc"][1:]) or str(found["loc"][0])
    if found["type"] == "json_invalid":
        place = f"body, character {place}"
    return f"{place}: {_WRONG.get(found['type'], found['msg'])}"


def _no_route(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == 404:
        return _failure(404, "no_route", f"There is no such route; see {PATH}/openapi.json")
    if error.status_code == 405:
        return _failure(405, "wrong_method", f"Another method is needed; see {PATH}/openapi.json")
    # FastAPI's own: a body that is no text, or too deep to be read.
    return _failure(error.status_code, "wrong_call", "body: this cannot be read as JSON.")


def _broken(_: Request, error: Exception) -> Response:
    # The server writes the error to its log once this is sent.
    return _failure(500, "internal", "Something went wrong in the program; its log says what.")
