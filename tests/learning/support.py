"""A vocabulary and labelled records, written for the tests."""

from tagengine.document.record import Record
from tagengine.evaluation.gold import Labelled
from tagengine.rules.vocabulary import Tag, Vocabulary

VOCABULARY = Vocabulary(
    [
        Tag(1, "Photo Galleries", "A [gallery](https://example.org/g) shows pictures."),
        Tag(2, "Media - Music Players", "Software that plays music."),
        Tag(3, "Money & Budgeting "),
        Tag(4, "Wikis", "Pages that everybody edits."),
    ]
)
_TEXTS = {
    "Photo Galleries": (
        "Photo album with face search",
        "A fast slideshow for albums",
        "Albums for families, with thumbnails",
        "Slideshow and albums for image folders",
    ),
    "Media - Music Players": (
        "Jukebox for podcasts and songs",
        "A jukebox that streams songs",
        "Streams songs to a speaker",
        "Songs and playlists for the living room",
    ),
    "Money & Budgeting ": (
        "Ledger for households with accounts",
        "Tracks expenses of a household",
        "An expenses ledger for couples",
        "Accounts and expenses in one ledger",
    ),
    "Wikis": (
        "A small wiki engine",
        "Wiki for teams, with markdown pages",
        "Edit markdown pages together",
        "Markdown pages with history",
    ),
}


def labelled() -> list[Labelled]:
    """Return four records of each tag."""
    return [
        Labelled(Record(f"{tag.strip()} {number}", description=text), (tag,))
        for tag, texts in _TEXTS.items()
        for number, text in enumerate(texts)
    ]
