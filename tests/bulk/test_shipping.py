"""Frames as bytes: what is sent is what arrives, and other bytes are refused without being run."""

from __future__ import annotations

import pickle
from io import BytesIO

import numpy as np
import pytest

from cchc import Policy, load_calendar
from cchc.bulk.shipping import frames_from_bytes, frames_to_bytes
from cchc.deadlines.bulk.frames import bulk_frame
from cchc.deadlines.office_hours import STANDARD_OFFICE
from cchc.errors import UsageError

PLAIN = bulk_frame(load_calendar())
STRICT = bulk_frame(load_calendar(), STANDARD_OFFICE, Policy(off_hours_receipt="next_working_day", rest_day_receipt="next_working_day"))


def test_what_is_sent_is_what_arrives() -> None:
    sent = {"H01": PLAIN, "H02": STRICT, "Đà Nẵng": PLAIN, "": STRICT}
    arrived = frames_from_bytes(frames_to_bytes(sent))
    assert list(arrived) == list(sent)
    for key, frame in sent.items():
        before, after = frame.to_arrays(), arrived[key].to_arrays()
        assert before.keys() == after.keys()
        assert all(np.array_equal(before[name], after[name]) for name in before)
    assert arrived["H01"] is arrived["Đà Nẵng"], "agencies that share a frame share it on the worker too"


def test_a_thousand_agencies_of_one_frame_cost_little_more_than_one() -> None:
    one, many = (len(frames_to_bytes({f"agency-{number}": PLAIN for number in range(count)})) for count in (1, 1_000))
    assert many < 1.2 * one


def test_the_same_frames_give_the_same_bytes() -> None:
    assert frames_to_bytes({"H01": PLAIN, "H02": STRICT}) == frames_to_bytes({"H01": PLAIN, "H02": STRICT})


def test_a_worker_makes_the_frames_once() -> None:
    shipment = frames_to_bytes({"H01": PLAIN})
    assert frames_from_bytes(shipment) is frames_from_bytes(bytes(bytearray(shipment)))


def _archive(**arrays: object) -> bytes:
    file = BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


class _Code:
    """What a pickle would run when it is read."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return pytest.fail, ("a pickle was run",)


GOOD = frames_to_bytes({"H01": PLAIN})
BAD = {
    "nothing": b"",
    "text": b"lich lam viec",
    "cut off": GOOD[: len(GOOD) // 2],
    "a pickle": pickle.dumps(_Code()),
    "a pickle inside": _archive(keys=np.array(["H01"]), places=np.array([_Code()], dtype=object)),
    "no keys": _archive(places=np.array([0])),
    "more places than keys": _archive(keys=np.array(["H01"]), places=np.array([0, 0])),
    "a place without a frame": _archive(keys=np.array(["H01"]), places=np.array([7])),
    "half a frame": _archive(keys=np.array(["H01"]), places=np.array([0]), **{"0/first": np.array(14_610)}),
    "one array": (lambda file: (np.save(file, np.arange(3)), file.getvalue())[1])(BytesIO()),
}


@pytest.mark.parametrize("shipment", BAD.values(), ids=BAD.keys())
def test_other_bytes_are_refused(shipment: bytes) -> None:
    with pytest.raises(UsageError, match=r"frames_to_bytes|to_arrays"):
        frames_from_bytes(shipment)
