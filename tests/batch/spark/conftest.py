"""A Spark session for all the tests that need one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.batch.spark import sessions

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(scope="session", autouse=True)
def _environment() -> Iterator[None]:
    """What Spark needs to run here; every test of it needs all parts."""
    sessions.require_parts()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in sessions.environment().items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def spark(_environment: None) -> Iterator[SparkSession]:
    """Spark in this process and a Java machine, with two cores."""
    session = sessions.start("local[2]")
    yield session
    session.stop()
