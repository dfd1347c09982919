"""Invented Arabic text for measuring: words drawn with the frequencies of real text, the same for the same seed."""

import itertools
import random
from collections.abc import Iterator
from typing import Any

_ROOTS = [
    "كتب",
    "درس",
    "علم",
    "زرع",
    "صنع",
    "بحث",
    "نشر",
    "سكن",
    "عمل",
    "رسم",
    "فتح",
    "جمع",
    "حفظ",
    "قرأ",
    "سمع",
    "شهد",
    "وصل",
    "رحل",
    "نقل",
    "بدأ",
    "ختم",
    "شرح",
    "عرض",
    "طلب",
    "قدم",
    "حضر",
]
_SHAPES = (
    "{0}{1}{2}",
    "{0}ا{1}{2}",
    "م{0}{1}و{2}",
    "ت{0}{1}ي{2}",
    "{0}{1}ا{2}",
    "ا{0}ت{1}ا{2}",
    "م{0}{1}{2}ة",
    "{0}{1}ي{2}",
)
_PREFIXES = ("", "", "", "ال", "ال", "وال", "بال", "لل", "و")
_SUFFIXES = ("", "", "", "ات", "ين", "ها", "ية")
_SECTIONS = ("ثقافة", "علوم", "رياضة", "اقتصاد", "مدن", "طقس", "صحة", "تقنية")
_PLACES = ("القاهرة", "بيروت", "تونس", "الرباط", "عمّان", "مسقط")


def vocabulary() -> list[str]:
    """About twelve thousand word forms."""
    stems = [shape.format(*root) for root, shape in itertools.product(_ROOTS, _SHAPES)]
    forms = [
        p + stem + s for stem, p, s in itertools.product(stems, dict.fromkeys(_PREFIXES), dict.fromkeys(_SUFFIXES))
    ]
    random.Random(1).shuffle(forms)
    return forms


def stories(count: int, words: int = 350, seed: int = 7) -> Iterator[dict[str, Any]]:
    """`count` stories as `khabar import jsonl` takes them, each with a body of `words` words in seven paragraphs."""
    draw = random.Random(seed)
    forms = vocabulary()
    weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(forms))))
    for number in range(count):
        text = draw.choices(forms, cum_weights=weights, k=words)
        size = words // 7
        day = number % 700
        date = f"{2024 + day // 365}-{day % 365 // 31 + 1:02d}-{day % 28 + 1:02d}"
        yield {
            "id": f"bench-{seed}-{number}",
            "headline": " ".join(draw.choices(forms, cum_weights=weights, k=9)) + f" {number}",
            "abstract": " ".join(draw.choices(forms, cum_weights=weights, k=20)),
            "body": [" ".join(text[i : i + size]) + "." for i in range(0, words, size)],
            "section": _SECTIONS[number % len(_SECTIONS)],
            "topics": [f"موضوع {number % 50}"],
            "authors": [f"كاتب {number % 20}"],
            "agencies": [("dpa", "afp", "reuters")[number % 3]],
            "place": _PLACES[number % len(_PLACES)],
            "published_at": f"{date}T{number % 24:02d}:00:00+02:00",
        }
