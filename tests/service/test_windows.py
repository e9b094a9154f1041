"""Maintenance windows with targets and tasks: tokens, updates with and without Replace."""

from __future__ import annotations

import pytest

WINDOW = {
    "Name": "sunday",
    "Schedule": "cron(0 2 ? * SUN *)",
    "Duration": 3,
    "Cutoff": 1,
    "AllowUnassociatedTargets": False,
}
RUN = {"RunCommand": {"Comment": "patch", "Parameters": {"Operation": ["Install"]}}}


@pytest.fixture
def window(ssm):
    """The id of a window."""
    return ssm.create_maintenance_window(**WINDOW, Description="patches", ScheduleTimezone="Asia/Seoul")["WindowId"]


@pytest.fixture
def target(ssm, window):
    """The id of a target of the window."""
    return ssm.register_target_with_maintenance_window(
        WindowId=window,
        ResourceType="INSTANCE",
        Targets=[{"Key": "tag:role", "Values": ["web"]}],
        Name="web",
        OwnerInformation="ops",
    )["WindowTargetId"]


def task_request(window, target, **members):
    """The request of a task that runs a command on the target."""
    return {
        "WindowId": window,
        "Targets": [{"Key": "WindowTargetIds", "Values": [target]}],
        "TaskArn": "AWS-RunPatchBaseline",
        "TaskType": "RUN_COMMAND",
        "MaxConcurrency": "10%",
        "MaxErrors": "1",
        "Name": "patch",
        "Description": "installs",
        "TaskInvocationParameters": RUN,
        **members,
    }


def test_the_same_token_makes_one_window(ssm, refused):
    first = ssm.create_maintenance_window(**WINDOW, ClientToken="t1")
    assert ssm.create_maintenance_window(**WINDOW, ClientToken="t1")["WindowId"] == first["WindowId"]
    other = {**WINDOW, "Name": "monday", "ClientToken": "t1"}
    assert refused(ssm.create_maintenance_window, **other) == "IdempotentParameterMismatch"
    assert len(ssm.describe_maintenance_windows()["WindowIdentities"]) == 1
    ssm.create_maintenance_window(**WINDOW)
    assert len(ssm.describe_maintenance_windows()["WindowIdentities"]) == 2


def test_an_update_changes_what_it_has(ssm, window):
    found = ssm.update_maintenance_window(WindowId=window, Duration=4, Enabled=False)
    assert (found["Duration"], found["Enabled"], found["Description"]) == (4, False, "patches")
    assert ssm.get_maintenance_window(WindowId=window)["ScheduleTimezone"] == "Asia/Seoul"


def test_replace_takes_away_what_it_has_not(ssm, window, refused):
    assert refused(ssm.update_maintenance_window, WindowId=window, Duration=4, Replace=True) == "ValidationException"
    ssm.update_maintenance_window(WindowId=window, Replace=True, **WINDOW)
    found = ssm.get_maintenance_window(WindowId=window)
    assert not {"Description", "ScheduleTimezone"} & set(found)
    assert found["Enabled"] is True


def test_windows_are_listed_in_pages_and_by_name(ssm, refused):
    for number in range(12):
        ssm.create_maintenance_window(**{**WINDOW, "Name": f"window-{number}"})
    pages = list(ssm.get_paginator("describe_maintenance_windows").paginate(MaxResults=10))
    assert [len(one["WindowIdentities"]) for one in pages] == [10, 2]
    wanted = [{"Key": "Name", "Values": ["window-3"]}]
    assert len(ssm.describe_maintenance_windows(Filters=wanted)["WindowIdentities"]) == 1
    assert refused(ssm.describe_maintenance_windows, MaxResults=5) == "ValidationException"


def test_targets_are_updated_and_listed(ssm, window, target, refused):
    ssm.update_maintenance_window_target(WindowId=window, WindowTargetId=target, Description="servers")
    (row,) = ssm.describe_maintenance_window_targets(WindowId=window)["Targets"]
    assert (row["Name"], row["Description"], row["OwnerInformation"]) == ("web", "servers", "ops")
    targets = [{"Key": "tag:role", "Values": ["db"]}]
    ssm.update_maintenance_window_target(WindowId=window, WindowTargetId=target, Targets=targets, Replace=True)
    (row,) = ssm.describe_maintenance_window_targets(WindowId=window)["Targets"]
    assert row["Targets"] == targets
    assert not {"Name", "Description", "OwnerInformation"} & set(row)
    wanted = [{"Key": "WindowTargetId", "Values": [window]}]
    assert ssm.describe_maintenance_window_targets(WindowId=window, Filters=wanted)["Targets"] == []
    absent = {"WindowId": window, "WindowTargetId": "00000000-0000-0000-0000-000000000000"}
    assert refused(ssm.update_maintenance_window_target, **absent) == "DoesNotExistException"


def test_the_same_token_registers_one_target_and_one_task(ssm, window, target):
    request = {
        "WindowId": window,
        "ResourceType": "INSTANCE",
        "Targets": [{"Key": "InstanceIds", "Values": ["i-00000000000000001"]}],
        "ClientToken": "t2",
    }
    first = ssm.register_target_with_maintenance_window(**request)
    assert ssm.register_target_with_maintenance_window(**request)["WindowTargetId"] == first["WindowTargetId"]
    task = task_request(window, target, ClientToken="t3")
    first = ssm.register_task_with_maintenance_window(**task)
    assert ssm.register_task_with_maintenance_window(**task)["WindowTaskId"] == first["WindowTaskId"]


