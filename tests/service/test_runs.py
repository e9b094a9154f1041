"""Runbooks and commands: what a client sees while it looks again and again."""

from __future__ import annotations

import json

import pytest


def runbook(*steps, outputs=(), **parameters):
    """A runbook of sleeps; each step is a name, or a name with more members."""
    rows = []
    for step in steps:
        name, more = step if isinstance(step, tuple) else (step, {})
        rows.append({"name": name, "action": "aws:sleep", "inputs": {"Duration": "PT1S"}, **more})
    whole = {"schemaVersion": "0.3", "parameters": parameters, "mainSteps": rows, "outputs": list(outputs)}
    return json.dumps(whole)


def make(ssm, text, name="Acme-Run", **members):
    """Makes a runbook."""
    ssm.create_document(Name=name, Content=text, DocumentType="Automation", **members)


def start(ssm, **members):
    """Starts the runbook."""
    return ssm.start_automation_execution(DocumentName="Acme-Run", **members)["AutomationExecutionId"]


def states(ssm, execution):
    """The states of the whole and of the steps at each look, until it has ended."""
    seen = []
    for _ in range(20):
        row = ssm.get_automation_execution(AutomationExecutionId=execution)["AutomationExecution"]
        seen.append((row["AutomationExecutionStatus"], [step["StepStatus"] for step in row["StepExecutions"]]))
        if "ExecutionEndTime" in row:
            return seen
    raise AssertionError(seen)


def last(ssm, execution):
    """The end."""
    return states(ssm, execution)[-1]


def test_a_runbook_goes_on_at_every_look(ssm):
    make(ssm, runbook("first", "second", outputs=["first.OutputPayload"]))
    execution = start(ssm)
    assert states(ssm, execution) == [
        ("Pending", ["Pending", "Pending"]),
        ("InProgress", ["InProgress", "Pending"]),
        ("InProgress", ["Success", "InProgress"]),
        ("Success", ["Success", "Success"]),
    ]
    found = ssm.get_automation_execution(AutomationExecutionId=execution)["AutomationExecution"]
    assert found["Outputs"] == {"first.OutputPayload": ["value of first.OutputPayload"]}
    assert (found["DocumentVersion"], found["ProgressCounters"]["SuccessSteps"]) == ("1", 2)


def test_options_say_how_often_one_has_to_look(ssm, service):
    service.post("options", {"polls": 2})
    make(ssm, runbook("first"))
    assert [state for state, _ in states(ssm, start(ssm))] == ["Pending"] * 2 + ["InProgress"] * 2 + ["Success"]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, ("Failed", ["Success", "Failed"])),
        ({"onFailure": "Continue"}, ("Failed", ["Success", "Failed", "Success"])),
        ({"onFailure": "Continue", "isCritical": False}, ("Success", ["Success", "Failed", "Success"])),
        ({"onFailure": "step:third", "isCritical": "false"}, ("Success", ["Success", "Failed", "Success"])),
    ],
)
def test_a_step_fails_as_it_was_told(ssm, members, expected):
    make(ssm, runbook("first", ("second", members), "third"), Tags=[{"Key": "test:fail", "Value": "second"}])
    execution = start(ssm)
    assert last(ssm, execution) == expected
    rows = ssm.describe_automation_step_executions(
        AutomationExecutionId=execution, Filters=[{"Key": "StepExecutionStatus", "Values": ["Failed"]}]
    )["StepExecutions"]
    assert [row["StepName"] for row in rows] == ["second"]
    assert rows[0]["FailureMessage"] == "Step second was told to fail."


def test_a_parameter_or_a_tag_of_the_execution_can_tell_too(ssm):
    make(ssm, runbook("first"))
    assert last(ssm, start(ssm, Parameters={"FailStep": ["first"]}))[0] == "Failed"
    assert last(ssm, start(ssm, Tags=[{"Key": "test:fail", "Value": "first"}]))[0] == "Failed"
    assert last(ssm, start(ssm))[0] == "Success"


def test_steps_follow_jumps_and_ends(ssm):
    branch = {"action": "aws:branch", "inputs": {"Choices": [{"NextStep": "third"}], "Default": "third"}}
    make(ssm, runbook(("first", branch), "second", ("third", {"isEnd": True}), "fourth"))
    execution = start(ssm)
    last(ssm, execution)
    rows = ssm.describe_automation_step_executions(AutomationExecutionId=execution)["StepExecutions"]
    assert [row["StepName"] for row in rows] == ["first", "third"]


