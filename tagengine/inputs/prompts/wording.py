"""What the sentences of an instruction look like.

A sentence is told by its form, never by one word: an order that speaks of tags or of the answer
('Choose at most 2 tags'), a label made of such words alone ('Expected JSON:'), a role ('You are a
librarian'). 'Select is a key-value store' and 'helps you pick a store' are none of these.
"""

from __future__ import annotations

import re
from enum import IntEnum

from tagengine.inputs.prompts import wording_elsewhere


class Kind(IntEnum):
    """What a sentence is: of the document, of no weight, of the instruction (a label, an order)."""

    TEXT = 0
    NOTHING = 1
    LABEL = 2
    ORDER = 3


_ORDERS_TEXT = """
    add analyse analyze answer apply assign assume at avoid base based be categorise categorize
    choose classify complete consider copy decide determine do don't ensure exactly exclude
    extract fill find follow generate give guess identify if ignore include infer insert judge
    just keep label leave limit list look make map mark match name never no always only order
    output pick prefer print produce provide put rank read reply report respond return
    review say select send set skip sort start state stick suggest tag take think treat unless
    use using when where work wrap write
"""
_LABEL_TEXT = """
    a all allowed an and are answer answers apply array as at available below candidate candidates
    categories category choices choose closed complete context controlled count desired example
    examples exact expected fill filled final following for form format from given here id ids
    in input instruction instructions is are it json keywords known label labels limit list
    listed max maximum may most must my name names no number object of one only options or our
    output permitted possible prompt query question reply request required respond response
    result results return role rule rules schema shape should structure system tag tags task
    taxonomy template that the their them these this to topics use valid vocabulary values with
    you your
"""
_ORDERS = frozenset(_ORDERS_TEXT.split())
_LABEL_WORDS = frozenset(_LABEL_TEXT.split())
_TASK_HEADINGS = (
    "task",
    "role",
    "rules",
    "instruction",
    "instructions",
    "context",
    "system",
    "prompt",
)
_FORMATS = frozenset(("csv", "json", "markdown", "md", "text", "txt", "xml", "yaml"))  # of fences
_WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
_JUNK = " \t\r\n\"'“”‘`,;.:*_#>()[]{}~=+|/-"
_HEADING = re.compile(r"\s*#{1,6}\s")
_ELEMENT = re.compile(
    r"</?(?:\w+[-_])?(?:tags|tag|labels|categories|vocabulary|taxonomy|instructions?|task|rules"
    r"|format|output|answer|example|role|system|json|expected|schema)(?:[-_]\w+)?/?>"
    r"|\[/?INST\]|<?</?SYS>>?|<\|\w{1,30}\|>(?:system\b|user\b|assistant\b)?",
    re.IGNORECASE,
)
# What may come before an order: a number, 'please', 'then'.
_BEGINNING = re.compile(
    r"(?:\d{1,2}[.)]\s+)?(?:(?:please|then|now|and|also|next|finally|so|first|second|third|note"
    r"|important|remember|output|rules?|task|instructions?|step \d+)[:,]?\s+)*(?:that\s+)?"
    r"(?:for (?:each|every|all) (?:of )?(?:the |these |those )?(?:[a-z]+ )?(?:record|document"
    r"|project|repository|repositorie|item|entry|entrie|object|readme|row|one)s?,?\s+)?"
)
# What comes after a word that is a name and no order: 'Select is …'.
_NO_ORDER = re.compile(r"\S+\s+(?:is|are|was|were|has|can|will|provides?|lets|offers?|supports?)\b")
# An order made of a label's words: 'Return this JSON:', but not 'Output format:'.
_PLAIN_ORDER = re.compile(
    r"(?:answer|choose|fill|give|list|pick|reply|respond|return|select|use|assign|output)\s+"
    r"(?:with|this|the|only|in|a|an|at|up|from|exactly|json|me|one|my|\d+)\b"
)
_OF_TAGS = re.compile(
    r"\b(?:tags?|labels?|categor(?:y|ies)|keywords?|json|answer|reply|respond|response|list"
    r"|array)\b"
)
# What an order of a request speaks of: tags, the answer, the page and what fits it.
_TASK = re.compile(
    _OF_TAGS.pattern
    + r"|\b(?:tagged|tagging|labelled|output|expected|catalogue|taxonomy|vocabulary"
    r"|format|prose|explanations?|fences?|nothing else|comments?|ids?|schema|exactly one|at most"
    r"|instructions?|below|above|following|classification|fits?|appl(?:y|ies)|suits?)\b"
)
_DOCUMENT = re.compile(r"\b(?:pages?|readme|document|text|project|description|repository)\b")
_ROLE = re.compile(
    r"you(?:'re| are) (?:an?|the|my|our|going|given|to|now|being|asked|expected|tagging)\b"
    r"|you (?:read|tag|label|classify|assign|choose|pick|get|receive|will|must|should|have to|only"
    r"|know)\b|act as\b|i want you to\b|i(?:'ll| will) (?:give|provide|send|show)|prompt\b"
    r"|as an? (?:\w+ ){0,3}(?:expert|assistant|librarian|curator|classifier|tagger|editor)\b"
    r"|as an? [^,.;:]{3,80}, (?:please )?"
    r"(?:analy[sz]e|assign|categori[sz]e|choose|classify|label|tag)\b"
    r"|your (?:task|job|role|goal|answer|reply|response|output|only task)\b|(?:this is )?the task\b"
)
_CONDITION = re.compile(
    r"you (?:may|can)\b|(?:if|when|where|unless|in case|should)\b.*\b(?:none|nothing|no|not|unsure"
    r"|doubt)"
)
_QUESTION = re.compile(r"(?:which|what)(?: \w+){0,3}? (?:tags?|labels?|categor(?:y|ies))\b")
_MANNER = re.compile(
    r"(?:choose|pick|select|give|assign|use) (?:only |just |exactly |precisely )?"
    r"(?:one|two|three|\d{1,2})(?: (?:of|from) (?:them|these|those|the above))?|"
    r"(?:an? |the |just |only |exactly )?(?:single|one|best|most [a-z]+|closest)(?: [a-z]+){0,2}"
    r" (?:tag|label|category|topic)(?: only| from| of)?|"
    r"(?:the )?(?:text|content|document|readme|file)s?(?: [a-z]+){0,3}? (?:between|inside|within"
    r"|delimited|enclosed|surrounded|in)(?: [a-z]+){0,4} (?:backticks|quotes|dashes|markers"
    r"|delimiters|fences?|brackets|tags|elements?)\b.{0,60}|"
    r"(?:do not|don't|never) \w+.{0,60}|think (?:carefully|step by step|hard).{0,20}|nothing else"
    r"|be (?:strict|brief|concise|careful|precise|exact|honest|consistent).{0,40}|thank you|thanks"
    r"|(?:the )?(?:number|count) of (?:tags|labels|categories|topics) .{0,60}"
    r"|(?:n|num|top_?k|k)(?:_(?:tags|labels))? ?[=:] ?\d{1,3}"
    r"|more than (?:one|two|three|\d{1,2}) (?:tags?|labels?|categor(?:y|ies)|topics?) .{0,40}"
    r"|there (?:must|should|may|can) be (?:at most|only|no more than|exactly|up to) .{0,60}"
    r"|(?:tags?|labels?|categories|options) ?[(\[](?:choose |pick |select )?"
    r"(?:one|two|three|\d{1,2})(?: max)?"
    r"|(?:which|the) (?:tag|label|category) (?:that )?(?:best )?"
    r"(?:fits|suits|applies|describes).{0,40}"
    r"|no (?:prose|explanations?|comments?|other text|extra text|markdown|code fences?"
    r"|preamble).{0,40}"
    r"|ai prompts?|(?:up to|at most|no more than|not more than|(?:fewer|less) than"
    r"|max(?:imum)?(?: of)?|between|exactly"
    r"|top|only|limit)\b.{0,20}\b(?:\d+|one|two|three|four|five)\b.{0,40}"
)
_NEEDED = re.compile(r"\b(?:must|should|shall|may|need|only|expected|provide|you|your|i|me|we)\b")
_LABEL_NEEDS = re.compile(
    r"\b(?:tags?|labels?|categor(?:y|ies)|keywords|topics|json|answer|output|format|reply|response"
    r"|result|vocabulary|taxonomy|options|choices|values|task|instructions?|rules|role|schema|template"
    r"|system|max|maximum|limit|context|input|request|prompt|candidates?|list)\b"
)
_LONGEST = 1000  # characters of a sentence of an instruction
_SHORT_LABEL = 6  # words of a label without a colon
_CLAUSE = 80  # characters of what is before an order: 'Given the README, choose …'
_FEW = 20  # words of an order that speaks of no tags
_MANY = 30  # words, from which a sentence is not a rule about tags


