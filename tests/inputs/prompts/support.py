"""Requests for the tests: the same parts, put together in many ways."""

from __future__ import annotations

LIST = '[{"id": 7, "name": "database"}, {"id": 8, "name": "cache"}, {"id": 9, "name": "lib"}]'
NAMES = ["database", "cache", "lib"]
FORM = '{"id": "tide", "tags": []}'
README = """\
# Tide

Tide is a message queue for small teams.

## Install

```sh
pip install tide
```

## Licence

MIT
"""
