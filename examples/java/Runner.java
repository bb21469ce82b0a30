// A complete runner of the cchc vectors: it answers every question by rules of its own, written from docs/how-to/vectors.md.
// No library, one file, Java 17:   java Runner.java vectors.jsonl > answers.jsonl
// Then:                            cchc vectors check --answers answers.jsonl
// It never looks at the "answer" or "refused" of a case: those two keys are taken away before the question is read.

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Runner {
    static final Map<String, Calendar> CALENDARS = new HashMap<>();
    static final Map<String, Office> OFFICES = new HashMap<>();
    static final List<Map<String, Object>> REGIMES = new ArrayList<>();
    static final List<Map<String, Object>> TABLES = new ArrayList<>();

    public static void main(String[] args) throws IOException {
        var out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        try (var lines = Files.newBufferedReader(Path.of(args[0]), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Map<String, Object> read = object(new Json(line).read());
                read.remove("answer");
                read.remove("refused");
                switch (text(read, "type")) {
                    case "header" -> out.write(Json.write(of("vectors", checked(read).get("digest"))) + "\n");
                    case "calendar" -> CALENDARS.put(text(read, "id"), new Calendar(read));
                    case "office" -> OFFICES.put(text(read, "id"), new Office(read));
                    case "regime" -> REGIMES.add(read);
                    case "table" -> TABLES.add(read);
                    default -> out.write(Json.write(answered(read)) + "\n");
                }
            }
        }
        out.flush();
    }

    static Map<String, Object> checked(Map<String, Object> header) {
        if (!"cchc-vectors".equals(header.get("format")) || !Long.valueOf(1).equals(header.get("version"))) {
            throw new IllegalArgumentException("this runner reads version 1 of cchc-vectors");
        }
        return header;
    }

    static Map<String, Object> answered(Map<String, Object> line) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", line.get("id"));
        try {
            told.put("answer", answer(object(line.get("ask"))));
        } catch (Refused refused) {
            told.put("refused", refused.getMessage());
        }
        return told;
    }

    /** What the law or the data does not answer: the message is the code. */
    static class Refused extends RuntimeException {
        static final long serialVersionUID = 1;

        Refused(String code) {
            super(code);
        }
    }

    static Map<String, Object> answer(Map<String, Object> ask) {
        var desk = new Desk(CALENDARS.get(textOr(ask, "calendar", "official")), OFFICES.get(textOr(ask, "office", "standard")));
        return switch (text(ask, "op")) {
            case "day" -> dayAnswer(desk.calendar, day(ask, "day"));
            case "lieu" -> of("days", daysInLieu(days(ask, "holidays"), days(ask, "others")));
            case "add_days" -> of("due", addDays(desk, day(ask, "start"), limit(ask, "limit"), new Policy(Map.of(), ask)).toString());
            case "add_time" -> of("due", said(addTime(desk, instant(ask, "at"), limit(ask, "limit"), new Policy(Map.of(), ask))));
            case "before_days" -> of("last", daysBefore(desk, day(ask, "end"), limit(ask, "limit")).toString());
            case "before_time" -> of("last", said(timeBefore(desk, instant(ask, "at"), limit(ask, "limit"))));
            case "count_days" -> of("working_days", desk.count(day(ask, "a"), day(ask, "b")));
            case "time_between" -> of("seconds", secondsBetween(desk, instant(ask, "a"), instant(ask, "b")));
            case "desk" -> of("open", desk.accepts(instant(ask, "at")));
            case "due" -> dueAnswer(desk, ask);
            case "span" -> Spans.answer(desk, ask);
            case "forward" -> of("by", said(forwardBy(desk, ask)));
            case "reply" -> of("by", replyBy(desk, ask).toString());
            case "phrase" -> of("limit", Words.phrase(text(ask, "text")).plain());
            case "sentence" -> Words.sentence(text(ask, "text"));
            case "write" -> of("text", Words.write(limit(ask, "limit"), text(ask, "lang").equals("vi")));
            case "story" -> new Story(desk, ask).answer();
            default -> throw new IllegalArgumentException("unknown op " + ask.get("op"));
        };
    }

    // ------------------------------------------------------------------------------------------------ days

    record Day(boolean working, String kind, String act, LocalDate replaces) {}

    /** A day that an answer to an open question would change: +1 worked, -1 off. */
    record Change(LocalDate day, long by) {}

    /** The days file: every day that is not an ordinary weekday or weekend; and the questions that are still open. */
    static class Calendar {
        final LocalDate first, last, settledThrough;
        final boolean forecast;
        final Map<LocalDate, Day> special, changes;
        final List<List<List<Change>>> questions = new ArrayList<>();

        Calendar(Map<String, Object> line) {
            first = day(line, "first");
            last = day(line, "last");
            settledThrough = day(line, "settled_through");
            forecast = (Boolean) line.get("forecast");
            special = new HashMap<>();
            changes = Map.of();
            for (Object one : list(line.get("days"))) {
                var said = object(one);
                var replaces = said.get("for") == null ? null : day(said, "for");
                special.put(day(said, "day"), new Day((Boolean) said.get("working"), text(said, "kind"), text(said, "act"), replaces));
            }
            for (Object question : list(line.get("questions"))) {
                questions.add(list(object(question).get("options")).stream().map(option -> list(option).stream().map(one ->
                        new Change(LocalDate.parse((String) list(one).get(0)), (Long) list(one).get(1))).toList()).toList());
            }
        }

        /** The same calendar with some days answered otherwise. */
        Calendar(Calendar other, Map<LocalDate, Day> changes) {
            first = other.first;
            last = other.last;
            settledThrough = other.settledThrough;
            forecast = other.forecast;
            special = other.special;
            this.changes = changes;
        }

        Day known(LocalDate day) {
            Day changed = changes.isEmpty() ? null : changes.get(day);
            return changed != null ? changed : special.get(day);
        }

        void check(LocalDate day) {
            if (day.isBefore(first) || day.isAfter(last)) {
                throw new Refused("calendar_coverage");
            }
        }

        boolean works(LocalDate day) {
            check(day);
            Day known = known(day);
            return known != null ? known.working : day.getDayOfWeek().getValue() <= 5;
        }

        LocalDate workingDayFrom(LocalDate day) {
            while (!works(day)) {
                day = day.plusDays(1);
            }
            return day;
        }
    }

    record Closure(LocalDate since, LocalDate until, boolean suspendsCount) {}

    /** An agency: its week, sessions and reception by weekday (minutes since midnight), its closures. */
    static class Office {
        final Set<Object> week;
        final List<List<int[]>> sessions, reception;
        final List<Closure> closures = new ArrayList<>();

        Office(Map<String, Object> line) {
            week = new HashSet<>(list(line.get("week")));
            sessions = periods(list(line.get("sessions")));
            reception = periods(list(line.get("reception")));
            for (Object one : list(line.get("closures"))) {
                closures.add(new Closure(day(object(one), "since"), day(object(one), "until"), (Boolean) object(one).get("suspends_count")));
            }
        }

        boolean closed(LocalDate day, boolean suspendingOnly) {
            for (Closure one : closures) {
                if (!day.isBefore(one.since) && !day.isAfter(one.until) && (!suspendingOnly || one.suspendsCount)) {
                    return true;
                }
            }
            return false;
        }

        static List<List<int[]>> periods(List<Object> byWeekday) {
            List<List<int[]>> found = new ArrayList<>();
            for (Object weekday : byWeekday) {
                found.add(list(weekday).stream().map(one -> list(one).stream().mapToInt(minute -> ((Long) minute).intValue()).toArray()).toList());
            }
            return found;
        }

        static List<int[]> of(List<List<int[]>> byWeekday, DayOfWeek weekday) {
            return byWeekday.get(weekday.getValue() - 1);
        }
    }

    /** An agency on a calendar. */
    static class Desk {
        final Calendar calendar;
        final Office office;

        Desk(Calendar calendar, Office office) {
            this.calendar = calendar;
            this.office = office;
        }

        boolean works(LocalDate day) {
            calendar.check(day);
            Day known = calendar.known(day);
            boolean by = known != null ? known.working : office.week.contains((long) day.getDayOfWeek().getValue());
            return by && !office.closed(day, true);
        }

        LocalDate workingDayFrom(LocalDate day) {
            while (!works(day)) {
                day = day.plusDays(1);
            }
            return day;
        }

        LocalDate addWorking(LocalDate day, long count) {
            while (count > 0) {
                day = day.plusDays(1);
                if (works(day)) {
                    count--;
                }
            }
            return day;
        }

        /** Working days in (a, b]. */
        long count(LocalDate a, LocalDate b) {
            calendar.check(a);
            calendar.check(b);
            if (b.isBefore(a)) {
                return -count(b, a);
            }
            long found = 0;
            for (LocalDate day = a.plusDays(1); !day.isAfter(b); day = day.plusDays(1)) {
                found += works(day) ? 1 : 0;
            }
            return found;
        }

        /** The sessions of a day: those of its weekday, of a made-up day those of the day it replaces. */
        List<int[]> sessions(LocalDate day) {
            if (!works(day) || office.closed(day, false)) {
                return List.of();
            }
            Day known = calendar.known(day);
            boolean madeUp = known != null && known.kind.equals("made_up") && known.replaces != null;
            return Office.of(office.sessions, (madeUp ? known.replaces : day).getDayOfWeek());
        }

        /** Closing time by the weekday alone; null where there is no session or the office is shut. */
        LocalTime usualClosing(LocalDate day) {
            var usual = Office.of(office.sessions, day.getDayOfWeek());
            return usual.isEmpty() || office.closed(day, false) ? null : LocalTime.ofSecondOfDay(usual.get(usual.size() - 1)[1] * 60L);
        }

        LocalDateTime nextOpening(LocalDate day) {
            LocalDate next = workingDayFrom(day.plusDays(1));
            var sessions = sessions(next);
            return next.atStartOfDay().plusMinutes(sessions.isEmpty() ? 0 : sessions.get(0)[0]);
        }

        boolean accepts(LocalDateTime at) {
            LocalDate day = at.toLocalDate();
            calendar.check(day);
            Day known = calendar.known(day);
            String kind = known == null ? "" : known.kind;
            if (office.closed(day, false) || kind.equals("statutory") || kind.equals("in_lieu") || kind.equals("swapped_off")) {
                return false;
            }
            var as = kind.equals("made_up") && known.replaces != null ? known.replaces : day;
            return Office.of(office.reception, as.getDayOfWeek()).stream().anyMatch(one -> within(at, one));
        }

        static boolean within(LocalDateTime at, int[] session) {
            int minute = at.getHour() * 60 + at.getMinute();
            return session[0] <= minute && minute < session[1];
        }
    }

    static Map<String, Object> dayAnswer(Calendar calendar, LocalDate day) {
        boolean working = calendar.works(day);
        Day known = calendar.known(day);
        Map<String, Object> told = of("working", working);
        told.put("kind", known != null ? known.kind : working ? "working" : "weekend");
        told.put("act", known != null ? known.act : "188/1999/QĐ-TTg");
        return told;
    }

    /** Each holiday on a weekend moves, in order, to the next day that is neither weekend, nor a holiday, nor taken. */
    static List<Object> daysInLieu(List<LocalDate> holidays, List<LocalDate> others) {
        Map<LocalDate, LocalDate> taken = new TreeMap<>();
        holidays.stream().sorted().filter(day -> day.getDayOfWeek().getValue() > 5).forEach(holiday -> {
            LocalDate day = holiday;
            while (day.getDayOfWeek().getValue() > 5 || holidays.contains(day) || others.contains(day) || taken.containsKey(day)) {
                day = day.plusDays(1);
            }
            taken.put(day, holiday);
        });
        List<Object> told = new ArrayList<>();
        taken.forEach((day, holiday) -> told.add(List.of(day.toString(), holiday.toString())));
        return told;
    }

    // ---------------------------------------------------------------------------------------------- limits

    /** An exact amount. */
    record Amount(long top, long bottom) implements Comparable<Amount> {
        static Amount of(Object plain) {
            if (plain instanceof Long whole) {
                return new Amount(whole, 1);
            }
            String[] parts = ((String) plain).split("/");
            return new Amount(Long.parseLong(parts[0]), Long.parseLong(parts[1])).lowest();
        }

        Amount lowest() {
            long shared = BigInteger.valueOf(top).gcd(BigInteger.valueOf(bottom)).longValue();
            return shared == 0 ? this : new Amount(top / shared, bottom / shared);
        }

        boolean whole() {
            return bottom == 1;
        }

        Amount plus(Amount other) {
            return new Amount(top * other.bottom + other.top * bottom, bottom * other.bottom).lowest();
        }

        @Override
        public int compareTo(Amount other) {
            return Long.compare(top * other.bottom, other.top * bottom);
        }

        Object plain() {
            return whole() ? (Object) top : top + "/" + bottom;
        }
    }

    static final List<String> ORDER = List.of("year", "month", "week", "day", "working_day", "working_hour", "hour", "same_day", "immediate");

    /** A time limit: its units with their amounts; a same-day one has no amounts. */
    static class Limit {
        final Map<String, Amount> amounts = new LinkedHashMap<>();
        final String whole;

        Limit(String whole) {
            this.whole = whole;
        }

        Limit() {
            this(null);
        }

        Limit with(String unit, Amount amount) {
            amounts.put(unit, amount);
            return this;
        }

        long of(String unit) {
            Amount amount = amounts.get(unit);
            return amount == null ? 0 : amount.top;
        }

        boolean inDays() {
            return amounts.entrySet().stream().noneMatch(one -> one.getKey().endsWith("hour") || !one.getValue().whole());
        }

        boolean single() {
            return amounts.size() == 1;
        }

        boolean zero() {
            return single() && amounts.values().iterator().next().top == 0;
        }

        String unit() {
            return whole != null ? whole : amounts.keySet().iterator().next();
        }

        Map<String, Object> plain() {
            Map<String, Object> told = new LinkedHashMap<>();
            if (whole != null) {
                told.put(whole, 1L);
            }
            ORDER.stream().filter(amounts::containsKey).forEach(unit -> told.put(unit, amounts.get(unit).plain()));
            return told;
        }
    }

    static Limit limit(Map<String, Object> from, String key) {
        Map<String, Object> plain = object(from.get(key));
        if (plain.containsKey("same_day") || plain.containsKey("immediate")) {
            return new Limit(plain.keySet().iterator().next());
        }
        var found = new Limit();
        plain.forEach((unit, amount) -> found.with(unit, Amount.of(amount)));
        return found;
    }

    /** The choices: those of the decree, with the question's own in their place. */
    static class Policy {
        final Map<String, Object> words = new HashMap<>();

        Policy(Map<String, Object> decree, Map<String, Object> ask) {
            words.putAll(decree);
            if (ask.get("policy") != null) {
                words.putAll(object(ask.get("policy")));
            }
        }

        boolean is(String key, String word) {
            return word.equals(words.get(key));
        }

        boolean yes(String key) {
            return Boolean.TRUE.equals(words.get(key));
        }
    }

    /** The plain days of a limit from an anchor: years and months together from the anchor, then weeks and days. */
    static long plainDays(Limit limit, LocalDate anchor, Policy policy) {
        LocalDate end = anchor.plusMonths(12 * limit.of("year") + limit.of("month"));
        boolean dayAfter = policy.is("first_day", "counted")
            || policy.is("leap_day", "mar_1") && limit.of("year") > 0 && limit.of("month") == 0;
        if (dayAfter && end.getDayOfMonth() < anchor.getDayOfMonth()) { // the month lacks the day
            end = end.plusDays(1);
        }
        return ChronoUnit.DAYS.between(anchor, end) + 7 * limit.of("week") + limit.of("day");
    }

    static LocalDate addDays(Desk desk, LocalDate start, Limit limit, Policy policy) {
        desk.calendar.check(start);
        if (limit.zero()) {
            if (policy.is("zero_days", "refused")) {
                throw new Refused("limit");
            }
            return policy.is("zero_days", "that_or_next_working_day") ? desk.workingDayFrom(start) : start;
        }
        long plain = plainDays(limit, start, policy);
        LocalDate day = policy.is("first_day", "counted") && limit.whole == null ? start.minusDays(1) : start;
        day = day.plusDays(plain);
        desk.calendar.check(day);
        if (limit.of("working_day") > 0) {
            return desk.addWorking(day, limit.of("working_day"));
        }
        return policy.is("roll", "none") ? day : desk.calendar.workingDayFrom(day);
    }

    static LocalDate daysBefore(Desk desk, LocalDate event, Limit limit) {
        desk.calendar.check(event);
        LocalDate day = event.minusMonths(12 * limit.of("year") + limit.of("month")).minusDays(7 * limit.of("week") + limit.of("day"));
        desk.calendar.check(day);
        for (long left = limit.of("working_day"); left > 0; ) {
            day = day.minusDays(1);
            left -= desk.works(day) ? 1 : 0;
        }
        return day;
    }

    // ----------------------------------------------------------------------------------------------- hours

    /** A stretch of time that does not count: from its notice to its completion. */
    record Pause(LocalDateTime since, LocalDateTime until) {}

    static long micros(LocalDateTime a, LocalDateTime b) {
        return ChronoUnit.MICROS.between(a, b);
    }

    /** The stretches of a day in which the clock of hours runs. */
    static List<LocalDateTime[]> stretches(Desk desk, LocalDate day, boolean elapsed) {
        LocalDateTime midnight = day.atStartOfDay();
        desk.calendar.check(day);
        if (elapsed) {
            return List.<LocalDateTime[]>of(new LocalDateTime[] {midnight, midnight.plusDays(1)});
        }
        List<LocalDateTime[]> found = new ArrayList<>();
        for (int[] one : desk.sessions(day)) {
            found.add(new LocalDateTime[] {midnight.plusMinutes(one[0]), midnight.plusMinutes(one[1])});
        }
        return found;
    }

    static long microsOf(Desk desk, Limit limit, LocalDate start, Policy policy) {
        Amount amount = limit.amounts.get(limit.unit());
        long hour = 3_600_000_000L;
        if (limit.unit().equals("working_day")) {
            long ofDay = 8 * hour;
            if (policy.is("day_fraction", "office_day")) {
                ofDay = desk.sessions(desk.workingDayFrom(start)).stream().mapToLong(one -> (one[1] - one[0]) * 60_000_000L).sum();
            }
            return amount.top * ofDay / amount.bottom;
        }
        return amount.top * hour / amount.bottom;
    }

    /** The first instant at which that much time has passed outside the pauses. */
    static LocalDateTime reach(Desk desk, LocalDateTime start, long amount, boolean elapsed, List<Pause> pauses) {
        if (amount == 0) {
            return start;
        }
        for (LocalDate day = start.toLocalDate(); ; day = day.plusDays(1)) {
            for (LocalDateTime[] open : stretches(desk, day, elapsed)) {
                LocalDateTime at = open[0].isAfter(start) ? open[0] : start;
                for (Pause pause : pauses) {
                    if (pause.since.isBefore(open[1]) && pause.until.isAfter(at)) {
                        long before = Math.max(0, micros(at, pause.since));
                        if (amount <= before) {
                            return at.plus(amount, ChronoUnit.MICROS);
                        }
                        amount -= before;
                        at = pause.until;
                    }
                }
                long left = Math.max(0, micros(at, open[1]));
                if (amount <= left) {
                    return at.plus(amount, ChronoUnit.MICROS);
                }
                amount -= left;
            }
        }
    }

    static LocalDateTime addTime(Desk desk, LocalDateTime at, Limit limit, Policy policy) {
        long amount = microsOf(desk, limit, at.toLocalDate(), policy);
        if (limit.unit().equals("hour")) {
            desk.calendar.check(at.toLocalDate());
            return at.plus(amount, ChronoUnit.MICROS);
        }
        return reach(desk, at, amount, false, List.of());
    }

    static LocalDateTime timeBefore(Desk desk, LocalDateTime end, Limit limit) {
        long amount = microsOf(desk, limit, end.toLocalDate(), new Policy(Map.of(), Map.of()));
        if (limit.unit().equals("hour")) {
            desk.calendar.check(end.toLocalDate());
            return end.minus(amount, ChronoUnit.MICROS);
        }
        for (LocalDate day = end.toLocalDate(); ; day = day.minusDays(1)) {
            var open = stretches(desk, day, false);
            Collections.reverse(open = new ArrayList<>(open));
            for (LocalDateTime[] one : open) {
                LocalDateTime until = one[1].isBefore(end) ? one[1] : end;
                long left = Math.max(0, micros(one[0], until));
                if (amount <= left) {
                    return until.minus(amount, ChronoUnit.MICROS);
                }
                amount -= left;
            }
        }
    }

    static long secondsBetween(Desk desk, LocalDateTime a, LocalDateTime b) {
        return b.isBefore(a) ? -passed(desk, b, a, false, List.of()) / 1_000_000 : passed(desk, a, b, false, List.of()) / 1_000_000;
    }

    /** Microseconds of the clock in [a, b), outside the pauses. */
    static long passed(Desk desk, LocalDateTime a, LocalDateTime b, boolean elapsed, List<Pause> pauses) {
        long found = 0;
        for (LocalDate day = a.toLocalDate(); !day.isAfter(b.toLocalDate()); day = day.plusDays(1)) {
            for (LocalDateTime[] open : stretches(desk, day, elapsed)) {
                LocalDateTime since = open[0].isAfter(a) ? open[0] : a, until = open[1].isBefore(b) ? open[1] : b;
                found += Math.max(0, micros(since, until));
                for (Pause pause : pauses) {
                    LocalDateTime from = pause.since.isAfter(since) ? pause.since : since, to = pause.until.isBefore(until) ? pause.until : until;
                    found -= Math.max(0, micros(from, to));
                }
            }
        }
        return found;
    }

    // ------------------------------------------------------------------------------------ a limit that runs

    /** Where a limit ends: a day, or an instant (then the day is its day). */
    record End(LocalDate day, LocalDateTime at) {
        boolean late(LocalDateTime moment) {
            return at == null ? moment.toLocalDate().isAfter(day) : moment.isAfter(at);
        }
    }

    static List<Pause> united(List<Pause> pauses) {
        List<Pause> sorted = new ArrayList<>(pauses), whole = new ArrayList<>();
        sorted.sort(Comparator.comparing(Pause::since).thenComparing(Pause::until));
        for (Pause one : sorted) {
            Pause last = whole.isEmpty() ? null : whole.get(whole.size() - 1);
            if (last != null && !one.since.isAfter(last.until)) {
                whole.set(whole.size() - 1, new Pause(last.since, one.until.isAfter(last.until) ? one.until : last.until));
            } else {
                whole.add(one);
            }
        }
        return whole;
    }

    static Set<LocalDate> daysTakenOut(Pause pause, Policy policy) {
        LocalDate notice = pause.since.toLocalDate(), completion = pause.until.toLocalDate();
        boolean withNotice = policy.is("pause_days", "both_days") || policy.is("pause_days", "notice_day_only");
        boolean withCompletion = !policy.is("pause_days", "neither_day") && !policy.is("pause_days", "notice_day_only");
        Set<LocalDate> out = new HashSet<>();
        for (LocalDate day = notice; !day.isAfter(completion); day = day.plusDays(1)) {
            if ((withNotice || day.isAfter(notice)) && (withCompletion || day.isBefore(completion))) {
                out.add(day);
            }
        }
        return out;
    }

    /** A dossier's frame: where, by which choices, with which cut-off its clock runs. */
    static class Frame {
        final Desk desk;
        final Policy policy;
        final Map<String, Object> cutoff;
        final boolean notAtOnce;

        Frame(Desk desk, Policy policy, Map<String, Object> ask) {
            this.desk = desk;
            this.policy = policy;
            this.cutoff = ask.get("cutoff") == null ? Map.of() : object(ask.get("cutoff"));
            this.notAtOnce = Boolean.TRUE.equals(ask.get("not_at_once"));
        }

        boolean cutoffIs(String kind) {
            return kind.equals(cutoff.get("kind"));
        }

        /** Where a clock starts that is set off at an instant. */
        LocalDateTime begin(LocalDateTime at) {
            LocalDate day = at.toLocalDate();
            boolean works = desk.works(day);
            if (cutoffIs("shift") && (isAfter(desk, at, cutoff, policy) || (!works && Boolean.TRUE.equals(cutoff.get("rest_days"))))) {
                return policy.is("shift_reading", "literal") ? at : desk.nextOpening(day);
            }
            if (!works) {
                return policy.is("rest_day_receipt", "next_working_day") ? desk.nextOpening(day) : at;
            }
            LocalTime closing = desk.usualClosing(day);
            boolean afterClosing = closing != null && !at.toLocalTime().isBefore(closing);
            return policy.is("off_hours_receipt", "next_working_day") && afterClosing ? desk.nextOpening(day) : at;
        }

        End run(Limit limit, LocalDateTime start, List<Pause> gaps) {
            List<Pause> pauses = united(gaps);
            if (!limit.inDays()) {
                boolean elapsed = limit.unit().equals("hour");
                LocalDateTime end = reach(desk, start, microsOf(desk, limit, start.toLocalDate(), policy), elapsed, pauses);
                desk.calendar.check(end.toLocalDate());
                return new End(end.toLocalDate(), end);
            }
            if (limit.whole != null && cutoffIs("result") && isAfter(desk, start, cutoff, policy)
                    && (notAtOnce || !Boolean.TRUE.equals(cutoff.get("only_unless_settled")))) {
                limit = new Limit().with("working_day", new Amount(1, 1));
            }
            return runDays(limit, start.toLocalDate(), pauses);
        }

        /** Walk the days; a pause counts when it is noted by the due day as it then stands. */
        End runDays(Limit limit, LocalDate start, List<Pause> pauses) {
            desk.calendar.check(start);
            boolean working = limit.of("working_day") > 0;
            long plain = plainDays(limit, start, policy);
            LocalDate from = policy.is("first_day", "counted") && limit.whole == null ? start.minusDays(1) : start;
            Set<LocalDate> out = new HashSet<>();
            LocalDate notBefore = start;
            LocalDate due = due(from, plain, limit.of("working_day"), out, notBefore);
            for (Pause pause : pauses) {
                if (pause.since.toLocalDate().isAfter(due)) {
                    break;
                }
                Set<LocalDate> more = daysTakenOut(pause, policy);
                out.addAll(more);
                if (more.stream().anyMatch(day -> day.isAfter(start) && (!working || desk.works(day)))) {
                    LocalDate last = Collections.max(more);
                    LocalDate earliest = working ? desk.workingDayFrom(last) : last;
                    notBefore = earliest.isAfter(notBefore) ? earliest : notBefore;
                }
                due = due(from, plain, limit.of("working_day"), out, notBefore);
            }
            return new End(due, null);
        }

        LocalDate due(LocalDate from, long plain, long working, Set<LocalDate> out, LocalDate notBefore) {
            boolean inWorkingDays = working > 0;
            LocalDate day = from;
            while (plain > 0 || working > 0) {
                day = day.plusDays(1);
                boolean works = desk.works(day);
                if (!out.contains(day)) {
                    if (plain > 0) {
                        plain--;
                    } else if (works) {
                        working--;
                    }
                }
            }
            day = day.isBefore(notBefore) ? notBefore : day;
            return inWorkingDays || policy.is("roll", "none") ? day : desk.calendar.workingDayFrom(day);
        }
    }

    static boolean isAfter(Desk desk, LocalDateTime at, Map<String, Object> cutoff, Policy policy) {
        if (!desk.works(at.toLocalDate())) {
            return false;
        }
        LocalTime moment;
        if (cutoff.get("at") != null) {
            moment = LocalTime.parse(text(cutoff, "at"));
        } else {
            var sessions = desk.sessions(at.toLocalDate());
            moment = LocalTime.MIN.plusMinutes(sessions.get(sessions.size() - 1)[1] - (Long) cutoff.get("before_closing_minutes"));
        }
        int compared = at.toLocalTime().compareTo(moment);
        return compared > 0 || (compared == 0 && policy.is("cutoff_boundary", "after"));
    }

    static Map<String, Object> regimeOn(LocalDate day) {
        for (var one : REGIMES) {
            if (!day.isBefore(day(one, "since")) && (one.get("until") == null || !day.isAfter(day(one, "until")))) {
                return one;
            }
        }
        throw new Refused("not_in_force");
    }

    static LocalDateTime forwardBy(Desk desk, Map<String, Object> ask) {
        LocalDateTime at = instant(ask, "received");
        LocalDate day = at.toLocalDate();
        var regime = regimeOn(day);
        var policy = new Policy(object(regime.get("policy")), ask);
        if (!desk.works(day) || isAfter(desk, at, Map.of("at", regime.get("transfer_at")), policy)) {
            return desk.nextOpening(day);
        }
        return closing(desk, day);
    }

    static LocalDate replyBy(Desk desk, Map<String, Object> ask) {
        LocalDateTime at = instant(ask, "received");
        var policy = new Policy(object(regimeOn(at.toLocalDate()).get("policy")), ask);
        boolean after = isAfter(desk, at, object(ask.get("cutoff")), policy);
        return desk.workingDayFrom(at.toLocalDate().plusDays(after ? 1 : 0));
    }

    /** The close of the last session on or before a day: what a slip promises. */
    static LocalDateTime closing(Desk desk, LocalDate day) {
        while (desk.sessions(day).isEmpty()) {
            day = day.minusDays(1);
        }
        var sessions = desk.sessions(day);
        return day.atStartOfDay().plusMinutes(sessions.get(sessions.size() - 1)[1]);
    }

    static LocalDateTime promised(Desk desk, LocalDate due) {
        LocalTime usual = desk.usualClosing(due);
        return usual != null && desk.calendar.known(due) == null ? due.atTime(usual) : closing(desk, due);
    }

    // ------------------------------------------------------------------------------------------- the ledger

    /** The clock of a dossier: a limit that runs, and what has happened to it. */
    static class Clock {
        final Frame frame;
        final Limit firstLimit;
        final LocalDateTime received;
        Limit limit;
        LocalDateTime start, suspended, ended;
        LocalDate reappointed;
        long reappointments, extensions;
        final List<Pause> gaps = new ArrayList<>();
        final Map<String, LocalDateTime> gates = new LinkedHashMap<>();
        final List<Map<String, Object>> stages = new ArrayList<>();
        final List<Object> refusals = new ArrayList<>();

        Clock(Frame frame, Limit limit, LocalDateTime start, LocalDateTime received) {
            this.frame = frame;
            this.limit = this.firstLimit = limit;
            this.start = start;
            this.received = received;
        }

        Clock take(List<Map<String, Object>> recorded) {
            List<Map<String, Object>> entries = new ArrayList<>(recorded);
            entries.sort(Comparator.comparing(one -> instant(one, "at")));
            for (var one : entries) {
                String kind = text(one, "kind");
                if (instant(one, "at").isBefore(received)) {
                    continue;
                }
                if (kind.equals("exclude")) {
                    gaps.add(new Pause(instant(one, "since"), instant(one, "until")));
                } else if (List.of("settle", "close", "terminate").contains(kind)) {
                    break;
                }
            }
            for (var one : entries) {
                String reason = instant(one, "at").isBefore(received) ? "before_receipt" : apply(one);
                if (reason != null) {
                    refusals.add(List.of(one.get("id"), reason));
                }
            }
            return this;
        }

        /** The latest of the start and the gates; null while one is shut. */
        LocalDateTime begun() {
            LocalDateTime latest = start;
            for (LocalDateTime met : gates.values()) {
                if (met == null) {
                    return null;
                }
                latest = latest == null || met.isAfter(latest) ? met : latest;
            }
            return start == null ? null : frame.begin(latest);
        }

        /** Where the limit ends as things stand; null while the clock is suspended or has not begun. */
        End end() {
            LocalDateTime begun = begun();
            return begun == null || suspended != null ? null : frame.run(limit, begun, gaps);
        }

        String apply(Map<String, Object> entry) {
            LocalDateTime at = instant(entry, "at");
            if (ended != null) {
                return "after_end";
            }
            switch (text(entry, "kind")) {
                case "shift_start" -> start = instant(entry, "to");
                case "gate" -> {
                    LocalDateTime begun = begun();
                    if (begun != null && at.isAfter(begun)) {
                        return "gate_too_late";
                    }
                    gates.putIfAbsent(text(entry, "condition"), null);
                }
                case "gate_met" -> {
                    if (!gates.containsKey(text(entry, "condition"))) {
                        return "gate_unknown";
                    }
                    gates.putIfAbsent(text(entry, "condition"), at);
                }
                case "suspend" -> {
                    if (suspended != null) {
                        return "already_suspended";
                    }
                    if (begun() == null) {
                        return "not_started";
                    }
                    suspended = at;
                }
                case "resume" -> {
                    return resume(at);
                }
                case "restart", "fixed" -> {
                    resume(at);
                    limit = entry.get("limit") == null ? firstLimit : limit(entry, "limit");
                    start = at;
                    gates.clear();
                    stages.clear();
                    extensions = 0;
                    reappointed = null;
                }
                case "extend_by", "extend_to" -> {
                    return extend(limit(entry, "limit"), at, text(entry, "kind").equals("extend_by"));
                }
                case "reappoint" -> {
                    return reappoint(LocalDate.parse(text(entry, "to")), at);
                }
                case "stage" -> stages.add(entry);
                case "settle", "close", "terminate" -> {
                    resume(at);
                    ended = at;
                }
                default -> { } // an excluded interval was gathered before
            }
            return null;
        }

        String resume(LocalDateTime at) {
            if (suspended == null) {
                return "nothing_to_resume";
            }
            gaps.add(new Pause(suspended, at));
            suspended = null;
            return null;
        }

        String extend(Limit more, LocalDateTime at, boolean by) {
            Object most = frame.policy.words.get("max_extensions");
            if (most != null && extensions >= (Long) most) {
                return "extension_count";
            }
            if (more.inDays() != limit.inDays()) {
                return "unit_mismatch";
            }
            End end = end();
            if (frame.policy.yes("extension_after_breach_refused") && end != null && end.late(at)) {
                return "extension_after_breach";
            }
            Limit total = by ? sum(limit, more) : more;
            if (total == null) {
                return "unit_mismatch";
            }
            if (frame.policy.yes("extension_longer_than_term_refused") && firstLimit.single() && total.single() && firstLimit.unit().equals(total.unit())) {
                Amount first = firstLimit.amounts.get(firstLimit.unit());
                if (total.amounts.get(total.unit()).compareTo(first.plus(first)) > 0) {
                    return "extension_too_long";
                }
            }
            limit = total;
            extensions++;
            return null;
        }

        static Limit sum(Limit limit, Limit more) {
            if (limit.whole != null) {
                return more;
            }
            var total = new Limit();
            limit.amounts.forEach(total::with);
            more.amounts.forEach((unit, amount) -> total.with(unit, total.amounts.getOrDefault(unit, new Amount(0, 1)).plus(amount)));
            boolean mixed = total.amounts.size() > 1 && !(limit.inDays() && more.inDays());
            return more.whole != null || mixed || total.amounts.size() > 3 ? null : total;
        }

        String reappoint(LocalDate to, LocalDateTime at) {
            if (reappointments >= (Long) frame.policy.words.get("max_reappointments")) {
                return "reappoint_count";
            }
            End end = end();
            if (end == null) {
                return suspended == null ? "not_started" : "already_suspended";
            }
            if (frame.policy.is("apology", "after_expiry") && !end.late(at)) {
                return "reappoint_too_early";
            }
            if (frame.policy.is("apology", "before_due") && at.toLocalDate().isAfter(apologyBy(end))) {
                return "reappoint_too_late";
            }
            if (!to.isAfter(end.day)) {
                return "reappoint_backwards";
            }
            reappointed = to;
            reappointments++;
            return null;
        }

        LocalDate apologyBy(End end) {
            return end.day.minusDays((Long) frame.policy.words.get("apology_lead_days"));
        }

        String state() {
            return ended != null ? "ended" : begun() == null ? "not_started" : suspended != null ? "suspended" : "running";
        }

        /** The stages after the first limit: each from the end of the one before, or from a start of its own. */
        List<End> stageEnds(End first) {
            List<End> ends = new ArrayList<>();
            End before = first;
            for (var stage : stages) {
                LocalDateTime from = stage.get("starts_at") != null ? instant(stage, "starts_at")
                        : before.at != null ? before.at : before.day.atStartOfDay();
                before = frame.run(limit(stage, "limit"), from, gaps);
                ends.add(before);
            }
            return ends;
        }
    }

    static Map<String, Object> dueAnswer(Desk desk, Map<String, Object> ask) {
        LocalDateTime received = instant(ask, "received");
        var regime = regimeOn(received.toLocalDate());
        var frame = new Frame(desk, new Policy(object(regime.get("policy")), ask), ask);
        List<Map<String, Object>> entries = new ArrayList<>();
        list(ask.getOrDefault("entries", List.of())).forEach(one -> entries.add(object(one)));
        var clock = new Clock(frame, limit(ask, "limit"), setOff(ask, regime, received), received).take(entries);
        LocalDateTime begun = clock.begun();
        Map<String, Object> told = of("clock", clock.state());
        told.put("started_at", said(begun));
        End first = begun == null ? null : frame.run(clock.limit, begun, clock.gaps);
        List<End> stages = first == null ? List.of() : clock.stageEnds(first);
        End end = clock.suspended != null ? null : stages.isEmpty() ? first : stages.get(stages.size() - 1);
        told.put("due", end == null ? null : end.day.toString());
        told.put("due_at", end == null ? null : said(end.at));
        told.put("promised", end == null ? null : said(end.at != null ? end.at : promised(desk, end.day)));
        told.put("refusals", clock.refusals);
        told.put("reappointed", clock.reappointed == null ? null : clock.reappointed.toString());
        if (!stages.isEmpty()) {
            List<Object> dues = new ArrayList<>(List.of(stageDue("", first)));
            for (int place = 0; place < stages.size(); place++) {
                dues.add(stageDue(text(clock.stages.get(place), "name"), stages.get(place)));
            }
            told.put("stages", dues);
        }
        return told;
    }

    static List<Object> stageDue(String name, End end) {
        return List.of(name, end.at != null ? said(end.at) : end.day.toString());
    }

    /** What sets the clock off: the receipt, or the later facts that the start event names; null while one is missing. */
    static LocalDateTime setOff(Map<String, Object> ask, Map<String, Object> regime, LocalDateTime received) {
        String event = textOr(ask, "start", "received");
        LocalDateTime at = received;
        if (ask.get("competent_received") != null && Boolean.TRUE.equals(regime.get("competent_starts"))) {
            at = instant(ask, "competent_received");
        }
        if (event.equals("event") || event.equals("event_and_fee")) {
            at = ask.get("event") == null ? null : instant(ask, "event");
        } else if (ask.get("complete") != null && !event.equals("received")) {
            at = later(at, instant(ask, "complete"));
        }
        if (event.endsWith("_and_fee")) {
            return at == null || ask.get("fee_paid") == null ? null : later(at, instant(ask, "fee_paid"));
        }
        return at;
    }

    static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
        return one.isAfter(other) ? one : other;
    }

    // --------------------------------------------------------------------------------- how far it may move

    /** The earliest and the latest due day over all ways to answer the open questions that no two of which change one day. */
    static class Spans {
        static Map<String, Object> answer(Desk desk, Map<String, Object> ask) {
            LocalDateTime received = instant(ask, "received");
            var regime = regimeOn(received.toLocalDate());
            var policy = new Policy(object(regime.get("policy")), ask);
            LocalDate due = due(desk, policy, regime, ask, received), earliest = due, latest = due;
            if (due.isAfter(desk.calendar.settledThrough)) {
                List<List<List<Change>>> near = List.of();
                for (boolean grown = true; grown; ) {
                    var more = near(desk.calendar, received.toLocalDate(), latest);
                    grown = more.size() > near.size();
                    near = more;
                    for (Map<LocalDate, Day> changes : grown ? ways(near, 0) : List.<Map<LocalDate, Day>>of()) {
                        LocalDate other = due(new Desk(new Calendar(desk.calendar, changes), desk.office), policy, regime, ask, received);
                        earliest = other.isBefore(earliest) ? other : earliest;
                        latest = other.isAfter(latest) ? other : latest;
                    }
                }
            }
            Map<String, Object> told = of("due", due.toString());
            told.put("earliest", earliest.toString());
            told.put("latest", latest.toString());
            told.put("certainty", desk.calendar.forecast ? "provisional" : !latest.isAfter(desk.calendar.settledThrough) ? "final"
                    : earliest.equals(latest) ? "announced" : "open");
            return told;
        }

        static LocalDate due(Desk desk, Policy policy, Map<String, Object> regime, Map<String, Object> ask, LocalDateTime received) {
            var frame = new Frame(desk, policy, ask);
            return frame.run(limit(ask, "limit"), frame.begin(setOff(ask, regime, received)), List.of()).day;
        }

        static List<List<List<Change>>> near(Calendar calendar, LocalDate first, LocalDate last) {
            return calendar.questions.stream().filter(question -> question.stream().flatMap(List::stream).anyMatch(change ->
                    !change.day.isBefore(first) && !change.day.isAfter(last))).toList();
        }

        /** Every choice of one option for each question, as the days it makes; those that change a day twice left out. */
        static List<Map<LocalDate, Day>> ways(List<List<List<Change>>> questions, int from) {
            if (from == questions.size()) {
                return List.of(Map.of());
            }
            List<Map<LocalDate, Day>> found = new ArrayList<>();
            for (Map<LocalDate, Day> rest : ways(questions, from + 1)) {
                for (List<Change> option : questions.get(from)) {
                    if (option.stream().noneMatch(change -> rest.containsKey(change.day))) {
                        Map<LocalDate, Day> way = new HashMap<>(rest);
                        option.forEach(change -> way.put(change.day, assumed(change, option)));
                        found.add(way);
                    }
                }
            }
            return found;
        }

        /** A day as an answer would have it: one that is made up works as the day that the same answer takes off. */
        static Day assumed(Change change, List<Change> option) {
            LocalDate pair = option.stream().filter(one -> one.by != change.by).map(Change::day).findFirst().orElse(null);
            return new Day(change.by > 0, change.by > 0 ? "made_up" : "swapped_off", "", pair);
        }
    }

    // ----------------------------------------------------------------------------------------------- words

    /** Limits in words, by the grammar of docs/how-to/vectors.md. */
    static class Words {
        static final String[] ONES = {"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"};
        static final Map<String, String> UNITS = new HashMap<>();
        static final Map<String, String> VI = new LinkedHashMap<>(), EN = new LinkedHashMap<>();
        static final Map<String, Long> GREATEST = Map.of("working_day", 2600L, "day", 3660L, "working_hour", 20800L, "hour", 87840L,
                "week", 522L, "month", 120L, "year", 10L);
        static final Set<String> DIVISIBLE = Set.of("working_day", "working_hour", "hour");
        static final Map<String, String> WHOLE = Map.of("trong ngày", "same_day", "ngay trong ngày", "same_day", "trong ngày làm việc",
                "same_day", "same day", "same_day", "ngay", "immediate", "at once", "immediate");
        static final List<String> BOUNDS = List.of("không quá ", "tối đa ", "trong thời hạn ", "at most ", "within ");
        static final Pattern PART = Pattern.compile("([0-9]{1,6}(?:[.,/][0-9]{1,6})?)\\s?(\\p{L}+(?: \\p{L}+){0,2})");
        static final Map<String, String> STARTS = new LinkedHashMap<>();
        static final Map<String, String> ACTS_BOUNDS = new LinkedHashMap<>();
        static final Map<String, Long> NUMBERS = new HashMap<>();

        static {
            String[] codes = {"working_day", "day", "working_hour", "hour", "week", "month", "year"};
            String[] vi = {"ngày làm việc", "ngày", "giờ làm việc", "giờ", "tuần", "tháng", "năm"};
            String[] en = {"working day", "day", "working hour", "hour", "week", "month", "year"};
            for (int place = 0; place < codes.length; place++) {
                UNITS.put(vi[place], codes[place]);
                UNITS.put(en[place], codes[place]);
                UNITS.put(en[place] + "s", codes[place]);
                VI.put(codes[place], vi[place]);
                EN.put(codes[place], en[place]);
            }
            STARTS.put("ngày nhận được hồ sơ", "received");
            STARTS.put("ngày nhận đủ hồ sơ", "complete");
            STARTS.put("ngày nhận đủ hồ sơ hợp lệ", "complete_valid");
            STARTS.put("ngày nhận đủ hồ sơ và hoàn thành nghĩa vụ tài chính", "complete_and_fee");
            STARTS.put("thời điểm tiếp nhận chính thức", "accepted");
            STARTS.put("sự kiện do thủ tục quy định", "event");
            STARTS.put("sự kiện và hoàn thành nghĩa vụ tài chính", "event");
            ACTS_BOUNDS.put("không quá ", "at_most");
            ACTS_BOUNDS.put("tối đa ", "at_most");
            ACTS_BOUNDS.put("ít nhất ", "at_least");
            ACTS_BOUNDS.put("sau thời hạn ", "after");
            for (long number = 0; number < 10_000; number++) {
                NUMBERS.put(inWords(number), number);
            }
        }

        static Limit phrase(String text) {
            if (text.codePointCount(0, text.length()) > 200) {
                throw new Refused("limit");
            }
            String said = String.join(" ", Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase().strip().split("\\s+"));
            for (String bound : BOUNDS) {
                if (said.startsWith(bound)) {
                    said = said.substring(bound.length());
                    break;
                }
            }
            if (WHOLE.containsKey(said)) {
                return new Limit(WHOLE.get(said));
            }
            var found = new Limit();
            String[] pieces = said.split(" (?:và|and) | ?\\+ ?", -1);
            for (String piece : pieces) {
                Matcher part = PART.matcher(piece);
                String unit = part.matches() ? UNITS.get(part.group(2)) : null;
                if (unit == null) {
                    throw new Refused("limit");
                }
                Amount amount = amount(part.group(1));
                unit = unit.equals("day") && !amount.whole() ? "working_day" : unit;
                boolean misfit = amount.compareTo(new Amount(GREATEST.get(unit), 1)) > 0 || (!amount.whole() && !DIVISIBLE.contains(unit));
                boolean inSum = pieces.length > 1 && (unit.endsWith("hour") || !amount.whole());
                if (misfit || inSum || found.amounts.containsKey(unit)) {
                    throw new Refused("limit");
                }
                found.with(unit, amount);
            }
            if (pieces.length > 3) {
                throw new Refused("limit");
            }
            return found;
        }

        static Amount amount(String figure) {
            if (figure.contains("/")) {
                String[] parts = figure.split("/");
                if (parts[1].startsWith("0")) {
                    throw new Refused("limit");
                }
                return new Amount(Long.parseLong(parts[0]), Long.parseLong(parts[1])).lowest();
            }
            String[] parts = figure.split("[.,]");
            if (parts.length == 1) {
                return new Amount(Long.parseLong(figure), 1);
            }
            return new Amount(Long.parseLong(parts[0] + parts[1]), (long) Math.pow(10, parts[1].length())).lowest();
        }

        static Map<String, Object> sentence(String text) {
            String said = text.toLowerCase(), bound = "exactly";
            for (var one : ACTS_BOUNDS.entrySet()) {
                if (said.startsWith(one.getKey())) {
                    bound = one.getValue();
                    said = said.substring(one.getKey().length());
                }
            }
            String[] parts = said.split(" kể từ ", 2);
            Matcher read = Pattern.compile("([0-9]+)(?: \\(([^)]+)\\))? (.+)").matcher(parts[0]);
            if (!read.matches()) {
                throw new Refused("limit");
            }
            long figure = Long.parseLong(read.group(1)), word = read.group(2) == null ? figure : NUMBERS.get(read.group(2));
            boolean differ = figure != word;
            Map<String, Object> told = of("limit", differ ? null : new Limit().with(UNITS.get(read.group(3)), new Amount(figure, 1)).plain());
            told.put("bound", bound);
            told.put("start", parts.length > 1 ? STARTS.get(parts[1]) : null);
            told.put("differ", differ ? List.of(figure, word) : null);
            return told;
        }

        static String inWords(long number) {
            if (number < 10) {
                return ONES[(int) number];
            }
            int thousands = (int) (number / 1000), hundreds = (int) (number / 100 % 10), rest = (int) (number % 100);
            List<String> told = new ArrayList<>();
            if (thousands > 0) {
                told.add(ONES[thousands] + " nghìn");
            }
            if (hundreds > 0 || (thousands > 0 && rest > 0)) {
                told.add(ONES[hundreds] + " trăm");
            }
            if (rest > 0 && rest < 10) {
                told.add("linh " + ONES[rest]);
            } else if (rest > 0) {
                int tens = rest / 10, ones = rest % 10;
                String last = ones == 0 ? "" : ones == 1 && tens > 1 ? " mốt" : ones == 5 ? " lăm" : " " + ONES[ones];
                told.add((tens == 1 ? "mười" : ONES[tens] + " mươi") + last);
            }
            return String.join(" ", told);
        }

        static String write(Limit limit, boolean vietnamese) {
            if (limit.whole != null) {
                return limit.whole.equals("same_day") ? (vietnamese ? "trong ngày" : "same day") : (vietnamese ? "ngay" : "at once");
            }
            List<String> parts = new ArrayList<>();
            for (String unit : ORDER) {
                Amount amount = limit.amounts.get(unit);
                if (amount != null && vietnamese) {
                    parts.add((amount.whole() ? String.format("%02d", amount.top) : amount.plain()) + " " + VI.get(unit));
                } else if (amount != null) {
                    parts.add(amount.plain() + " " + EN.get(unit) + (amount.equals(new Amount(1, 1)) ? "" : "s"));
                }
            }
            return String.join(vietnamese ? " và " : " and ", parts);
        }
    }

    // --------------------------------------------------------------------------------------------- stories

    /** A dossier's life: the rows of the table of its day of receipt, guards, the clock beside it. */
    static class Story {
        final Desk desk;
        final Map<String, Object> ask, terms;
        final LocalDateTime submitted;
        final boolean elsewhere;
        String state = "submitted", receiving, settling, withdrawnFrom;
        LocalDateTime received, competent, settled, lastAt, supplementAsked, consulted;
        Limit consultedWithin;
        final Set<String> coordinating = new LinkedHashSet<>();
        long sequence = 1, supplements, apologies;
        boolean suspended;
        final List<Map<String, Object>> ledger = new ArrayList<>();

        Story(Desk desk, Map<String, Object> ask) {
            this.desk = desk;
            this.ask = ask;
            terms = object(ask.get("terms"));
            submitted = lastAt = instant(ask, "submitted");
            elsewhere = Boolean.TRUE.equals(ask.get("elsewhere"));
            receiving = text(ask, "receiving");
            settling = textOr(ask, "settling", "");
        }

        Map<String, Object> answer() {
            List<Object> steps = new ArrayList<>();
            for (Object one : list(ask.get("steps"))) {
                steps.add(take(object(one)));
            }
            Map<String, Object> told = of("steps", steps);
            told.put("state", state);
            told.put("status", status());
            Clock clock = clock("limit"), committed = clock("committed");
            End end = clock == null ? null : clock.end();
            told.put("clock", clock == null ? null : clock.state());
            told.put("due", end == null ? null : end.day.toString());
            End promise = committed == null ? null : committed.end();
            told.put("committed_due", promise == null ? null : promise.day.toString());
            told.put("timeliness", timeliness(clock, end));
            return told;
        }

        String status() {
            return text(object(TABLES.get(0).get("statuses")), state);
        }

        Map<String, Object> tableOn(LocalDate day) {
            for (var one : TABLES) {
                if (!day.isBefore(day(one, "since")) && (one.get("before") == null || day.isBefore(day(one, "before")))) {
                    return one;
                }
            }
            throw new Refused("not_in_force");
        }

        Map<String, Object> take(Map<String, Object> step) {
            LocalDateTime at = instant(step, "at");
            Map<String, Object> table = tableOn((received != null ? received : at).toLocalDate());
            Map<String, Object> row = null;
            for (Object one : list(table.get("rows"))) {
                if (state.equals(object(one).get("from")) && object(one).get("command").equals(step.get("command"))) {
                    row = object(one);
                }
            }
            List<String> reasons = new ArrayList<>();
            if (step.get("seen") != null && (Long) step.get("seen") != sequence) {
                reasons.add("conflict");
            }
            if (at.isBefore(lastAt)) {
                reasons.add("before_last_event");
            }
            if (row == null) {
                reasons.add("not_foreseen");
            } else {
                against(step, row, text(object(table.get("relations")), text(step, "role")), at, reasons);
            }
            if (!reasons.isEmpty()) {
                Collections.sort(reasons);
                return of("refused", reasons);
            }
            return happen(step, row, at);
        }

        void against(Map<String, Object> step, Map<String, Object> row, String relation, LocalDateTime at, List<String> reasons) {
            if (!list(row.get("who")).contains(step.get("role"))) {
                reasons.add("wrong_role");
            }
            if (!fits(relation, textOr(step, "agency", ""))) {
                reasons.add("wrong_agency");
            }
            for (Object guard : list(row.get("guards"))) {
                Boolean holds = holds((String) guard, step, at);
                if (holds == null) {
                    reasons.add("missing_fact");
                } else if (!holds) {
                    reasons.add((String) guard);
                }
            }
        }

        boolean fits(String relation, String agency) {
            Set<String> known = new HashSet<>(Arrays.asList(relation.equals("receiving") ? receiving : "", settling));
            known.remove("");
            return switch (relation) {
                case "applicant", "system" -> true;
                case "coordinating" -> coordinating.contains(agency);
                default -> known.isEmpty() || known.contains(agency);
            };
        }

        boolean said(Map<String, Object> step, String key) {
            return !textOr(step, key, "").isBlank();
        }

        /** Whether a guard holds; null when a fact it needs is not known. */
        Boolean holds(String guard, Map<String, Object> step, LocalDateTime at) {
            return switch (guard) {
                case "incomplete" -> (Boolean) step.get("complete");
                case "fee_unpaid" -> Boolean.TRUE.equals(terms.get("fee_is_condition")) ? (Boolean) step.get("fee_paid") : Boolean.TRUE;
                case "not_instant" -> Boolean.TRUE.equals(terms.get("instant"));
                case "termination_not_in_law" -> Boolean.TRUE.equals(terms.get("terminates"));
                case "no_reasons" -> list(step.getOrDefault("reasons", List.of())).stream().anyMatch(one -> !((String) one).isBlank());
                case "no_code" -> said(step, "code");
                case "no_agency" -> said(step, "to");
                case "no_assignee" -> said(step, "assignee");
                case "no_result" -> said(step, "result");
                case "no_time_given" -> step.get("within") != null;
                case "no_new_date" -> step.get("new_date") != null;
                case "supplement_again" -> supplements == 0 || (supplements == 1 && said(step, "override"));
                case "apology_again" -> apologies == 0;
                case "not_in_settlement" -> List.of("processing", "consulting", "verifying").contains(String.valueOf(withdrawnFrom));
                case "return_too_late" -> returnOpen(at);
                case "supplement_still_open" -> supplementLapsed(at);
                case "supplement_lapsed" -> supplementLapsed(at) == null ? null : (Boolean) !supplementLapsed(at);
                case "reply_still_open" -> consulted == null ? null : (Boolean) at.isAfter(endOf(consultedWithin, consulted));
                case "apology_not_open" -> apologyOpen(at);
                default -> throw new IllegalArgumentException("unknown guard " + guard);
            };
        }

        Map<String, Object> regime(LocalDateTime at) {
            return regimeOn((received != null ? received : at).toLocalDate());
        }

        /** The last moment of a limit that runs from an instant: the end of its last day, or its instant. */
        LocalDateTime endOf(Limit limit, LocalDateTime since) {
            var plain = new Policy(Map.of(), Map.of());
            if (!limit.inDays()) {
                return addTime(desk, since, limit, plain);
            }
            return addDays(desk, since.toLocalDate(), limit, plain).plusDays(1).atStartOfDay().minus(1, ChronoUnit.MICROS);
        }

        boolean returnOpen(LocalDateTime at) {
            Map<String, Object> duties = object(regime(at).get("duties"));
            return !duties.containsKey("return_ineligible") || received == null || !at.isAfter(endOf(limit(duties, "return_ineligible"), received));
        }

        Boolean supplementLapsed(LocalDateTime at) {
            if (supplementAsked == null) {
                return null;
            }
            Map<String, Object> regime = regime(supplementAsked), duties = object(regime.get("duties"));
            Limit within = terms.get("supplement_within") != null ? limit(terms, "supplement_within")
                    : duties.containsKey("close_inactive") ? limit(duties, "close_inactive") : limit(object(regime.get("policy")), "inactive_close");
            return at.isAfter(endOf(within, supplementAsked));
        }

        Boolean apologyOpen(LocalDateTime at) {
            Clock clock = clock("limit");
            if (clock == null) {
                return null;
            }
            End end = clock.end();
            if (end == null) {
                return false;
            }
            return clock.frame.policy.is("apology", "after_expiry") ? end.late(at) : !at.toLocalDate().isAfter(clock.apologyBy(end));
        }

        /** The clock of the statutory limit, or of the committed one; null before receipt or where nothing is committed. */
        Clock clock(String which) {
            if (received == null || terms.get(which) == null) {
                return null;
            }
            Map<String, Object> regime = regimeOn(received.toLocalDate());
            var frame = new Frame(desk, new Policy(object(regime.get("policy")), terms), Map.of());
            boolean moved = competent != null && Boolean.TRUE.equals(regime.get("competent_starts"));
            return new Clock(frame, limit(terms, which), moved ? competent : received, received).take(ledger);
        }

        Map<String, Object> happen(Map<String, Object> step, Map<String, Object> row, LocalDateTime at) {
            sequence++;
            String kind = effect(text(row, "clock"), text(step, "command"), at);
            List<Object> clock = new ArrayList<>();
            if (kind != null) {
                Map<String, Object> entry = of("id", "e" + ledger.size());
                entry.put("kind", kind);
                entry.put("at", Runner.said(at));
                entry.put("limit", kind.equals("fixed") ? terms.get("fixed_after_supplement") : null);
                entry.put("to", step.get("new_date"));
                ledger.add(entry);
                clock.add(kind);
                suspended = kind.equals("suspend") || (suspended && kind.equals("reappoint"));
            }
            note(step, at);
            state = text(row, "to");
            lastAt = at;
            Map<String, Object> told = of("state", state);
            told.put("status", status());
            told.put("form", row.get("form"));
            told.put("clock", clock);
            return told;
        }

        String effect(String effect, String command, LocalDateTime at) {
            return switch (effect) {
                case "suspend", "reappoint", "settle", "close", "terminate" -> effect;
                case "suspend_if_law_says" -> {
                    boolean stops = command.equals("verify") ? Boolean.TRUE.equals(terms.get("verification_excluded"))
                            : !Boolean.FALSE.equals(terms.get("payment_suspends"));
                    yield stops ? "suspend" : null;
                }
                case "resume" -> suspended ? "resume" : null;
                case "as_procedure_says" -> {
                    var policy = new Policy(object(regime(at).get("policy")), terms);
                    yield terms.get("fixed_after_supplement") != null ? "fixed" : policy.is("after_supplement", "restart") ? "restart" : "resume";
                }
                default -> null;
            };
        }

        void note(Map<String, Object> step, LocalDateTime at) {
            switch (text(step, "command")) {
                case "receive" -> {
                    received = at;
                    receiving = receiving.isEmpty() ? textOr(step, "agency", "") : receiving;
                }
                case "transfer" -> {
                    settling = text(step, "to");
                    competent = elsewhere ? at : null;
                }
                case "consult" -> {
                    coordinating.add(text(step, "to"));
                    consulted = at;
                    consultedWithin = limit(step, "within");
                }
                case "request_supplement" -> {
                    supplements++;
                    supplementAsked = at;
                }
                case "ask_withdrawal" -> withdrawnFrom = state;
                case "apologise" -> apologies++;
                case "settle_at_once" -> received = settled = at;
                case "sign_result", "refuse_settlement" -> settled = at;
                default -> { }
            }
        }

        String timeliness(Clock clock, End end) {
            if (clock == null) {
                return "not_counted";
            }
            if (settled != null) {
                boolean early = end.at == null ? settled.toLocalDate().isBefore(end.day) : settled.isBefore(end.at);
                return end.late(settled) ? "late" : early ? "early" : "on_time";
            }
            if (clock.ended != null) {
                return "no_result";
            }
            if (clock.suspended != null) {
                return "paused";
            }
            boolean begun = clock.begun() != null && !lastAt.isBefore(clock.begun());
            return begun && end.late(lastAt) ? "overdue" : "in_time";
        }
    }

    // ------------------------------------------------------------------------------------------ plain data

    static Map<String, Object> of(String key, Object value) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(key, value);
        return told;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object plain) {
        return (Map<String, Object>) plain;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object plain) {
        return (List<Object>) plain;
    }

    static String text(Map<String, Object> from, String key) {
        return (String) from.get(key);
    }

    static String textOr(Map<String, Object> from, String key, String other) {
        return from.get(key) == null ? other : text(from, key);
    }

    static LocalDate day(Map<String, Object> from, String key) {
        return LocalDate.parse(text(from, key));
    }

    static List<LocalDate> days(Map<String, Object> from, String key) {
        return list(from.getOrDefault(key, List.of())).stream().map(one -> LocalDate.parse((String) one)).toList();
    }

    static LocalDateTime instant(Map<String, Object> from, String key) {
        return OffsetDateTime.parse(text(from, key)).toLocalDateTime();
    }

    static String said(LocalDateTime at) {
        if (at == null) {
            return null;
        }
        int micros = at.getNano() / 1000;
        return at.toLocalDate() + String.format("T%02d:%02d:%02d", at.getHour(), at.getMinute(), at.getSecond())
                + (micros == 0 ? "" : String.format(".%06d", micros)) + "+07:00";
    }

    /** As much of JSON as the vectors need: whole numbers, texts, lists, objects, true, false, null. */
    static class Json {
        final String text;
        int at;

        Json(String text) {
            this.text = text;
        }

        Object read() {
            char first = text.charAt(at);
            return switch (first) {
                case '{' -> readObject();
                case '[' -> readList();
                case '"' -> readText();
                case 't' -> word("true", true);
                case 'f' -> word("false", false);
                case 'n' -> word("null", null);
                default -> readNumber();
            };
        }

        Object word(String word, Object value) {
            at += word.length();
            return value;
        }

        Map<String, Object> readObject() {
            Map<String, Object> found = new LinkedHashMap<>();
            for (at++; text.charAt(at) != '}'; at += text.charAt(at) == ',' ? 1 : 0) {
                String key = readText();
                at++;
                found.put(key, read());
            }
            at++;
            return found;
        }

        List<Object> readList() {
            List<Object> found = new ArrayList<>();
            for (at++; text.charAt(at) != ']'; at += text.charAt(at) == ',' ? 1 : 0) {
                found.add(read());
            }
            at++;
            return found;
        }

        Long readNumber() {
            int from = at;
            while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return Long.valueOf(text.substring(from, at));
        }

        String readText() {
            var found = new StringBuilder();
            for (at++; text.charAt(at) != '"'; at++) {
                char one = text.charAt(at);
                if (one == '\\') {
                    one = text.charAt(++at);
                    int known = "nrtbf".indexOf(one);
                    if (one == 'u') {
                        one = (char) Integer.parseInt(text.substring(at + 1, at + 5), 16);
                        at += 4;
                    } else if (known >= 0) {
                        one = "\n\r\t\b\f".charAt(known);
                    }
                }
                found.append(one);
            }
            at++;
            return found.toString();
        }

        static String write(Object plain) {
            if (plain instanceof Map<?, ?> map) {
                List<String> parts = new ArrayList<>();
                map.forEach((key, value) -> parts.add(write(key) + ":" + write(value)));
                return "{" + String.join(",", parts) + "}";
            }
            if (plain instanceof List<?> items) {
                return "[" + String.join(",", items.stream().map(Json::write).toList()) + "]";
            }
            return plain instanceof String said ? "\"" + said.replace("\\", "\\\\").replace("\"", "\\\"") + "\"" : String.valueOf(plain);
        }
    }
}
