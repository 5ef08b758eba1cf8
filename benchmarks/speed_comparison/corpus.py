"""Documents to measure with: the READMEs on this machine, or those of a file of records."""

from __future__ import annotations

import hashlib
import random
import re
import sys
from collections.abc import Iterator, Sequence
from email.message import Message
from functools import partial
from importlib import metadata
from itertools import count
from pathlib import Path
from typing import cast

from tagengine.inputs.files import Failure, read_records

_EXCHANGED = 0.1  # share of the words that a variation exchanges
# Words of running text; what belongs to a tag, an address or an entity stays as it is.
_WORD = re.compile(r"(?<![<&/\w.-])[a-z]{5,}(?![\w>;:/.-])")
_ORIGINALS_OF_SIZES = 1_000_000  # bytes; a larger document repeats so much of it with variations


def of_records(path: Path) -> list[str]:
    """Return the READMEs of a JSON Lines file of records, in order of their SHA-256.

    Raises `DocumentError` if there is no such file; exits with a message if it has no README.
    """
    lines = read_records(path, lambda message: print(message, file=sys.stderr))
    records = [line.record for line in lines if not isinstance(line, Failure)]
    texts = _without_order({record.readme for record in records})
    if not texts:
        raise SystemExit(f'{path}: no README in it (a line is {{"readme": "..."}})')
    return texts


def of_distributions(megabytes: float) -> list[str]:
    """Return the Markdown READMEs of the installed distributions, repeated up to a size.

    From the second time on a document comes with a tenth of its words exchanged, so that no two are
    the same. Exits with a message if no distribution has a README.
    """
    originals = _without_order({_long_description(one) for one in metadata.distributions()})
    if not originals:
        raise SystemExit("no installed distribution has a Markdown README (use --corpus FILE)")
    texts: list[str] = []
    left = megabytes * 1_000_000
    for text in _repeated(originals):
        texts.append(text)
        left -= size(text)
        if left <= 0:
            break
    return texts


def of_size(texts: Sequence[str], length: int, number: int) -> list[str]:
    """Return `number` documents of `length` bytes each, made of whole documents one after another.

    Only documents are used that end what they begin, such as a code block, as otherwise one of them
    would swallow those after it. Large documents repeat the same originals with variations.
    """
    whole = _first(_complete(texts), _ORIGINALS_OF_SIZES)
    if not whole:
        raise SystemExit("no document of the corpus ends all the blocks that it begins")
    parts = _repeated(whole)
    made = []
    for _ in range(number):
        content = bytearray()
        while len(content) < length:
            content += next(parts).encode() + b"\n\n"
        made.append(content[:length].decode("utf-8", "ignore"))
    return made


def size(text: str) -> int:
    """Return the number of bytes of a document."""
    return len(text.encode())


def _long_description(distribution: metadata.Distribution) -> str:
    described = cast("Message", distribution.metadata)  # whose protocol leaves out what it can do
    if "markdown" not in (described.get("Description-Content-Type") or ""):
        return ""
    return str(described.get_payload() or described.get("Description") or "")


def _without_order(texts: set[str]) -> list[str]:
    """Return texts that are not blank; lone surrogates, which no UTF-8 file has, are replaced."""
    clean = {text.encode("utf-8", "replace").decode() for text in texts if text.strip()}
    return sorted(clean, key=lambda text: hashlib.sha256(text.encode()).digest())


def _repeated(originals: Sequence[str]) -> Iterator[str]:
    """Yield documents without end: as they are at first, then with words exchanged."""
    yield from originals
    vocabulary = sorted({word for text in originals for word in _WORD.findall(text)})
    for number in count(1):
        exchanged = partial(_exchanged, vocabulary, random.Random(number))  # the same in every run
        for text in originals:
            yield _WORD.sub(exchanged, text)


def _exchanged(vocabulary: Sequence[str], chance: random.Random, found: re.Match[str]) -> str:
    return chance.choice(vocabulary) if chance.random() < _EXCHANGED else found[0]


def _complete(texts: Sequence[str]) -> Iterator[str]:
    """Yield the documents after which a heading would be a heading."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    for text in texts:
        last = parser.parse(f"{text}\n\n# end\n")[-1]
        if last.type == "heading_close" and last.level == 0:
            yield text


def _first(texts: Iterator[str], length: int) -> list[str]:
    found: list[str] = []
    for text in texts:
        found.append(text)
        length -= size(text)
        if length <= 0:
            break
    return found
