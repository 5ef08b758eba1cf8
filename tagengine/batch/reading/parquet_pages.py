"""How large the pages of a Parquet column are, before one is read: a page is unpacked as a whole.

Only the headers of pages are read: Thrift structs in its compact protocol, of which two numbers
matter. https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
"""

from __future__ import annotations

from typing import BinaryIO

_UNPACKED, _PACKED = 2, 3  # fields of a page's header: its sizes in bytes
_BOOLEANS, _BYTE, _INTEGERS, _DOUBLE, _BINARY = (1, 2), 3, (4, 5, 6), 7, 8
_LISTS, _STRUCT = (9, 10), 12
_LONG_LIST = 15  # stands for a list's length that follows
_DEEP = 10  # structs within each other
_LARGEST_NUMBER = 1 << 62


class UnknownHeaderError(ValueError):
    """What is there is no header of a page."""


def largest_page(file: BinaryIO, start: int, size: int) -> int:
    """Return the bytes that the largest page of a column chunk takes when it is unpacked.

    `start` and `size` say where in the file the chunk is. Raises `UnknownHeaderError` if its pages
    cannot be told apart.
    """
    largest, position = 0, start
    while position < start + size:
        file.seek(position)
        header = _struct(file)
        unpacked, packed = header.get(_UNPACKED, -1), header.get(_PACKED, -1)
        if unpacked < 0 or packed < 0:
            raise UnknownHeaderError
        largest = max(largest, unpacked)
        position = file.tell() + packed
    return largest


def _struct(file: BinaryIO, depth: int = 0) -> dict[int, int]:
    """Return the whole numbers of a struct by the numbers of their fields; all else is skipped."""
    if depth > _DEEP:
        raise UnknownHeaderError
    found: dict[int, int] = {}
    field = 0
    while (head := _byte(file)) != 0:
        step, kind = head >> 4, head & 15
        field = field + step if step else _integer(file)
        if kind in _INTEGERS:
            found[field] = _integer(file)
        elif kind not in _BOOLEANS:  # these are told by their kind
            _skip(file, kind, depth)
    return found


def _skip(file: BinaryIO, kind: int, depth: int) -> None:
    if kind in (*_BOOLEANS, _BYTE):  # within a list each has a byte
        _byte(file)
    elif kind in _INTEGERS:
        _number(file)
    elif kind == _DOUBLE:
        file.seek(8, 1)
    elif kind == _BINARY:
        file.seek(_number(file), 1)
    elif kind in _LISTS:
        head = _byte(file)
        count = head >> 4 if head >> 4 != _LONG_LIST else _number(file)
        for _ in range(count):
            _skip(file, head & 15, depth + 1)
    elif kind == _STRUCT:
        _struct(file, depth + 1)
    else:  # a map: pages have none
        raise UnknownHeaderError


def _integer(file: BinaryIO) -> int:
    number = _number(file)
    return (number >> 1) ^ -(number & 1)


def _number(file: BinaryIO) -> int:
    number = shift = 0
    while True:
        byte = _byte(file)
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128 and number <= _LARGEST_NUMBER:
            return number
        if shift > 63 or byte < 128:
            raise UnknownHeaderError


def _byte(file: BinaryIO) -> int:
    byte = file.read(1)
    if not byte:
        raise UnknownHeaderError
    return byte[0]
