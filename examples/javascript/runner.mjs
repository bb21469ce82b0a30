// A complete runner of the cchc vectors in JavaScript: it answers every question by rules of its own, written from
// docs/how-to/vectors.md. No package, one file, Node 20:   node runner.mjs vectors.jsonl > answers.jsonl
// Then:                                                    cchc vectors check --answers answers.jsonl
//
// Days are whole numbers (days since 1970-01-01), instants whole microseconds of Vietnam's time; both are exact.

import { readFileSync, writeSync } from "node:fs";

const DAY = 86_400_000_000;
const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;

class Refused extends Error {}

// ------------------------------------------------------------------------------------------------- plain data

const dayOf = (text) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const dayText = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const dayIn = (instant) => Math.floor(instant / DAY);
const timeIn = (instant) => instant - dayIn(instant) * DAY;
const weekdayOf = (day) => (((day + 3) % 7) + 7) % 7; // 0 is Monday

function timeOf(text) {
  const [, hour, minute, second, fraction] = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?/.exec(text);
  return hour * HOUR + minute * MINUTE + second * 1_000_000 + Number((fraction ?? "0").padEnd(6, "0"));
}

const instantOf = (text) => dayOf(text.slice(0, 10)) * DAY + timeOf(text.slice(11));

function instantText(instant) {
  const two = (number) => String(number).padStart(2, "0");
  const time = timeIn(instant);
  const micros = time % 1_000_000;
  const clock = `${two(Math.floor(time / HOUR))}:${two(Math.floor(time / MINUTE) % 60)}:${two(Math.floor(time / 1_000_000) % 60)}`;
  return `${dayText(dayIn(instant))}T${clock}${micros ? `.${String(micros).padStart(6, "0")}` : ""}+07:00`;
}

const orNull = (value, told) => (value === null || value === undefined ? null : told(value));

// ------------------------------------------------------------------------------------------------------- days

/** The days file: every day that is not an ordinary weekday or weekend; and the questions that are still open. */
class Calendar {
  constructor(line, changes = new Map()) {
    this.line = line;
    this.first = dayOf(line.first);
    this.last = dayOf(line.last);
    this.settled = dayOf(line.settled_through);
    this.changes = changes;
    this.special = new Map();
    for (const one of line.days) {
      const replaces = one.for ? dayOf(one.for) : null;
      this.special.set(dayOf(one.day), { working: one.working, kind: one.kind, act: one.act, replaces });
    }
    this.questions = line.questions.map((one) => one.options.map((option) => option.map(([day, by]) => ({ day: dayOf(day), by }))));
  }

  with(changes) {
    return Object.assign(Object.create(Calendar.prototype), this, { changes });
  }

  known(day) {
    return this.changes.get(day) ?? this.special.get(day);
  }

  check(day) {
    if (day < this.first || day > this.last) throw new Refused("calendar_coverage");
  }

  works(day) {
    this.check(day);
    return this.known(day)?.working ?? weekdayOf(day) < 5;
  }

  workingDayFrom(day) {
    while (!this.works(day)) day++;
    return day;
  }
}

/** An agency on a calendar: its week, its sessions, its closures. */
class Desk {
  constructor(calendar, office) {
    this.calendar = calendar;
    this.office = office;
    this.week = new Set(office.week.map((one) => one - 1));
    this.closures = office.closures.map((one) => [dayOf(one.since), dayOf(one.until), one.suspends_count]);
  }

  closed(day, suspendingOnly = false) {
    return this.closures.some(([since, until, suspends]) => since <= day && day <= until && (suspends || !suspendingOnly));
  }

  works(day) {
    this.calendar.check(day);
    return (this.calendar.known(day)?.working ?? this.week.has(weekdayOf(day))) && !this.closed(day, true);
  }

  workingDayFrom(day) {
    while (!this.works(day)) day++;
    return day;
  }

  /** Working days in (a, b]. */
  count(a, b) {
    this.calendar.check(a);
    this.calendar.check(b);
    if (b < a) return -this.count(b, a);
    let found = 0;
    for (let day = a + 1; day <= b; day++) found += this.works(day) ? 1 : 0;
    return found;
  }

  /** The day whose hours a day has: a made-up one those of the day it replaces. */
  as(day) {
    const known = this.calendar.known(day);
    return known?.kind === "made_up" && known.replaces !== null ? known.replaces : day;
  }

  /** The sessions of a day, in minutes since midnight. */
  sessions(day) {
    return this.works(day) && !this.closed(day) ? this.office.sessions[weekdayOf(this.as(day))] : [];
  }

  /** Closing time by the weekday alone; null where there is no session or the office is shut. */
  usualClosing(day) {
    const usual = this.office.sessions[weekdayOf(day)];
    return usual.length && !this.closed(day) ? usual.at(-1)[1] * MINUTE : null;
  }

  nextOpening(day) {
    const next = this.workingDayFrom(day + 1);
    return next * DAY + (this.sessions(next)[0]?.[0] ?? 0) * MINUTE;
  }

  accepts(at) {
    const day = dayIn(at);
    this.calendar.check(day);
    const shut = ["statutory", "in_lieu", "swapped_off"].includes(this.calendar.known(day)?.kind);
    const minute = Math.floor(timeIn(at) / MINUTE);
    return !shut && !this.closed(day) && this.office.reception[weekdayOf(this.as(day))].some(([begin, end]) => begin <= minute && minute < end);
  }

  /** The close of the last session on or before a day. */
  closing(day) {
    while (!this.sessions(day).length) day--;
    return day * DAY + this.sessions(day).at(-1)[1] * MINUTE;
  }

