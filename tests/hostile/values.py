"""Values in JSON, YAML and TOML that few programs expect: deep, huge, twice, cut, with power."""

from __future__ import annotations

from tests.hostile.case import Content

DEEP = 100_000
DIGITS = b"9" * 5_000
NUMBER = "9" * 5_000

# Values that JSON allows, or nearly, and that few programs expect.
JSON: dict[str, Content] = {
    "nothing": b"",
    "bom-only": b"\xef\xbb\xbf",
    "nul": b"\0",
    "not-json": b"sql",
    "cut": b'{"id": "a", "readme": "sql',
    "deep-lists": b"[" * DEEP,
    "deep-lists-closed": b"[" * DEEP + b"]" * DEEP,
    "deep-objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "deep-field": b'{"id":"a","readme":"sql","x":' + b"[" * 900 + b"]" * 900 + b"}",
    "number-of-5000-digits": b'{"id":' + DIGITS + b',"readme":"sql"}',
    "number-huge": b'{"id":1e400,"readme":"sql"}',
    "number-not-json": b'{"id":NaN,"readme":"sql","x":-Infinity}',
    "number-negative-zero": b'{"id":-0,"readme":"sql"}',
    "key-twice": b'{"id":"a","id":"b","readme":"sql","readme":"memo"}',
    "keys-100000": b"{" + b",".join(b'"k%d":1' % one for one in range(100_000)) + b"}",
    "id-of-controls": b'{"id":"\\u001b[31m\\n::error::\\u202e\\u2028\\u0000","readme":"sql"}',
    "id-of-surrogates": b'{"id":"\\ud800\\udfff\\udc80","readme":"sql \\ud83d"}',
    "id-null": b'{"id":null,"readme":"sql"}',
    "id-true": b'{"id":true,"readme":"sql"}',
    "id-list": b'{"id":[1],"readme":"sql"}',
    "id-long": b'{"id":"' + b"a" * 1_000_000 + b'","readme":"sql"}',
    "texts-of-other-types": b'{"id":1,"name":{},"description":[],"topics":"x","readme":7}',
    "topics-100000": b'{"id":1,"topics":[' + b",".join([b'"sql"'] * 100_000) + b"]}",
    "topics-of-objects": b'{"id":1,"topics":[{},null,1]}',
    "name-long": b'{"id":1,"name":"' + b"aB" * 500_000 + b'"}',
    "description-long": b'{"id":1,"description":"' + b"sql is a " * 100_000 + b'"}',
    "readme-of-10-mb": lambda: b'{"id":1,"readme":"' + b"sql " * 2_500_000 + b'"}',
    "escapes": b'{"id":1,"readme":"' + b"\\u0073\\u0071\\u006c " * 20_000 + b'"}',
    "escape-cut": b'{"id":1,"readme":"\\u12"}',
    "list": b'[{"id":1,"readme":"sql"}]',
    "strings-only": b'"sql"',
    "trailing-comma": b'{"id":1,"readme":"sql",}',
    "comment": b'{"id":1,/* a */"readme":"sql"}',
    "single-quotes": b"{'id':1}",
    "python": b"__import__('os').system('touch x')",
    "carriage-returns": b'{"id":1,"readme":"sql"}\r{"id":2,"readme":"memo"}\r',
    "line-separator": '{"id":1,"readme":"sql\u2028memo"}'.encode(),
    "latin-1": b'{"id":1,"readme":"gr\xf6\xdfe"}',
    "lines-100000-broken": b"x\n" * 100_000,
    "binary": bytes(range(256)) * 4_000,
}

YAML: dict[str, bytes] = {
    "nothing": b"",
    "comment-only": b"# sql\n",
    "laughs": b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(
        b"%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n" % (one, one, *[one - 1] * 9)
        for one in range(98, 115)
    ),
    "laughs-of-mappings": b"a: &a {x: 1}\n"
    + b"".join(
        b"%c: &%c {l: *%c, r: *%c}\n" % (one, one, one - 1, one - 1) for one in range(98, 120)
    ),
    "alias-of-itself": b"a: &a [*a]\n",
    "alias-unknown": b"a: *nobody\n",
    "merge-keys": b"a: &a {x: 1}\nb:\n  <<: [*a, *a]\n",
    "deep-lists": b"[" * 20_000,
    "deep-mappings": b"{a: " * 20_000,
    "deep-by-indent": b"".join(b" " * one + b"a:\n" for one in range(1_500)),
    "deep-dashes": b"- " * 20_000,
    "python-object": b"a: !!python/object/apply:os.system ['touch x']\n",
    "python-name": b"!!python/name:os.system\n",
    "tag-unknown": b"a: !nobody x\n",
    "binary-tag": b"a: !!binary c3Fs\n",
    "documents-many": b"---\na: 1\n" * 2_000,
    "key-twice": b"a: 1\na: 2\n",
    "key-of-a-list": b"? [a, b]\n: c\n",
    "keys-many": b"".join(b"k%d: 1\n" % one for one in range(20_000)),
    "number-of-5000-digits": b"id: " + DIGITS + b"\n",
    "number-octal": b"id: 0777\nweight: 0o7\nx: 0x10\ny: 1_0\n",
    "number-sixties": b"id: 190:20:30\n",
    "number-infinite": b"id: .inf\nx: .nan\n",
    "dates": b"id: 2026-99-99\nx: 2026-01-01T00:00:00Z\n",
    "norway": b"name: no\ntags: [yes, off, ~]\n",
    "tabs": b"a:\n\tb: 1\n",
    "control": b"a: \x1b[31mred\n",
    "nul": b"a: \0\n",
    "escapes": b'a: "\\x1b[31m\\u202e\\n::error::"\n',
    "unclosed-quote": b'a: "' + b"x" * 100_000,
    "unclosed-flow": b"a: [" + b"x, " * 50_000,
    "block-text-long": b"a: |\n" + b"  sql\n" * 100_000,
    "anchor-long": b"a: &" + b"a" * 5_000 + b" 1\n",
    "directive": b"%YAML 9.9\n---\na: 1\n",
    "directives-many": b"%TAG ! x\n" * 1_000 + b"---\na: 1\n",
    "not-utf-8": b"a: gr\xf6\xdfe\n",
    "utf-16": "a: 1\n".encode("utf-16"),
    "bom": b"\xef\xbb\xbfa: 1\n",
    "line-ends": b"a: 1\r\rb: 2\r\n",
    "text": b"sql",
    "list": b"- a\n- b\n",
}

TOML: dict[str, bytes] = {
    "deep-lists": b"a = " + b"[" * 20_000,
    "deep-tables": b"[" + b".".join([b"a"] * 5_000) + b"]\n",
    "tables-many": b"".join(b"[[a]]\nb = 1\n" for _ in range(20_000)),
    "number-of-5000-digits": b"a = " + DIGITS + b"\n",
    "key-twice": b"a = 1\na = 2\n",
    "dates": b"a = 2026-99-99\n",
    "keys-dotted": b"a.b.c = 1\na.b = 2\n",
    "text-unclosed": b'a = """' + b"x" * 100_000,
    "nul": b"a = '\0'\n",
    "bom": b"\xef\xbb\xbfname = 'sql'\ntags = []\n",
    "odd-keys": b'"" = 1\n"a.b" = 2\n\'c\' = 3\n',
}
