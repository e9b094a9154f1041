"""The state of change calendars: events with a beginning and an end, in UTC or a named time zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from refusal import Refusal
from ssm import documents
from store import Call

TIME = re.compile(r"^(DTSTART|DTEND)(?:;TZID=([^:;]+))?(?:;VALUE=DATE)?:(\d{8})(?:T(\d{6})(Z?))?$", re.M)
EVENT = re.compile(r"BEGIN:VEVENT\n(.*?)END:VEVENT", re.S)


def get_calendar_state(call: Call) -> dict[str, Any]:
    """OPEN only if all calendars are; events of a calendar that is open by default close it, and vice versa."""
    asked = call.body.get("AtTime")
    moment = _asked(asked) if asked else datetime.now(UTC)
    states, changes = [], []
    for name in call.body["CalendarNames"]:
        text = _calendar(call, name)
        events = _events(text)
        inside = any(start <= moment < end for start, end in events)
        opens = "X-CALENDAR-TYPE:DEFAULT_CLOSED" in text
        states.append(inside == opens)
        changes += [time for event in events for time in event if time > moment]
    answer = {"State": "OPEN" if all(states) else "CLOSED", "AtTime": _iso(moment)}
    if changes:
        answer["NextTransitionTime"] = _iso(min(changes))
    return answer


def _calendar(call: Call, name: str) -> str:
    document = documents.visible(call, name)
    if document.type != "ChangeCalendar":
        raise Refusal("InvalidDocumentType", f"Document {name} is not a change calendar.")
    text = document.find().content.replace("\r\n", "\n").replace("\n ", "")
    if "RRULE" in text or "BEGIN:VCALENDAR" not in text:
        raise Refusal("UnsupportedCalendarException", "The calendar entry isn't supported here.")
    return text


def _events(text: str) -> list[tuple[datetime, datetime]]:
    rows = []
    for event in EVENT.findall(text):
        times = {found[0]: _time(found[1], found[2], found[3], found[4]) for found in TIME.findall(event)}
        if len(times) == 2:
            rows.append((times["DTSTART"], times["DTEND"]))
    return rows


def _time(zone: str, day: str, clock: str, utc: str) -> datetime:
    value = datetime.strptime(day + (clock or "000000"), "%Y%m%d%H%M%S")
    return value.replace(tzinfo=ZoneInfo(zone) if zone and not utc else UTC)


def _asked(text: str) -> datetime:
    try:
        value = datetime.fromisoformat(text)
    except ValueError as problem:
        raise Refusal("ValidationException", f"The time {text} isn't valid.") from problem
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


HANDLERS = {"GetCalendarState": get_calendar_state}
