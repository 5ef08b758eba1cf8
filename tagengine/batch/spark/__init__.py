"""Tags for the rows of a Spark DataFrame: the same rows as `tagengine batch` writes.

    import tagengine.spark

    tagged = tagengine.spark.tag(session.read.parquet("readmes/"), evidence="top")
    tagged.write.parquet("tags/")

Nothing is shuffled, and the rules go to each executor once. Python and tagengine have to be on
every executor.
"""

from tagengine.records import FIELDS
from tagengine.spark.frames import tag

__all__ = ["FIELDS", "tag"]
