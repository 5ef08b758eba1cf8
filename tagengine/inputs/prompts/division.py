"""A request divided: instruction before the document, the document, instruction after it.

From the beginning on, sentences of an instruction are the head, from the end on they are the tail;
what is left between is the document. Lists of tags and forms of the answer count in head and tail
only, so nothing that a document says is taken for the request's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from tagengine.errors import PromptError
from tagengine.inputs.prompts import announcements, answer_forms, tag_lists, wording
from tagengine.inputs.prompts.parts import Form, Part, Sort, TagList, are_same, of_sort
from tagengine.inputs.prompts.sentences import Unit, cut
from tagengine.inputs.prompts.wording import Kind

_UNKNOWN_SENTENCES = 40  # of an instruction, that are passed over on the way to its parts
_UNITS = 2000  # sentences of an instruction, at most
_BETWEEN = 2000  # characters of an instruction between its parts, and behind them
_HOW = 'put the document after a line "README:", or between <readme> and </readme>'


@dataclass(slots=True)
class Side:
    """The instruction on one side of a document: its parts, its words, how surely it is one.

    Each part comes with the kind of the words that introduce it.
    """

    border: int
    parts: list[tuple[Part, Kind]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    is_announced: bool = False

    def first(self, wanted: type[Sort], *, last: bool = False) -> Sort | None:
        """Return the first part of a sort, or the last one."""
        found = of_sort([part for part, _ in self.parts], wanted)
        return found[-1 if last else 0] if found else None

    def surely(self, part: Part) -> Kind:
        """Return what sort of words introduces a part of this side."""
        return next((kind for one, kind in self.parts if one is part), Kind.NOTHING)

    @property
    def is_complete(self) -> bool:
        """Whether both a list of tags and a form of the answer are there."""
        return bool(self.first(TagList) and self.first(Form))


@dataclass(frozen=True, slots=True)
class Division:
    """A request's list of tags and form of the answer, its document, and its other words."""

    tag_list: TagList | None
    form: Form | None
    document: str
    words: str


_ALL: tuple[type[Part], ...] = (TagList, Form)


def divide(text: str, wanted: tuple[type[Part], ...] = _ALL) -> Division:
    """Return the parts of a request; raises `PromptError` where they cannot be determined.

    Only parts of the sorts that are `wanted` are looked for.
    """
    parts = [part for part in find_parts(text) if isinstance(part, wanted)] if wanted else []
    units = list(cut(text, parts))
    head = _head(text, units)
    tail = _tail(text, units, head.border, with_parts=True)
    if not text[head.border : tail.border].strip() and not head.is_announced:
        head = _head(text, units, is_strict=True)
        tail = _tail(text, units, head.border, with_parts=True, is_strict=True)
    if not all(head.first(sort) or tail.first(sort) for sort in wanted):
        head, tail = _further(text, units, parts, head, tail, wanted)
    head, tail = _decided(text, units, head, tail)
    tag_list = head.first(TagList) or tail.first(TagList, last=True)
    form = head.first(Form) or tail.first(Form, last=True)
    if len(wanted) == 2 and tag_list is None and form is None:
        # One that stands somewhere is not what is missing.
        tag_list = next((one for one in parts if isinstance(one, TagList)), None)
        form = None if tag_list else next((part for part in parts if isinstance(part, Form)), None)
    return Division(
        tag_list,
        form,
        text[head.border : max(head.border, tail.border)],
        "\n".join(head.words + tail.words),
    )


def find_parts(text: str) -> list[Part]:
    """Return the lists of tags and the forms in a text, in order, without those inside others."""
    forms = answer_forms.find(text)
    lists = tag_lists.find(text)
    kept: list[Part] = []
    for one in lists:
        around = [form for form in forms if form.start <= one.start < form.end]
        if around and _is_list_in_object(text, around[0], one):
            forms.remove(around[0])
            kept.append(TagList(around[0].start, around[0].end, one.entries, one.style))
        elif not around:
            kept.append(one)
    kept += [form for form in forms if not any(one.start <= form.start < one.end for one in kept)]
    return sorted(kept, key=lambda part: part.start)