def kind_of(sentence: str, *, leads_to_part: bool = False, is_strict: bool = False) -> Kind:
    """Return what a sentence, a heading or a line of a request is.

    Right before a list of tags or a form an order need not speak of them: 'Respond with'. With
    `is_strict` an order speaks of tags or the answer; one about a text may be a document's own.
    """
    if len(sentence) > _LONGEST:
        return Kind.TEXT if sentence.strip(_JUNK) else Kind.NOTHING
    sentence = _ELEMENT.sub(" ", sentence)
    lower = sentence.replace("’", "'").strip(_JUNK).rstrip("!)]}").lower()
    words = _WORD.findall(lower)
    if not words or lower in _FORMATS:
        return Kind.NOTHING
    is_heading = bool(_HEADING.match(sentence))
    is_announced = is_heading or sentence.rstrip(" \t\r\n\"'*_`").endswith((":", "："))
    is_foreign_label = is_announced and wording_elsewhere.is_label(lower.rstrip("： "))
    if is_foreign_label or _is_label(words, is_announced=is_announced):
        return Kind.ORDER if _PLAIN_ORDER.match(lower) else Kind.LABEL
    if is_heading:
        return Kind.TEXT
    begun = lower[found.end() :] if (found := _BEGINNING.match(lower)) else lower
    if leads_to_part and _is_order(begun) and len(words) <= _FEW:
        return Kind.ORDER
    return Kind.ORDER if _instructs(lower, words, is_strict=is_strict) else Kind.TEXT


