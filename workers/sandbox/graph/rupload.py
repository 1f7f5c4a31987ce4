"""rupload.facebook.com: where videos of a resumable container go. No container takes one yet, so
every upload is answered as the real server answers one it does not know."""

from aiohttp import web

from workers.sandbox.calls import Call
from workers.sandbox.rows import INSTAGRAM


def identify(call: Call) -> None:
    call.network = INSTAGRAM
    holders = call.world.with_token(call.token)
    call.account = holders[0] if holders else None
    call.template = "/ig-api-upload/{version}/{ig-container-id}"


async def respond(call: Call) -> web.Response:
    if call.account is None:
        return _refused(401, "NotAuthorizedError", "The access token is not valid.")
    return _refused(
        400, "ProcessingFailedError", "Request processing failed: the container does not exist."
    )


def _refused(status: int, kind: str, message: str) -> web.Response:
    debug = {"retriable": False, "type": kind, "message": message}
    return web.json_response({"debug_info": debug}, status=status)
