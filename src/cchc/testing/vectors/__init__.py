"""Test vectors for hosts in any language: questions in plain JSON, each under its rule and its law, with the expected answers.

:mod:`~cchc.testing.vectors.writing` makes the lines of the file, the same on every run. How to read them, and how to have
answers scored, is told in ``docs/how-to/vectors.md``.

>>> from cchc.testing.vectors.rules import GROUPS
>>> len(GROUPS) > 30
True
"""
