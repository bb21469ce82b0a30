"""Catalogues of procedures and processes in and out: TOML, YAML, JSON, Excel, and the published forms on the way in."""
