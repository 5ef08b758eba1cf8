"""Sponsors' lines and news of other products are not what a project is about."""

from __future__ import annotations

import pytest

from tagengine import Engine

QUEUE = "Ember is a message queue."


@pytest.mark.parametrize(
    "line",
    [
        "Sponsored by Bubble, the online shop for games.",
        "<sub>Proudly supported by [Bubble](https://b.example) \u2013 tax reports.</sub>",
        "Special offer: 20% off Bubble, the database.",
        "赞助商：Bubble，游戏公司。",
        "Brought to you by [Bubble](https://b.example), a video platform.",
        "This project is tested with Bubble, a video platform.",
        "Our site is hosted on [Bubble](https://b.example) \u2013 the cloud for databases.",
        "This project is proudly sponsored by Bubble \u2013 GraphQL hosting.",
        "Thanks to Bubble for sponsoring our database servers.",
        "Our sponsors:\n\n- Bubble \u2013 an online shop for games\n- Tide \u2013 a database",
        "**Gold sponsor:** Bubble, a blockchain wallet",
        "> Sponsored: Bubble \u2013 online shop",
        "Development is funded by Bubble, a game engine company.",
        "Special thanks to our backers at Bubble, a real-time chat.",
        "❤️ Made possible by Bubble, a CMS for blogs.",
        "*Ad:* Bubble \u2013 hosting for Kubernetes.",
        "### Proudly supported by Bubble \u2013 tax reports for stock traders",
        "Ember is supported by [Bubble](https://b.example), a video streaming service.",
        "Hosting by Bubble \u2013 cloud database hosting.",
        "📣 Announcing Tide 2.0, an open source database!",
        "🎉 New: try Tide, our in-browser database.",
        "🚀 Try Tide, our new database for the browser.",
        "Check out our other project Tide, a search engine.",
        "📣 Announcement: Tide, our GraphQL server, is out.",
        "If you like Ember, check out Tide, our in-browser database.",
        "Looking for a database? Try Tide.",
        "We're hiring: work on our game engine!",
        "We have just launched Tide, a video editor.",
    ],
)
def test_others_do_not_count(engine: Engine, line: str) -> None:
    without = engine.tag(f"# Ember\n\n{QUEUE}\n").tags
    assert without[0].name == "message-queue"
    for text in (f"# Ember\n\n{line}\n\n{QUEUE}\n", f"# Ember\n\n{QUEUE}\n\n{line}\n"):
        assert engine.tag(text).tags == without


def test_a_sponsor_in_the_paragraph_of_the_definition(engine: Engine) -> None:
    for text in (
        f"# Ember\n\n{QUEUE} Proudly supported by Bubble, an online shop for games.\n",
        f"# Ember\n\nSupported by Bubble, an online shop for games. {QUEUE}\n",
    ):
        assert engine.tag(text).tags == engine.tag(f"# Ember\n\n{QUEUE}\n").tags


@pytest.mark.parametrize(
    "text",
    [
        "# Ember\n\nIntroducing Ember, an embedded database.",
        "# Ember\n\nThis project is built with Rust: an embedded database.",
        "# Ember\n\n🎉 New: Ember is now an embedded database!",
        "# Ember\n\nAnnouncing Ember \u2013 an in-browser database.",
        "# Ember\n\nSupported by all browsers: an embedded database.",
        "# Ember\n\nEmber is an embedded database. Ember is supported by Linux and Windows.",
        "# Ember\n\nSponsored by Bubble. It is an embedded database.",
        "# Ember\n\nThe project is an embedded database. Thanks to Rust, it is fast.",
        "# Ember\n\nTry the embedded database in your browser.",
        "# Try\n\nTry is an embedded database.",
        "Sponsored by Bubble.\n\nAn embedded database for Rust.",
    ],
)
def test_the_project_itself_counts(engine: Engine, text: str) -> None:
    assert "database" in [tag.name for tag in engine.tag(text).tags]
