"""In writing without spaces a word counts where it is one, not inside of others."""

from __future__ import annotations

import pytest

from tagengine.text.unspaced import is_word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ログファイル", "ログ"),
        ("アクセスログ", "ログ"),
        ("そのログを", "ログ"),
        ("テストツール", "テスト"),
        ("エディター", "エディタ"),
        ("マークダウンエディター", "エディタ"),
        ("ブログジェネレーター", "ブログ"),
        ("グラフデータベースエンジン", "データベース"),
        ("データベースサーバー", "サーバー"),
        ("嵌入式数据库", "数据库"),
        ("网络终端", "终端"),
        ("身份认证服务", "认证"),
        ("组件库", "库"),
        ("動画再生", "動画"),
        ("로그를", "로그"),
        ("데이터베이스는", "데이터베이스"),
        ("オープンソースの", "オープンソース"),
        ("のエディタ数", "のエディタ数"),
    ],
)
def test_a_word(text: str, word: str) -> None:
    start = text.index(word)
    assert is_word(text, start, start + len(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("プログラム", "ログ"),
        ("カタログ", "ログ"),
        ("ダイアログ", "ログ"),
        ("ログアウト", "ログ"),
        ("コンテスト", "テスト"),
        ("サーバーレス", "サーバー"),
        ("キャッシュレス", "キャッシュ"),
        ("データベースン", "データベース"),
        ("最终端口号", "终端"),
        ("会确认证书", "认证"),
        ("节日志愿者", "日志"),
        ("自動画面", "動画"),
        ("仓库", "库"),
        ("블로그", "로그"),
        ("로그인", "로그"),
    ],
)
def test_a_part_of_other_words(text: str, word: str) -> None:
    start = text.index(word)
    assert not is_word(text, start, start + len(word))
