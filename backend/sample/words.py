"""What the sample library says: kinds of posts that Indonesian libraries really publish."""

from dataclasses import dataclass, field
from typing import Literal

Stage = Literal["draft", "submitted", "scheduled"]


@dataclass(frozen=True, slots=True)
class SamplePost:
    """`day` counts from today, `at` is the library's wall time; `scene` seeds its picture."""

    title: str
    text: str
    day: int
    at: str
    stage: Stage
    scene: int
    alt_text: str
    texts: dict[str, str] = field(default_factory=dict)
    link: str = ""


PHOTO = SamplePost(
    title="Info layanan: ruang baca buka sampai malam",
    text=(
        "Mulai pekan ini ruang baca lantai 1 buka sampai pukul 20.00 pada hari kerja. "
        "Cocok untuk yang baru sempat ke perpustakaan sepulang kerja atau kuliah. "
        "Colokan listrik, Wi-Fi, dan kopi gratis menunggu. ☕\n\n"
        "Senin–Jumat 08.00–20.00\nSabtu 09.00–15.00\n\n"
        "#InfoLayanan #PerpustakaanBuka #BalaiLiterasi"
    ),
    texts={
        "twitter": (
            "Ruang baca lantai 1 sekarang buka sampai pukul 20.00 pada hari kerja. "
            "Colokan, Wi-Fi, dan kopi gratis. ☕ Sampai jumpa sepulang kerja! #InfoLayanan"
        )
    },
    day=0,
    at="",
    stage="scheduled",
    scene=7,
    alt_text=(
        "Gambar ruang baca perpustakaan: rak penuh buku berwarna, kursi baca di samping jendela "
        "besar, lampu, dan tanaman hias."
    ),
)

HIGHLIGHT_TEXT = (
    "Koleksi baru pekan ini sudah siap dipinjam! 📚\n\n{titles}\n\n"
    "Simpan nomor panggilnya, lalu temui kami di meja sirkulasi atau pesan lewat katalog "
    "daring.\n\n"
    "#KoleksiBaru #BukuPekanIni #BalaiLiterasi"
)
HIGHLIGHT_TEXT_TWITTER = (
    "Koleksi baru pekan ini: {first}, dan {more} judul lain. Cek katalog dan pinjam di meja "
    "sirkulasi. 📚 #KoleksiBaru"
)
FLYER_TEXT = (
    "Bagaimana perpustakaan tetap dekat dengan pemustaka ketika layanannya pindah ke layar? "
    "Tiga perpustakaan dari Indonesia dan Malaysia berbagi praktik baik dalam Sharing Session "
    "Daring #12.\n\n"
    "🗓 {date}\n⏰ {times}\n💻 Zoom, gratis, bersertifikat\n👥 Kuota 100 peserta\n\n"
    "Daftar: {link}\n\n#SharingSession #Pustakawan #LiterasiDigital"
)
FLYER_TEXT_TWITTER = (
    "Sharing Session Daring #12: Layanan Perpustakaan di Era Digital. {date}, {times}. "
    "Gratis, kuota 100. #SharingSession"
)

LATER = (
    SamplePost(
        title="Hari Guru Nasional",
        text=(
            "Selamat Hari Guru Nasional! 🍎\n\n"
            "Terima kasih untuk semua guru yang mengajak muridnya membaca. Khusus pekan ini, guru "
            "boleh meminjam sampai 20 buku untuk pojok baca kelas selama satu bulan. Tunjukkan "
            "kartu guru di meja sirkulasi.\n\n"
            "#HariGuru #PojokBaca"
        ),
        texts={
            "twitter": (
                "Selamat Hari Guru Nasional! 🍎 Pekan ini guru boleh meminjam 20 buku untuk pojok "
                "baca kelas selama sebulan. Tunjukkan kartu guru di meja sirkulasi. #HariGuru"
            )
        },
        day=2,
        at="07:30",
        stage="scheduled",
        scene=11,
        alt_text="Gambar sudut baca dengan rak buku dan kursi di dekat jendela pada pagi hari.",
    ),
    SamplePost(
        title="Literasi informasi: membaca satu artikel jurnal",
        text=(
            "Bingung mulai dari mana saat membaca artikel jurnal? Coba urutan ini: abstrak → "
            "simpulan → gambar dan tabel → metode → baru sisanya. Sepuluh menit cukup untuk tahu "
            "apakah artikelnya layak dibaca tuntas.\n\nKelas literasi informasi gratis setiap Rabu "
            "pukul 13.00, ruang diskusi lantai 2.\n\n#LiterasiInformasi #TipsSkripsi"
        ),
        texts={
            "twitter": (
                "Membaca artikel jurnal? Abstrak → simpulan → gambar dan tabel → metode → sisanya. "
                "Kelas literasi informasi gratis tiap Rabu 13.00, lantai 2. #LiterasiInformasi"
            )
        },
        day=3,
        at="12:00",
        stage="scheduled",
        scene=19,
        alt_text="Gambar meja belajar di ruang baca dengan tumpukan buku dan lampu baca menyala.",
    ),
    SamplePost(
        title="Terima kasih donatur buku",
        text=(
            "Terima kasih kepada Komunitas Sahabat Buku dan keluarga alm. Bapak Sunaryo yang "
            "menghibahkan 214 judul buku sejarah dan sastra. Setiap buku kini bernomor panggil dan "
            "siap menemukan pembaca berikutnya. 🤝\n\n#TerimaKasihDonatur"
        ),
        day=4,
        at="10:00",
        stage="submitted",
        scene=23,
        alt_text="Gambar rak buku hibah yang tersusun rapi di samping kursi baca.",
    ),
    SamplePost(
        title="Kuis akhir pekan: tebak sampul",
        text=(
            "Kuis akhir pekan! Novel Indonesia apa yang dibuka dengan hujan pertama di sebuah "
            "pulau? Jawab di komentar, tiga jawaban tercepat mendapat pembatas buku edisi khusus. 🌧"
        ),
        day=5,
        at="16:00",
        stage="draft",
        scene=31,
        alt_text="",
    ),
)
