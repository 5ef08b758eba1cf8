"""The page at `/`: try rules and documents, and see at once what they do."""