  promised(due) {
    const usual = this.usualClosing(due);
    return usual !== null && !this.calendar.known(due) ? due * DAY + usual : this.closing(due);
  }
}

function daysInLieu(holidays, others) {
  const taken = new Map();
  for (const holiday of [...holidays].sort((a, b) => a - b)) {
    if (weekdayOf(holiday) < 5) continue;
    let day = holiday;
    while (weekdayOf(day) > 4 || holidays.includes(day) || others.includes(day) || taken.has(day)) day++;
    taken.set(day, holiday);
  }
  return [...taken].sort(([a], [b]) => a - b).map((pair) => pair.map(dayText));
}

// ----------------------------------------------------------------------------------------------------- limits

function divisor(a, b) {
  return b ? divisor(b, a % b) : a;
}

/** An exact amount: [top, bottom]. */
function amountOf(plain) {
  const [top, bottom = 1] = typeof plain === "number" ? [plain] : plain.split("/").map(Number);
  return lowest(top, bottom);
}

function lowest(top, bottom) {
  const shared = divisor(top, bottom) || 1;
  return [top / shared, bottom / shared];
}

const plus = ([a, b], [c, d]) => lowest(a * d + c * b, b * d);
const amountText = ([top, bottom]) => (bottom === 1 ? top : `${top}/${bottom}`);

/** A limit: {whole: "same_day"} or {amounts: {unit: [top, bottom]}}. */
function limitOf(plain) {
  const whole = "same_day" in plain ? "same_day" : "immediate" in plain ? "immediate" : null;
  if (whole) return { whole, amounts: {} };
  return { whole, amounts: Object.fromEntries(Object.entries(plain).map(([unit, amount]) => [unit, amountOf(amount)])) };
}

const share = (limit, unit) => limit.amounts[unit]?.[0] ?? 0;
const inDays = (limit) => Object.entries(limit.amounts).every(([unit, [, bottom]]) => !unit.endsWith("hour") && bottom === 1);
const units = (limit) => Object.keys(limit.amounts);
const zero = (limit) => units(limit).length === 1 && Object.values(limit.amounts)[0][0] === 0;

function monthsLater(day, months) {
  const anchor = new Date(day * 86_400_000);
  const count = anchor.getUTCFullYear() * 12 + anchor.getUTCMonth() + months;
  const [year, month] = [Math.floor(count / 12), ((count % 12) + 12) % 12];
  const longest = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(anchor.getUTCDate(), longest)) / 86_400_000;
}

/** The plain days of a limit from an anchor: years and months together from the anchor, then weeks and days. */
function plainDays(limit, anchor, policy) {
  const [years, months] = [share(limit, "year"), share(limit, "month")];
  let end = monthsLater(anchor, 12 * years + months);
  const number = (day) => new Date(day * 86_400_000).getUTCDate();
  const dayAfter = policy.first_day === "counted" || (policy.leap_day === "mar_1" && years && !months);
  if (dayAfter && number(end) < number(anchor)) end++; // the month lacks the day
  return end - anchor + 7 * share(limit, "week") + share(limit, "day");
}

function addDays(desk, start, limit, policy) {
  desk.calendar.check(start);
  if (zero(limit)) {
    if (policy.zero_days === "refused") throw new Refused("limit");
    return policy.zero_days === "that_or_next_working_day" ? desk.workingDayFrom(start) : start;
  }
  let day = start + plainDays(limit, start, policy) - (policy.first_day === "counted" && !limit.whole ? 1 : 0);
  desk.calendar.check(day);
  const working = share(limit, "working_day");
  if (!working) return policy.roll === "none" ? day : desk.calendar.workingDayFrom(day);
  for (let left = working; left > 0; ) left -= desk.works(++day) ? 1 : 0;
  return day;
}

function daysBefore(desk, event, limit) {
  desk.calendar.check(event);
  let day = monthsLater(event, -12 * share(limit, "year") - share(limit, "month")) - 7 * share(limit, "week") - share(limit, "day");
  desk.calendar.check(day);
  for (let left = share(limit, "working_day"); left > 0; ) left -= desk.works(--day) ? 1 : 0;
  return day;
}

// ------------------------------------------------------------------------------------------------------ hours

/** The stretches of a day in which the clock of hours runs. */
function stretches(desk, day, elapsed) {
  desk.calendar.check(day);
  if (elapsed) return [[day * DAY, (day + 1) * DAY]];
  return desk.sessions(day).map(([begin, end]) => [day * DAY + begin * MINUTE, day * DAY + end * MINUTE]);
}

function microsOf(desk, limit, start, policy) {
  const [[unit, [top, bottom]]] = Object.entries(limit.amounts);
  let hours = HOUR;
  if (unit === "working_day") {
    hours *= 8;
    if (policy.day_fraction === "office_day") {
      hours = desk.sessions(desk.workingDayFrom(start)).reduce((sum, [begin, end]) => sum + (end - begin) * MINUTE, 0);
    }
  }
  return (top * hours) / bottom;
}

/** The first instant at which that much time has passed outside the pauses. */
function reach(desk, start, amount, elapsed, pauses) {
  if (!amount) return start;
  for (let day = dayIn(start); ; day++) {
    for (const [opens, closes] of stretches(desk, day, elapsed)) {
      let at = Math.max(opens, start);
      for (const [since, until] of pauses) {
        if (since < closes && until > at) {
          const before = Math.max(0, since - at);
          if (amount <= before) return at + amount;
          amount -= before;
          at = until;
        }
      }
      const left = Math.max(0, closes - at);
      if (amount <= left) return at + amount;
      amount -= left;
    }
  }
}

