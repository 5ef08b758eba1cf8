r"""tagengine: deterministic, explainable tags for Markdown documents and metadata records.

>>> from tagengine import Engine
>>> result = Engine.load().tag("# Ember\n\nEmber is an in-memory key-value database.")
>>> [tag.name for tag in result.tags]  # doctest: +SKIP
['nosql', 'database']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tagengine.version import __version__

if TYPE_CHECKING:
    from tagengine.document.record import Record
    from tagengine.engine import Engine
    from tagengine.errors import (
        DocumentError,
        PromptError,
        RecordError,
        RuleErrors,
        TagEngineError,
        VocabularyError,
    )
    from tagengine.evidence.audit import Audit
    from tagengine.evidence.contributions import ContributionEvidence, Evidence, Place, TagEvidence
    from tagengine.evidence.result import Explanation, Result
    from tagengine.rules.vocabulary import Tag, Vocabulary
    from tagengine.selection import Verdict

_HOMES = {
    name: home
    for home, names in (
        ("tagengine.document.record", ("Record",)),
        ("tagengine.engine", ("Engine",)),
        (
            "tagengine.errors",
            (
                "DocumentError",
                "PromptError",
                "RecordError",
                "RuleErrors",
                "TagEngineError",
                "VocabularyError",
            ),
        ),
        ("tagengine.evidence.audit", ("Audit",)),
        (
            "tagengine.evidence.contributions",
            ("ContributionEvidence", "Evidence", "Place", "TagEvidence"),
        ),
        ("tagengine.evidence.result", ("Explanation", "Result")),
        ("tagengine.rules.vocabulary", ("Tag", "Vocabulary")),
        ("tagengine.selection", ("Verdict",)),
    )
    for name in names
}


def __getattr__(name: str) -> Any:
    """Load a name when it is first asked for: the program starts without what it does not need."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return globals().setdefault(name, getattr(import_module(_HOMES[name]), name))


__all__ = [
    "Audit",
    "ContributionEvidence",
    "DocumentError",
    "Engine",
    "Evidence",
    "Explanation",
    "Place",
    "PromptError",
    "Record",
    "RecordError",
    "Result",
    "RuleErrors",
    "Tag",
    "TagEngineError",
    "TagEvidence",
    "Verdict",
    "Vocabulary",
    "VocabularyError",
    "__version__",
]
