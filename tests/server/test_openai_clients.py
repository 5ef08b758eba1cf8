"""The real clients of OpenAI's API, in Python and in Node, get what `tagengine prompt` prints."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openai
import pytest

from tests.server.support import PROMPT, PROMPT_ANSWER, Served
from tests.support import SEED, CommandLine, missing
from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow

_NODE = Path(__file__).parent / "node" / "ask.mjs"
_NODE_CLIENT = Path(__file__).parents[2] / "node_modules" / "openai"
_MODEL = "gpt-4o"
_REFUSED = (
    'not found in the prompt: the list of tags (like [{"id":1,"name":"x"}]); the expected JSON '
    '(like {"id":"1","tags":[]}) (the messages must contain a tagging request: a text, a list of '
    'tags, and the JSON to fill in, with "tags": [])'
)


@pytest.fixture(params=["own", "seed"])
def prompt(request: pytest.FixtureRequest) -> str:
    """A tagging request: one written for the tests, and the real one where it is at hand."""
    if request.param == "own":
        return PROMPT
    if not SEED.exists():
        pytest.skip("the seed prompt is not at hand")
    return SEED.read_text("utf-8")


@pytest.fixture
def expected(prompt: str, tmp_path: Path, cli: CommandLine) -> str:
    """What the command line prints for the request."""
    file = tmp_path / "request.txt"
    file.write_text(prompt, "utf-8")
    code, printed, _ = cli("prompt", file)
    assert code == 0
    return printed.removesuffix("\n")


@pytest.fixture(scope="module")
def python(served: Served) -> Iterator[openai.OpenAI]:
    """The Python client."""
    with openai.OpenAI(
        base_url=f"{served.url}/v1", api_key="not asked for", max_retries=0
    ) as client:
        yield client


def test_the_tests_own_request(cli: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "request.txt"
    file.write_text(PROMPT, "utf-8")
    assert cli("prompt", file)[1] == PROMPT_ANSWER + "\n"


def test_python_chat(python: openai.OpenAI, prompt: str, expected: str) -> None:
    completion = python.chat.completions.create(
        model=_MODEL,
        messages=[
            {"role": "system", "content": "Answer with JSON."},
            {"role": "user", "content": [{"type": "text", "text": prompt}]},
        ],
        n=2,
        seed=7,
        temperature=0,
        response_format={"type": "json_object"},
    )
    assert [choice.message.content for choice in completion.choices] == [expected] * 2
    assert {choice.finish_reason for choice in completion.choices} == {"stop"}
    assert completion.model == _MODEL
    usage = completion.usage
    assert usage is not None
    asked = -(-len(prompt.encode()) // 4) + -(-len("Answer with JSON.") // 4)
    assert usage.prompt_tokens == asked
    assert usage.completion_tokens == 2 * -(-len(expected.encode()) // 4)
    assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens


def test_python_chat_streamed(python: openai.OpenAI, prompt: str, expected: str) -> None:
    chunks = list(
        python.chat.completions.create(
            model=_MODEL,
            messages=[{"role": "user", "content": prompt}],
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    *parts, last = chunks
    assert "".join(part.choices[0].delta.content or "" for part in parts) == expected
    assert parts[0].choices[0].delta.role == "assistant"
    assert [part.choices[0].finish_reason for part in parts] == [None, None, "stop"]
    assert last.choices == []
    assert last.usage is not None
    assert last.usage.completion_tokens == -(-len(expected.encode()) // 4)
    assert len({chunk.id for chunk in chunks}) == 1


def test_python_responses(python: openai.OpenAI, prompt: str, expected: str) -> None:
    response = python.responses.create(model=_MODEL, input=prompt)
    assert (response.output_text, response.status) == (expected, "completed")
    assert response.usage is not None
    assert response.usage.output_tokens == -(-len(expected.encode()) // 4)
    with python.responses.stream(
        model=_MODEL, input=[{"role": "user", "content": prompt}]
    ) as stream:
        deltas = [event.delta for event in stream if event.type == "response.output_text.delta"]
        final = stream.get_final_response()
    assert "".join(deltas) == expected
    assert final.output_text == expected


def test_python_structured_output(python: openai.OpenAI, prompt: str, expected: str) -> None:
    completion = python.chat.completions.create(
        model=_MODEL,
        messages=[{"role": "user", "content": prompt}],
        response_format={
            "type": "json_schema",
            "json_schema": {"name": "tags", "strict": True, "schema": {"type": "object"}},
        },
    )
    assert completion.choices[0].message.content == expected


def test_python_models(python: openai.OpenAI) -> None:
    assert [model.id for model in python.models.list()] == ["tagengine"]
    assert python.models.retrieve("tagengine").owned_by == "tagengine"
    with pytest.raises(openai.NotFoundError) as caught:
        python.models.retrieve("gpt-4o")
    assert caught.value.code == "model_not_found"


def test_python_other_prompts_are_refused(python: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        python.chat.completions.create(
            model=_MODEL, messages=[{"role": "user", "content": "Hello!"}]
        )
    assert caught.value.body == {
        "message": _REFUSED,
        "type": "invalid_request_error",
        "param": "messages",
        "code": "prompt_not_understood",
    }


def test_node(served: Served, prompt: str, expected: str) -> None:
    node = shutil.which("node")
    if node is None or not _NODE_CLIENT.exists():
        missing("Node or its client of OpenAI's API", "npm install --no-save openai@7")
    done = subprocess.run(
        [node, str(_NODE)],
        check=False,
        input=json.dumps({"url": served.url, "prompt": prompt}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert done.stderr == ""
    given = json.loads(done.stdout)
    assert given["chat"] == given["streamed"] == given["response"] == given["final"] == expected
    assert given["usage"][0] == given["usage"][1]
    assert given["models"] == ["tagengine"]
    assert given["refusal"] == {
        "status": 400,
        "code": "prompt_not_understood",
        "param": "messages",
        "message": f"400 {_REFUSED}",
    }