function addTime(desk, at, limit, policy) {
  const amount = microsOf(desk, limit, dayIn(at), policy);
  if (!("hour" in limit.amounts)) return reach(desk, at, amount, false, []);
  desk.calendar.check(dayIn(at));
  return at + amount;
}

function timeBefore(desk, end, limit) {
  let amount = microsOf(desk, limit, dayIn(end), {});
  if ("hour" in limit.amounts) {
    desk.calendar.check(dayIn(end));
    return end - amount;
  }
  for (let day = dayIn(end); ; day--) {
    for (const [opens, closes] of stretches(desk, day, false).reverse()) {
      const until = Math.min(closes, end);
      const left = Math.max(0, until - opens);
      if (amount <= left) return until - amount;
      amount -= left;
    }
  }
}

/** Microseconds of the clock in [a, b), outside the pauses; negative when b comes first. */
function passed(desk, a, b, elapsed, pauses) {
  if (b < a) return -passed(desk, b, a, elapsed, pauses);
  let found = 0;
  for (let day = dayIn(a); day <= dayIn(b); day++) {
    for (const [opens, closes] of stretches(desk, day, elapsed)) {
      const [since, until] = [Math.max(opens, a), Math.min(closes, b)];
      found += Math.max(0, until - since);
      for (const [notice, completion] of pauses) found -= Math.max(0, Math.min(completion, until) - Math.max(notice, since));
    }
  }
  return found;
}

// ---------------------------------------------------------------------------------------- a limit that runs

/** Pauses in order, those that overlap or touch as one. */
function united(gaps) {
  const whole = [];
  for (const [since, until] of [...gaps].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = whole.at(-1);
    if (last && since <= last[1]) last[1] = Math.max(last[1], until);
    else whole.push([since, until]);
  }
  return whole;
}

function daysTakenOut([since, until], policy) {
  const [notice, completion] = [dayIn(since), dayIn(until)];
  const first = ["both_days", "notice_day_only"].includes(policy.pause_days) ? notice : notice + 1;
  const last = ["neither_day", "notice_day_only"].includes(policy.pause_days) ? completion - 1 : completion;
  const out = [];
  for (let day = first; day <= last; day++) out.push(day);
  return out;
}

function isAfter(desk, at, cutoff, policy) {
  const day = dayIn(at);
  if (!desk.works(day)) return false;
  const moment = cutoff.at ? timeOf(cutoff.at) : (desk.sessions(day).at(-1)[1] - cutoff.before_closing_minutes) * MINUTE;
  return timeIn(at) > moment || (timeIn(at) === moment && policy.cutoff_boundary === "after");
}

const late = (end, moment) => (end.at === null ? dayIn(moment) > end.day : moment > end.at);

/** A dossier's frame: where, by which choices, with which cut-off its clock runs. */
class Frame {
  constructor(desk, policy, ask) {
    Object.assign(this, { desk, policy, cutoff: ask.cutoff ?? {}, notAtOnce: ask.not_at_once === true });
  }

  /** Where a clock starts that is set off at an instant. */
  begin(at) {
    const { desk, policy, cutoff } = this;
    const day = dayIn(at);
    const works = desk.works(day);
    if (cutoff.kind === "shift" && (isAfter(desk, at, cutoff, policy) || (!works && cutoff.rest_days))) {
      return policy.shift_reading === "literal" ? at : desk.nextOpening(day);
    }
    if (!works) return policy.rest_day_receipt === "next_working_day" ? desk.nextOpening(day) : at;
    const closing = desk.usualClosing(day);
    const out = policy.off_hours_receipt === "next_working_day" && closing !== null && timeIn(at) >= closing;
    return out ? desk.nextOpening(day) : at;
  }

  run(limit, start, gaps) {
    const { desk, policy, cutoff } = this;
    const pauses = united(gaps);
    if (!inDays(limit)) {
      const end = reach(desk, start, microsOf(desk, limit, dayIn(start), policy), "hour" in limit.amounts, pauses);
      desk.calendar.check(dayIn(end));
      return { day: dayIn(end), at: end };
    }
    const moves = limit.whole && cutoff.kind === "result" && isAfter(desk, start, cutoff, policy);
    if (moves && (this.notAtOnce || !cutoff.only_unless_settled)) limit = { whole: null, amounts: { working_day: [1, 1] } };
    return this.runDays(limit, dayIn(start), pauses);
  }

  /** Walk the days; a pause counts when it is noted by the due day as it then stands. */
  runDays(limit, start, pauses) {
    const { desk, policy } = this;
    desk.calendar.check(start);
    const working = share(limit, "working_day");
    const plain = plainDays(limit, start, policy);
    const from = policy.first_day === "counted" && !limit.whole ? start - 1 : start;
    const out = new Set();
    let notBefore = start;
    let due = this.due(from, plain, working, out, notBefore);
    for (const pause of pauses) {
      if (dayIn(pause[0]) > due) break;
      const more = daysTakenOut(pause, policy);
      more.forEach((day) => out.add(day));
      if (more.some((day) => day > start && (!working || desk.works(day)))) {
        const last = more.at(-1);
        notBefore = Math.max(notBefore, working ? desk.workingDayFrom(last) : last);
      }
      due = this.due(from, plain, working, out, notBefore);
    }
    return { day: due, at: null };
  }

  due(day, plain, working, out, notBefore) {
    const inWorkingDays = working > 0;
    while (plain > 0 || working > 0) {
      day++;
      const works = this.desk.works(day);
      if (out.has(day)) continue;
      if (plain > 0) plain--;
      else if (works) working--;
    }
    day = Math.max(day, notBefore);
    return inWorkingDays || this.policy.roll === "none" ? day : this.desk.calendar.workingDayFrom(day);
  }
}

