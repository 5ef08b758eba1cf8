"""Many documents: read, tagged by several processes, written, and taken up again after a stop."""

from tagengine.batch.workers.tagging import Tagged, tag_records

__all__ = ["Tagged", "tag_records"]
