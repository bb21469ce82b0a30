"""The options that commands share, each declared once for typer; the text after ``help`` is what ``--help`` prints."""

from __future__ import annotations

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Answer as JSON; `cchc schema` prints the form.")]
Language = Annotated[str, typer.Option("--lang", metavar="vi|en", help="Language of the words in the answer.")]
Agency = Annotated[str | None, typer.Option("--agency", metavar="FILE", help="The agency's hours, week and closures (TOML).")]
Extra = Annotated[
    list[str] | None,
    typer.Option("--extra", metavar="FILE", help="A notice not yet bundled, in the form of a year of the rulebook; may be repeated."),
]
KnownOn = Annotated[str | None, typer.Option("--as-known-on", metavar="DATE", help="The calendar as known at the end of that day.")]
NoForecast = Annotated[bool, typer.Option("--no-forecast", help="Refuse instead of forecasting beyond the announced years.")]
FromKnownOn = Annotated[str | None, typer.Option("--from-known-on", metavar="DATE", help="The old calendar: as known on that day.")]
ToKnownOn = Annotated[str | None, typer.Option("--to-known-on", metavar="DATE", help="The new calendar: as known on that day.")]
Confirmations = Annotated[
    str | None,
    typer.Option("--confirmations", metavar="FILE", help='What bare units mean: lines such as "1.002759" = "45 ngày" (TOML).'),
]
CatalogueFiles = Annotated[
    list[str] | None, typer.Option("--catalogue", metavar="FILE", help="Procedures in place of the bundled ones (TOML); may be repeated.")
]
Portal = Annotated[
    str | None,
    typer.Option("--portal", metavar="FILE", help="Records of the national portal in their place (.jsonl, .jsonl.gz)."),
]

Code = Annotated[str | None, typer.Argument(metavar="CODE|-", help="The procedure's national code; - for many rows.")]
Received = Annotated[str | None, typer.Option("--received", metavar="TIME", help='When the desk received the dossier: "2026-02-12 15:40".')]
ChannelName = Annotated[str | None, typer.Option("--channel", metavar="counter|post|online|kiosk", help="How the dossier came in.")]
Case = Annotated[str | None, typer.Option("--case", metavar="KEY", help="Which case of the procedure; `cchc procedures` lists them.")]
Limit = Annotated[
    str | None, typer.Option("--limit", metavar="PHRASE", help='The limit, over the catalogue\'s or without a code: "15 ngày làm việc".')
]
Committed = Annotated[
    str | None,
    typer.Option(
        "--committed", metavar="PHRASE", help="The agency's own shorter limit, over the catalogue's; answered beside the statutory one."
    ),
]
Pause = Annotated[
    list[str] | None,
    typer.Option(
        "--pause",
        metavar="A..B",
        help="Days that do not count: after A through B; A.. has not ended. May be repeated.",
    ),
]
Excluded = Annotated[
    list[str] | None, typer.Option("--exclude", metavar="A..B", help="An interval the law leaves out, read as a pause is; may be repeated.")
]
Entries = Annotated[str | None, typer.Option("--entries", metavar="FILE", help="The clock's ledger, one entry a line (JSON Lines).")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Which version of the procedure; else the day of receipt.")]
Complete = Annotated[str | None, typer.Option("--complete", metavar="TIME", help="When the dossier became complete, if later.")]
FeePaid = Annotated[str | None, typer.Option("--fee-paid", metavar="TIME", help="When the fee was paid.")]
Event = Annotated[str | None, typer.Option("--event", metavar="TIME", help="When the event came that starts the limit.")]
Competent = Annotated[
    str | None, typer.Option("--competent-received", metavar="TIME", help="When the settling body received a dossier filed elsewhere.")
]
NotAtOnce = Annotated[bool, typer.Option("--not-at-once", help="The dossier cannot be settled at once (same-day results).")]
RegimeId = Annotated[str | None, typer.Option("--regime", metavar="ID", help="The one-stop regime; else the one in force at receipt.")]
Choices = Annotated[
    list[str] | None,
    typer.Option("--policy", metavar="KEY=VALUE", help="A choice where the law leaves one; may be repeated."),
]
Now = Annotated[str | None, typer.Option("--now", metavar="TIME", help="The moment of the reading; else the last known fact.")]
ProofFile = Annotated[str | None, typer.Option("--proof", metavar="FILE|-", help="Write the proof; - in place of the answer.")]
