from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFont

from content.studio import scripts, text, typefaces
from content.studio.errors import FontsMissing, MissingGlyph, ShapingMissing
from content.studio.text import Style
from tests.content.studio.samples import near

BLACK = (0, 0, 0)
BODY = Style(40, BLACK)
TAFSIR = "تفسير الجلالين"
SERAT = "ꦱꦼꦫꦠ꧀ꦕꦼꦤ꧀ꦛꦶꦤꦶ"
LONG = "Pengembangan koleksi perpustakaan perguruan tinggi keagamaan Islam negeri"


def ink_of(block: text.Block) -> tuple[int, int, int, int]:
    """Bounds of what is drawn, measured from the block's own corner."""
    image = Image.new("RGB", (block.width_px + 400, block.height_px + 400), "white")
    text.draw(image, block, x=200, y=200)
    found = ImageChops.invert(image).getbbox()
    assert found is not None
    return found[0] - 200, found[1] - 200, found[2] - 200, found[3] - 200


def test_text_that_fits_keeps_its_size_on_one_line() -> None:
    block = text.fit("Buku", style=BODY, width_px=500)

    assert block.style.size_px == 40
    assert [line.text for line in block.lines] == ["Buku"]
    assert not block.shortened


def test_text_shrinks_before_it_is_cut() -> None:
    block = text.fit(LONG, style=BODY, width_px=600, max_lines=2, min_size_px=20)

    assert 20 <= block.style.size_px < 40
    assert len(block.lines) == 2
    assert " ".join(line.text for line in block.lines) == LONG


def test_text_too_long_even_when_small_ends_in_an_ellipsis() -> None:
    block = text.fit(LONG, style=BODY, width_px=300, max_lines=2, min_size_px=30)

    assert block.shortened
    assert block.style.size_px == 30
    assert len(block.lines) == 2
    assert block.lines[-1].text.endswith("…")
    assert block.width_px <= 300


def test_word_wider_than_the_box_is_broken_and_nothing_is_lost() -> None:
    address = "https://perpustakaan.example.ac.id/pendaftaran/sharing-session/2026"

    block = text.fit(address, style=BODY, width_px=400)

    assert len(block.lines) > 1
    assert "".join(line.text for line in block.lines) == address
    assert block.width_px <= 400


def test_balanced_lines_are_about_equally_long() -> None:
    title = "Layanan Perpustakaan di Era Digital Kita"

    greedy = text.fit(title, style=BODY, width_px=700)
    balanced = text.fit(title, style=BODY, width_px=700, balanced=True)

    def spread(block: text.Block) -> int:
        widths = [line.width_px for line in block.lines]
        return max(widths) - min(widths)

    assert len(balanced.lines) == len(greedy.lines) == 2
    assert spread(balanced) < spread(greedy)


@pytest.mark.parametrize(
    "words", ["Ågy ÉÇ Buku", TAFSIR, SERAT, LONG, f"Baca {TAFSIR} dan {SERAT}"]
)
@pytest.mark.parametrize("family", ["sans", "serif"])
def test_no_ink_leaves_the_block_above_or_below(words: str, family: str) -> None:
    block = text.fit(words, style=Style(60, BLACK, family=family), width_px=700)

    left, top, right, bottom = ink_of(block)

    assert top >= -1
    assert bottom <= block.height_px + 1
    assert left >= -8
    assert right <= block.width_px + 8


def test_lines_in_tall_scripts_do_not_touch() -> None:
    block = text.fit("\n".join([SERAT] * 3), style=Style(60, BLACK, leading=1.0), width_px=900)

    for index, line in enumerate(block.lines[1:], start=1):
        above = block.baselines_px[index - 1] + block.lines[index - 1].descent_px
        assert block.baselines_px[index] - line.ascent_px > above


@pytest.mark.parametrize(("align", "shift"), [("left", 0.0), ("centre", 0.5), ("right", 1.0)])
def test_text_is_aligned_on_its_anchor(align: text.Align, shift: float) -> None:
    block = text.fit("HHHH", style=BODY, width_px=500)
    image = Image.new("RGB", (600, 100), "white")

    bottom = text.draw(image, block, x=300, y=20, align=align)

    found = ImageChops.invert(image).getbbox()
    assert found is not None
    assert found[0] == pytest.approx(300 - block.width_px * shift, abs=5)
    assert bottom == 20 + block.height_px


