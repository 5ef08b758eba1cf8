"""Documents that try to be more than text: to run, to ask for something, to look like another."""

from __future__ import annotations

from tagengine.document.record import Record

_AWAY = "https://example.invalid"
TEXTS = {
    "scripts": f"<script>window.ran=1</script>\n<script src={_AWAY}/a.js></script>\n"
    "<ScRiPt >window.ran=1</sCrIpT\n>\n</script><script>window.ran=1</script>\n",
    "handlers": f"<img src={_AWAY}/a.png onerror=window.ran=1>\n<svg/onload=window.ran=1>\n"
    "<details open ontoggle=window.ran=1>\n<body onload=window.ran=1>\n"
    '"onmouseover="window.ran=1" x="\n\' autofocus onfocus=window.ran=1 \'\n',
    "links": "[a](javascript:window.ran=1) <a href=javascript:window.ran=1>b</a>\n"
    f"[c](data:text/html,<script>window.ran=1</script>)\n![d]({_AWAY}/d.png)\n"
    f"<link rel=stylesheet href={_AWAY}/a.css>\n<meta http-equiv=refresh content='0;{_AWAY}'>\n",
    "broken": "</mark></bdi></div></section></main></body></html>\n<!-- --!> <![CDATA[ ]]>\n"
    "</style><style>*{display:none!important}</style>\n</title></textarea></script>\n"
    "&lt;script&gt; &amp;amp; &#x3c;script&#x3e; {{ 7*7 }} {% raw %} ${window.ran=1}\n",
    "frames": f"<iframe src={_AWAY}></iframe><object data={_AWAY}></object>"
    f"<embed src={_AWAY}><base href={_AWAY}>\n<form action={_AWAY}><input name=q></form>\n"
    f"<video src={_AWAY}/v poster={_AWAY}/p></video><template><img src={_AWAY}></template>\n",
    "turned": "A \u202edatabase\u202c server \u2066cache\u2069 \u200f\u061c\ufeff\u200b end\n",
    "controls": "A \x00 \x07 \x1b[31m \x7f \x85 \u2028 \u2029 \ud800 \U000e0041 database\n",
    "right to left": "שלום database עולם\n\nسلم cache ثم\n",
}
_WORDS = "\nA SQL database server, a key-value store and a library.\n"
RECORDS = [
    *(Record(f"{name} </title><script>window.ran=1</script>", readme=f"# {name}\n\n{text}{_WORDS}")
      for name, text in TEXTS.items()),
    Record(
        "\u202egpj.<img src=x onerror=window.ran=1>",
        '"><script>window.ran=1</script>',
        f"<script>window.ran=1</script> a database <img src={_AWAY}>",
        ("<b>database</b>", "\u202ecache"),
        f"# x\n\n<script>window.ran=1</script>{_WORDS}",
    ),
]  # fmt: skip
"""Every text of a record is hostile somewhere, its id too."""
