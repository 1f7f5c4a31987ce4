"""The studio: data in, picture out. The same data always gives the same picture.

`flyer.draw`, `highlight.draw`, `notice.draw` and `illustration.draw` return a Pillow RGB image.
Every word drawn arrives as data; nothing here knows a language, a table or a request.
"""