// ------------------------------------------------------------------------------------------------- the ledger

const ENDS = ["settle", "close", "terminate"];

/** The clock of a dossier: a limit that runs, and what has happened to it. */
class Clock {
  constructor(frame, limit, start, received) {
    Object.assign(this, { frame, limit, firstLimit: limit, start, received, suspended: null, ended: null, reappointed: null });
    Object.assign(this, { reappointments: 0, extensions: 0, gaps: [], gates: new Map(), stages: [], refusals: [] });
  }

  take(recorded) {
    const entries = recorded.map((one) => ({ ...one, when: instantOf(one.at) })).sort((a, b) => a.when - b.when);
    for (const one of entries) {
      if (one.when < this.received) continue;
      if (one.kind === "exclude") this.gaps.push([instantOf(one.since), instantOf(one.until)]);
      if (ENDS.includes(one.kind)) break;
    }
    for (const one of entries) {
      const reason = one.when < this.received ? "before_receipt" : this.apply(one);
      if (reason) this.refusals.push([one.id, reason]);
    }
    return this;
  }

  /** Where the current round began: the latest of its start and its gates; null while one is shut. */
  begun() {
    const moments = [this.start, ...this.gates.values()];
    return moments.includes(null) ? null : this.frame.begin(Math.max(...moments));
  }

  /** Where the limit ends as things stand; null while the clock is suspended or has not begun. */
  end() {
    const begun = this.begun();
    return begun === null || this.suspended !== null ? null : this.frame.run(this.limit, begun, this.gaps);
  }

  state() {
    return this.ended !== null ? "ended" : this.begun() === null ? "not_started" : this.suspended !== null ? "suspended" : "running";
  }

  apply(entry) {
    const at = entry.when;
    if (this.ended !== null) return "after_end";
    switch (entry.kind) {
      case "shift_start":
        this.start = instantOf(entry.to);
        return null;
      case "gate": {
        const begun = this.begun();
        if (begun !== null && at > begun) return "gate_too_late";
        if (!this.gates.has(entry.condition)) this.gates.set(entry.condition, null);
        return null;
      }
      case "gate_met":
        if (!this.gates.has(entry.condition)) return "gate_unknown";
        this.gates.set(entry.condition, this.gates.get(entry.condition) ?? at);
        return null;
      case "suspend":
        if (this.suspended !== null) return "already_suspended";
        if (this.begun() === null) return "not_started";
        this.suspended = at;
        return null;
      case "resume":
        return this.resume(at);
      case "restart":
      case "fixed":
        this.resume(at);
        Object.assign(this, { limit: entry.limit ? limitOf(entry.limit) : this.firstLimit, start: at, extensions: 0, reappointed: null });
        this.gates.clear();
        this.stages = [];
        return null;
      case "extend_by":
      case "extend_to":
        return this.extend(limitOf(entry.limit), at, entry.kind === "extend_by");
      case "reappoint":
        return this.reappoint(dayOf(entry.to), at);
      case "stage":
        this.stages.push(entry);
        return null;
      case "exclude":
        return null; // gathered before
      default:
        this.resume(at);
        this.ended = at;
        return null;
    }
  }

  resume(at) {
    if (this.suspended === null) return "nothing_to_resume";
    this.gaps.push([this.suspended, at]);
    this.suspended = null;
    return null;
  }

  extend(more, at, by) {
    const { policy } = this.frame;
    if (policy.max_extensions !== null && this.extensions >= policy.max_extensions) return "extension_count";
    if (inDays(more) !== inDays(this.limit)) return "unit_mismatch";
    const end = this.end();
    if (policy.extension_after_breach_refused && end !== null && late(end, at)) return "extension_after_breach";
    const total = by ? sumOf(this.limit, more) : more;
    if (total === null) return "unit_mismatch";
    if (policy.extension_longer_than_term_refused && moreThanDoubled(this.firstLimit, total)) return "extension_too_long";
    this.limit = total;
    this.extensions++;
    return null;
  }

  reappoint(to, at) {
    const { policy } = this.frame;
    if (this.reappointments >= policy.max_reappointments) return "reappoint_count";
    const end = this.end();
    if (end === null) return this.suspended === null ? "not_started" : "already_suspended";
    if (policy.apology === "after_expiry" && !late(end, at)) return "reappoint_too_early";
    if (policy.apology === "before_due" && dayIn(at) > this.apologyBy(end)) return "reappoint_too_late";
    if (to <= end.day) return "reappoint_backwards";
    this.reappointed = to;
    this.reappointments++;
    return null;
  }

  apologyBy(end) {
    return end.day - this.frame.policy.apology_lead_days;
  }

  /** The stages after the first limit: each from the end of the one before, or from a start of its own. */
  stageEnds(first) {
    let before = first;
    return this.stages.map((stage) => {
      const from = stage.starts_at ? instantOf(stage.starts_at) : (before.at ?? before.day * DAY);
      before = this.frame.run(limitOf(stage.limit), from, this.gaps);
      return before;
    });
  }
}

function sumOf(limit, more) {
  if (limit.whole) return more;
  const amounts = { ...limit.amounts };
  for (const [unit, amount] of Object.entries(more.amounts)) amounts[unit] = plus(amounts[unit] ?? [0, 1], amount);
  const count = Object.keys(amounts).length;
  const mixed = count > 1 && !(inDays(limit) && inDays(more));
  return more.whole || mixed || count > 3 ? null : { whole: null, amounts };
}

