"""What an empty Excel catalogue shows how to fill in: a real procedure and a real process of the rulebook."""

from __future__ import annotations

from cchc.interop.catalogue.plain import Record
from cchc.model.process import Budget, Process, Step
from cchc.rulebook.procedures import load_procedures


def examples() -> tuple[Record, ...]:
    """Return the examples: residence registration, and a process with the times of its steps.

    >>> [type(one).__name__ for one in examples()]
    ['Procedure', 'Process']
    """
    procedure = load_procedures().versions("1.004222")[-1]
    process = Process(
        id="vi-du",
        name=f"Quy trình nội bộ: {procedure.name}",
        codes=(procedure.code,),
        declared=Budget(count=7, unit="working_day"),
        steps=(
            _step("1", "Tiếp nhận hồ sơ, hẹn trả kết quả", "Bộ phận Một cửa", "1/2"),
            _step("2", "Thẩm định, đề xuất", "Cán bộ đăng ký cư trú", "5"),
            _step("3", "Phê duyệt", "Chỉ huy Công an cấp xã", "1"),
            _step("4", "Cập nhật, trả kết quả", "Bộ phận Một cửa", "1/2"),
        ),
    )
    return procedure, process


def _step(number: str, label: str, role: str, days: str) -> Step:
    return Step.model_validate(
        {"id": number, "no": number, "label": label, "role": role, "budget": {"count": days, "unit": "working_day"}},
    )