def test_parameters_are_looked_at(ssm, refused):
    make(ssm, runbook("first", Size={"type": "String", "allowedValues": ["big"]}))
    for given in ({}, {"Size": ["small"]}, {"Size": ["big"], "Other": ["1"]}):
        call = {"DocumentName": "Acme-Run", "Parameters": given} if given else {"DocumentName": "Acme-Run"}
        assert refused(ssm.start_automation_execution, **call) == "InvalidAutomationExecutionParametersException"
    assert start(ssm, Parameters={"Size": ["big"]})


def test_runbooks_that_are_not_there_are_refused(ssm, refused):
    call = ssm.start_automation_execution
    assert refused(call, DocumentName="Acme-No") == "AutomationDefinitionNotFoundException"
    make(ssm, runbook("first"))
    again = {"DocumentName": "Acme-Run", "DocumentVersion": "9"}
    assert refused(call, **again) == "AutomationDefinitionVersionNotFoundException"
    absent = "00000000-0000-0000-0000-000000000000"
    assert refused(ssm.get_automation_execution, AutomationExecutionId=absent) == (
        "AutomationExecutionNotFoundException"
    )


def test_runbooks_of_aws_can_be_started(ssm):
    started = ssm.start_automation_execution(DocumentName="AWS-RestartEC2Instance", Parameters={"InstanceId": ["i"]})
    assert last(ssm, started["AutomationExecutionId"]) == ("Success", ["Success"])


def test_the_same_token_starts_once(ssm, refused):
    make(ssm, runbook("first"))
    token = "00000000-0000-4000-8000-000000000000"
    assert start(ssm, ClientToken=token) == start(ssm, ClientToken=token)
    call = {"DocumentName": "Acme-Run", "ClientToken": token, "Mode": "Interactive"}
    assert refused(ssm.start_automation_execution, **call) == "IdempotentParameterMismatch"
    assert len(ssm.describe_automation_executions()["AutomationExecutionMetadataList"]) == 1


def test_each_target_has_an_execution(ssm):
    make(ssm, runbook("first", Node={"type": "String"}))
    targets = [{"Key": "ParameterValues", "Values": ["a", "b"]}]
    execution = start(ssm, Targets=targets, TargetParameterName="Node", MaxErrors="1")
    assert states(ssm, execution)[-1] == ("Success", ["Success", "Success"])
    wanted = [{"Key": "ParentExecutionId", "Values": [execution]}]
    rows = ssm.describe_automation_executions(Filters=wanted)["AutomationExecutionMetadataList"]
    assert sorted(row["Target"] for row in rows) == ["a", "b"]


def test_an_execution_is_stopped(ssm, refused):
    make(ssm, runbook("first", "second"))
    execution = start(ssm)
    ssm.stop_automation_execution(AutomationExecutionId=execution)
    assert last(ssm, execution)[0] == "Cancelled"
    assert refused(ssm.stop_automation_execution, AutomationExecutionId=execution) == (
        "InvalidAutomationStatusUpdateException"
    )


@pytest.mark.parametrize(("word", "state"), [("Approve", "Success"), ("Reject", "Failed")])
def test_an_approval_waits_for_a_signal(ssm, word, state):
    make(ssm, runbook(("ask", {"action": "aws:approve"}), "second"))
    execution = start(ssm)
    for expected in ("Pending", "Waiting", "Waiting"):
        row = ssm.get_automation_execution(AutomationExecutionId=execution)["AutomationExecution"]
        assert row["AutomationExecutionStatus"] == expected
    ssm.send_automation_signal(AutomationExecutionId=execution, SignalType=word)
    assert last(ssm, execution)[0] == state


def command(ssm, *names):
    """Makes a command document with a step for each name."""
    rows = [{"name": name, "action": "aws:runShellScript", "inputs": {"runCommand": ["true"]}} for name in names]
    text = json.dumps({"schemaVersion": "2.2", "mainSteps": rows})
    ssm.create_document(Name="Acme-Do", Content=text, DocumentType="Command")


