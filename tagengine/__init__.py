r"""tagengine: deterministic, explainable tags for Markdown documents and metadata records.

>>> from tagengine import Engine
>>> result = Engine.load().tag("# Ember\n\nEmber is an in-memory key-value database.")
>>> [tag.name for tag in result.tags]  # doctest: +SKIP
['nosql', 'database']
"""

from tagengine.document.reading import Record
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
from tagengine.version import __version__

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