def _is_list_in_object(text: str, form: Form, tag_list: TagList) -> bool:
    """Return whether `{"tags": ["a", "b"]}` is a list of tags, not an example of an answer."""
    only = isinstance(form.value, dict) and len(form.value) == 1
    before = text[max(0, form.start - 60) : form.start].lower()
    asked = any(
        word in before for word in ("json", "answer", "format", "expected", "like", "return")
    )
    return only and len(tag_list.entries) > 0 and not asked and "tag" in before


def is_instruction(text: str) -> bool:
    """Return whether a text is instruction all through, with a list of tags or a form in it."""
    head = _head(text, list(cut(text, find_parts(text))))
    return bool(head.parts) and not text[head.border :].strip(" \t\r\n.,;:`")


def _head(text: str, units: Sequence[Unit], *, is_strict: bool = False) -> Side:
    """Return the instruction that a text begins with."""
    side = Side(0)
    introduced = Kind.NOTHING
    for unit, following in zip_longest(units[:_UNITS], units[1:_UNITS]):
        if unit.part:
            side.parts.append((unit.part, introduced))
            side.border = unit.end
            continue
        begins = announcements.announced(text, unit.start)
        if begins is not None:
            side.border, side.is_announced = begins, True
            return side
        sentence = text[unit.start : unit.end]
        leads = following is not None and following.part is not None
        kind = wording.kind_of(sentence, leads_to_part=leads, is_strict=is_strict)
        begins_text = not side.words and not side.parts and not leads
        if kind is Kind.TEXT or (begins_text and wording.is_own_title(sentence)):
            break
        if kind is Kind.NOTHING:
            if _opens_fence(sentence, side):
                side.is_announced = True
                break
            if not sentence.strip(" \t\r\n.,;:"):
                side.border = unit.end
            continue
        side.words.append(sentence)
        introduced = max(kind, Kind.LABEL)
        side.border = unit.end
    return side


def _opens_fence(sentence: str, side: Side) -> bool:
    return sentence.strip().lower() in ("```markdown", "```md", "~~~markdown") and bool(side.parts)


def _tail(
    text: str, units: Sequence[Unit], floor: int, *, with_parts: bool, is_strict: bool = False
) -> Side:
    """Return the instruction that a text ends with; parts count where words introduce them."""
    side = Side(len(text))
    parts: list[Part] = []
    for unit in reversed(units[-_UNITS:]):
        if unit.start < floor:
            break
        if unit.part:
            if not with_parts:
                break
            parts.append(unit.part)
            continue
        sentence = text[unit.start : unit.end]
        if announcements.CLOSING.fullmatch(sentence.strip()):
            _commit(side, unit.start, parts, Kind.LABEL)
            break
        kind = wording.kind_of(sentence, leads_to_part=bool(parts), is_strict=is_strict)
        if kind is Kind.TEXT:
            break
        if kind is not Kind.NOTHING:
            _commit(side, unit.start, parts, kind)
            side.words.insert(0, sentence)
    return side


def _commit(side: Side, border: int, parts: list[Part], kind: Kind) -> None:
    side.border = border
    side.parts[:0] = [(part, kind) for part in reversed(parts)]
    parts.clear()


def _further(
    text: str,
    units: Sequence[Unit],
    parts: Sequence[Part],
    head: Side,
    tail: Side,
    wanted: tuple[type[Part], ...],
) -> tuple[Side, Side]:
    """Return head and tail that reach to the parts over sentences that are not known.

    The head does so where a document follows and nothing before looks like one, else the tail.
    """
    found = [of_sort(parts, sort) for sort in wanted]
    enclosed = _enclosed(text, units, parts, wanted) if all(found) else (head, tail)
    if enclosed is not None:
        return enclosed
    first = _reaching(text, units, head, max(own[0].end for own in found))
    if first is not None and text[first.border :].strip():
        return first, _tail(text, units, first.border, with_parts=False)
    chosen = [own[-1] for own in found]
    start, end = min(part.start for part in chosen), max(part.end for part in chosen)
    if start < head.border:
        return head, tail
    between = "".join(text[one.start : one.end] for one in units if start < one.start < end)
    words = [between[:_BETWEEN], text[end:][:_BETWEEN]]
    last = Side(start, [(part, Kind.ORDER) for part in chosen], words)
    before = [one for one in units if head.border <= one.start and one.end <= start]
    opening = _tail(text[:start], before, head.border, with_parts=False)
    last.border = opening.border
    if before and opening.border == start and text[before[-1].start : start].rstrip().endswith(":"):
        last.border = before[-1].start
    last.words[:0] = opening.words or [text[last.border : start]]
    return head, last


