//! Calendars: written out, or taken from a file that is read first.

use proptest::prelude::{ProptestConfig, any, proptest};

use ordain::ssm::calendar::{completed, faults, state};

use crate::support::{Project, check_codes, check_one};

const EVENT: &str = "summary: \"Year end\", start: \"2027-12-20T00:00:00+09:00\", end: \"2028-01-03T00:00:00+09:00\"";

fn calendar(events: &str) -> String {
    format!("calendar freeze \"Acme-Freeze\" {{ state: \"DEFAULT_OPEN\" events: [{events}] }}")
}

fn of_file(ics: &str, rest: &str) -> Project {
    let source = format!("calendar freeze {{ content: read(\"x.ics\") {rest} }}");
    Project::of(&source).asset("x.ics", ics)
}

#[test]
fn events_become_icalendar() {
    let source = format!(
        "/// No changes then.\n{}",
        calendar(&format!("{{ {EVENT}, repeat: {{ every: \"year\", count: 3 }} }}"))
    );
    let built = Project::of(&source).build();
    let text = &built["documents/Acme-Freeze.txt"];
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("UID:")).collect();
    assert_eq!(
        lines,
        [
            "BEGIN:VCALENDAR",
            "PRODID:-//AWS//Change Calendar 1.0//EN",
            "VERSION:2.0",
            "X-CALENDAR-TYPE:DEFAULT_OPEN",
            "X-WR-CALDESC:No changes then.",
            "BEGIN:VEVENT",
            "DTSTAMP:20271219T150000Z",
            "DTSTART:20271219T150000Z",
            "DTEND:20280102T150000Z",
            "SUMMARY:Year end",
            "RRULE:FREQ=YEARLY;COUNT=3",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    );
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(faults(text), []);
    let request = Project::of(&source).build_json("documents/Acme-Freeze.request");
    assert_eq!(request["DocumentType"], "ChangeCalendar");
    assert_eq!(request["DocumentFormat"], "TEXT");
}

#[test]
fn events_are_checked_where_they_stand() {
    let late = "summary: \"a\", start: \"2027-12-20T00:00:00Z\", end: \"2027-12-20T00:00:00Z\"";
    let found = check_one(&calendar(&format!("{{ {late} }}")));
    assert_eq!(
        (found.code.as_str(), found.underlined.as_str()),
        ("E0638", "\"2027-12-20T00:00:00Z\"")
    );
    let local = "summary: \"a\", start: \"2027-12-20\", end: \"2027-12-21T00:00:00Z\"";
    check_codes(&calendar(&format!("{{ {local} }}")), &["E0610"]);
    check_codes(&calendar(&format!("{{ {EVENT}, repeat: \"hour\" }}")), &["E0302"]);
    let both = "{ every: \"day\", count: 2, until: \"2029-01-01T00:00:00Z\" }";
    check_codes(&calendar(&format!("{{ {EVENT}, repeat: {both} }}")), &["E0611"]);
    let days = "{ every: \"month\", days: [\"MO\"] }";
    check_codes(&calendar(&format!("{{ {EVENT}, repeat: {days} }}")), &["E0611"]);
    check_codes("calendar freeze { events: [] }", &["E0609"]);
    check_codes("calendar freeze { state: \"OPEN\" }", &["E0302"]);
}

const GOOD: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Acme//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20270101T000000Z\r\nDTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270102\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn a_file_keeps_its_text_and_gets_the_state_that_it_lacks() {
    let built = of_file(GOOD, "state: \"DEFAULT_CLOSED\"").build();
    let text = &built["documents/freeze.txt"];
    assert_eq!(*text, completed(GOOD, Some("DEFAULT_CLOSED")));
    assert!(
        text.starts_with("BEGIN:VCALENDAR\r\nX-CALENDAR-TYPE:DEFAULT_CLOSED\r\nVERSION:2.0\r\n")
    );
    let open = completed(GOOD, Some("DEFAULT_OPEN"));
    assert_eq!(of_file(&open, "").build()["documents/freeze.txt"], open);
    assert_eq!(of_file(GOOD, "").check()[0].code, "E0609");
    assert_eq!(of_file(&open, "state: \"DEFAULT_CLOSED\"").check()[0].code, "E0638");
}

