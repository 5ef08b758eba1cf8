"""What many tests need: the shipped rules, an engine, and a cache of the tests' own."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from _pytest.terminal import TerminalReporter
from hypothesis import HealthCheck

from tagengine import Engine
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.sources import load
from tagengine.rules.zones import Settings
from tagengine.system import cache_folder, processors
from tests.metadata.support import Repo
from tests.support import CommandLine, Folder

if TYPE_CHECKING:
    from tests.reporting.pages.browser import Browser

# A busy machine is no failure, so nothing here depends on how long an example takes. A quick run
# tries the same examples each time, a full run new ones; it prints how to repeat a failure.
_PATIENT = hypothesis.settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.register_profile(
    "quick", _PATIENT, max_examples=20, derandomize=True, database=None
)
# Nothing found before is tried again, so that one seed means the same examples on every machine.
hypothesis.settings.register_profile(
    "full", _PATIENT, max_examples=100, derandomize=False, database=None
)

_ALL_SLOW = re.compile(r"^pytestmark = .*\bpytest\.mark\.slow\b", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that says which level of tests to run."""
    parser.addoption(
        "--run-slow",
        action="store_true",
        help="run the slow tests too, and all tests of random examples with many new ones",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose the examples before a test module is imported."""
    hypothesis.settings.load_profile("full" if config.getoption("--run-slow") else "quick")
    # Where a shell or nohup runs this in the background, even programs that the tests start would
    # not hear of an interrupt or a hangup.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run twice as many slow tests at once as there are processors: they wait half of the time."""
    return 2 * processors.usable() if config.getoption("--run-slow") else None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even import a file that is all slow: what it needs may not be installed."""
    if config.getoption("--run-slow") or not collection_path.name.startswith("test_"):
        return None
    return bool(_ALL_SLOW.search(collection_path.read_text("utf-8"))) or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the slow tests, unless they are asked for."""
    if not config.getoption("--run-slow"):
        slow = [item for item in items if item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """Remind of the slow tests."""
    if not config.getoption("--run-slow"):
        terminalreporter.write_line("slow tests were left out (--run-slow runs them)")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the cache of rules in a folder of the tests' own."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cache_folder.VARIABLE, str(folder))
        yield folder


@pytest.fixture(scope="session")
def own_git(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep git away from the user's settings, and from a repository that runs these tests."""
    settings = tmp_path_factory.mktemp("git") / "config"
    settings.write_text("[safe]\n\tdirectory = *\n")  # a checkout may belong to someone else
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("GIT_", "PRE_COMMIT"))]:
            patch.delenv(name)
        patch.setenv("GIT_CONFIG_GLOBAL", str(settings))
        patch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_NAME", "Ann")
            patch.setenv(f"GIT_{role}_EMAIL", "ann@ember.example")
        yield


@pytest.fixture(scope="session")
def shipped(own_cache: Path) -> RuleSet:
    """The shipped rules."""
    return load()


@pytest.fixture(scope="session")
def settings(shipped: RuleSet) -> Settings:
    """The shipped settings."""
    return shipped.settings


@pytest.fixture(scope="session")
def engine(shipped: RuleSet) -> Engine:
    """An engine on the shipped rules."""
    return Engine(shipped)


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Runs the command line in this process."""
    return CommandLine(capsys)


@pytest.fixture
def rules(tmp_path: Path) -> Folder:
    """A folder of rules to write rule files into."""
    return Folder(tmp_path / "rules")


@pytest.fixture
def repo(tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository of records, the current folder."""
    monkeypatch.chdir(tmp_path)
    return Repo(tmp_path, cli)


@pytest.fixture
def folder(rules: Folder) -> Path:
    """A folder of rules with one rule for each tag."""
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    rules.write_rules("cache", "- {keywords: [memo], weight: 10}")
    rules.write_rules("lib", "- {keywords: [crate], weight: 10}")
    return rules.path


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium with a new, empty profile."""
    from tests.reporting.pages.browser import Browser

    one = Browser(tmp_path_factory.mktemp("profile"))
    yield one
    one.driver.quit()
