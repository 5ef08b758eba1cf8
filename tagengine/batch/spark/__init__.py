"""Tags for the rows of a Spark DataFrame: the same rows as `tagengine batch` writes.

    import tagengine.batch.spark

    tagged = tagengine.batch.spark.tag(session.read.parquet("readmes/"), evidence="top")
    tagged.write.parquet("tags/")

Nothing is shuffled, and the rules go to each executor once. Python and tagengine have to be on
every executor.
"""

from tagengine.batch.spark.frames import tag
from tagengine.inputs.records import FIELDS

__all__ = ["FIELDS", "tag"]