function moreThanDoubled(first, total) {
  if (units(first).length !== 1 || units(total).length !== 1 || units(first)[0] !== units(total)[0]) return false;
  const [[a, b], [c, d]] = [Object.values(first.amounts)[0], Object.values(total.amounts)[0]];
  return c * b > 2 * a * d;
}

// ---------------------------------------------------------------------------------------------------- dossiers

const calendars = new Map();
const offices = new Map();
const regimes = [];
const tables = [];

function regimeOn(day) {
  const text = dayText(day);
  const found = regimes.find((one) => one.since <= text && (one.until === null || text <= one.until));
  if (!found) throw new Refused("not_in_force");
  return found;
}

/** What sets the clock off: the receipt, or the later facts that the start event names; null while one is missing. */
function setOff(ask, regime) {
  const event = ask.start ?? "received";
  let at = instantOf(ask.competent_received && regime.competent_starts ? ask.competent_received : ask.received);
  if (event.startsWith("event")) at = ask.event ? instantOf(ask.event) : null;
  else if (ask.complete && event !== "received") at = Math.max(at, instantOf(ask.complete));
  if (event.endsWith("_and_fee")) return at === null || !ask.fee_paid ? null : Math.max(at, instantOf(ask.fee_paid));
  return at;
}

function dueAnswer(desk, ask) {
  const received = instantOf(ask.received);
  const regime = regimeOn(dayIn(received));
  const frame = new Frame(desk, { ...regime.policy, ...ask.policy }, ask);
  const clock = new Clock(frame, limitOf(ask.limit), setOff(ask, regime), received).take(ask.entries ?? []);
  const begun = clock.begun();
  const first = begun === null ? null : frame.run(clock.limit, begun, clock.gaps);
  const stages = first === null ? [] : clock.stageEnds(first);
  const end = clock.suspended !== null ? null : (stages.at(-1) ?? first);
  const told = {
    clock: clock.state(),
    started_at: orNull(begun, instantText),
    due: orNull(end?.day, dayText),
    due_at: orNull(end?.at, instantText),
    promised: end === null ? null : instantText(end.at ?? desk.promised(end.day)),
    refusals: clock.refusals,
    reappointed: orNull(clock.reappointed, dayText),
  };
  if (stages.length) {
    const names = ["", ...clock.stages.map((one) => one.name)];
    told.stages = [first, ...stages].map((one, place) => [names[place], one.at === null ? dayText(one.day) : instantText(one.at)]);
  }
  return told;
}

function forwardBy(desk, ask) {
  const at = instantOf(ask.received);
  const regime = regimeOn(dayIn(at));
  const after = isAfter(desk, at, { at: regime.transfer_at }, { ...regime.policy, ...ask.policy });
  return !desk.works(dayIn(at)) || after ? desk.nextOpening(dayIn(at)) : desk.closing(dayIn(at));
}

function replyBy(desk, ask) {
  const at = instantOf(ask.received);
  const policy = { ...regimeOn(dayIn(at)).policy, ...ask.policy };
  return desk.workingDayFrom(dayIn(at) + (isAfter(desk, at, ask.cutoff, policy) ? 1 : 0));
}

/** The earliest and the latest due day over all ways to answer the open questions, no two of which change one day. */
function spanAnswer(desk, ask) {
  const received = instantOf(ask.received);
  const regime = regimeOn(dayIn(received));
  const policy = { ...regime.policy, ...ask.policy };
  const dueOn = (calendar) => {
    const frame = new Frame(new Desk(calendar, desk.office), policy, ask);
    return frame.run(limitOf(ask.limit), frame.begin(setOff(ask, regime)), []).day;
  };
  const { calendar } = desk;
  const due = dueOn(calendar);
  let [earliest, latest, near] = [due, due, []];
  for (let grown = due > calendar.settled; grown; ) {
    const touches = (option) => option.some(({ day }) => dayIn(received) <= day && day <= latest);
    const more = calendar.questions.filter((question) => question.some(touches));
    grown = more.length > near.length;
    near = more;
    if (grown) {
      for (const changes of ways(near)) {
        const other = dueOn(calendar.with(changes));
        earliest = Math.min(earliest, other);
        latest = Math.max(latest, other);
      }
    }
  }
  const settled = latest <= calendar.settled ? "final" : earliest === latest ? "announced" : "open";
  const certainty = calendar.line.forecast ? "provisional" : settled;
  return { due: dayText(due), earliest: dayText(earliest), latest: dayText(latest), certainty };
}

/** Every choice of one option for each question, as the days it makes; those that change a day twice left out. */
function ways(questions) {
  let found = [new Map()];
  for (const question of questions) {
    found = found.flatMap((way) =>
      question
        .filter((option) => option.every(({ day }) => !way.has(day)))
        .map((option) => new Map([...way, ...option.map((change) => [change.day, assumed(change, option)])])),
    );
  }
  return found;
}

/** A day as an answer would have it: one that is made up works as the day that the same answer takes off. */
function assumed({ by }, option) {
  const replaces = option.find((one) => one.by !== by)?.day ?? null;
  return { working: by > 0, kind: by > 0 ? "made_up" : "swapped_off", act: "", replaces };
}

// ------------------------------------------------------------------------------------------------------- words

