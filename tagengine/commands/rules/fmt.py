"""`tagengine rules fmt`: rule files in their canonical layout."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.authoring.formatting import format_files
from tagengine.commands.options import put_diff, say, warn
from tagengine.commands.parameters import flag, part, verb
from tagengine.commands.rule_options import RulesAsked
from tagengine.errors import UsageError
from tagengine.reporting import unified_diff
from tagengine.reporting.as_text import several
from tagengine.rules import sources as rule_sources
from tagengine.system import atomic_files


@dataclass(frozen=True, slots=True)
class _Asked:
    rules: RulesAsked = part(RulesAsked)
    check: bool = flag("Write nothing, and exit with code 1 if a file would change.")
    diff: bool = flag("Write nothing, and show what would change.")


@verb("fmt", _Asked)
def command(asked: _Asked) -> int:
    """Format rule files: sort keys and keywords, and use the same layout everywhere.

    Comments stay, and the meaning of the rules never changes. Files with mistakes
    are not changed; `tagengine rules check` lists the mistakes.

    \b
    Examples:
      tagengine rules fmt --rules my-rules/
      tagengine rules fmt --rules my-rules/ --check
    """
    chosen = asked.rules.chosen()
    folder, origin = chosen.folder, chosen.origin
    is_dry, tell = asked.check or asked.diff, warn if asked.diff else say
    if chosen.rules is None and not is_dry and rule_sources.is_installed():
        raise UsageError("the shipped rules are part of the package (--rules names your own)")
    formatted = format_files(rule_sources.read_files(folder), origin, chosen.tags())
    changed = 0
    for name, text in formatted.items():
        before, after = (folder / name).read_bytes(), text.encode()
        if before == after:
            continue
        changed += 1
        if asked.diff:
            shown = f"{origin}/{name}"
            put_diff(unified_diff.render(before.decode(), text, shown, shown))
        elif asked.check:
            tell(f"would format {origin}/{name}")
        else:
            atomic_files.write(folder / name, after, expected=before)
            tell(f"formatted {origin}/{name}")
    done = f"{several(changed, 'file')} {'to format' if is_dry else 'formatted'}"
    tell(f"{done}, {len(formatted) - changed} already in order")
    return 1 if is_dry and changed else 0
