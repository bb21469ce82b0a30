"""``cchc procedures``: what a catalogue holds, searched without regard to accents and capitals."""

from __future__ import annotations

import unicodedata

from cchc.cli.answers import ProceduresAnswer
from cchc.cli.building import procedure_answer
from cchc.cli.options import DueOptions
from cchc.cli.sources import Sources
from cchc.cli.texts import read_day


def procedures_answer(text: str, options: DueOptions, sources: Sources) -> ProceduresAnswer:
    """Return the versions whose code, name or field has every word of ``text``; only those in force ``as_of`` a day if given."""
    wanted = plain(text).split()
    day = read_day(options.as_of, "as_of") if options.as_of else None
    catalogue = sources.catalogue(options)
    found = (
        version
        for code in catalogue.codes
        for version in catalogue.versions(code)
        if (day is None or version.validity.covers(day))
        and all(word in plain(f"{version.code} {version.name} {version.field}") for word in wanted)
    )
    return ProceduresAnswer(procedures=tuple(procedure_answer(one, options.lang) for one in found))


def plain(text: str) -> str:
    """Return ``text`` without accents and capitals, as people type it in haste.

    >>> plain("Đăng ký thường trú")
    'dang ky thuong tru'
    """
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
