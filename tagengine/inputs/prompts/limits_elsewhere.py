"""How many tags an instruction asks for in languages other than English."""

from __future__ import annotations

import re

_NUMBERS = (
    (
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "un",
        "une",
        "una",
        "uno",
        "um",
        "uma",
        "één",
        "een",
    ),
    ("zwei", "deux", "dos", "dois", "duas", "due", "twee"),
    ("drei", "trois", "tres", "três", "tre", "drie"),
    ("vier", "quatre", "cuatro", "quatro", "quattro"),
    ("fünf", "cinq", "cinco", "cinque", "vijf"),
)
_CJK_NUMBERS = ("一1１하나한", "二两兩2２두둘", "三3３세셋", "四4４네넷", "五5５다섯")
_WORDS = "|".join(word for words in _NUMBERS for word in words)
_NUMBER = rf"(?P<most>\d{{1,3}}|{_WORDS})\b"
_TAGS = (
    r"(?:tags?|labels?|etikett(?:en)?|schlagw[oö]rt(?:er?)?|stichw[oö]rt(?:er?)?|kategorien?"
    r"|étiquettes?|catégories?|mots?[- ]clés?|etiquetas?|categorías?|palabras? clave|etichett[ae]"
    r"|categori[ae]s?)\b"
)
_MOST = (
    r"höchstens|maximal|bis zu|nicht mehr als|genau|nur|exakt"
    r"|au plus|au maximum|maximum|pas plus d[e']?|jusqu'à|exactement|seulement|uniquement"
    r"|como máximo|máximo(?: de)?|a lo sumo|hasta|(?:no|não) (?:más|mais) (?:de|que)|exactamente"
    r"|solo|sólo|solamente|únicamente"
    r"|no máximo|até|exatamente|apenas|somente|al massimo|massimo|fino a|non più di|esattamente"
    r"|soltanto|hoogstens|maximaal|precies"
)
_ONE = r"(?P<single>un seul|une seule|una sola|un solo|uma única|um único|una única|un único)\b"
_CJK_NUMBER = r"(?P<cjk>\d{1,3}|[１-５一二两兩三四五]|하나|한|두|세|네|다섯)"
_CJK_COUNT = r"\s?(?:个|個|つ|件|개|項|项)"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:{_MOST})[\s:]*{_NUMBER}",
        rf"\b{_NUMBER} (?:\w+ )?{_TAGS} (?:au maximum|maximum|maximal|au plus|como máximo"
        r"|(?:no )?máximo|al massimo)",
        rf"\b{_ONE}",
        rf"\b{_NUMBER} (?:\w+ ){{0,2}}?{_TAGS}",
        rf"(?:最多|至多|不超过|不超過|不多于|仅|僅|只|最大|最大で|최대)[^\d\n。]{{0,6}}?{_CJK_NUMBER}{_CJK_COUNT}",
        rf"{_CJK_NUMBER}{_CJK_COUNT}(?:だけ|のみ|まで|以内|以下|以内|만|까지|이하)",
        rf"{_CJK_NUMBER}{_CJK_COUNT}[^\d\n。]{{0,8}}(?:标签|標籤|类别|タグ|ラベル|태그)",
        rf"(?:标签|標籤|タグ|태그)[をは를은]?\s?{_CJK_NUMBER}{_CJK_COUNT}",
    )
)


def read(words: str) -> int | None:
    """Return the most tags that the words of an instruction allow, None if they do not say."""
    for form in _FORMS:
        found = form.search(words)
        if found:
            return _number(found.groupdict()) or None
    return None


def _number(groups: dict[str, str | None]) -> int:
    word = next((group for key, group in groups.items() if group and key != "single"), None)
    if word is None:
        return 1
    if word.isascii() and word.isdigit():
        return int(word)
    word = word.casefold()
    numbers = enumerate(zip(_NUMBERS, _CJK_NUMBERS, strict=True), 1)
    return next((at for at, (spaced, cjk) in numbers if word in spaced or word in cjk), 0)
