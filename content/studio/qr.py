"""QR codes that a phone reads from a screen and from paper."""

import segno
from PIL import Image, ImageDraw

from content.studio.colour import WHITE, Colour
from content.studio.errors import DoesNotFit

QUIET_MODULES = 4
MIN_MODULE_PX = 4


def side_px(content: str, *, at_most_px: int) -> int:
    """Side of the largest code for `content` that fits, quiet zone included.

    Modules are a whole number of pixels, since a blurred edge costs scanners the most. Raises
    DoesNotFit when they would be under MIN_MODULE_PX: then the link must be shorter.
    """
    modules = _code(content).symbol_size(border=QUIET_MODULES)[0]
    module_px = at_most_px // modules
    if module_px < MIN_MODULE_PX:
        raise DoesNotFit(f"A QR code of {modules} modules needs more than {at_most_px} px.")
    return int(modules * module_px)


def draw(image: Image.Image, content: str, *, x: int, y: int, side_px: int, ink: Colour) -> None:
    """Draw `content` on white; `side_px` is what `side_px()` gave."""
    code = _code(content)
    module_px = side_px // code.symbol_size(border=QUIET_MODULES)[0]
    pen = ImageDraw.Draw(image)
    margin = 2 * module_px  # half the quiet zone may be the white of the plate around
    pen.rectangle(
        (x + margin, y + margin, x + side_px - margin - 1, y + side_px - margin - 1), fill=WHITE
    )
    for row, line in enumerate(code.matrix_iter(border=QUIET_MODULES)):
        for column, dark in enumerate(line):
            if dark:
                left, top = x + column * module_px, y + row * module_px
                pen.rectangle((left, top, left + module_px - 1, top + module_px - 1), fill=ink)


def _code(content: str) -> segno.QRCode:
    """Error correction M, as ISO/IEC 18004 has it for everyday use."""
    return segno.make_qr(content, error="m", boost_error=False)