const CODES = ["working_day", "day", "working_hour", "hour", "week", "month", "year"];
const VI = ["ngày làm việc", "ngày", "giờ làm việc", "giờ", "tuần", "tháng", "năm"];
const EN = ["working day", "day", "working hour", "hour", "week", "month", "year"];
const UNITS = new Map(CODES.flatMap((code, place) => [VI[place], EN[place], `${EN[place]}s`].map((words) => [words, code])));
const GREATEST = { working_day: 2600, day: 3660, working_hour: 20800, hour: 87840, week: 522, month: 120, year: 10 };
const DIVISIBLE = ["working_day", "working_hour", "hour"];
const WHOLE = {
  "trong ngày": "same_day", "ngay trong ngày": "same_day", "trong ngày làm việc": "same_day", "same day": "same_day",
  ngay: "immediate", "at once": "immediate",
};
const BOUNDS = ["không quá ", "tối đa ", "trong thời hạn ", "at most ", "within "];
const ACTS_BOUNDS = { "không quá ": "at_most", "tối đa ": "at_most", "ít nhất ": "at_least", "sau thời hạn ": "after" };
const STARTS = {
  "ngày nhận được hồ sơ": "received", "ngày nhận đủ hồ sơ": "complete", "ngày nhận đủ hồ sơ hợp lệ": "complete_valid",
  "ngày nhận đủ hồ sơ và hoàn thành nghĩa vụ tài chính": "complete_and_fee", "thời điểm tiếp nhận chính thức": "accepted",
  "sự kiện do thủ tục quy định": "event", "sự kiện và hoàn thành nghĩa vụ tài chính": "event",
};
const ORDER = ["year", "month", "week", "day", "working_day", "working_hour", "hour"];

function phrase(text) {
  let said = text.normalize("NFC").toLowerCase().trim().split(/\s+/).join(" ");
  const bound = BOUNDS.find((words) => said.startsWith(words));
  said = bound ? said.slice(bound.length) : said;
  if (Object.hasOwn(WHOLE, said)) return { [WHOLE[said]]: 1 };
  const pieces = said.split(/ (?:và|and) | ?\+ ?/);
  const found = {};
  for (const piece of pieces) {
    const part = /^([0-9]{1,6}(?:[.,/][0-9]{1,6})?)\s?(\p{L}+(?: \p{L}+){0,2})$/u.exec(piece);
    let unit = part && UNITS.get(part[2]);
    if (!unit) throw new Refused("limit");
    const amount = figure(part[1]);
    const whole = amount[1] === 1;
    if (unit === "day" && !whole) unit = "working_day";
    const misfit = amount[0] > GREATEST[unit] * amount[1] || (!whole && !DIVISIBLE.includes(unit));
    if (misfit || (pieces.length > 1 && (unit.endsWith("hour") || !whole)) || unit in found) throw new Refused("limit");
    found[unit] = amountText(amount);
  }
  if (pieces.length > 3) throw new Refused("limit");
  return found;
}

function figure(text) {
  if (text.includes("/")) {
    const [top, bottom] = text.split("/");
    if (bottom.startsWith("0")) throw new Refused("limit");
    return lowest(Number(top), Number(bottom));
  }
  const [whole, fraction = ""] = text.split(/[.,]/);
  return lowest(Number(whole + fraction), 10 ** fraction.length);
}

const ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

function inWords(number) {
  if (number < 10) return ONES[number];
  const [thousands, hundreds, rest] = [Math.floor(number / 1000), Math.floor(number / 100) % 10, number % 100];
  const told = thousands ? [`${ONES[thousands]} nghìn`] : [];
  if (hundreds || (thousands && rest)) told.push(`${ONES[hundreds]} trăm`);
  if (rest && rest < 10) told.push(`linh ${ONES[rest]}`);
  if (rest >= 10) {
    const [tens, ones] = [Math.floor(rest / 10), rest % 10];
    const last = { 0: "", 1: tens === 1 ? " một" : " mốt", 5: " lăm" }[ones] ?? ` ${ONES[ones]}`;
    told.push((tens === 1 ? "mười" : `${ONES[tens]} mươi`) + last);
  }
  return told.join(" ");
}

const NUMBERS = new Map(Array.from({ length: 10_000 }, (_, number) => [inWords(number), number]));

function sentence(text) {
  let [said, bound] = [text.toLowerCase(), "exactly"];
  for (const [words, code] of Object.entries(ACTS_BOUNDS)) {
    if (said.startsWith(words)) [said, bound] = [said.slice(words.length), code];
  }
  const [amount, start] = said.split(" kể từ ");
  const [, digits, words, unit] = /^([0-9]+)(?: \(([^)]+)\))? (.+)$/.exec(amount);
  const number = Number(digits);
  const word = words === undefined ? number : NUMBERS.get(words);
  const differ = number === word ? null : [number, word];
  return { limit: differ ? null : { [UNITS.get(unit)]: number }, bound, start: start === undefined ? null : STARTS[start], differ };
}

function write({ whole, amounts }, vietnamese) {
  if (whole === "same_day") return vietnamese ? "trong ngày" : "same day";
  if (whole) return vietnamese ? "ngay" : "at once";
  const parts = ORDER.filter((unit) => unit in amounts).map((unit) => {
    const [place, amount] = [CODES.indexOf(unit), amountText(amounts[unit])];
    if (vietnamese) return `${typeof amount === "number" ? String(amount).padStart(2, "0") : amount} ${VI[place]}`;
    return `${amount} ${EN[place]}${amount === 1 ? "" : "s"}`;
  });
  return parts.join(vietnamese ? " và " : " and ");
}

// ----------------------------------------------------------------------------------------------------- stories

