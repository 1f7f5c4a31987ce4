"""QR codes that a phone reads from a screen and from paper."""

import segno
from PIL import Image, ImageDraw

from content.studio.canvas import Box
from content.studio.colour import WHITE, Colour
from content.studio.errors import DoesNotFit

QUIET_MODULES = 4
MIN_MODULE_PX = 4


def draw(image: Image.Image, content: str, *, box: Box, ink: Colour) -> None:
    """Draw `content` into the square `box`, on white, quiet zone included.

    Modules are a whole number of pixels, since a blurred edge costs scanners the most. Error
    correction M, as ISO/IEC 18004 has it for everyday use. Raises DoesNotFit when modules would
    be under MIN_MODULE_PX: then the link must be shorter or the code larger.
    """
    code = segno.make_qr(content, error="m", boost_error=False)
    modules = code.symbol_size(border=QUIET_MODULES)[0]
    module_px = box.width // modules
    if module_px < MIN_MODULE_PX:
        raise DoesNotFit(f"A QR code of {modules} modules needs more than {box.width} px.")
    pen = ImageDraw.Draw(image)
    pen.rectangle((box.x, box.y, box.right - 1, box.bottom - 1), fill=WHITE)
    start = (box.width - module_px * modules) // 2
    for row, line in enumerate(code.matrix_iter(border=QUIET_MODULES)):
        for column, dark in enumerate(line):
            if dark:
                x, y = box.x + start + column * module_px, box.y + start + row * module_px
                pen.rectangle((x, y, x + module_px - 1, y + module_px - 1), fill=ink)