def test_an_update_replaces_the_invocation_as_a_whole(ssm, window, target):
    task = ssm.register_task_with_maintenance_window(**task_request(window, target, Priority=5))["WindowTaskId"]
    ids = {"WindowId": window, "WindowTaskId": task}
    ssm.update_maintenance_window_task(**ids, TaskInvocationParameters={"RunCommand": {"TimeoutSeconds": 60}})
    found = ssm.get_maintenance_window_task(**ids)
    assert found["TaskInvocationParameters"] == {"RunCommand": {"TimeoutSeconds": 60}}
    assert (found["Priority"], found["Description"], found["TaskType"]) == (5, "installs", "RUN_COMMAND")


def test_replace_of_a_task_takes_away_what_it_has_not(ssm, window, target, refused):
    task = ssm.register_task_with_maintenance_window(**task_request(window, target, Priority=5))["WindowTaskId"]
    ids = {"WindowId": window, "WindowTaskId": task}
    assert refused(ssm.update_maintenance_window_task, **ids, Replace=True) == "ValidationException"
    kept = {key: task_request(window, target)[key] for key in ("Targets", "TaskArn", "MaxConcurrency", "MaxErrors")}
    ssm.update_maintenance_window_task(**ids, Replace=True, **kept)
    (row,) = ssm.describe_maintenance_window_tasks(WindowId=window)["Tasks"]
    assert not {"Name", "Description"} & set(row)
    assert row["Type"] == "RUN_COMMAND"


def test_a_payload_comes_back_as_it_was(ssm, window):
    request = {
        "WindowId": window,
        "TaskArn": "arn:aws:lambda:us-east-1:123456789012:function:f",
        "TaskType": "LAMBDA",
        "TaskInvocationParameters": {"Lambda": {"Payload": b'{"a": 1}'}},
    }
    task = ssm.register_task_with_maintenance_window(**request)["WindowTaskId"]
    found = ssm.get_maintenance_window_task(WindowId=window, WindowTaskId=task)
    assert found["TaskInvocationParameters"]["Lambda"]["Payload"] == b'{"a": 1}'
    # The placeholder of a task without targets.
    assert (found["MaxConcurrency"], found["MaxErrors"]) == ("1", "1")


def test_tasks_name_targets_that_exist(ssm, window, target, refused):
    absent = "00000000-0000-0000-0000-000000000000"
    assert refused(ssm.register_task_with_maintenance_window, **task_request(window, absent)) == (
        "DoesNotExistException"
    )
    without = {**task_request(window, target)}
    without.pop("Targets")
    assert refused(ssm.register_task_with_maintenance_window, **without) == "ValidationException"


def test_a_target_in_use_is_kept_if_asked(ssm, window, target, refused):
    task = ssm.register_task_with_maintenance_window(**task_request(window, target))["WindowTaskId"]
    ids = {"WindowId": window, "WindowTargetId": target}
    assert refused(ssm.deregister_target_from_maintenance_window, **ids, Safe=True) == "TargetInUseException"
    ssm.deregister_task_from_maintenance_window(WindowId=window, WindowTaskId=task)
    ssm.deregister_target_from_maintenance_window(**ids, Safe=True)
    assert ssm.describe_maintenance_window_executions(WindowId=window)["WindowExecutions"] == []
    ssm.delete_maintenance_window(WindowId=window)
    assert refused(ssm.get_maintenance_window, WindowId=window) == "DoesNotExistException"


def test_a_window_runs_when_a_test_says_so(service, ssm, window, target, refused):
    service.post("nodes", [{"InstanceId": "i-00000000000000001", "Tags": {"role": "web"}}])
    for name, priority in (("second", 2), ("first", 1)):
        ssm.register_task_with_maintenance_window(**task_request(window, target, Name=name, Priority=priority))
    service.post("windows", [{"window": "sunday"}])
    (execution,) = service.post("windows", [{"window": window, "fails": ["second"]}])
    rows = ssm.describe_maintenance_window_executions(WindowId=window)["WindowExecutions"]
    assert [row["Status"] for row in rows] == ["FAILED", "SUCCESS"]
    assert ssm.get_maintenance_window_execution(WindowExecutionId=execution)["Status"] == "FAILED"
    tasks = ssm.describe_maintenance_window_execution_tasks(WindowExecutionId=execution)
    tasks = tasks["WindowExecutionTaskIdentities"]
    assert [row["Status"] for row in tasks] == ["SUCCESS", "FAILED"]
    ids = {"WindowExecutionId": execution, "TaskId": tasks[1]["TaskExecutionId"]}
    found = ssm.describe_maintenance_window_execution_task_invocations(**ids)
    assert len(found["WindowExecutionTaskInvocationIdentities"]) == 1
    assert [row["name"] for row in service.get("runs")] == ["first", "second"] * 2
    absent = "00000000-0000-0000-0000-000000000000"
    assert refused(ssm.get_maintenance_window_execution, WindowExecutionId=absent) == "DoesNotExistException"


def test_a_window_ends_after_its_cutoff(ssm, refused):
    assert refused(ssm.create_maintenance_window, **{**WINDOW, "Cutoff": 3}) == "ValidationException"
    assert refused(ssm.create_maintenance_window, **{**WINDOW, "Duration": 25}) == "ValidationException"
