"""A Spark session for all the tests that need one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.spark import sessions
from tests.support import missing

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """Spark in this process and a Java machine, with two cores."""
    parts = sessions.missing_parts()
    if parts:
        missing(parts)
    session = sessions.start("local[2]")
    yield session
    session.stop()
