"""The dossier's life as a table: which step may follow, who may take it, what it does to the clock, and by which law."""