def test_arabic_letters_are_joined() -> None:
    joined = text.width_of(TAFSIR, BODY)
    alone = sum(text.width_of(letter, BODY) for letter in TAFSIR if letter != " ")

    assert typefaces.shaping_available()
    assert joined < alone * 0.85


def test_arabic_is_drawn_from_right_to_left() -> None:
    """The first letter of اب is a bare stroke; it must be the rightmost thing drawn."""
    block = text.fit("اب", style=Style(120, BLACK), width_px=600)
    image = Image.new("RGB", (300, 300), "white")
    text.draw(image, block, x=50, y=50)
    bounds = ImageChops.invert(image).getbbox()
    assert bounds is not None
    left, top, right, bottom = bounds

    # Alif stands tall: the upper part of the word holds ink at the right alone.
    upper = ImageChops.invert(image.crop((left, top, right, top + (bottom - top) // 4))).getbbox()
    assert upper is not None
    assert upper[0] > (right - left) / 2


def test_javanese_stacks_its_consonants() -> None:
    stacked = text.width_of("ꦠ꧀ꦕ", BODY)

    assert stacked < text.width_of("ꦠ", BODY) + text.width_of("ꦕ", BODY)


def test_mixed_line_is_split_into_runs_by_script() -> None:
    found = scripts.runs(f"Baca {TAFSIR} 2012", "sans")

    assert [(run.text, run.family, run.rtl) for run in found] == [
        ("Baca", "sans", False),
        (" ", "sans", False),
        (TAFSIR, "arabic", True),
        (" ", "sans", False),
        ("2012", "sans", False),
    ]


def test_line_that_begins_in_arabic_reads_from_the_right() -> None:
    found = scripts.runs(f"{TAFSIR} Jalalain", "sans")

    assert [run.text for run in found] == ["Jalalain", " ", TAFSIR]


def test_word_with_one_rare_letter_gets_one_font_throughout() -> None:
    """ʿ is not in the display family: Noto takes the whole name, not the one letter."""
    found = scripts.runs("ʿAbd", "sans")

    assert [(run.text, run.family) for run in found] == [("ʿAbd", "sans-wide")]


@pytest.mark.parametrize("words", ["Buku 📚", "読書", "a\u0378b"])
def test_character_in_no_font_is_refused_and_named(words: str) -> None:
    with pytest.raises(MissingGlyph) as caught:
        text.fit(words, style=BODY, width_px=500)

    assert caught.value.character in words
    assert caught.value.text == words


def test_invisible_marks_are_not_taken_for_missing_letters() -> None:
    block = text.fit("Buku\u200f baru\u200b", style=BODY, width_px=500)

    assert len(block.lines) == 1


def test_scripts_that_need_shaping_are_refused_without_it() -> None:
    with pytest.raises(ShapingMissing, match="libfribidi0"):
        scripts.require_shaping(TAFSIR, available=False)


def test_missing_font_names_the_file_and_the_command(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match=r"PlusJakartaSans.*make run"):
        typefaces.require(tmp_path)


def test_all_fonts_of_the_list_can_be_opened() -> None:
    typefaces.require()

    assert len(typefaces.files()) >= 12
    for file in typefaces.files():
        assert ImageFont.truetype(file, 20).getlength(".") > 0


def test_tracking_widens_latin_and_leaves_joined_letters_alone() -> None:
    wide = Style(40, BLACK, tracking=0.1)

    assert text.width_of("BUKU", wide) == pytest.approx(text.width_of("BUKU", BODY) + 16, abs=3)
    assert text.width_of(TAFSIR, wide) == text.width_of(TAFSIR, BODY)


def test_words_are_drawn_in_their_colour() -> None:
    image = Image.new("RGB", (400, 100), "white")

    text.draw(
        image, text.fit("Buku", style=Style(60, (200, 0, 0), weight=800), width_px=400), x=0, y=20
    )

    assert near(image, (200, 0, 0), within=5) > 500