/** A dossier's life: the rows of the table of its day of receipt, guards, the clock beside it. */
class Story {
  constructor(desk, ask) {
    Object.assign(this, { desk, ask, terms: ask.terms, state: "submitted", receiving: ask.receiving, settling: ask.settling ?? "" });
    Object.assign(this, { received: null, competent: null, settled: null, supplementAsked: null, consulted: null, within: null });
    Object.assign(this, { lastAt: instantOf(ask.submitted), sequence: 1, supplements: 0, apologies: 0, suspended: false });
    Object.assign(this, { withdrawnFrom: null, coordinating: new Set(), ledger: [] });
  }

  answer() {
    const steps = this.ask.steps.map((step) => this.take(step));
    const [clock, committed] = [this.clock("limit"), this.clock("committed")];
    const end = clock?.end() ?? null;
    return {
      steps,
      state: this.state,
      status: this.status(),
      clock: clock?.state() ?? null,
      due: orNull(end?.day, dayText),
      committed_due: orNull(committed?.end()?.day, dayText),
      timeliness: this.timeliness(clock, end),
    };
  }

  status() {
    return tables[0].statuses[this.state];
  }

  take(step) {
    const at = instantOf(step.at);
    const day = dayText(dayIn(this.received ?? at));
    const table = tables.find((one) => one.since <= day && (one.before === null || day < one.before));
    const row = table.rows.find((one) => one.from === this.state && one.command === step.command);
    const reasons = [];
    if ("seen" in step && step.seen !== this.sequence) reasons.push("conflict");
    if (at < this.lastAt) reasons.push("before_last_event");
    if (!row) reasons.push("not_foreseen");
    else reasons.push(...this.against(step, row, table.relations[step.role], at));
    return reasons.length ? { refused: reasons.sort() } : this.happen(step, row, at);
  }

  against(step, row, relation, at) {
    const reasons = row.who.includes(step.role) ? [] : ["wrong_role"];
    if (!this.fits(relation, step.agency ?? "")) reasons.push("wrong_agency");
    for (const guard of row.guards) {
      const holds = this.holds(guard, step, at);
      if (holds === null || holds === undefined) reasons.push("missing_fact");
      else if (!holds) reasons.push(guard);
    }
    return reasons;
  }

  fits(relation, agency) {
    if (relation === "applicant" || relation === "system") return true;
    if (relation === "coordinating") return this.coordinating.has(agency);
    const known = [relation === "receiving" ? this.receiving : "", this.settling].filter((one) => one);
    return !known.length || known.includes(agency);
  }

  /** Whether a guard holds; null when a fact it needs is not known. */
  holds(guard, step, at) {
    const { terms } = this;
    const said = (key) => (step[key] ?? "").trim() !== "";
    switch (guard) {
      case "incomplete": return step.complete;
      case "fee_unpaid": return terms.fee_is_condition ? step.fee_paid : true;
      case "not_instant": return terms.instant === true;
      case "termination_not_in_law": return terms.terminates === true;
      case "no_reasons": return (step.reasons ?? []).some((one) => one.trim() !== "");
      case "no_code": return said("code");
      case "no_agency": return said("to");
      case "no_assignee": return said("assignee");
      case "no_result": return said("result");
      case "no_time_given": return "within" in step;
      case "no_new_date": return "new_date" in step;
      case "supplement_again": return this.supplements === 0 || (this.supplements === 1 && said("override"));
      case "apology_again": return this.apologies === 0;
      case "not_in_settlement": return ["processing", "consulting", "verifying"].includes(this.withdrawnFrom);
      case "return_too_late": return this.returnOpen(at);
      case "supplement_still_open": return this.supplementLapsed(at);
      case "supplement_lapsed": return orNull(this.supplementLapsed(at), (lapsed) => !lapsed);
      case "reply_still_open": return this.consulted === null ? null : at > this.endOf(this.within, this.consulted);
      case "apology_not_open": return this.apologyOpen(at);
      default: throw new Error(`unknown guard ${guard}`);
    }
  }

  regime(at) {
    return regimeOn(dayIn(this.received ?? at));
  }

  /** The last moment of a limit that runs from an instant: the end of its last day, or its instant. */
  endOf(limit, since) {
    return inDays(limit) ? (addDays(this.desk, dayIn(since), limit, {}) + 1) * DAY - 1 : addTime(this.desk, since, limit, {});
  }

  returnOpen(at) {
    const duty = this.regime(at).duties.return_ineligible;
    return !duty || this.received === null || at <= this.endOf(limitOf(duty), this.received);
  }

  supplementLapsed(at) {
    if (this.supplementAsked === null) return null;
    const regime = this.regime(this.supplementAsked);
    const within = this.terms.supplement_within ?? regime.duties.close_inactive ?? regime.policy.inactive_close;
    return at > this.endOf(limitOf(within), this.supplementAsked);
  }

  apologyOpen(at) {
    const clock = this.clock("limit");
    if (clock === null) return null;
    const end = clock.end();
    if (end === null) return false;
    return clock.frame.policy.apology === "after_expiry" ? late(end, at) : dayIn(at) <= clock.apologyBy(end);
  }

  /** The clock of the statutory limit, or of the committed one; null before receipt or where nothing is committed. */
  clock(which) {
    if (this.received === null || !this.terms[which]) return null;
    const regime = regimeOn(dayIn(this.received));
    const frame = new Frame(this.desk, { ...regime.policy, ...this.terms.policy }, {});
    const start = this.competent !== null && regime.competent_starts ? this.competent : this.received;
    return new Clock(frame, limitOf(this.terms[which]), start, this.received).take(this.ledger);
  }