#[test]
fn faults_of_a_file_have_their_line() {
    for (from, to, line) in [
        ("DTEND;VALUE=DATE:20270102", "DTEND;VALUE=DATE:20270101", 8),
        ("DTEND;VALUE=DATE:20270102", "DTEND;VALUE=DATE:20270230", 8),
        ("UID:1", "SUMMARY:a", 4),
        ("VERSION:2.0", "VERSION:1.0", 2),
        ("PRODID:-//Acme//EN\r\n", "", 1),
        ("END:VEVENT", "END:VTODO", 9),
        ("UID:1", "UID:1\r\nUID:2", 6),
        ("UID:1", "UID:1\r\nno line", 6),
        ("VERSION:2.0", "VERSION:2.0\r\nX-CALENDAR-TYPE:OPEN", 3),
    ] {
        let broken = GOOD.replace(from, to);
        let found = of_file(&broken, "state: \"DEFAULT_OPEN\"").check();
        let message = found.first().map(|one| one.message.as_str()).unwrap_or_default();
        assert!(message.starts_with(&format!("line {line} of")), "{to}: {found:#?}");
        assert!(found.iter().all(|one| one.code == "E0638"), "{to}: {found:#?}");
    }
    assert!(!faults("").is_empty());
    assert!(!faults("UID:1\n").is_empty());
}

#[test]
fn the_state_stands_behind_the_whole_first_line() {
    for begin in ["BEGIN:VCAL\r\n ENDAR", "\r\n\r\nBEGIN:VCALENDAR", "BEGIN:VCALENDAR\r\n"] {
        let text = GOOD.replacen("BEGIN:VCALENDAR", begin, 1);
        let built = of_file(&text, "state: \"DEFAULT_CLOSED\"").build();
        let text = &built["documents/freeze.txt"];
        assert_eq!(faults(text), [], "{text}");
        assert_eq!(state(text).map(|it| it.word).as_deref(), Some("DEFAULT_CLOSED"), "{text}");
    }
    let inside = GOOD.replace("UID:1", "UID:1\r\nX-CALENDAR-TYPE:DEFAULT_OPEN");
    assert_eq!(state(&inside), None);
    assert_eq!(of_file(&inside, "").check()[0].code, "E0609");
}

#[test]
fn forms_of_values_are_read_as_rfc_5545_says() {
    let lower = GOOD.replace("VALUE=DATE", "VALUE=date");
    assert_eq!(faults(&lower), []);
    let marked = faults(&format!("\u{feff}{GOOD}"));
    assert_eq!(marked.len(), 1);
    assert!(marked[0].message.contains("byte order mark"));
    for (line, count) in [
        ("RRULE:FREQ=WEEKLY;COUNT=3", 0),
        ("RRULE:FREQ=FORTNIGHTLY", 1),
        ("EXDATE;VALUE=DATE:20270101,20270102", 0),
        ("EXDATE:20270101T000000Z,soon", 1),
    ] {
        let text = GOOD.replace("UID:1", &format!("UID:1\r\n{line}"));
        assert_eq!(faults(&text).len(), count, "{line}");
    }
}

#[test]
fn events_are_what_icalendar_can_say() {
    let event = |start: &str, end: &str, rest: &str| {
        calendar(&format!("{{ summary: \"a\", start: \"{start}\", end: \"{end}\"{rest} }}"))
    };
    let (start, end) = ("2027-12-20T00:00:00Z", "2027-12-21T00:00:00Z");
    check_codes(&event("2027-12-20T00:00:00.5Z", end, ""), &["E0638"]);
    check_codes(&event("0000-12-20T00:00:00Z", end, ""), &["E0638"]);
    let until = ", repeat: { every: \"day\", until: \"2026-01-01T00:00:00Z\" }";
    check_codes(&event(start, end, until), &["E0638"]);
    let days = ", repeat: { every: \"week\", days: [\"MO\", \"MO\"] }";
    check_codes(&event(start, end, days), &["E0610"]);
    check_codes(&calendar(&format!("{{ {EVENT} }}, {{ {EVENT} }}")), &["E0638"]);
    let two = calendar(&format!("{{ {EVENT} }}, {{ {EVENT}, repeat: \"year\" }}"));
    let built = Project::of(&two).build();
    let mut ids: Vec<&str> =
        built["documents/Acme-Freeze.txt"].lines().filter(|it| it.starts_with("UID:")).collect();
    ids.dedup();
    assert_eq!(ids.len(), 2);
}

#[test]
fn tags_of_deploy_are_not_written_by_hand() {
    check_codes("command greet { tags: { \"ordain:project\": \"x\" } sh \"true\" }", &["E0610"]);
    check_codes(
        "calendar freeze { state: \"DEFAULT_OPEN\" tags: { \"ordain:project\": \"x\" } }",
        &["E0610"],
    );
}

#[test]
fn a_calendar_is_no_larger_than_a_document() {
    let large = GOOD.replace("UID:1", &format!("UID:{}", "x".repeat(65_536)));
    assert_eq!(of_file(&large, "state: \"DEFAULT_OPEN\"").check()[0].code, "E0638");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_text_panics(text in "(BEGIN:VCALENDAR|END:VEVENT|DTSTART|;|:|\"|=|\r|\n| |[0-9TZ]|\\PC){0,80}") {
        let _ = faults(&text);
        let _ = completed(&text, Some("DEFAULT_OPEN"));
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = faults(&String::from_utf8_lossy(&bytes));
    }
}
