"""What can be asked of a node and of its edges, by method."""

from typing import Any, Final

from workers.sandbox.calls import Call
from workers.sandbox.graph import errors, insights, instagram, instagram_nodes, page_nodes, pages
from workers.sandbox.graph.fields import Field, parse
from workers.sandbox.graph.nodes import Node
from workers.sandbox.rows import FACEBOOK, INSTAGRAM, Account, Comment, Media, Post


def render(call: Call, node: Node, fields: tuple[Field, ...]) -> dict[str, Any]:
    row = node.row
    if isinstance(row, Account | Post):
        return _render_own(call, row, fields)
    if isinstance(row, Media):
        return page_nodes.render_photo(call, node, fields)
    if isinstance(row, Comment):
        return page_nodes.render_comment(call, row, fields)
    return instagram_nodes.render_container(call, node, fields)


def _render_own(call: Call, row: Account | Post, fields: tuple[Field, ...]) -> dict[str, Any]:
    if isinstance(row, Account):
        if row.network == FACEBOOK:
            return page_nodes.render_page(call, row, fields)
        return instagram_nodes.render_user(call, row, fields)
    if row.network == FACEBOOK:
        return page_nodes.render_post(call, row, fields)
    return instagram_nodes.render_media(call, row, fields)


async def on_node(call: Call, node: Node) -> Any:
    row = node.row
    if call.method == "GET":
        return render(call, node, parse(call.params.get("fields", "")))
    if call.method == "DELETE" and isinstance(row, Post):
        return pages.delete_post(call, node, row)
    if call.method == "DELETE" and isinstance(row, Comment):
        call.world.store.remove_comment(row.id)
        return {"success": True}
    if call.method == "POST" and isinstance(row, Media):
        return pages.update_photo(call, node, row)
    if call.method == "POST" and isinstance(row, Post) and row.network == FACEBOOK:
        return pages.update_post(call, row)
    raise errors.missing(row.id, call.method)


async def on_edge(call: Call, node: Node, edge: str) -> Any:
    row = node.row
    if isinstance(row, Account):
        handler = _page_edge if row.network == FACEBOOK else _profile_edge
        return await handler(call, row, edge)
    if isinstance(row, Post):
        return _post_edge(call, node, row, edge)
    raise errors.unknown_path(f"/{edge}")


async def _page_edge(call: Call, page: Account, edge: str) -> Any:
    fields = parse(call.params.get("fields", ""))
    if (call.method, edge) == ("POST", "feed"):
        return await pages.post_to_feed(call, page)
    if (call.method, edge) == ("POST", "photos"):
        return await pages.post_photo(call, page)
    if call.method == "GET" and edge in ("feed", "posts", "published_posts"):
        return page_nodes.posts(call, page, fields, params=call.params)
    if (call.method, edge) == ("GET", "scheduled_posts"):
        return page_nodes.scheduled_posts(call, page, fields)
    if (call.method, edge) == ("GET", "insights"):
        wanted = insights.names(call.params.get("metric", ""))
        return insights.of_account(call, page, wanted, insights.PAGE)
    raise errors.unknown_path(f"/{edge}")


async def _profile_edge(call: Call, account: Account, edge: str) -> Any:
    fields = parse(call.params.get("fields", ""))
    if (call.method, edge) == ("POST", "media"):
        return await instagram.create_container(call, account)
    if (call.method, edge) == ("POST", "media_publish"):
        return instagram.publish(call, account)
    if (call.method, edge) == ("GET", "media"):
        return instagram_nodes.media_list(call, account, fields, params=call.params)
    if (call.method, edge) == ("GET", "stories"):
        return {"data": []}
    if (call.method, edge) == ("GET", "content_publishing_limit"):
        return instagram.publishing_limit(call, account)
    if (call.method, edge) == ("GET", "insights"):
        wanted = insights.names(call.params.get("metric", ""))
        return insights.of_account(call, account, wanted, insights.INSTAGRAM_USER)
    raise errors.unknown_path(f"/{edge}")


_READ_EDGES: Final = ("reactions", "likes", "attachments", "children")


def _post_edge(call: Call, node: Node, post: Post, edge: str) -> Any:
    if (call.method, edge) == ("POST", "comments"):
        return pages.comment_on(call, node, post)
    if (call.method, edge) == ("GET", "comments"):
        return page_nodes.comments(call, post)
    if (call.method, edge) == ("GET", "insights"):
        wanted = insights.names(call.params.get("metric", ""))
        if post.network == INSTAGRAM:
            return insights.of_instagram_post(call, post, wanted)
        return insights.of_page_post(call, post, wanted)
    table = page_nodes.POST if post.network == FACEBOOK else instagram_nodes.MEDIA
    if call.method == "GET" and edge in _READ_EDGES and edge in table:
        modifiers: dict[str, str] = {
            name: value for name, value in call.params.items() if name in ("limit", "summary")
        }
        inner = parse(call.params.get("fields", ""))
        found = table[edge](call, post, Field(edge, modifiers, inner))
        return found if isinstance(found, dict) else {"data": []}
    raise errors.unknown_path(f"/{edge}")