  happen(step, row, at) {
    this.sequence++;
    const kind = this.effect(row.clock, step.command, at);
    if (kind) {
      const limit = kind === "fixed" ? this.terms.fixed_after_supplement : undefined;
      this.ledger.push({ id: `e${this.ledger.length}`, kind, at: step.at, limit, to: step.new_date });
      this.suspended = kind === "suspend" || (this.suspended && kind === "reappoint");
    }
    this.note(step, at);
    this.state = row.to;
    this.lastAt = at;
    return { state: this.state, status: this.status(), form: row.form, clock: kind ? [kind] : [] };
  }

  effect(effect, command, at) {
    const { terms } = this;
    switch (effect) {
      case "suspend_if_law_says":
        return (command === "verify" ? terms.verification_excluded : terms.payment_suspends !== false) ? "suspend" : null;
      case "resume":
        return this.suspended ? "resume" : null;
      case "as_procedure_says": {
        const policy = { ...this.regime(at).policy, ...terms.policy };
        return terms.fixed_after_supplement ? "fixed" : policy.after_supplement === "restart" ? "restart" : "resume";
      }
      case "none":
      case "start":
        return null;
      default:
        return effect;
    }
  }

  note(step, at) {
    switch (step.command) {
      case "receive":
        this.received = at;
        this.receiving ||= step.agency ?? "";
        break;
      case "transfer":
        this.settling = step.to;
        this.competent = this.ask.elsewhere ? at : null;
        break;
      case "consult":
        this.coordinating.add(step.to);
        this.consulted = at;
        this.within = limitOf(step.within);
        break;
      case "request_supplement":
        this.supplements++;
        this.supplementAsked = at;
        break;
      case "ask_withdrawal":
        this.withdrawnFrom = this.state;
        break;
      case "apologise":
        this.apologies++;
        break;
      case "settle_at_once":
        this.received = this.settled = at;
        break;
      case "sign_result":
      case "refuse_settlement":
        this.settled = at;
        break;
    }
  }

  timeliness(clock, end) {
    if (clock === null) return "not_counted";
    const { settled, lastAt } = this;
    if (settled !== null) {
      const early = end.at === null ? dayIn(settled) < end.day : settled < end.at;
      return late(end, settled) ? "late" : early ? "early" : "on_time";
    }
    if (clock.ended !== null) return "no_result";
    if (clock.suspended !== null) return "paused";
    const begun = clock.begun();
    const counts = begun !== null && lastAt >= begun;
    return counts && late(end, lastAt) ? "overdue" : "in_time";
  }
}

// ----------------------------------------------------------------------------------------------------- answers

const ANSWERS = {
  day: (desk, ask) => {
    const day = dayOf(ask.day);
    const [working, known] = [desk.calendar.works(day), desk.calendar.known(day)];
    return { working, kind: known?.kind ?? (working ? "working" : "weekend"), act: known?.act ?? "188/1999/QĐ-TTg" };
  },
  lieu: (_desk, ask) => ({ days: daysInLieu(ask.holidays.map(dayOf), ask.others.map(dayOf)) }),
  add_days: (desk, ask) => ({ due: dayText(addDays(desk, dayOf(ask.start), limitOf(ask.limit), ask.policy ?? {})) }),
  add_time: (desk, ask) => ({ due: instantText(addTime(desk, instantOf(ask.at), limitOf(ask.limit), ask.policy ?? {})) }),
  before_days: (desk, ask) => ({ last: dayText(daysBefore(desk, dayOf(ask.end), limitOf(ask.limit))) }),
  before_time: (desk, ask) => ({ last: instantText(timeBefore(desk, instantOf(ask.at), limitOf(ask.limit))) }),
  count_days: (desk, ask) => ({ working_days: desk.count(dayOf(ask.a), dayOf(ask.b)) }),
  time_between: (desk, ask) => ({ seconds: passed(desk, instantOf(ask.a), instantOf(ask.b), false, []) / 1_000_000 }),
  desk: (desk, ask) => ({ open: desk.accepts(instantOf(ask.at)) }),
  due: dueAnswer,
  span: spanAnswer,
  forward: (desk, ask) => ({ by: instantText(forwardBy(desk, ask)) }),
  reply: (desk, ask) => ({ by: dayText(replyBy(desk, ask)) }),
  phrase: (_desk, ask) => ({ limit: phrase(ask.text) }),
  sentence: (_desk, ask) => sentence(ask.text),
  write: (_desk, ask) => ({ text: write(limitOf(ask.limit), ask.lang === "vi") }),
  story: (desk, ask) => new Story(desk, ask).answer(),
};

function answered({ id, ask }) {
  const desk = new Desk(calendars.get(ask.calendar ?? "official"), offices.get(ask.office ?? "standard"));
  try {
    return { id, answer: ANSWERS[ask.op](desk, ask) };
  } catch (error) {
    if (error instanceof Refused) return { id, refused: error.message };
    throw error;
  }
}

function take(line) {
  switch (line.type) {
    case "header":
      if (line.format !== "cchc-vectors" || line.version !== 1) throw new Error("this runner reads version 1 of cchc-vectors");
      return { vectors: line.digest };
    case "calendar":
      calendars.set(line.id, new Calendar(line));
      return null;
    case "office":
      offices.set(line.id, line);
      return null;
    case "regime":
      regimes.push(line);
      return null;
    case "table":
      tables.push(line);
      return null;
    default: {
      const { id, ask } = line; // what is expected is not looked at
      return answered({ id, ask });
    }
  }
}

const told = readFileSync(process.argv[2], "utf8").split("\n").filter((line) => line).map((line) => take(JSON.parse(line)));
const bytes = Buffer.from(told.filter((one) => one !== null).map((one) => `${JSON.stringify(one)}\n`).join(""));
for (let from = 0; from < bytes.length; ) from += writeSync(1, bytes, from);
