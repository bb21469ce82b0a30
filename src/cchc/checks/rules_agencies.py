"""Rules about who acts: levels of government that are no more, and a higher level in a procedure of the commune."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cchc.checks.facts import Ended
from cchc.checks.finding import Context, Found
from cchc.checks.texts import agency_texts, around, folded, noted_texts, running_texts, shown, step_texts
from cchc.model.procedure import Procedure
from cchc.model.process import Process

_PROVINCE_DECIDES = re.compile(r"trình [^.;]{0,40}?(?:chủ tịch |ct )?(?:ubnd|ủy ban nhân dân) (?:cấp )?tỉnh")
_PROVINCE = re.compile(r"(?:ubnd|ủy ban nhân dân) (?:cấp )?tỉnh")
_KNOWS = re.compile(r"(?:chuyển từ|thay|không còn|bỏ|bãi bỏ|trước đây|từ) $")
_DELEGATED = ("ủy quyền", "phân cấp", "thẩm quyền của chủ tịch ubnd cấp tỉnh")


def stale_level(procedure: Procedure, context: Context) -> Iterator[Found]:
    """A level of government that is no more is named, or a commune's procedure is put before the province."""
    if procedure.until is not None and procedure.until < context.as_of:
        return
    conditions = [(f"conditions.{place}", text) for place, text in enumerate(procedure.conditions)]
    results = [(f"results.{place}", result.name) for place, result in enumerate(procedure.results)]
    texts = [*agency_texts(procedure), *running_texts(procedure), *conditions, *results, *noted_texts(procedure)]
    ended = context.facts.levels_ended(context.as_of)
    yield from _of_ended_level(texts, ended)
    if "district" in procedure.levels and ended:
        yield Found(
            f"Cấp thực hiện ghi “{ended[0].name_vi}”, cấp này không còn từ {ended[0].since:%d/%m/%Y}",
            f"it is said to be done at the {ended[0].name_en}, which is no more since {ended[0].since}",
            "levels",
            ended[0].instead_vi,
            ended[0].name_vi,
            basis=ended[0].basis,
        )
    if procedure.levels == ("commune",) and ended:
        named = [(path, text) for path, text in agency_texts(procedure) if path.startswith("agencies.decide")]
        yield from _of_province([*running_texts(procedure), *noted_texts(procedure)], named, ended)


def process_stale_level(process: Process, context: Context) -> Iterator[Found]:
    """A step or a note of a process names a level that is no more, or puts a commune's work before the province."""
    if process.until is not None and process.until < context.as_of:
        return
    ended = context.facts.levels_ended(context.as_of)
    texts = [*step_texts(process), ("agency", process.agency), *noted_texts(process)]
    yield from _of_ended_level(texts, ended)
    if ended and ("(cấp xã)" in folded(process.name) or folded(process.case) == "cấp xã"):
        yield from _of_province(texts, [], ended)


def _of_ended_level(texts: Iterable[tuple[str, str]], ended: Iterable[Ended]) -> Iterator[Found]:
    texts = [(path, folded(text)) for path, text in texts]
    for level in ended:
        places = [(path, around(text, at)) for path, text in texts if (at := _named_at(text, level.words)) is not None]
        if places:
            path, text = places[0]
            more = f" ({len(places)} chỗ)" if len(places) > 1 else ""
            yield Found(
                f"Còn nêu {level.name_vi}{more}, không còn từ {level.since:%d/%m/%Y}: “{shown(text)}”",
                f"the {level.name_en} is still named in {len(places)} place(s), it is no more since {level.since}: “{shown(text)}”",
                path,
                level.instead_vi,
                level.name_vi,
                basis=level.basis,
            )


def _named_at(text: str, words: tuple[str, ...]) -> int | None:
    """Where a text names one of the words, other than to say that it is gone."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            ends = at + len(word) == len(text) or not text[at + len(word)].isalpha()
            if ends and not _KNOWS.search(text[max(0, at - 14) : at]):
                return at
            at = text.find(word, at + 1)
    return None


def _of_province(texts: Iterable[tuple[str, str]], named: Iterable[tuple[str, str]], ended: Iterable[Ended]) -> Iterator[Found]:
    put = [(path, text) for path, text in texts if _PROVINCE_DECIDES.search(folded(text))]
    put += [(path, text) for path, text in named if _PROVINCE.search(folded(text))]
    put = [(path, text) for path, text in put if not any(word in folded(text) for word in _DELEGATED)]
    if put:
        path, text = put[0]
        yield Found(
            f"Thủ tục của cấp xã nhưng còn trình hoặc do UBND cấp tỉnh quyết định: “{shown(text)}”",
            f"a procedure of the commune, but it is put before, or decided by, the province: “{shown(text)}”",
            path,
            "UBND cấp xã",
            "UBND cấp tỉnh",
            basis=next(iter(ended)).basis,
        )
