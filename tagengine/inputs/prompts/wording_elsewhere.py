"""What the sentences of an instruction look like in languages other than English.

As there, a sentence is told by its form: an order that speaks of tags or of the answer ('Wähle
höchstens 2 Tags'), a label ('Liste der Tags:'), a role ('Tu es un bibliothécaire').
"""

from __future__ import annotations

import re

_ORDERS_TEXT = """
    antworte antworten beachte beachten benutze benutzen bestimme bestimmen erfinde finde fülle
    füllen gib geben lies nenne nennen nimm nutze nutzen ordne ordnen schreibe vergib vergeben
    verwende verwenden weise wähle wählen
    attribuez choisis choisissez classez complétez donnez indiquez limitez lis lisez n'inventez
    n'utilisez proposez remplis remplissez renvoie renvoyez retournez réponds répondez sélectionnez
    utilisez
    asigna asigne clasifica completa da dame devuelve devuelva elige elija escoge escoja indica lee
    no rellena responda responde selecciona seleccione usa use utiliza
    atribua classifique devolva dê escolha escolhe indique leia não preencha responda retorne
    selecione
    assegna assegnare compila dai indica leggi non restituisci rispondi scegli scegliere seleziona
    utilizza
    antwoord gebruik geef kies selecteer
"""
_LABEL_TEXT = """
    antwort antwortformat ausgabe ausgabeformat der die erlaubte ergebnis etiketten format json
    kategorien liste möglich mögliche schlagwörter schlagworte tag tagliste tags verfügbare zur
    auswahl vokabular
    autorisées autorisés catégories de des disponibles disponible étiquettes les mots clés
    possibles réponse sortie vocabulaire
    categorías disponibles etiquetas formato la las lista palabras clave permitidas permitidos
    respuesta salida válidas
    categorias da das disponíveis permitidas resposta saída
    ammesse categorie dei di disponibili elenco etichette formato i le risposta
    beschikbare lijst van
"""
_NOUN = (
    r"(?:tags?|labels?|json|listen?|antwort\w*|etikett\w*|schlagw[oö]rt\w*|stichw[oö]rt\w*"
    r"|kategorien?|étiquettes?|catégories?|mots?[- ]clés?|réponses?|etiquetas?|categorías?"
    r"|palabras? clave|respuesta|lista|etichett[ae]|categori[ae]s?|risposta|elenco|resposta|lijst"
    r"|antwoord)"
)
_ORDERS = frozenset(_ORDERS_TEXT.split())
_LABEL_WORDS = frozenset(_LABEL_TEXT.split())
_OF_TAGS = re.compile(rf"\b{_NOUN}\b")
_WORD = re.compile(r"(?:n['’])?[^\W_]+")
_BEGINNING = re.compile(
    r"(?:bitte|s'il (?:te|vous) plaît|por favor|per favore|dann|jetzt|ensuite|luego|depois)[,:]?\s+"
)
_ROLE = re.compile(
    r"(?:du bist|sie sind|deine aufgabe|tu es|vous êtes|ta tâche|votre tâche|eres|tu tarea|su tarea"
    r"|você é|sua tarefa|sei un|il tuo compito|je bent)\b"
)
_AMOUNT = re.compile(  # 'höchstens zwei Tags': no more than that
    r"(?:höchstens|maximal|genau|nur|bis zu|nicht mehr als|pas plus d|au plus|au maximum"
    r"|exactement|como máximo|máximo|exactamente|solo|sólo|no más de|no máximo|exatamente|apenas"
    r"|não mais|al massimo|esattamente|non più di)\b.{1,40}"
)
_CJK_NOUN = re.compile(
    "标签|標籤|分类|分類|类别|类目|关键词|タグ|ラベル|カテゴリ|태그|카테고리|JSON|json"
)
_CJK_ORDER = re.compile(
    "请|請|选|選|返回|回答|输出|輸出|使用|填写|填入|回复|答え|出力|返し|ください|下さい|付け"
    "|고르|골라|선택|답하|답변|출력|주세요|하세요"
)
_CJK_LABEL = re.compile(
    r"(?:可用|可选|候选|允许)?的?(?:标签|標籤|タグ|태그)(?:列表|清单|表|一覧|リスト| 목록|如下)?"
    r"|(?:输出|回答|出力|답변)?(?:格式|形式|형식|JSON)"
)
_CJK_ROLE = re.compile("你是|您是|あなたは|당신은")
_FEW = 30  # words of an order, or characters of twice as many where words are not parted
_SHORT_LABEL = 6  # words


def is_label(lower: str) -> bool:
    """Return whether words before a colon are a label: 'étiquettes disponibles'."""
    words = _WORD.findall(lower)
    is_spaced = all(word in _LABEL_WORDS for word in words) and _OF_TAGS.search(lower) is not None
    return (len(words) <= _SHORT_LABEL and is_spaced) or bool(_CJK_LABEL.fullmatch(lower))


def instructs(lower: str) -> bool:
    """Return whether a sentence says what to do with tags, or who the reader is."""
    if _ROLE.match(lower) or _CJK_ROLE.match(lower) or _AMOUNT.fullmatch(lower):
        return True
    if len(lower) <= 2 * _FEW and _CJK_NOUN.search(lower) and _CJK_ORDER.search(lower):
        return True
    begun = lower[found.end() :] if (found := _BEGINNING.match(lower)) else lower
    words = _WORD.findall(begun)
    if not 0 < len(words) <= _FEW:
        return False
    first = words[0].replace("’", "'")
    is_order = first in _ORDERS or f"{first}z" in _ORDERS  # 'donne' as 'donnez'
    return is_order and _OF_TAGS.search(begun) is not None
