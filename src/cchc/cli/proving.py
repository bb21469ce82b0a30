"""``cchc verify``: recompute a proof on the calendar it names."""

from __future__ import annotations

import re

from pydantic import ValidationError

from cchc.cli.answers import VerifyAnswer
from cchc.cli.exits import faults_of
from cchc.cli.options import Options
from cchc.cli.sources import Sources
from cchc.deadlines.proof import Proof
from cchc.deadlines.verification import verify
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import ProofError
from cchc.rulebook.forecasting import FURTHEST

_VERSION = re.compile(r"[0-9]{4}-([0-9]{4})/[0-9a-f]+")


def verify_answer(data: bytes, options: Options, sources: Sources) -> VerifyAnswer:
    """Return whether the proof in ``data`` holds on the caller's calendar, or on its forecast where the proof names one.

    Raises:
        ProofError: it is no proof.
    """
    try:
        proof = Proof.model_validate_json(data)
    except ValidationError as error:
        raise ProofError(f"this is no proof as cchc due --proof writes it: {faults_of(error)}") from None
    calendar = _calendar(proof, options, sources)
    return VerifyAnswer(holds=not (faults := verify(proof, calendar).faults), faults=faults, calendar=calendar.version)


def _calendar(proof: Proof, options: Options, sources: Sources) -> AnyCalendar:
    official = sources.official(options)
    found = _VERSION.fullmatch(proof.calendar)
    last = int(found[1]) if found else 0
    if not official.last.year < last <= FURTHEST:
        return official
    return sources.until(official, last)
