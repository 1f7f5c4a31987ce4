"""Data as Indonesian libraries have it, for the studio's tests."""

from collections import Counter
from dataclasses import replace

from PIL import Image, ImageChops

from content.studio.books import Book
from content.studio.brand import Brand
from content.studio.colour import Colour
from content.studio.event import Event, Labels
from content.studio.notice import Notice, Row
from content.studio.people import Person
from content.studio.selection import Selection

REGISTRATION_URL = "https://s.id/layanan-digital"

BRAND = Brand(
    "Perpustakaan Balai Litbang Agama Jakarta",
    primary="#0B6E4F",
    accent="#F4B400",
    npp_number="NPP 3174052D0000123",
    contact="@perpus.bla",
)
OTHER_BRANDS = (
    Brand("Perpustakaan Kita", primary="#F6E7C1", accent="#C2410C"),
    Brand("Perpustakaan Putih", primary="#FFFFFF", accent="#000000"),
    Brand("Perpustakaan Daerah Istimewa Yogyakarta", primary="#14213D", accent="#FCA311"),
    Brand("Perpustakaan Bung Karno", primary="#B3202A", accent="#FFD166"),
    Brand("Perpustakaan Laut", primary="#2E9BD6", accent="#E11D48"),
)

SPEAKERS = (
    Person(
        "Dr. Eng. Rahmat Hidayat, S.T., M.T.",
        "Kepala Pusat Data dan Informasi",
        "Universitas Negeri Padang",
    ),
    Person("Siti Nur Aisyah binti Abdullah", "Ketua Pustakawan", "Perpustakaan Negara Malaysia"),
    Person(
        "Prof. Dr. Hj. Dewi Rahmawati Kusumaningrum, S.Sos., M.Hum., Ph.D.",
        "Guru Besar Ilmu Perpustakaan",
        "UIN Sunan Kalijaga Yogyakarta",
    ),
    Person("I Gusti Ngurah Made Arya Wirawan, S.Kom., M.Cs.", "Pustakawan", "Provinsi Bali"),
    Person("Budi", "Relawan literasi", "TBM Cakruk"),
    Person("Ahmad Fauzi, S.IP.", "Pengembang SLiMS", "Komunitas SLiMS"),
)

EVENT = Event(
    title="Layanan Perpustakaan di Era Digital",
    series="Sharing Session Daring #12",
    subtitle="Pengalaman dua negara melayani pemustaka dari jarak jauh",
    date="Selasa, 24 November 2026",
    times=("09.00–11.30 WIB", "10.00–12.30 MYT"),
    place="Zoom Meeting",
    labels=Labels("Narasumber", "Moderator", "Daftar gratis di", "Diselenggarakan oleh"),
    speakers=SPEAKERS[:2],
    moderator=Person("Laila Fitriani, S.IP.", institution="Perpustakaan Kota"),
    hosts=("Perpustakaan Balai Diklat", "PNM Kuala Lumpur"),
    badges=("Kuota 100 peserta", "Gratis • e-sertifikat"),
    deadline="Pendaftaran ditutup 22 November 2026, 23.59 WIB",
    registration_url=REGISTRATION_URL,
    contact="WA 0812-3456-7890",
)
LONG_EVENT = replace(
    EVENT,
    title="Pelatihan Penulisan Artikel Ilmiah Bereputasi Internasional bagi Pustakawan, Arsiparis, "
    "dan Pengelola Repositori Institusi di Lingkungan Kementerian Agama Republik Indonesia",
    place="Aula Lantai 4, Gedung Perpustakaan Nasional RI, Jl. Medan Merdeka Selatan 11, Jakarta",
    times=("09.00–11.30 WIB", "10.00–12.30 WITA", "11.00–13.30 WIT", "10.00–12.30 MYT"),
    speakers=SPEAKERS,
    hosts=(*EVENT.hosts, "Ikatan Pustakawan Indonesia", "Forum Perpustakaan Perguruan Tinggi"),
    status="KUOTA PENUH",
)
SCRIPTS_EVENT = replace(EVENT, title="Membaca تفسير الجلالين dan ꦱꦼꦫꦠ꧀ꦕꦼꦤ꧀ꦛꦶꦤꦶ di Pesantren")
OPEN_EVENT = replace(
    EVENT, speakers=(), moderator=None, registration_url="", deadline="", badges=("Gratis",)
)

BOOKS = (
    Book("Laut Bercerita", "Leila S. Chudori", "813 CHU l"),
    Book(
        "Pengantar Ilmu Perpustakaan dan Informasi di Perguruan Tinggi Keagamaan Islam",
        "Sulistyo-Basuki ; editor, Ninis Agustini Damayani",
        "020 SUL p c.2",
    ),
    Book("تفسير الجلالين", "جلال الدين المحلي", "297.122 6 JAL t"),
    Book("Bumi Manusia", "Pramoedya Ananta Toer", "813 TOE b"),
    Book("ꦱꦼꦫꦠ꧀ꦕꦼꦤ꧀ꦛꦶꦤꦶ", "Pakubuwana V", "899.222 PAK s"),
    Book("Tafsīr al-Jalālayn", "ʿAbd al-Raḥmān al-Suyūṭī", "297.122 6 SUY t"),
)


def selection(count: int) -> Selection:
    return Selection(
        heading="Koleksi Baru Pekan Ini",
        series="Koleksi Baru",
        books=BOOKS[:count],
        note="Tersedia per 24 Nov 2026",
        contact="opac.perpus.example",
    )


NOTICE = Notice(
    "Jam Layanan Selama Ujian Akhir Semester",
    (
        Row("Senin–Kamis", "08.00–16.00 WIB"),
        Row("Jumat", "08.00–11.30 · 13.00–16.30 WIB"),
        Row("Sabtu", "Tutup"),
    ),
    series="Info Layanan",
    contact="WA 0812-3456-7890",
)


def pixel(image: Image.Image, x: int, y: int) -> Colour:
    red, green, blue = image.crop((x, y, x + 1, y + 1)).convert("RGB").tobytes()
    return red, green, blue


def colours_of(image: Image.Image) -> Counter[Colour]:
    """How many pixels there are of each colour."""
    data = image.convert("RGB").tobytes()
    return Counter(zip(data[0::3], data[1::3], data[2::3], strict=True))


def near(image: Image.Image, colour: Colour, *, within: int = 20) -> int:
    """How many pixels are about this colour."""
    away = ImageChops.difference(image, Image.new("RGB", image.size, colour))
    red, green, blue = away.point(lambda value: 0 if value <= within else 255).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()[0]


def dhash(image: Image.Image) -> int:
    """64 bits: is each of 8 × 8 cells brighter than its right neighbour?"""
    cells = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (cells[row * 9 + column] > cells[row * 9 + column + 1])
    return bits


def distance(one: int, other: int) -> int:
    return (one ^ other).bit_count()