def nodes(service, *tags):
    """Registers a node for each map of tags; their ids."""
    rows = [{"InstanceId": f"i-{number:017}", "Tags": row} for number, row in enumerate(tags)]
    service.post("nodes", rows)
    return [row["InstanceId"] for row in rows]


def test_a_command_runs_on_its_targets(ssm, service):
    command(ssm, "first", "second")
    ids = nodes(service, {"role": "web"}, {"role": "web", "test:fail": "second"}, {"role": "db"})
    sent = ssm.send_command(DocumentName="Acme-Do", Targets=[{"Key": "tag:role", "Values": ["web"]}])["Command"]
    assert (sent["Status"], sent["TargetCount"]) == ("Pending", 2)
    seen = []
    for _ in range(6):
        (row,) = ssm.list_commands(CommandId=sent["CommandId"])["Commands"]
        seen.append(row["Status"])
    assert seen == ["Pending", "InProgress", "InProgress", "Failed", "Failed", "Failed"]
    assert (row["CompletedCount"], row["ErrorCount"]) == (2, 1)
    rows = ssm.list_command_invocations(CommandId=sent["CommandId"], Details=True)["CommandInvocations"]
    assert {row["InstanceId"]: row["Status"] for row in rows} == {ids[0]: "Success", ids[1]: "Failed"}
    assert [plugin["Name"] for plugin in rows[0]["CommandPlugins"]] == ["first", "second"]


def test_an_invocation_is_not_there_at_once(ssm, service, refused):
    command(ssm, "first", "second")
    (node,) = nodes(service, {})
    sent = ssm.send_command(DocumentName="Acme-Do", InstanceIds=[node])["Command"]["CommandId"]
    call = {"CommandId": sent, "InstanceId": node}
    assert refused(ssm.get_command_invocation, **call) == "InvocationDoesNotExist"
    assert refused(ssm.get_command_invocation, **call) == "InvalidPluginName"
    seen = [ssm.get_command_invocation(**call, PluginName="second") for _ in range(4)]
    assert [row["Status"] for row in seen] == ["Pending", "Pending", "InProgress", "Success"]
    assert (seen[-1]["ResponseCode"], seen[-1]["StandardOutputContent"]) == (0, "ran second\n")


def test_commands_name_what_exists(ssm, service, refused):
    command(ssm, "first")
    (node,) = nodes(service, {})
    call = ssm.send_command
    assert refused(call, DocumentName="Acme-No", InstanceIds=[node]) == "InvalidDocument"
    assert refused(call, DocumentName="Acme-Do", InstanceIds=["i-00000000000000009"]) == "InvalidInstanceId"
    assert refused(call, DocumentName="Acme-Do", InstanceIds=[node, node]) == "DuplicateInstanceId"
    given = {"DocumentName": "Acme-Do", "InstanceIds": [node], "Parameters": {"none": ["1"]}}
    assert refused(call, **given) == "InvalidParameters"
    nobody = [{"Key": "tag:role", "Values": ["none"]}]
    found = ssm.send_command(DocumentName="AWS-RunShellScript", Targets=nobody)["Command"]
    assert (found["Status"], found["StatusDetails"]) == ("Success", "NoInstancesInTag")


def test_a_command_is_cancelled(ssm, service):
    command(ssm, "first")
    (node,) = nodes(service, {})
    sent = ssm.send_command(DocumentName="Acme-Do", InstanceIds=[node])["Command"]["CommandId"]
    ssm.cancel_command(CommandId=sent)
    assert ssm.list_commands(CommandId=sent)["Commands"][0]["Status"] == "Cancelled"


def test_nodes_are_listed_by_tag_and_in_pages(ssm, service):
    ids = nodes(service, {"role": "web"}, {"role": "db"}, {"role": "web"})
    wanted = [{"Key": "tag:role", "Values": ["web"]}]
    rows = ssm.describe_instance_information(Filters=wanted)["InstanceInformationList"]
    assert [row["InstanceId"] for row in rows] == [ids[0], ids[2]]
    pages = list(ssm.get_paginator("describe_instance_information").paginate(PaginationConfig={"PageSize": 5}))
    assert len(pages) == 1
    assert len(ssm.get_inventory()["Entities"]) == 3
