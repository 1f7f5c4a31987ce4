"""The practice pages in English and Indonesian; the key is the English text."""

from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("en", "id")
_INDONESIAN: Final[Mapping[str, str]] = {
    "Practice networks": "Jejaring latihan",
    "These are practice networks. Nobody outside this computer sees these posts.": (
        "Ini jejaring latihan. Tidak ada orang di luar komputer ini yang melihat kiriman ini."
    ),
    "What visitors would see": "Yang akan dilihat pengunjung",
    "Pages, profiles and their posts, as if they were online. The numbers are made up.": (
        "Halaman, profil, dan kirimannya, seolah-olah sudah tayang. Angkanya hanya rekaan."
    ),
    "No accounts yet": "Belum ada akun",
    "As soon as a program makes a practice account, it appears here.": (
        "Begitu sebuah program membuat akun latihan, akun itu muncul di sini."
    ),
    "No posts yet": "Belum ada kiriman",
    "What is published to this account appears here.": (
        "Yang diterbitkan ke akun ini akan muncul di sini."
    ),
    "All accounts": "Semua akun",
    "Page not found": "Halaman tidak ditemukan",
    "This post or account does not exist here, or it was deleted.": (
        "Kiriman atau akun ini tidak ada di sini, atau sudah dihapus."
    ),
    "followers": "pengikut",
    "posts": "kiriman",
    "likes": "suka",
    "comments": "komentar",
    "shares": "dibagikan",
    "saves": "disimpan",
    "views": "dilihat",
    "Picture description": "Keterangan gambar",
    "No description was given for this picture.": "Gambar ini tidak diberi keterangan.",
    "Picture {n} of {total}": "Gambar {n} dari {total}",
    "just now": "baru saja",
    "{n} minutes ago": "{n} menit lalu",
    "{n} hours ago": "{n} jam lalu",
    "{n} days ago": "{n} hari lalu",
    "1 minute ago": "1 menit lalu",
    "1 hour ago": "1 jam lalu",
    "yesterday": "kemarin",
    "Page": "Halaman",
    "Profile": "Profil",
    "Link": "Tautan",
    "Show the whole post": "Lihat kiriman",
    "Language": "Bahasa",
}


def choose(*, asked: str, accept_language: str) -> str:
    """`?lang=` first, then the browser's wish, then English."""
    if asked in LANGUAGES:
        return asked
    for part in accept_language.lower().split(","):
        code = part.split(";")[0].strip()[:2]
        if code in ("id", "in", "ms"):
            return "id"
        if code == "en":
            return "en"
    return "en"


def say(text: str, *, lang: str, **values: object) -> str:
    found = _INDONESIAN.get(text, text) if lang == "id" else text
    return found.format(**values) if values else found


_ONE: Final[Mapping[str, str]] = {
    "followers": "follower",
    "posts": "post",
    "likes": "like",
    "comments": "comment",
    "shares": "share",
    "saves": "save",
    "views": "view",
}


def counted(name: str, value: int, *, lang: str) -> str:
    """The word after a number: 1 like, 2 likes; Indonesian knows no difference."""
    return _ONE.get(name, name) if lang == "en" and value == 1 else say(name, lang=lang)


def ago(age_s: float, *, lang: str) -> str:
    """How long ago, in the viewer's words."""
    steps = ((86_400, "yesterday", "{n} days ago"), (3600, "1 hour ago", "{n} hours ago"))
    for size_s, one, many in (*steps, (60, "1 minute ago", "{n} minutes ago")):
        count = int(age_s // size_s)
        if count == 1:
            return say(one, lang=lang)
        if count > 1:
            return say(many, lang=lang, n=count)
    return say("just now", lang=lang)


def number(value: int, *, lang: str) -> str:
    """1,234 or 1.234."""
    text = f"{value:,}"
    return text.replace(",", ".") if lang == "id" else text
