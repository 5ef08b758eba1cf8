"""The tokens of the languages that inputs are written in, for targets and dictionaries."""

from __future__ import annotations

MARKDOWN = (
    "\n", "\n\n", " ", "    ", "\t", "\r\n", "\r", "# ", "## ", "###", "# sql", "#sql\n", "===\n",
    "---\n", "+++\n", "***", "**", "*", "_", "__", "~~", "`", "``", "```", "```sh\n", "~~~", "- ",
    "* ", "1. ", "2) ", "> ", "- [ ] ", "| ", "|", "|---|\n", ":-:", "\\", "\\|", "[", "]", "(",
    ")", "](", "![", "[a]: b\n", "[a]", "[![", "](https://x.test/badge.svg)", "<", ">", "</", "/>",
    "<p>", "</p>", "<h1>", "</h1>", "<h2 align='center'>", "<a href=\"x\">", "</a>", "<br>",
    "<img ", "src=", "alt=\"sql\"", "<pre>", "<code>", "</code>", "<li>", "<td>", "<table>",
    "<details>", "<summary>", "<script>", "</script>", "<style>", "<!--", "-->", "<?", "?>",
    "<![CDATA[", "]]>", "<div>", "</div>", "<b>", "&amp;", "&#0;", "&#x1F525;", "&nbsp;", "&lt",
    ":rocket:", "https://", "www.x.test", "x@y.test", "<https://x.test>", "\"", "'", "\ufeff", "\0",
    "\x0b", "\x0c", "\x1b", "\u2028", "\u202e", "\u00a0", "\u200b", "\u0301", "\u0130", "\u00df",
    "\ufb01", "\U0001f525", "数据库", "データ", "데이터", "sql", "SQL", "Sql-Server", "memo",
    "memo table", "memo\n", "crate", "key", "value", "store", "key value store", "key-value",
    " is a ", " is an ",
    "Ember", " for ", "library", "not", "the", ". ", ", ", ": ", "; ", "!", "? ", "1", "v2", "c++",
    "c#", ".net", "node.js", "License", "Install", "Features", "Usage", "About", "Contents",
    "title: sql\n", "description: memo\n", "tags: [sql]\n", "name = \"sql\"\n", "[!NOTE]",
    "$ ember up\n", "import ", "x" * 90, "sql " * 30, "[" * 20, "> " * 20, "\U000e0041", "e\u0301",
    "\ud7ff",
)  # fmt: skip

YAML = (
    "\n", " ", "  ", "    ", "\t", "\r\n", ": ", ":", "- ", "-", "? ", ", ", ",", "[", "]", "{",
    "}", "#", " # c", "&a", "*a", "!!str ", "!x ", "|\n", ">\n", "|-\n", "'", "\"", "''", "\\",
    "\\u0041", "\\x", "---\n", "...\n", "%YAML 1.1\n", "<<: ", "~", "null", "true", "no", "on", "0",
    "1", "-1", "1.5", "1e3", "0x1F", "1_000", ".inf", ".nan", "12:30", "2026-11-24", "\ufeff", "\0",
    "\x85", "\u2028", "\U0001f525", "=", "@", "`",
)  # fmt: skip

RULES = (
    *YAML, "\n%%\n", "tag: cache\n", "rules:\n", "  - ", "keywords: [memo]\n", "keywords: ",
    "lists: ", "regex: ", "weight: 5\n", "weight: ", "    weight: 9\n", "    zones: ",
    "zones: {title: 50}\n", "    cap: 1\n", "    gap: 2\n", "    case: exact\n",
    "    plural: false\n", "    hyphen: false\n", "    id: cache/x\n", "    requires: ",
    "    unless: ", "{any: [sql], in: sentence}", "{any: [sql], within: 2}", "{lists: [words]}",
    "    since: ", "    note: ", "    source: ", "    examples: ", "examples:\n",
    "  match: [sql]\n", "  no_match: [x]\n", "implies: {lib: 20}\n", "implies: [lib]\n",
    "suppresses: [lib]\n", "excludes: [lib]\n", "kind: true\n", "threshold: 3\n", "memo", "sql",
    "memo … sql", "…", "sql server", "c++", "(?&v)", "(?<match>", "(a|aa)+$", "\\w+",
    "{id: 1, name: cache}", "- {id: 2, name: lib}\n", "keywords: [k, [a, b]]\n", "v: '\\d+'\n",
    "repeats: ", "sections: ", "selection: ", "max_tags: 3\n", "share: 40\n", "groups: ", "summary",
    "title", "body", "head", "100", "cache", "lib", "license", "{keywords: [crate], weight: 7}",
)  # fmt: skip

RECORDS = (
    *YAML, "tags:", "tags: [a, b]\n", "tags:\n  - a\n  - b\n", "  - name: x\n", "name: Ember\n",
    "name", "description", "topics", "readme", "records:\n", "extra: 1\n", "database", "cache",
    "c++", "[tags]\n", "[[records]]\n", "tags = [\"a\"]\n", "name = \"x\"\n", "'''", "\"\"\"",
    " = ", "+++\n", "{\"name\": \"x\", \"tags\": []}", "\"tags\": [\"database\"]", "\"tags\": ",
    "\"name\": ", "\"id\": 1", "\"x\"", "{}", "[]", "\\u00e9", "\\ud800", "1979-05-27T07:32:00Z",
    "a.b = 1\n", "x" * 80, "  # c1.\n", "a", "b",
)  # fmt: skip

PROMPT = (
    "[{\"id\":1,\"name\":\"sql\"}]", "[{\"id\":1,\"name\":\"sql\"},{\"id\":2,\"name\":\"lib \"}]",
    "[\"sql\"]", "{\"id\":\"1\",\"tags\":[]}", "\"tags\": []", "{", "}", "[", "]", "\"", "\\", ",",
    ":", "\"id\"", "\"name\"", "\"scope\"", "\"tags\"", "null", "1", "1e999", "-1", "true",
    "base on ", "based upon this:", " assign at most 3 tags ", "up to three", "no more than 99",
    "maximum of", "to the expected json: ", " only from the tags list ", "# Ember", "## sql",
    "sql ", "\n", " ", "format", "\u00e9", "\\ud800", "\x00", "choose", "answer", "x" * 100, "[[[[",
    "{\"a\":" * 5,
)  # fmt: skip

REGEX = (
    "a", "b", "ab", "0", "\\w", "\\d", "\\s", "\\b", "\\B", ".", "[ab]", "[^a]", "[a-z]", "[\\w-]",
    "(?:", "(", ")", "|", "*", "+", "?", "{2}", "{1,3}", "{2,}", "{0,40}", "*?", "+?", "*+", "++",
    "(?>", "(?=", "(?!", "(?<=", "(?<!", "(?i:", "(?i)", "(?<match>", "(?P<n>", "\\1", "(?&n)",
    "(?R)", "(?(1)", "^", "$", "\\A", "\\Z", "\\p{Greek}", "\\p{L}", "\\x41", "\\u0042",
    "\\N{DIGIT ONE}", "[[:alpha:]]", "[a--b]", "[a&&b]", "(a){e<=1}", "\\L<x>", "\\X", "\\R", "\\K",
    "\\G", "!", " ", "-", "/", "\\.", "\\/", "é", "数", "\\h", "(?#x)", "(?x)", "#", "\n",
)  # fmt: skip