def _enclosed(
    text: str, units: Sequence[Unit], parts: Sequence[Part], wanted: tuple[type[Part], ...]
) -> tuple[Side, Side] | None:
    """Return what is around a document in an element, None if a part is missing there."""
    closed = announcements.closings(text)
    for unit in units:
        start, end = announcements.element(text, unit.start, closed)
        if start >= end:
            continue
        outside = [part for part in parts if part.end <= unit.start or part.start >= end]
        if all(of_sort(outside, sort) for sort in wanted):
            rest = [one for one in units if not one.part and not start <= one.end <= end]
            kinds = [(part, Kind.ORDER) for part in outside]
            return Side(start, kinds, [text[one.start : one.end] for one in rest]), Side(end)
    return None


def _reaching(text: str, units: Sequence[Unit], head: Side, end: int) -> Side | None:
    """Return the head that goes as far as `end`, or None if a document seems to come before."""
    parts = [unit.part for unit in units if unit.part and unit.start < end]
    rest = [unit for unit in units if unit.start >= end]
    follows = _head(text, rest)
    announced = follows.is_announced or announcements.STRUCTURE.search("\n" + text[end:][:2000])
    unknown = [unit for unit in units if head.border <= unit.start < end and not unit.part]
    if head.is_announced or not announced or len(unknown) > _UNKNOWN_SENTENCES:
        return None
    skipped = [text[unit.start : unit.end] for unit in unknown]
    texts = [one for one in skipped if wording.kind_of(one) is Kind.TEXT]
    if announcements.STRUCTURE.search("\n".join(texts)):
        return None
    words = [text[unit.start : unit.end] for unit in units if unit.start < end and not unit.part]
    introduced = [(part, Kind.ORDER) for part in parts]
    border = max(end, follows.border)
    return Side(border, introduced, words + follows.words, follows.is_announced)


def _decided(text: str, units: Sequence[Unit], head: Side, tail: Side) -> tuple[Side, Side]:
    """Return head and tail of which only one says each part, or both the same.

    Where both sides do, the one counts whose words are more surely those of an instruction; a head
    that has all and announces the document counts alone. Raises `PromptError` where neither does.
    """
    if head.is_complete and head.is_announced:
        return head, _tail(text, units, head.border, with_parts=False)
    is_repeated = False
    kept: list[set[type[Part]]] = [set(), set()]  # what head and tail say
    for sort in (TagList, Form):
        first, last = head.first(sort), tail.first(sort, last=True)
        if first and last and not are_same(first, last):
            surely = head.surely(first) - tail.surely(last) + head.is_announced
            if surely == 0:
                raise PromptError(_ambiguous(text, first, last))
            kept[surely < 0].add(sort)
        elif first or last:
            kept[first is None].add(sort)
            is_repeated = is_repeated or bool(first and last)
    if len(kept[0]) == 2 and tail.parts and not is_repeated:
        return head, _tail(text, units, head.border, with_parts=False)
    if len(kept[1]) == 2:
        return Side(0) if head.parts else head, tail
    for side, sorts in zip((head, tail), kept, strict=True):
        side.parts = [one for one in side.parts if isinstance(one[0], tuple(sorts))]
    return head, tail


def _ambiguous(text: str, first: Part, last: Part) -> str:
    what = "lists of tags" if isinstance(first, TagList) else "JSONs to fill in"
    places = " and ".join(_place(text, part.start) for part in (first, last))
    return f"the prompt has two {what}, at {places}, and each could be the right one ({_HOW})"


def _place(text: str, at: int) -> str:
    return f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"
