"""Resource data syncs, service settings and change calendars."""

from __future__ import annotations

import pytest

BUCKET = {"BucketName": "acme-inventory", "SyncFormat": "JsonSerDe", "Region": "us-east-1"}
SOURCE = {"SourceType": "SingleAccountMultiRegions", "SourceRegions": ["us-east-1"]}


def test_a_sync_is_made_once_and_deleted(ssm, refused):
    ssm.create_resource_data_sync(SyncName="all", S3Destination=BUCKET)
    again = {"SyncName": "all", "S3Destination": BUCKET}
    assert refused(ssm.create_resource_data_sync, **again) == "ResourceDataSyncAlreadyExistsException"
    (row,) = ssm.list_resource_data_sync()["ResourceDataSyncItems"]
    assert (row["SyncName"], row["SyncType"], row["S3Destination"]) == ("all", "SyncToDestination", BUCKET)
    assert ssm.list_resource_data_sync(SyncType="SyncFromSource")["ResourceDataSyncItems"] == []
    ssm.delete_resource_data_sync(SyncName="all")
    assert refused(ssm.delete_resource_data_sync, SyncName="all") == "ResourceDataSyncNotFoundException"


def test_only_a_sync_from_a_source_is_updated(ssm, refused):
    wrong = "ResourceDataSyncInvalidConfigurationException"
    assert refused(ssm.create_resource_data_sync, SyncName="all") == wrong
    assert refused(ssm.create_resource_data_sync, SyncName="all", SyncType="SyncFromSource") == wrong
    ssm.create_resource_data_sync(SyncName="all", SyncType="SyncFromSource", SyncSource=SOURCE)
    regions = {**SOURCE, "SourceRegions": ["us-east-1", "eu-west-1"]}
    ssm.update_resource_data_sync(SyncName="all", SyncType="SyncFromSource", SyncSource=regions)
    (row,) = ssm.list_resource_data_sync()["ResourceDataSyncItems"]
    assert row["SyncSource"]["SourceRegions"] == ["us-east-1", "eu-west-1"]
    call = {"SyncName": "all", "SyncType": "SyncToDestination", "SyncSource": SOURCE}
    assert refused(ssm.update_resource_data_sync, **call) == wrong


def test_a_setting_is_changed_and_reset(ssm, refused):
    setting = "/ssm/parameter-store/default-parameter-tier"
    assert ssm.get_service_setting(SettingId=setting)["ServiceSetting"]["Status"] == "Default"
    ssm.update_service_setting(SettingId=setting, SettingValue="Advanced")
    found = ssm.get_service_setting(SettingId=setting)["ServiceSetting"]
    assert (found["SettingValue"], found["Status"]) == ("Advanced", "Customized")
    assert ssm.get_service_setting(SettingId=found["ARN"])["ServiceSetting"]["SettingValue"] == "Advanced"
    assert ssm.reset_service_setting(SettingId=setting)["ServiceSetting"]["SettingValue"] == "Standard"
    assert refused(ssm.get_service_setting, SettingId="/ssm/none") == "ServiceSettingNotFound"


EVENT = "BEGIN:VEVENT\r\nDTSTART:20260101T100000Z\r\nDTEND:20260101T120000Z\r\nEND:VEVENT\r\n"


@pytest.mark.parametrize(("kind", "inside", "outside"), [("OPEN", "CLOSED", "OPEN"), ("CLOSED", "OPEN", "CLOSED")])
def test_a_calendar_is_open_or_closed(ssm, refused, kind, inside, outside):
    text = f"BEGIN:VCALENDAR\r\nX-CALENDAR-TYPE:DEFAULT_{kind}\r\n{EVENT}END:VCALENDAR\r\n"
    ssm.create_document(Name="Acme-Days", Content=text, DocumentType="ChangeCalendar", DocumentFormat="TEXT")
    found = ssm.get_calendar_state(CalendarNames=["Acme-Days"], AtTime="2026-01-01T11:00:00Z")
    assert (found["State"], found["NextTransitionTime"]) == (inside, "2026-01-01T12:00:00Z")
    found = ssm.get_calendar_state(CalendarNames=["Acme-Days"], AtTime="2026-01-02T11:00:00Z")
    assert (found["State"], found.get("NextTransitionTime")) == (outside, None)
    assert refused(ssm.get_calendar_state, CalendarNames=["Acme-No"]) == "InvalidDocument"
