"""The server: the SDK's requests become calls of :mod:`regsearch.mcp_server.tools`.

stdout carries the protocol only; what is to be logged goes to stderr.
"""

from __future__ import annotations

import gc
import json
import logging
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

import anyio
from anyio import to_thread
from mcp import MCPError, types
from mcp.server import Server
from mcp.server.stdio import stdio_server

import regsearch
from regsearch.errors import NotFoundError, RegsearchError, TooLargeError, system_fault
from regsearch.mcp_server import resources
from regsearch.mcp_server.tools import INSTRUCTIONS, Tool, tools

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from typing import BinaryIO

    from mcp.server import ServerRequestContext

    Context = ServerRequestContext[Any]

T = TypeVar("T")

MAX_MESSAGE = 16 * 2**20
"""Bytes of one message of the client; a longer one ends the connection."""
MAX_AT_ONCE = 4
"""Calls that are worked on at once; others wait."""
_COLLECT = (2_000, 5, 2)
"""Thresholds of the garbage collector's three generations."""

_log = logging.getLogger(__name__)


def serve(index: str | None) -> None:
    """Serve the index at *index* over stdin and stdout until the client closes them.

    Args:
        index: its folder or address; None for the usual one.

    Raises:
        StorageError: the index cannot be opened.
        TooLargeError: the client sent a message over :data:`MAX_MESSAGE`.
        BrokenPipeError: the client has gone.

    """
    # The command collects garbage rarely, because it ends soon; a server has to: closed indexes
    # wait for it, 2 MB each. What is there from the beginning need not be looked through.
    gc.freeze()
    gc.set_threshold(*_COLLECT)
    # A server that cannot answer should not start: clients show that, and what it said.
    regsearch.open(index).close()
    try:
        anyio.run(_serve, make_server(index))
    except BaseExceptionGroup as group:
        raise _first_error(group) from None


def _first_error(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first error in the nested groups that the SDK's tasks raise."""
    error = group.exceptions[0]
    return _first_error(error) if isinstance(error, BaseExceptionGroup) else error


async def _serve(server: Server[Any]) -> None:
    stdin = cast("anyio.AsyncFile[str]", _lines(sys.stdin.buffer))
    async with stdio_server(stdin=stdin) as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


async def _lines(stream: BinaryIO) -> AsyncIterator[str]:
    """Yield the lines of *stream*, none of which may fill the memory."""
    read = partial(stream.readline, MAX_MESSAGE + 1)
    # Abandoned, because a client that reads no more may never send another line.
    while line := await to_thread.run_sync(read, abandon_on_cancel=True):
        if len(line) > MAX_MESSAGE:
            raise TooLargeError(
                f"Pesan klien melebihi {MAX_MESSAGE} bita; sambungan diakhiri. Kirim teks yang "
                "lebih pendek, lalu sambungkan lagi."
            )
        yield line.decode("utf-8", errors="replace")


def make_server(index: str | None) -> Server[Any]:
    """Return a server of the index at *index*, not yet connected."""
    limiter = anyio.CapacityLimiter(MAX_AT_ONCE)

    async def work(call: Callable[[], T]) -> T:
        # Asking computes; the thread of a call that the client cancelled ends by itself.
        return await to_thread.run_sync(call, limiter=limiter, abandon_on_cancel=True)

    async def list_tools(_: Context, __: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(tool) for tool in tools().values()])

    async def call_tool(_: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        if params.name not in tools():
            raise MCPError(
                types.INVALID_PARAMS,
                f"Alat {params.name[:50]!r} tidak dikenal. Pilihan: {', '.join(tools())}.",
            )
        return await work(partial(_call, tools()[params.name], params.arguments or {}, index))

    async def list_resources(_: Context, __: Any) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=[_corpus()])

    async def list_templates(_: Context, __: Any) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(resource_templates=_templates())

    async def read(_: Context, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        return await work(partial(_read, str(params.uri), index))

    return Server(
        "regsearch",
        version=regsearch.__version__,
        title="regsearch: peraturan kepegawaian Indonesia",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read,
    )


def _described(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.input_schema,
        output_schema=tool.output_schema,
        annotations=types.ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )


def _call(tool: Tool, given: dict[str, Any], index: str | None) -> types.CallToolResult:
    try:
        value, text = tool.call(given, index)
    except Exception as raised:
        code, message = _failure(raised)
        error = {"version": 1, "error": {"code": code, "message": message}}
        # As text only: clients hold structured content against the schema of a sound result.
        content = types.TextContent(type="text", text=json.dumps(error, ensure_ascii=False))
        return types.CallToolResult(content=[content], is_error=True)
    content = types.TextContent(type="text", text=text)
    return types.CallToolResult(content=[content], structured_content=value)


def _read(uri: str, index: str | None) -> types.ReadResourceResult:
    try:
        text, kind = resources.read(uri, index)
    except Exception as raised:
        code, message = _failure(raised)
        number = types.INVALID_PARAMS if _is_callers(raised) else types.INTERNAL_ERROR
        raise MCPError(number, message, {"code": code, "uri": uri[:100]}) from raised
    contents = types.TextResourceContents(uri=uri, mime_type=kind, text=text)
    return types.ReadResourceResult(contents=[contents])


def _is_callers(raised: Exception) -> bool:
    return isinstance(raised, (NotFoundError, ValueError))


def _failure(raised: Exception) -> tuple[str, str]:
    """Return the code and the message of an error; log one that is not of regsearch."""
    if isinstance(raised, OSError) and not isinstance(raised, RegsearchError):
        raised = system_fault(raised, always=True) or raised
    if isinstance(raised, RegsearchError):
        return raised.code, str(raised)
    _log.error("unforeseen error", exc_info=raised)
    return "galat", "Galat yang tidak terduga di regsearch; rinciannya di log server (stderr)."


def _corpus() -> types.Resource:
    return types.Resource(
        uri=resources.CORPUS,
        name="korpus",
        title="Daftar dokumen",
        description="Semua peraturan yang diketahui, dengan status hari ini.",
        mime_type="application/json",
    )


def _templates() -> list[types.ResourceTemplate]:
    rows = [
        ("pasal", resources.BY_CITATION, "Ketentuan utuh menurut sitasi, per suatu hari"),
        ("ketentuan", resources.BY_ADDRESS, "Ketentuan utuh: pp-94-2021 dan pasal-5/huruf-n"),
        ("dokumen", resources.DOCUMENT, "Suatu dokumen, statusnya, dan daftar isinya"),
    ]
    return [
        types.ResourceTemplate(
            name=name, uri_template=template, description=about, mime_type="text/markdown"
        )
        for name, template, about in rows
    ]
