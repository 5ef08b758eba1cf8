"""Writing files so that a reader, or a crash, sees the old content or the new one, never a part."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tagengine.errors import FileError, reason

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write(path: str | Path, content: bytes, expected: bytes | None = None) -> None:
    """Replace a file's content, or make the file; its mode, its owner and links to it are kept.

    The content goes to a new file in the same folder, onto the disk, and then takes the name. A
    symbolic link stays one: what it points at is replaced; other hard links keep the old content.
    `expected` is the content that the caller read: nothing is written if someone changed it since.
    That is looked at last just before the new file takes the name; what another program writes in
    the moment between, or into the old file after it, is lost, as no system can tell.
    Raises `FileError` saying which file, and why it was left as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        before = _state(target, path)
        _check(target, path, expected)
        _replace(target, content, before, lambda: _check(target, path, expected))
    except FileNotFoundError:
        folder = Path(path).parent.as_posix()
        raise FileError(path, f"not written: no folder {folder} (make it first)") from None
    except OSError as error:
        raise FileError(path, f"not written: {reason(error)}") from None


def _state(target: Path, path: str | Path) -> os.stat_result | None:
    """Return what is known of the file, None if there is none; raises if it cannot be replaced."""
    try:
        state = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(state.st_mode):
        raise FileError(path, "not written: not a regular file")
    if not os.access(target, os.W_OK):
        raise FileError(path, "not written: the file is read-only")
    return state


def _check(target: Path, path: str | Path, expected: bytes | None) -> None:
    """Raise `FileError` if a file's content is no longer what is expected."""
    if expected is not None and not (target.is_file() and target.read_bytes() == expected):
        why = "not written: someone else has changed it (run again)"
        raise FileError(path, why)


def _replace(
    target: Path, content: bytes, before: os.stat_result | None, check: Callable[[], None]
) -> None:
    temporary = target.with_name(f".{target.name[:100]}.{os.urandom(8).hex()}.tmp")
    handle = os.open(temporary, _NEW_FILE, 0o666)  # less the umask, as for any new file
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            _adopt(temporary, before, target)
        check()
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _settle(target.parent)


def _adopt(temporary: Path, before: os.stat_result, target: Path) -> None:
    """Give a new file the owner, mode and extended attributes of the one that it replaces.

    The owner and the attributes only as far as the system allows that.
    """
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(target):
                with suppress(OSError):
                    os.setxattr(temporary, name, os.getxattr(target, name))
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(temporary, before.st_uid, before.st_gid)
    temporary.chmod(stat.S_IMODE(before.st_mode))


def _settle(folder: Path) -> None:
    """Put the new name onto the disk where the system lets a folder be opened for that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