def is_own_title(heading: str) -> bool:
    """Return whether a heading that begins a text is a document's title, though it is a label."""
    words = _WORD.findall(heading.lower())
    return bool(_HEADING.match(heading)) and len(words) == 1 and words[0] not in _TASK_HEADINGS


def _is_label(words: list[str], *, is_announced: bool) -> bool:
    if not all(word in _LABEL_WORDS or word.isdigit() for word in words):
        return False
    return (is_announced or 1 < len(words) <= _SHORT_LABEL) and bool(
        _LABEL_NEEDS.search(" ".join(words))
    )


def _is_order(begun: str) -> bool:
    first = _WORD.match(begun)
    if first is None or first[0] not in _ORDERS or _NO_ORDER.match(begun):
        return False
    return begun[first.end() : first.end() + 1] in ("", " ", ",", "\t", "\n")


def _instructs(lower: str, words: list[str], *, is_strict: bool) -> bool:
    """Return whether a sentence says what to do, who the reader is, or how the answer must be."""
    begun = lower[found.end() :] if (found := _BEGINNING.match(lower)) else lower
    speaks_of_tags = bool(_OF_TAGS.search(begun))
    speaks_of_task = _TASK.search(begun) or _DOCUMENT.search(begun)
    about_task = not is_strict and len(words) <= _FEW and speaks_of_task
    if _is_order(begun) and (speaks_of_tags or about_task):
        return True
    before, _, behind = begun.partition(", ")
    if speaks_of_tags and len(before) < _CLAUSE and _is_order(behind) and _OF_TAGS.search(behind):
        return True
    if _QUESTION.match(begun) or _ROLE.match(begun) or _MANNER.fullmatch(begun):
        return True
    if (speaks_of_tags and _CONDITION.match(begun)) or wording_elsewhere.instructs(lower):
        return True
    about = {found[0].rstrip("s") for found in _OF_TAGS.finditer(lower)}
    return len(about) >= 2 and len(words) <= _MANY and bool(_NEEDED.search(lower))
