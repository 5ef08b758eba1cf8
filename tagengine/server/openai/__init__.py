"""The routes of OpenAI's API that a tagging pipeline uses, answered by rules instead of a model.

Forms of requests and answers follow the API's public reference (chat completions, responses,
models). The same request gets the same bytes: ids are hashes, and `created` is always 0.
"""

PREFIXES = ("/v1", "")
"""What the paths of these routes begin with; many clients are given a base URL without `/v1`."""
