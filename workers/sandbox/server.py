"""The server: one port for all hosts, told apart by path; faults and counting around each."""

import asyncio
import contextlib
import json
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from workers.sandbox import control, feeds, instagram_web
from workers.sandbox.calls import MAX_BODY_BYTES, Call, read
from workers.sandbox.faults import Fault
from workers.sandbox.graph import api as graph
from workers.sandbox.graph import errors as graph_errors
from workers.sandbox.graph import rupload
from workers.sandbox.world import Settings, World
from workers.sandbox.x import api as x
from workers.sandbox.x import errors as x_errors

WORLD = web.AppKey("world", World)
Answer = Callable[[Call], Awaitable[web.StreamResponse]]


def application(settings: Settings) -> web.Application:
    app = web.Application(client_max_size=MAX_BODY_BYTES)
    app[WORLD] = World(settings)
    app.router.add_static("/feeds/static", Path(__file__).parent / "static")
    app.router.add_route("*", "/{path:.*}", handle)
    app.on_cleanup.append(_close)
    return app


async def _close(app: web.Application) -> None:
    app[WORLD].store.close()


async def handle(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    call = await read(request, world)
    if call.path.startswith(control.PREFIX):
        return control.respond(call)
    answer = _route(call)
    world.requests[call.account.id if call.account else "", call.method, call.template] += 1
    if not call.network:
        return await answer(call)
    call.faults = world.faults.strike(
        network=call.network,
        account=call.account.id if call.account else "",
        method=call.method,
        path=call.path,
    )
    return await _answer_with_faults(request, call, answer)


def _route(call: Call) -> Answer:
    """Which network the path belongs to; fills in whose call it is."""
    if call.path.startswith("/ig-api-upload/"):
        rupload.identify(call)
        return rupload.respond
    if call.path.startswith("/2/"):
        x.identify(call)
        return x.respond
    if graph.is_for(call):
        graph.identify(call)
        return graph.respond
    if instagram_web.is_for(call):
        instagram_web.identify(call)
        return instagram_web.respond
    call.template = "/feeds"
    return feeds.respond


async def _answer_with_faults(
    request: web.Request, call: Call, answer: Answer
) -> web.StreamResponse:
    early = call.world.settings.delay_ms / 1000
    early += sum(f.seconds for f in call.faults if f.what == "delay" and not f.after)
    if early:
        await asyncio.sleep(early)
    if call.ordered("drop_before"):
        return _dropped(request)
    ordered = call.ordered("status")
    if ordered and not ordered.after:
        return _ordered_answer(call, ordered)
    found = await answer(call)
    call.world.store.save_readings(
        (post_id, metric, reading) for (post_id, metric), reading in call.readings.items()
    )
    late = sum(f.seconds for f in call.faults if f.what == "delay" and f.after)
    if late:
        await asyncio.sleep(late)
    if call.ordered("drop_after"):
        return _dropped(request)
    return _ordered_answer(call, ordered) if ordered else found


def _dropped(request: web.Request) -> web.Response:
    """Close the connection at once; what is returned never reaches anybody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


_HTML = "<!DOCTYPE html><html><head><title>Error</title></head><body>Sorry, something went wrong."


def _ordered_answer(call: Call, fault: Fault) -> web.Response:
    if fault.preset == "server_error_html":
        code = 502 if fault.code == 500 else fault.code
        return web.Response(status=code, text=_HTML, content_type="text/html")
    if fault.preset:
        return _preset(call, fault.preset)
    if fault.html:
        return web.Response(
            status=fault.code, text=fault.html, content_type="text/html", headers=fault.headers
        )
    body = json.dumps(fault.body if fault.body is not None else {})
    return web.Response(
        status=fault.code, text=body, content_type="application/json", headers=fault.headers
    )


def _preset(call: Call, name: str) -> web.Response:
    if call.network == "twitter":
        reset_s = int(call.arrived_ms / 1000) + 60
        account_id = call.account.id if call.account else ""
        problem = x_errors.presets(name, account_id=account_id, reset_s=reset_s)
        call.answer_headers.update(problem.headers)
        return x.response(call, problem.status, problem.body)
    error, headers = graph_errors.presets(name, network=call.network, now_ms=call.arrived_ms)
    call.answer_headers.update(headers)
    return graph.response(call, error.status, error.body())


def serve(settings: Settings, *, ready: Callable[[str], None] | None = None) -> None:
    """Run until SIGINT or SIGTERM. `ready` is called with the address once the port listens."""
    asyncio.run(_serve(settings, ready))


async def _serve(settings: Settings, ready: Callable[[str], None] | None) -> None:
    runner = web.AppRunner(application(settings), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.host, settings.port, backlog=512)
        await site.start()
        if ready:
            ready(f"http://{settings.host}:{_port(runner)}")
        await _stop_signal()
    finally:
        await runner.cleanup()


def _port(runner: web.AppRunner) -> int:
    address: tuple[str, int] = runner.addresses[0]
    return address[1]


async def _stop_signal() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(one, stop.set)
    await stop.wait()
