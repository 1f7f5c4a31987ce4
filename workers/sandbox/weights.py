"""How X counts: NFC, 280 weighted characters, any address 23, any emoji 2 (twitter-text v3).

Counted here by our own reading of the published rules, on purpose not by the library the product
counts with: two independent counts catch each other's mistakes.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

MAX_WEIGHT: Final = 280
MAX_WEIGHT_PREMIUM: Final = 25_000
_URL_WEIGHT: Final = 23
_EMOJI_WEIGHT: Final = 2
_LIGHT: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))

_CCTLDS: Final = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs"
    " bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee"
    " eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm"
    " hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb"
    " lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz"
    " na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs"
    " ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl"
    " tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
_GTLDS: Final = (
    "com org net edu gov mil int info biz name pro museum aero asia cat coop jobs mobi post tel"
    " travel xyz online site store tech app dev blog club cloud digital education foundation global"
    " group guide help institute international library link live media network news page press"
    " school science shop social space studio support today tools university website wiki work"
    " world zone events center community academy art design link one top vip win bio ngo ong"
)
_TLD: Final = "|".join(sorted({*_CCTLDS.split(), *_GTLDS.split()}, key=len, reverse=True))
_LETTERS: Final = r"a-z0-9\u00c0-\u024f\u0400-\u04ff"
_LABEL: Final = r"[a-z0-9\u00c0-\u024f](?:[a-z0-9_\u00c0-\u024f-]*[a-z0-9\u00c0-\u024f])?"
_IN_PATH: Final = rf"[{_LETTERS}!*';:=+,.$%#\[\]~&|@/_\u2013-]"
_ROUND: Final = rf"\({_IN_PATH}*\)"
_PATH: Final = rf"(?:/(?:(?:{_ROUND}|{_IN_PATH})*(?:{_ROUND}|[{_LETTERS}_=#/+-]))?)?"
_QUERY: Final = r"(?:\?[a-z0-9!?*'@();:&=+$/%#\[\],._~|-]*[a-z0-9_&=#/-])?"
_START: Final = r"(?:(?<![a-z0-9@$#])https?://|(?<![a-z0-9@$#./_-]))"
_URL: Final = re.compile(
    rf"{_START}(?:{_LABEL}\.)+(?:{_TLD})(?![a-z0-9@+-])(?::\d+)?{_PATH}{_QUERY}", re.IGNORECASE
)
_PICTOGRAPH: Final = (
    "\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3"
    "\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2604\u260e\u2611\u2614"
    "\u2615\u2618\u261d\u2620\u2622\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642"
    "\u2648-\u2653\u265f\u2660\u2663\u2665\u2666\u2668\u267b\u267e\u267f\u2692-\u2697\u2699"
    "\u269b\u269c\u26a0\u26a1\u26a7\u26aa\u26ab\u26b0\u26b1\u26bd\u26be\u26c4\u26c5\u26c8"
    "\u26ce\u26cf\u26d1\u26d3\u26d4\u26e9\u26ea\u26f0-\u26f5\u26f7-\u26fa\u26fd\u2702\u2705"
    "\u2708-\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744\u2747\u274c"
    "\u274e\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797\u27a1\u27b0\u27bf\u2934\u2935"
    "\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299\U0001f004\U0001f0cf"
    "\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f18e\U0001f191-\U0001f19a\U0001f201"
    "\U0001f202\U0001f21a\U0001f22f\U0001f232-\U0001f23a\U0001f250\U0001f251"
    "\U0001f300-\U0001f5ff\U0001f600-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb"
    "\U0001f7f0\U0001f900-\U0001f9ff\U0001fa70-\U0001faff"
)
_ONE: Final = rf"[{_PICTOGRAPH}](?:\ufe0f|[\U0001f3fb-\U0001f3ff])?(?:[\U000e0020-\U000e007f]+)?"
_EMOJI: Final = re.compile(
    rf"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|[\xa9\xae]\ufe0f|{_ONE}(?:\u200d{_ONE})*"
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a text: code point positions and what stands there."""

    start: int
    end: int
    text: str

    @property
    def expanded(self) -> str:
        return self.text if "://" in self.text else f"http://{self.text}"


def addresses(text: str) -> list[Address]:
    return [Address(m.start(), m.end(), m.group()) for m in _URL.finditer(text)]


def _weight_of(text: str) -> int:
    """Weight in hundredths of text that holds no address."""
    emoji = sum(1 for _ in _EMOJI.finditer(text))
    rest = _EMOJI.sub("", text)
    light = sum(1 for c in rest if any(low <= ord(c) <= high for low, high in _LIGHT))
    return emoji * _EMOJI_WEIGHT * 100 + light * 100 + (len(rest) - light) * 200


def weight(text: str) -> int:
    """What X compares with 280 (25,000 for Premium)."""
    normal = unicodedata.normalize("NFC", text)
    total = 0
    position = 0
    for address in addresses(normal):
        total += _weight_of(normal[position : address.start]) + _URL_WEIGHT * 100
        position = address.end
    return (total + _weight_of(normal[position:])) // 100
