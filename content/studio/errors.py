"""What can stop a picture from being drawn.

StudioError
 ├─ FontsMissing      the fonts were never built: staff runs one command
 ├─ ShapingMissing    this machine cannot join Arabic or stack Javanese letters
 ├─ MissingGlyph      a character no font of ours has: the writer changes the text
 └─ DoesNotFit        data no layout can hold: too many books, a link too long for the QR code
"""

import unicodedata


class StudioError(Exception):
    """A picture that was not drawn; better none than one with boxes or broken letters."""


class FontsMissing(StudioError):
    """A font file is absent. `path` is the file looked for."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"The studio's fonts are not there ({path}). Run `make run` once, or "
            "`npm ci && npm run build` in backend/web/frontend."
        )
        self.path = path


class ShapingMissing(StudioError):
    """`text` needs shaping and Pillow has found no FriBiDi."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} cannot be drawn here: its letters must be joined, and that needs the "
            "system library FriBiDi. Install it (Debian: apt-get install libfribidi0)."
        )
        self.text = text


class MissingGlyph(StudioError):
    """No font has `character`, which stands in `text`."""

    def __init__(self, character: str, *, text: str) -> None:
        name = unicodedata.name(character, f"U+{ord(character):04X}")
        super().__init__(f"No font can draw {character!r} ({name}) in {text!r}.")
        self.character = character
        self.text = text


class DoesNotFit(StudioError):
    """More than the layout has room for."""
