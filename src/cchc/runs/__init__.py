"""Processes at work: tokens move through a procedure's process, and interlinked dossiers through several agencies.

Above ``simulation`` and ``tracking``: a run is held against the same calendars, a group of dossiers against their clocks.
"""

from cchc.runs.interlinked import Branch as Branch
from cchc.runs.interlinked import OnBranchFailure as OnBranchFailure
from cchc.runs.interlinked import Together as Together
from cchc.runs.interlinked import together as together
from cchc.runs.run import Run as Run
from cchc.runs.run import RunState as RunState
from cchc.runs.run import StepRun as StepRun
from cchc.runs.run import StepStatus as StepStatus
from cchc.runs.run import run_of as run_of
from cchc.runs.steps import StepAction as StepAction
from cchc.runs.steps import StepEvent as StepEvent
from cchc.runs.steps import act as act
