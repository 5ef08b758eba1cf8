"""The words in CamelCase: `MessageQueue` is read as it is and as `Message Queue`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_BORDER = re.compile(
    r"(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z]{2,})|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=\dD\b)"
)
_WORD = re.compile(r"(?<!\w)(?:[A-Z][a-z]{2,}){2,}(?!\w)")
# Names of things whose parts say nothing of them.
_NAMES = frozenset((
    "ActionScript", "AppleScript", "BitBucket", "ClickHouse", "CloudFlare", "CodePen",
    "CoffeeScript", "DockerHub", "DynamoDb", "FireFox", "GitHub", "GitLab",
    "GitBook", "HubSpot", "IntelliJ", "JavaScript", "LinkedIn", "LiveScript",
    "MailChimp", "OneDrive", "OpenStack", "PayPal", "PostScript", "PowerPoint",
    "PowerShell", "PureScript", "ReScript", "RubyGems", "SalesForce", "SharePoint",
    "SourceForge", "StackOverflow", "TeamCity", "TypeScript", "WebKit", "WordPress",
    "YouTube",
))  # fmt: skip

# Names inside of names, which are not parted: 'GraphQLServer' is 'GraphQL Server'.
_INNER = re.compile(
    r"GraphQL|JavaScript|TypeScript|GitHub|GitLab|MongoDB|PostgreSQL|MySQL|NoSQL|SQLite|OAuth2?"
    r"|OpenAPI|WebSocket|WebAssembly|DevOps|LaTeX|NodeJS|PowerShell|YouTube|WordPress|ClickHouse"
    r"|RabbitMQ|DynamoDB|CouchDB|InfluxDB|FastAPI|OpenGL|WebGL|WebRTC|WebGPU|OpenCV|PyTorch"
    r"|IoT|PowerPoint|SharePoint|TensorFlow|OpenAI|ChatGPT|LangChain"
)

Span = tuple[int, int]


def parts(name: str) -> list[Span]:
    """Return where the words of a name are; nothing if it is one word as it is."""
    inner = [found.span() for found in _INNER.finditer(name)]
    places = {border.start() for border in _BORDER.finditer(name)} | {
        place for span in inner for place in span
    }
    within = {place for start, end in inner for place in range(start + 1, end)}
    borders = sorted({0, *(places - within), len(name)})
    return list(pairwise(borders)) if len(borders) > 2 else []


def words(text: str) -> Iterator[list[Span]]:
    """Yield the parts of each word in a text of more than one word, names of products left out."""
    for word in _WORD.finditer(text):
        if word[0] not in _NAMES:
            yield [(word.start() + start, word.start() + end) for start, end in parts(word[0])]
