import pytest

from content.studio.people import initials


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dr. Eng. Rahmat Hidayat, S.T., M.T.", "RH"),
        ("Prof. Dr. Hj. Dewi Rahmawati Kusumaningrum, S.Sos.", "DK"),
        ("Siti Nur Aisyah binti Abdullah", "SA"),
        ("Sulistyo-Basuki", "S"),
        ("Budi", "B"),
        ("Dr.", "D"),
        ("", ""),
        ("123", ""),
    ],
)
def test_initials_leave_out_titles_and_degrees(name: str, expected: str) -> None:
    assert initials(name) == expected
