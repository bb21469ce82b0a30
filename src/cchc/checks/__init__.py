"""Judgements about procedures and processes: one small rule a function, each with a stable code (floor 4)."""
