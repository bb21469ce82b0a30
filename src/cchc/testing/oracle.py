"""A brute-force oracle for deadlines: walk the days, walk the minutes, count.

It imports the standard library only and shares no code, no table and no formula with the engine. It is slow and means
to be read: each function says one rule in a loop. Its inputs are plain: dates, sets, pairs of minutes, lists, words.

* ``rests``: a function from a date to whether it is a day of rest (:func:`rests_from` makes one).
* A limit is a list of (unit, count): ``[("month", 2), ("working_day", 15)]``. The units of days are ``year``,
  ``month``, ``week``, ``day``, ``working_day``; an empty list is the same day. Those of time are ``working_hour`` and
  ``hour``, one of them alone.
* A pause is a pair of instants, the notice and the completion; so is an excluded interval.
* ``opens``: a function from a date to its working sessions, as pairs of minutes since midnight (:func:`opens_from`).
* Choices are the words of the policy: ``roll="civil_code"``, ``pause_days="after_notice_through_completion"``.

Instants are compared and never converted: give them all in one zone.
"""

from __future__ import annotations

from cchc.testing.day_walker import MONDAY_TO_FRIDAY as MONDAY_TO_FRIDAY
from cchc.testing.day_walker import ONE_DAY as ONE_DAY
from cchc.testing.day_walker import UNITS_OF_TIME as UNITS_OF_TIME
from cchc.testing.day_walker import BeyondCalendarError as BeyondCalendarError
from cchc.testing.day_walker import Limit as Limit
from cchc.testing.day_walker import Pause as Pause
from cchc.testing.day_walker import Rests as Rests
from cchc.testing.day_walker import add_working_days as add_working_days
from cchc.testing.day_walker import chained as chained
from cchc.testing.day_walker import count_working_days as count_working_days
from cchc.testing.day_walker import days_before as days_before
from cchc.testing.day_walker import days_from as days_from
from cchc.testing.day_walker import days_off_in_lieu as days_off_in_lieu
from cchc.testing.day_walker import days_passed as days_passed
from cchc.testing.day_walker import days_taken_out as days_taken_out
from cchc.testing.day_walker import due_day as due_day
from cchc.testing.day_walker import is_in_days as is_in_days
from cchc.testing.day_walker import last_day as last_day
from cchc.testing.day_walker import next_working_day as next_working_day
from cchc.testing.day_walker import open_bridges as open_bridges
from cchc.testing.day_walker import rests_from as rests_from
from cchc.testing.day_walker import same_day_of_a_later_month as same_day_of_a_later_month
from cchc.testing.day_walker import subtract_working_days as subtract_working_days
from cchc.testing.day_walker import total_of as total_of
from cchc.testing.day_walker import unrolled_plain_end as unrolled_plain_end
from cchc.testing.day_walker import working_day_from as working_day_from
from cchc.testing.ledger_walker import Clock as Clock
from cchc.testing.ledger_walker import DueOf as DueOf
from cchc.testing.ledger_walker import Entry as Entry
from cchc.testing.ledger_walker import added as added
from cchc.testing.ledger_walker import run_ledger as run_ledger
from cchc.testing.minute_walker import Opens as Opens
from cchc.testing.minute_walker import always_open as always_open
from cchc.testing.minute_walker import amount_of as amount_of
from cchc.testing.minute_walker import due_instant as due_instant
from cchc.testing.minute_walker import first_breach as first_breach
from cchc.testing.minute_walker import is_late as is_late
from cchc.testing.minute_walker import is_open as is_open
from cchc.testing.minute_walker import is_paused as is_paused
from cchc.testing.minute_walker import latest_start as latest_start
from cchc.testing.minute_walker import minutes_after as minutes_after
from cchc.testing.minute_walker import next_opening as next_opening
from cchc.testing.minute_walker import opens_from as opens_from
from cchc.testing.minute_walker import starting_instant as starting_instant
from cchc.testing.minute_walker import time_between as time_between
