"""Pictures in the composer: pasted, refused, put in order, taken off."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from content.models import Media, Post
from tests.e2e.conftest import Desk

PASTE = """(bytes) => {
    const file = new File([new Uint8Array(bytes)], "tempelan.png", { type: "image/png" });
    const data = new DataTransfer();
    data.items.add(file);
    const how = { clipboardData: data, bubbles: true, cancelable: true };
    const event = new ClipboardEvent("paste", how);
    document.getElementById("text").dispatchEvent(event);
}"""


@pytest.fixture
def page(desk: Desk, post_factory: Callable[..., Post]) -> Page:
    """The composer of a draft without pictures."""
    return desk.open(f"/balai-literasi/posts/{post_factory().pk}/edit/")


def _file(folder: Path, colour: str) -> Path:
    path = folder / f"{colour}.png"
    Image.new("RGB", (640, 800), colour).save(path)
    return path


def _order() -> list[str]:
    rows = Post.objects.get().post_media.select_related("media")
    return [row.media.original_name for row in rows]


def test_several_pictures_keep_their_order_and_move(page: Page, tmp_path: Path) -> None:
    files = [_file(tmp_path, colour) for colour in ("teal", "orange", "navy")]
    page.locator("input[type=file]").set_input_files(files)
    expect(page.locator(".picture")).to_have_count(3)
    page.get_by_role("button", name="Move up").nth(2).click()
    expect(page.locator(".picture__number").nth(1)).to_have_text("Picture 2")
    page.get_by_role("button", name="Take this picture off").first.click()
    expect(page.locator(".picture")).to_have_count(2)
    expect(page.locator("#save")).to_contain_text("Saved")
    page.wait_for_function("() => !document.querySelector('#save').textContent.includes('yet')")
    assert _order() == ["navy.png", "orange.png"]


def test_pasted_picture_is_taken(page: Page) -> None:
    data = io.BytesIO()
    Image.new("RGB", (640, 800), "purple").save(data, "PNG")
    page.evaluate(PASTE, list(data.getvalue()))
    expect(page.locator(".picture")).to_have_count(1)
    expect(page.locator("#save")).to_contain_text("Saved")
    assert _order() == ["tempelan.png"]


def test_what_is_no_picture_is_refused_beside_the_others(
    desk: Desk, page: Page, tmp_path: Path
) -> None:
    bad = tmp_path / "bukan gambar.png"
    bad.write_bytes(b"MZ" + bytes(100))
    page.locator("input[type=file]").set_input_files([bad, _file(tmp_path, "teal")])
    expect(page.locator(".upload--failed")).to_contain_text("“bukan gambar.png” is not a picture.")
    expect(page.locator(".picture")).to_have_count(1)
    assert Media.objects.count() == 1
    assert "422" in desk.faults.pop()  # the browser's own note about the refused upload


def test_missing_alt_text_is_asked_for_where_it_belongs(page: Page, tmp_path: Path) -> None:
    page.locator("input[type=file]").set_input_files(_file(tmp_path, "teal"))
    page.get_by_role("link", name="Picture 1 has no alt text.").click()
    expect(page.get_by_label("Picture 1: what does it show?")).to_be_focused()
    page.keyboard.type("Dinding hijau tua")
    expect(page.get_by_role("link", name="Picture 1 has no alt text.")).to_have_count(0)
