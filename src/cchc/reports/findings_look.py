"""The head of the page of findings: its look, in light and dark, and the rule that nothing is fetched.

Text stands out from its ground by at least 4.5 to 1 (WCAG 2.2 AA), and each severity has a mark besides its colour.
"""

from __future__ import annotations

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2530; --soft: #55606d; --ground: #ffffff; --card: #f6f7f9; --rule: #d9dee4;
  --error: #b3261e; --warning: #8a5300; --info: #1f5f99; --good: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --soft: #a9b3be; --ground: #15191e; --card: #1e242b; --rule: #3a434d;
  --error: #ff8a80; --warning: #ffb951; --info: #8ec5ff; --good: #7fd99f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5; overflow-wrap: anywhere;
  font-family: 'Noto Sans', 'DejaVu Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; margin: .5rem 0; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
summary { cursor: pointer; } summary h2 { display: inline-block; max-width: calc(100% - 2rem); }
[lang=en] { color: var(--soft); font-size: .9em; font-weight: normal; }
.count { color: var(--soft); font-weight: normal; }
.counts { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; padding: 0; }
.counts li { flex: 1 1 9rem; background: var(--card); border: 1px solid var(--rule); border-top: .25rem solid;
  border-radius: .4rem; padding: .5rem .8rem; }
.counts b { display: block; font-size: 1.8rem; line-height: 1.2; }
.counts .none { border-top-color: var(--rule); color: var(--soft); }
.error, .error .mark { color: var(--error); } .warning, .warning .mark { color: var(--warning); } .info, .info .mark { color: var(--info); }
.good { color: var(--good); font-size: 1.2rem; }
table { border-collapse: collapse; width: 100%; }
td { border-bottom: 1px solid var(--rule); padding: .3rem .8rem .3rem 0; vertical-align: top; }
td:first-child { text-align: right; width: 1%; white-space: nowrap; }
code, pre { font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: .9em; }
article { background: var(--card); border-left: .25rem solid; border-radius: .3rem; margin: .6rem 0; padding: .6rem .9rem;
  break-inside: avoid; }
article p, article pre, article dl { margin: 0 0 .4rem; color: var(--ink); } article .mark { font-weight: bold; }
pre { background: var(--ground); border: 1px solid var(--rule); border-radius: .3rem; padding: .4rem .6rem; white-space: pre-wrap; }
.number { color: var(--soft); user-select: none; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; font-size: .95em; }
dt { color: var(--soft); } dd { margin: 0; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .3rem; } }
@media print { body { background: none; } summary { list-style: none; } }
"""

HEAD = f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kết quả kiểm tra danh mục</title>
<style>{_STYLE}</style>
</head>
<body>
<main>"""
"""Everything before the first heading."""
